import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { languages, type Language } from '../../../words/area.ts';
import { locale, write, type WordKey } from '../../../words/words.ts';
import { Button } from '../../design/Button.tsx';
import { Icon } from '../../design/Icon.tsx';
import { KeyHint } from '../../design/KeyHint.tsx';
import { useKeys } from '../../design/listening.ts';
import { ScanBox, type ScanAnswer } from '../../design/ScanBox.tsx';
import type { Scan } from '../../design/scanning.ts';
import { useLine, useLive } from '../../live.ts';
import { LanguageSwitch, ThemeSwitch } from '../../shell/TopBar.tsx';
import { useWords } from '../../words.tsx';
import { useCodeKeys } from '../code-keys.ts';
import { genuine, judge, ownerOf } from '../code-reading.ts';
import { KeysLine } from '../CodeStrip.tsx';
import '../../shell/shell.css';
import '../travellers.css';
import './gate.css';
import { GateSign, ScanSign } from './GateSign.tsx';
import { countLights, lightMilliseconds, lightNames, lightOf, lineOf, ofLastHour, type GateVerdict, type Light, type Shown } from './gate-light.ts';
import { soundLight } from './gate-sound.ts';

/** What the gate shows of a code: of whom it is stays unsaid. */
type Reading = { readonly key: number; readonly verdict: GateVerdict; readonly stale: boolean; readonly light: Light; readonly flight: string | undefined };

async function readCode(scan: Scan): Promise<Omit<Reading, 'key'>> {
  const put = (verdict: GateVerdict, stale: boolean, flight: string | undefined): Omit<Reading, 'key'> => ({ verdict, stale, light: lightOf(verdict, stale), flight });
  // A passport, a boarding pass: not what this gate reads.
  if (scan.kind !== 'code') return put({ code: 'malformed', result: undefined }, false, undefined);
  const { verdict, stale } = await judge(scan.text);
  const declaration = genuine(verdict);
  if (verdict.code !== 'valid' || declaration === null) return put({ code: verdict.code, result: declaration?.result }, stale, declaration?.flight);
  const owner = await ownerOf(declaration.declarationId);
  const code = owner !== 'unreachable' && owner.erased === true ? 'revoked' : owner === 'unreachable' || owner.caseId === undefined ? 'unknown' : 'valid';
  return put({ code, result: declaration.result }, stale, declaration.flight);
}

/** The screen above a self-service gate: it waits for the code of a declaration, and shows one light and what is to be done. */
export function GatePage(): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const line = useLine();
  const isOnline = useSyncExternalStore(watchNetwork, () => navigator.onLine);
  const kept = useCodeKeys(true);
  const [state, setState] = useState<Reading | 'waiting' | 'checking'>('waiting');
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const [sounds, setSounds] = useState(false);
  const turn = useRef(0);
  const [isFull, setIsFull] = useState(document.fullscreenElement !== null);
  useLive(true);
  useTick(10_000);

  useEffect(() => {
    const look = (): void => setIsFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  useEffect(() => {
    if (typeof state === 'string') return undefined;
    const timer = setTimeout(() => setState('waiting'), lightMilliseconds);
    return () => clearTimeout(timer);
  }, [state]);
  useKeys((event) => {
    // The browser itself leaves the whole screen by this key; the next one leaves the page.
    if (event.key === 'Escape' && document.fullscreenElement === null) void navigate('/station');
  });

  const onScan = async (scan: Scan): Promise<ScanAnswer> => {
    turn.current += 1;
    // Nobody goes on by the light of the one before.
    setState('checking');
    let next: Reading | 'waiting' = 'waiting';
    try {
      const reading: Reading = { key: turn.current, ...await readCode(scan) };
      next = reading;
      const at = performance.now();
      setShown((before) => [...ofLastHour(before, at), { at, light: reading.light }]);
      if (sounds) soundLight(reading.light);
      return { ok: reading.light === 'green', late: reading.light === 'purple' || reading.light === 'blue', message: t(`lights.word.${reading.light}`) };
    } finally {
      setState(next);
    }
  };

  const reading = typeof state === 'string' ? undefined : state;
  const reason = reading === undefined ? undefined : reasonOf(reading.verdict);
  const counts = countLights(shown, performance.now());
  const [word, text]: readonly [WordKey, WordKey] = reading === undefined ? (state === 'checking' ? ['lights.wait', 'lights.waitLine'] : ['lights.scan', 'lights.scanLine'])
    : [`lights.word.${reading.light}`, `lights.line.${lineOf(reading.verdict, reading.stale)}`];
  return (
    <main id="content" className="tg-gate tg-station" data-light={reading?.light ?? state}>
      <div className="tg-gate-top">
        <strong>{t('lights.title')}</strong>
        {!(line.connected && isOnline) && <span className="tg-gate-away"><Icon name="alarm" /> {t('lights.away')}</span>}
        <span className="tg-gate-space" />
        <Button kind="bare" icon={sounds ? 'sound' : 'silent'} pressed={sounds} label={t(sounds ? 'lights.soundOn' : 'lights.soundOff')} onPress={() => setSounds(!sounds)} />
        <LanguageSwitch />
        <ThemeSwitch />
        {!isFull && <Button icon="wholeScreen" onPress={() => void document.documentElement.requestFullscreen().catch(() => undefined /* A browser that fills no screen shows the page as it is. */)}>{t('lights.fullScreen')}</Button>}
      </div>
      <section className="tg-gate-stage" key={reading?.key ?? 'waiting'}>
        {reading === undefined ? <ScanSign /> : <GateSign light={reading.light} />}
        <div className="tg-gate-words">
          <h1><InBoth of={word} /></h1>
          <p className="tg-gate-line"><InBoth of={text} /></p>
          {reading !== undefined && <p className="tg-gate-why">{reading.flight !== undefined && <strong>{reading.flight}</strong>}{reason !== undefined && <span>{t(reason)}</span>}</p>}
        </div>
      </section>
      {/* What is scanned stays out of sight: there are names in a code, and on a passport. */}
      <div className="tg-hidden"><ScanBox onScan={onScan} history={0} label={t('codes.code')} hint={t('lights.scan')} /></div>
      <div className="tg-gate-foot">
        <div className="tg-gate-counts" role="group" aria-label={t('lights.lastHour')}>
          <span aria-hidden="true">{t('lights.lastHour')}</span>
          <ul>{lightNames.map((light) => (
            <li key={light} data-count={light}><GateSign light={light} /><span aria-hidden="true">{counts[light]}</span><span className="tg-hidden">{t('lights.count', { light: t(`lights.word.${light}`), count: counts[light] })}</span></li>
          ))}</ul>
        </div>
        <KeysLine kept={kept} />
        <span className="tg-gate-leave"><KeyHint keys="Esc" /> {t('lights.leave')}</span>
      </div>
    </main>
  );
}

/** What the officer beside the gate wants to know of a code that does not count; of one that does, the light says it all. */
function reasonOf({ code }: GateVerdict): WordKey | undefined {
  if (code === 'valid') return undefined;
  return code === 'unknown' ? 'lights.unknown' : `codes.${code}`;
}

/** Writes a phrase in both languages, the officer's first: of a traveller nothing is known but the code. */
function InBoth({ of }: { readonly of: WordKey }): ReactNode {
  const { language } = useWords();
  const other = languages.find((one) => one !== language) ?? language;
  return [language, other].map((one: Language) => <span key={one} lang={locale(one)}>{write(one, of)}</span>);
}

function watchNetwork(listener: () => void): () => void {
  const names = ['online', 'offline'] as const;
  for (const name of names) window.addEventListener(name, listener);
  return () => { for (const name of names) window.removeEventListener(name, listener); };
}

function useTick(milliseconds: number): void {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((before) => before + 1), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds]);
}
