import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../words.tsx';
import { ToneMark, type Tone } from './Badge.tsx';
import './page.css';

/** A figure with its name; with `to` it opens the list of its cases. */
export function Stat({ label, value, unit, note, tone, to }: {
  readonly label: string;
  /** Undefined while loading. */
  readonly value: number | string | undefined;
  readonly unit?: string;
  readonly note?: ReactNode;
  readonly tone?: Tone;
  readonly to?: string | undefined;
}): ReactNode {
  const { t, number } = useWords();
  const content = (
    <>
      <span className="tg-stat-label">{tone !== undefined && <ToneMark tone={tone} />}{label}</span>
      <span className="tg-stat-value">
        {value === undefined ? '–' : typeof value === 'number' ? number(value) : value}{unit !== undefined && <small> {unit}</small>}
      </span>
      {note !== undefined && <span className="tg-stat-note">{note}</span>}
    </>
  );
  const className = `tg-stat${tone === 'wrong' ? ' tg-stat-wrong' : ''}${tone === 'late' ? ' tg-stat-late' : ''}`;
  return to === undefined ? <div className={className}>{content}</div> : <Link to={to} className={className} title={t('design.openCases', { label })}>{content}</Link>;
}

/** Puts figures beside each other in one strip. */
export function Stats({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className="tg-stats">{children}</div>;
}
