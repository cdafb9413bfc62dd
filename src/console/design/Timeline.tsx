import type { ReactNode } from 'react';
import { useWords } from '../words.tsx';
import { ToneMark, type Tone } from './Badge.tsx';
import './page.css';

/** One thing that happened or will happen. Shape: `at` undefined for what has no time yet. */
export type TimelineEntry = {
  readonly key: string;
  readonly at: string | undefined;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly tone?: Tone;
  /** Not yet happened: `at` is planned. */
  readonly planned?: boolean;
};

/** Shows what happened in order, and what is still to come in muted ink. */
export function Timeline({ label, entries }: { readonly label: string; readonly entries: readonly TimelineEntry[] }): ReactNode {
  const { time, date } = useWords();
  return (
    <ol className="tg-timeline" aria-label={label}>
      {entries.map((entry, place) => {
        const before = entries[place - 1];
        const newDay = entry.at !== undefined && (before?.at === undefined || date(before.at) !== date(entry.at));
        return (
          <li key={entry.key} className={entry.planned ? 'tg-timeline-planned' : undefined}>
            <span className="tg-timeline-at">
              {entry.at === undefined ? '–' : <time dateTime={entry.at}>{newDay && <span className="tg-timeline-day">{date(entry.at)}</span>}{time(entry.at)}</time>}
            </span>
            <ToneMark tone={entry.planned ? 'neutral' : entry.tone ?? 'done'} />
            <div><div className="tg-timeline-title">{entry.title}</div>{entry.detail !== undefined && <div className="tg-muted">{entry.detail}</div>}</div>
          </li>
        );
      })}
    </ol>
  );
}
