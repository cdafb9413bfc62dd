/** Says how messages are sent. Shape of `publicUrl`: without a slash at its end. */
export interface MailSettings { readonly smtpUrl: string; readonly from: string; readonly publicUrl: string }

/** Reads the settings TONGGUAN_SMTP_URL, TONGGUAN_MAIL_FROM and TONGGUAN_PUBLIC_URL. Shape: undefined where one is missing: then nothing is queued and nothing sent. */
export function mailSettings(environment: Readonly<Record<string, string | undefined>> = process.env): MailSettings | undefined {
  const { TONGGUAN_SMTP_URL: smtpUrl = '', TONGGUAN_MAIL_FROM: from = '', TONGGUAN_PUBLIC_URL: publicUrl = '' } = environment;
  return smtpUrl === '' || from === '' || publicUrl === '' ? undefined : { smtpUrl, from, publicUrl: publicUrl.replace(/\/+$/, '') };
}
