import type { ReactNode } from 'react';
import { useEventNow } from '../session.ts';
import { useWords } from '../words.tsx';
import { ToneMark, type Tone } from './Badge.tsx';
import './marks.css';

/** Writes a length of time as a clock does. Shape: `5:42:10`, `42:10`, `2d 05:42`. Unit: milliseconds in. */
export function clockText(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = two(Math.floor(seconds / 60) % 60);
  if (hours >= 48) return `${Math.floor(hours / 24)}d ${two(hours % 24)}:${minutes}`;
  return hours > 0 ? `${hours}:${minutes}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/**
 * Counts down to the time when something is due by the event's clock: calm, then amber when the last quarter (or `warnMinutes`) has begun,
 * then red with how long it is overdue. Met, it stands still.
 */
export function Clock({ dueAt, startedAt, metAt, warnMinutes, label }: {
  readonly dueAt: string;
  readonly startedAt?: string | undefined;
  readonly metAt?: string | undefined;
  readonly warnMinutes?: number;
  readonly label?: string;
}): ReactNode {
  const { t, dateTime } = useWords();
  const now = useEventNow();
  const due = Date.parse(dueAt);
  const left = due - (metAt === undefined ? now : Date.parse(metAt));
  const length = startedAt === undefined ? 4 * 3_600_000 : due - Date.parse(startedAt);
  const warn = warnMinutes === undefined ? length / 4 : warnMinutes * 60_000;
  const tone: Tone = left < 0 ? 'wrong' : metAt !== undefined ? 'done' : left <= warn ? 'late' : 'neutral';
  const text = left < 0 ? t('design.overdueBy', { time: clockText(left) }) : metAt === undefined ? clockText(left) : t('design.clockMet');
  return (
    <span className={`tg-clock tg-clock-${tone}`} role="timer" aria-live="off" aria-label={label} title={dateTime(dueAt)}>
      <ToneMark tone={tone} />{text}
    </span>
  );
}
