declare module 'linebreak' {
  /** Finds where a text may be broken into lines. Source: Unicode Standard Annex 14. */
  class LineBreaker {
    constructor(text: string);
    nextBreak(): { readonly position: number; readonly required: boolean } | null;
  }
  export = LineBreaker;
}
