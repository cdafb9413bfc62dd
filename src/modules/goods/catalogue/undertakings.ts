/** Is the text by which somebody undertakes to take press equipment out again, from one day to another. */
export interface Undertaking {
  readonly version: string;
  readonly text: { readonly en: string; readonly zh: string };
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
  readonly verified: boolean;
}

/** Lists the versions of the undertaking for press equipment. Source: 海关法 art. 50; the wording is ours, no official one was found. */
export const undertakings: readonly Undertaking[] = [
  {
    version: '1', validFrom: '2021-10-01', validTo: null, source: '海关法 art. 50; practice of 1998', verified: false,
    text: {
      en: 'I bring this equipment in for my own reporting under my accreditation. I will take every piece of it out of the country myself, by the day named here at the latest. I will not sell it, lend it or hand it to anybody else, and I will tell customs at once if a piece is lost or stolen. I know that whatever does not leave is taxed, and that a fine may be added.',
      zh: '本人凭注册卡携带本清单所列器材进境，仅供本人采访使用。本人保证不迟于所填日期将全部器材亲自携带出境；不出售、不出借、不转交他人；如有遗失或被盗，立即报告海关。本人知悉：未复运出境的器材须补缴税款，并可处罚款。',
    },
  },
];
