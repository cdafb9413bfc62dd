import type { ReactNode } from 'react';
import { useWords } from '../words.tsx';
import { percentDone } from './percent.ts';
import './marks.css';

/**
 * Shows how much of all is done: counts and percent, 100 only for all. At closing anything less is a failure and looks like one.
 * Shape: `failed` and `notApplicable` are parts of `total` beside `done`; ruled not applicable counts as complete.
 */
export function Bar({ label, done, total, notApplicable = 0, failed = 0, atClosing = false, hideLabel = false }: {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly notApplicable?: number;
  readonly failed?: number;
  /** The flight is being closed: not complete is FAIL. */
  readonly atClosing?: boolean;
  readonly hideLabel?: boolean;
}): ReactNode {
  const { t, number } = useWords();
  const settled = done + notApplicable;
  const percent = percentDone(settled, total);
  const complete = percent === 100;
  const fails = atClosing && !complete;
  const width = (count: number): string => `${total > 0 ? (count / total) * 100 : 0}%`;
  const percentText = percent === undefined ? t('design.nobody') : `${number(percent, complete || percent === 0 ? 0 : 1)} %`;
  return (
    <div className={`tg-bar${complete ? ' tg-bar-complete' : ''}${fails ? ' tg-bar-fails' : ''}`}>
      <div className={hideLabel ? 'tg-hidden' : 'tg-bar-label'}>{label}</div>
      <div className="tg-bar-track" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={total} aria-valuenow={settled}
        aria-valuetext={`${t('design.percentComplete', { done: settled, total, percent: percentText })}${fails ? `, ${t('design.failClosing')}` : ''}`}>
        <span className="tg-bar-done" style={{ width: width(done) }} />
        <span className="tg-bar-not" style={{ width: width(notApplicable) }} />
        <span className="tg-bar-failed" style={{ width: width(failed) }} />
      </div>
      <div className="tg-bar-count">{number(settled)}<span className="tg-muted"> / {number(total)}</span></div>
      <div className="tg-bar-percent">{fails && <strong className="tg-bar-fail">{t('design.failClosing')}</strong>}{percentText}</div>
    </div>
  );
}
