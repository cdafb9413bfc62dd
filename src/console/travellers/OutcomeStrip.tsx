import type { ReactNode } from 'react';
import { Icon } from '../design/Icon.tsx';
import { useWords } from '../words.tsx';

/** What the last record came to, said so that it is read at arm's length. */
export type Outcome = {
  readonly key: string;
  readonly word: 'passed' | 'failed' | 'kept' | 'corrected' | 'left';
  readonly name: string;
  readonly seat?: string | null;
  /** The step and what was found. */
  readonly what: string;
  /** What follows, the next first. */
  readonly follows: readonly string[];
  /** There is more than what is said. */
  readonly more?: number;
};

/** Flashes the outcome of the last record: passed or failed, and what follows from it. */
export function OutcomeStrip({ outcome }: { readonly outcome: Outcome | undefined }): ReactNode {
  const { t } = useWords();
  const words = { passed: t('station.passed'), failed: t('station.failed'), kept: t('station.keptHere'), corrected: t('station.corrected'), left: t('station.mayLeave') };
  const icons = { passed: 'check', failed: 'alarm', kept: 'clock', corrected: 'check', left: 'check' } as const;
  return (
    <div role="status" aria-live="assertive" className="tg-outcome-place">
      {outcome !== undefined && (
        <div key={outcome.key} className={`tg-outcome tg-outcome-${outcome.word}`} data-outcome={outcome.word}>
          <Icon name={icons[outcome.word]} size={22} />
          <strong className="tg-outcome-word">{words[outcome.word]}</strong>
          <span className="tg-outcome-who">{outcome.name}{outcome.seat ? ` · ${outcome.seat}` : ''}</span>
          <span className="tg-outcome-what">{outcome.what}</span>
          {outcome.follows.length > 0 && (
            <span className="tg-outcome-next"><Icon name="chevronRight" size={14} />{outcome.follows.join(' · ')}{outcome.more ? ` · ${t('station.andMore', { count: outcome.more })}` : ''}</span>
          )}
        </div>
      )}
    </div>
  );
}
