import { wordsOf } from './limits.ts';
import type { N42Place } from './limits.ts';

/** Is everything a document may be found guilty of that stops nothing. Each has its words in both languages in `src/words/n42.ts`. */
export type N42FindingCode =
  | 'placeholder' | 'undeclared-prefix' | 'namespace-unknown' | 'missing-child' | 'missing-attribute' | 'wrong-order' | 'repeated-child' | 'unknown-element' | 'foreign-element' | 'misplaced-element'
  | 'date-invalid' | 'date-not-standard' | 'duration-invalid' | 'duration-not-standard' | 'truth-invalid' | 'truth-not-standard' | 'number-invalid' | 'number-not-standard' | 'code-unknown'
  | 'calibration-coefficients' | 'calibration-invalid' | 'calibration-missing' | 'boundaries-count' | 'counts-negative' | 'counts-with-commas' | 'live-exceeds-real'
  | 'dangling-reference' | 'duplicate-id' | 'wrapped-root' | 'encoding-misdeclared' | 'text-too-long' | 'spectrum-empty' | 'compression-unknown';

/** Is something in a document that is not as the standard wants it and stops nothing. */
export interface N42Finding {
  readonly where: string;
  readonly code: N42FindingCode;
  /** An English sentence. */
  readonly text: string;
}

/** Collects findings. Shape: of each code so many are kept as the limit says; all are counted. */
export class N42Findings {
  readonly list: N42Finding[] = [];
  private readonly counted = new Map<N42FindingCode, number>();
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  add(place: N42Place, code: N42FindingCode, text: string): void {
    const before = this.counted.get(code) ?? 0;
    this.counted.set(code, before + 1);
    if (before < this.most) this.list.push({ where: wordsOf(place), code, text });
  }

  counts(): Record<string, number> {
    return Object.fromEntries([...this.counted].sort(([one], [other]) => (one < other ? -1 : 1)));
  }
}
