/** Gives the part of a note that is in the reader's language where a note says the same in English and, behind it, in Chinese; any other note whole. */
export function noteIn(language: 'en' | 'zh', note: string): string {
  const both = /^(?<english>\P{Script=Han}+[.!?]) (?<chinese>[^A-Za-z]*\p{Script=Han}.*)$/su.exec(note)?.groups;
  return (language === 'zh' ? both?.['chinese'] : both?.['english']) ?? note;
}
