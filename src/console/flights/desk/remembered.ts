/** Names where this browser keeps the recipients of the last report. */
export const rememberedRecipients = 'tongguan.recipients';
