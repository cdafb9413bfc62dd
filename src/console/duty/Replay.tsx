import { useEffect, useState, type ReactNode } from 'react';
import { Button } from '../design/Button.tsx';
import { useKeys } from '../design/listening.ts';
import { isTyping } from '../flights/BoardPage.tsx';
import { useWords } from '../words.tsx';
import { stepLength } from './day.ts';
import { useIsReading } from './reading.ts';

const dayLength = 24 * 3_600_000;
/** Lists how fast the replay goes. Unit: steps a second. */
const speeds = [1, 2, 4] as const;

/** Tells whether a key was meant for something that takes text; the slider takes none. */
export function takesText(target: EventTarget | null): boolean {
  return isTyping(target) && !(target instanceof HTMLInputElement && target.type === 'range');
}

/** The slider over a day: live, or an instant that the whole page then shows; it plays no faster than the page can read. */
export function Replay({ dayStart, now, at, goneTo, onGo }: {
  readonly dayStart: number;
  /** The event's present. */
  readonly now: number;
  /** The instant shown; undefined while live. Unit: milliseconds since 1970. */
  readonly at: number | undefined;
  /** The instant that was last asked for, drawn or not: keys come faster than pages. */
  readonly goneTo: () => number | undefined;
  readonly onGo: (at: number | undefined) => void;
}): ReactNode {
  const { t, time, date, dateTime } = useWords();
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<(typeof speeds)[number]>(2);
  const reading = useIsReading();
  const last = Math.min(now, dayStart + dayLength);
  const shown = at ?? now;
  const go = (to: number): void => onGo(to >= now ? undefined : to);
  // On a quarter of an hour; what lies between two goes to the nearer one in the direction of the step.
  const step = (steps: number): void => {
    const quarters = ((goneTo() ?? now) - dayStart) / stepLength;
    go(dayStart + (steps > 0 ? Math.floor(quarters) + 1 : Math.ceil(quarters) - 1) * stepLength);
  };
  useEffect(() => {
    if (!playing) return undefined;
    if (at === undefined || at >= last) {
      setPlaying(false);
      return undefined;
    }
    if (reading) return undefined;
    const timer = setTimeout(() => step(1), 1000 / speed);
    return () => clearTimeout(timer);
  }, [playing, reading, at, speed]);
  const play = (): void => {
    if (at === undefined) go(dayStart);
    setPlaying((was) => !was);
  };
  useKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || takesText(event.target) || document.querySelector('[role="dialog"]') !== null) return;
    // The slider moves by its own arrows.
    if (event.key.startsWith('Arrow') && event.target instanceof HTMLInputElement) return;
    if (event.key === 'ArrowLeft') step(-1);
    else if (event.key === 'ArrowRight') step(1);
    else if (event.key === ' ' && !(event.target instanceof HTMLElement && event.target.closest('button, a') !== null)) play();
    else if (event.key.toLowerCase() === 'l') onGo(undefined);
    else return;
    event.preventDefault();
  });
  return (
    <section className={at === undefined ? 'du-replay' : 'du-replay du-replay-past'} aria-label={t('duty.replay')} title={t('duty.keys')}>
      <Button kind="bare" icon="chevronLeft" label={t('duty.dayBefore')} onPress={() => onGo(Math.min(shown, now) - dayLength)} />
      <strong className="du-replay-day">{date(dayStart + dayLength / 2)}</strong>
      <Button kind="bare" icon="chevronRight" label={t('duty.dayAfter')} onPress={() => go(shown + dayLength)} />
      <span className="du-replay-buttons">
        <Button label={t('duty.back')} keyHint="←" onPress={() => step(-1)}>−15</Button>
        <Button label={t(playing ? 'duty.pause' : 'duty.play')} pressed={playing} onPress={play}>{playing ? '❚❚' : '▶'}</Button>
        <Button label={t('duty.forward')} keyHint="→" onPress={() => step(1)}>+15</Button>
        <span className="du-speeds" role="group" aria-label={t('duty.speed')}>
          {speeds.map((one) => <button key={one} type="button" aria-pressed={speed === one} aria-label={t('duty.speedOf', { steps: one })} onClick={() => setSpeed(one)}>{one}×</button>)}
        </span>
      </span>
      <span className="du-slider">
        <input type="range" min={0} max={dayLength / stepLength} step={1} value={Math.min(dayLength / stepLength, Math.max(0, Math.round((shown - dayStart) / stepLength)))} aria-label={t('duty.timeOfDay')} aria-valuetext={time(shown)} onChange={(event) => go(dayStart + Number(event.target.value) * stepLength)} />
        <span className="du-slider-past" style={{ width: `${Math.max(0, Math.min(1, (last - dayStart) / dayLength)) * 100}%` }} aria-hidden="true" />
        <span className="du-slider-hours" aria-hidden="true">{[0, 6, 12, 18, 24].map((hour) => <span key={hour} style={{ left: `${(hour / 24) * 100}%` }}>{String(hour).padStart(2, '0')}</span>)}</span>
      </span>
      <span className="du-replay-state" role="status">{at === undefined ? <><i className="du-live-dot" aria-hidden="true" />{t('duty.liveNow')}</> : t('duty.asOf', { time: dateTime(at) })}</span>
      {at !== undefined && <Button kind="primary" keyHint="L" onPress={() => onGo(undefined)}>{t('duty.toLive')}</Button>}
    </section>
  );
}
