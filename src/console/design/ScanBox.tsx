import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { eventNow } from '../session.ts';
import { useWords } from '../words.tsx';
import { takesText } from './digits.ts';
import { Icon } from './Icon.tsx';
import { expectedLines, recognise, type Scan } from './scanning.ts';
import { catchBursts } from './wedge.ts';
import './scanbox.css';

/** What the page says to a scan: accepted or not, and in which words. Shape: `label` names it in the history (a person, a tube); `late` is no mistake, but wants a look. */
export type ScanAnswer = { readonly ok: boolean; readonly message: string; readonly label?: string; readonly late?: boolean };

type Past = { readonly key: number; readonly scan: Scan; readonly at: number; readonly answer: ScanAnswer };

const multilineWaitMilliseconds = 500;

const icons = { ok: 'check', refused: 'cross', late: 'alarm' } as const;
const wayOf = (answer: ScanAnswer): keyof typeof icons => (answer.ok ? 'ok' : answer.late === true ? 'late' : 'refused');

/**
 * Takes scans and typing at a station. It has the focus whenever nothing else has, and catches scans while another field has it;
 * a passport's lines are gathered. The answer flashes in colour and words; the last scans stay in sight.
 */
export function ScanBox({ onScan, label, hint, always = true, autoFocus = true, tube, history = 4 }: {
  readonly onScan: (scan: Scan) => Promise<ScanAnswer | undefined> | ScanAnswer | undefined;
  readonly label?: string;
  readonly hint?: string;
  /** Catches scans wherever the focus is; at most one such box a page. */
  readonly always?: boolean;
  readonly autoFocus?: boolean;
  /** The form of a tube's code, when it is not the usual one. */
  readonly tube?: RegExp;
  /** How many past scans are shown. */
  readonly history?: number;
}): ReactNode {
  const { t, timeWithSeconds } = useWords();
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [focused, setFocused] = useState(false);
  const [busy, setBusy] = useState(0);
  const [past, setPast] = useState<readonly Past[]>([]);
  const [flash, setFlash] = useState<'ok' | 'refused' | 'late' | undefined>(undefined);
  const held = useRef<{ lines: string[]; timer: ReturnType<typeof setTimeout> | undefined }>({ lines: [], timer: undefined });
  const queue = useRef<Promise<void>>(Promise.resolve());
  const handler = useRef(onScan);
  handler.current = onScan;

  const handle = async (scan: Scan): Promise<void> => {
    setBusy((count) => count + 1);
    let answer: ScanAnswer | undefined;
    try {
      answer = await handler.current(scan);
    } catch {
      answer = { ok: false, message: t('shell.offlineAct') };
    }
    setBusy((count) => count - 1);
    if (!answer) return;
    const entry = { key: performance.now(), scan, at: eventNow(), answer };
    setPast((entries) => [entry, ...entries].slice(0, history + 1));
    setFlash(wayOf(answer));
  };
  const giveOut = (): void => {
    clearTimeout(held.current.timer);
    const text = held.current.lines.join('\n');
    held.current = { lines: [], timer: undefined };
    if (text.trim() === '') return;
    const scan = recognise(text, tube);
    queue.current = queue.current.then(() => handle(scan));
  };
  const takeLine = (line: string): void => {
    clearTimeout(held.current.timer);
    held.current.lines.push(line);
    if (held.current.lines.length >= expectedLines(held.current.lines[0] ?? '')) giveOut();
    else held.current.timer = setTimeout(giveOut, multilineWaitMilliseconds);
  };
  const taking = useRef(takeLine);
  taking.current = takeLine;

  useEffect(() => {
    if (flash === undefined) return undefined;
    const timer = setTimeout(() => setFlash(undefined), 1400);
    return () => clearTimeout(timer);
  }, [flash, past]);

  // Before the paint: whoever sees the box may already scan.
  useLayoutEffect(() => {
    if (!always) return undefined;
    const stop = catchBursts({ box: () => box.current, onLine: (line) => taking.current(line) });
    const claim = (event: KeyboardEvent): void => {
      const active = document.activeElement;
      if (active !== document.body && active !== null) return;
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey || takesText(active)) return;
      if (/\d/.test(event.key) && document.querySelector('[data-digits]')) return;
      box.current?.focus();
    };
    document.addEventListener('keydown', claim);
    return () => {
      stop();
      document.removeEventListener('keydown', claim);
    };
  }, [always]);

  const [last, ...earlier] = past;
  const kinds = { mrz: t('design.scanMrz'), bcbp: t('design.scanBcbp'), tube: t('design.scanTube'), code: t('design.scanCode'), text: t('design.scanText') };
  const said = { ok: t('design.scanOk'), refused: t('design.scanRefused'), late: t('design.scanLate') };
  return (
    <div className={`tg-scan${flash ? ` tg-scan-${flash}` : ''}`}>
      <div className="tg-scan-line">
        <Icon name="scan" size={22} />
        <label htmlFor={id} className="tg-hidden">{label ?? t('design.scanLabel')}</label>
        <input ref={box} id={id} className="tg-scan-input" data-scan="box" value={typed} placeholder={`${label ?? t('design.scanLabel')}: ${hint ?? t('design.scanHint')}`}
          autoFocus={autoFocus} autoComplete="off" autoCapitalize="off" spellCheck={false} enterKeyHint="go" aria-describedby={`${id}-state`}
          onChange={(event) => setTyped(event.target.value)}
          onPaste={(event) => {
            // A code that is pasted needs no Enter; the box would also drop the ends of its lines.
            const pasted = event.clipboardData.getData('text');
            if (event.currentTarget.value !== '' || recognise(pasted, tube).kind !== 'code') return;
            event.preventDefault();
            takeLine(pasted);
          }}
          onFocus={() => setFocused(true)} onBlur={() => setFocused(false)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setTyped('');
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            event.stopPropagation();
            setTyped('');
            takeLine(event.currentTarget.value);
          }} />
        <span id={`${id}-state`} className={`tg-scan-state${focused ? ' tg-scan-ready' : ''}`}>
          {busy > 0 ? t('design.scanBusy') : focused ? t('design.scanReady') : always ? t('design.scanElsewhere') : ''}
        </span>
      </div>
      <div role="status" aria-live="assertive">
        {last && (
          <p className={`tg-scan-answer tg-scan-answer-${wayOf(last.answer)}`}>
            <Icon name={icons[wayOf(last.answer)]} />
            <strong>{said[wayOf(last.answer)]}</strong>
            <span>{last.answer.message}</span>
          </p>
        )}
      </div>
      {earlier.length > 0 && (
        <ol className="tg-scan-history" aria-label={t('design.scanHistory')}>
          {earlier.map(({ key, scan, at, answer }) => (
            <li key={key}>
              <Icon name={icons[wayOf(answer)]} size={12} />
              <span className="tg-hidden">{said[wayOf(answer)]}</span>
              <span className="tg-muted">{timeWithSeconds(at)}</span>
              <span className="tg-muted">{kinds[scan.kind]}</span>
              <span className="tg-scan-what">{answer.label ?? answer.message}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
