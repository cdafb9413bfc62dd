import { useCallback, useRef, useState } from 'react';
import type { ResultClass } from '../../modules/certificates/rules/declaration-code.ts';
import type { Text } from '../../words/area.ts';
import { readView } from '../client.ts';
import type { ScanAnswer } from '../design/ScanBox.tsx';
import { Refused, ServerFault, Unreachable } from '../http.ts';
import { eventNow } from '../session.ts';
import { useWords } from '../words.tsx';
import { verifyHere, type StationOutcome, type StationVerdict } from './code-check.ts';
import { keyCache } from './code-keys.ts';
import { differencesOf } from './code-person.ts';
import { describe, readCard, rememberedCard, type Finding } from './finding-people.ts';
import { nameOf, type PersonCard } from './shapes.ts';

/** What a person declared, as `declarations.card` tells it. */
export type Declared = {
  readonly declarationId: string; readonly version: number; readonly cardVersion: string; readonly language: string; readonly filedAt: string;
  readonly openAnswers: number; readonly symptomDeclared: boolean; readonly contactDeclared: boolean; readonly keyAreaDeclared: boolean;
  /** Shape: a question may have several fields; `original` null where what is shown is what was written. */
  readonly answers: readonly { readonly question: string; readonly field?: string; readonly label: Text; readonly shown: Text; readonly original: string | null; readonly open?: boolean }[];
};

/** One code as this station took it. Shape: `caseId` is whose it is, where that is known; `declared` null where it could not be read or is of no use. */
export type CodeReading = {
  readonly key: number;
  readonly verdict: StationVerdict;
  readonly caseId: string | undefined;
  readonly declared: Declared | null;
  /** The person whom it names is being looked for. */
  readonly looking?: boolean;
  /** Why nobody was opened although the code is genuine. */
  readonly nobody?: 'here' | 'offline';
};

/** Which codes are wrong; the others that do not count only want a look. */
export const wrongOutcomes: readonly StationOutcome[] = ['malformed', 'foreign', 'altered', 'revoked'];

/** What an evidence form takes from a code. */
export type CodeAtHand = { readonly outcome: StationOutcome; readonly result: ResultClass | undefined; readonly differs: boolean; readonly declared: Declared | null };

/** Gives what an evidence form takes from a code for the person in front. */
export function codeAtHand({ verdict, declared }: CodeReading, card: PersonCard): CodeAtHand {
  const { declaration } = verdict;
  return { outcome: verdict.code, result: genuine(verdict)?.result, differs: declaration !== null && differencesOf(declaration, card).length > 0, declared };
}

/** Gives what a code says where we signed it for this event: then it names a person, current or not. */
export function genuine(verdict: StationVerdict): StationVerdict['declaration'] {
  return verdict.code === 'foreign' ? null : verdict.declaration;
}

// Who stands at a station waits no longer for a line that gives no answer. Unit: milliseconds.
const patience = 2500;

async function inTime<Value>(promise: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Unreachable('late')), patience); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Answers undefined where the server says no; a server that fails is as far away as none. */
async function ifAnswered<Value>(promise: Promise<Value>): Promise<Value | 'unreachable' | undefined> {
  try {
    return await inTime(promise);
  } catch (error) {
    if (error instanceof Unreachable || error instanceof ServerFault) return 'unreachable';
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

/** What a code is, as this device knows it. Shape: `stale` where the flight asks more now, or its plan looks for more, than when it was signed. */
export type Judged = { readonly verdict: StationVerdict; readonly stale: boolean };

// What was clear when it was signed may not be any more.
function withStale({ verdict, stale }: Judged): StationVerdict {
  const { declaration } = verdict;
  return declaration === null || declaration.result !== 'clear' || !stale ? verdict : { ...verdict, declaration: { ...declaration, result: 'check' } };
}

/** Judges a code with the keys of this device; a key that it lacks is asked for once, where there is a line. */
export async function judge(text: string): Promise<Judged> {
  const verify = async (): Promise<StationVerdict> => verifyHere(text, { keys: [], ...await keyCache.ready(), at: new Date(eventNow()) });
  const start = performance.now();
  const first = await verify();
  performance.measure('tongguan.code', { start });
  // A key that came into use within this minute is not here yet.
  const mayBeNew = (first.code === 'foreign' || first.code === 'no-keys') && first.declaration === null && navigator.onLine;
  const verdict = mayBeNew && (await ifAnswered(keyCache.refresh())) === true ? await verify() : first;
  return { verdict, stale: verdict.declaration !== null && (await keyCache.ready())?.stale.has(verdict.declaration.declarationId) === true };
}

/** Tells whose a declaration is, as far as it is known. Shape: `erased` where the server knows that it was withdrawn since the keys were read. */
export async function ownerOf(declarationId: string): Promise<{ readonly caseId?: string | undefined; readonly erased?: boolean | undefined } | 'unreachable'> {
  const known = (await keyCache.ready())?.caseOf.get(declarationId);
  if (known !== undefined) return { caseId: known };
  const found = await ifAnswered(readView<{ readonly caseId: string | null; readonly erased?: boolean } | null>('declarations.find', { declarationId }));
  return found === 'unreachable' ? found : { caseId: found?.data?.caseId ?? undefined, erased: found?.data?.erased };
}

/** Turns the codes that are scanned into what the station knows of them, and opens the person whom they name. */
export function useCodes({ show }: Finding) {
  const words = useWords();
  const [reading, setReading] = useState<CodeReading | undefined>(undefined);
  const turn = useRef(0);

  const clear = useCallback((): void => {
    turn.current += 1;
    setReading(undefined);
  }, []);

  const onScan = useCallback(async (text: string, onVerdict: () => void): Promise<ScanAnswer | undefined> => {
    turn.current += 1;
    const mine = turn.current;
    const key = performance.now();
    const put = (one: Omit<CodeReading, 'key'>): void => { if (mine === turn.current) setReading({ key, ...one }); };
    let verdict = withStale(await judge(text));
    const said = (): string => words.t(`codes.${verdict.code}`);
    const late = (): boolean => !wrongOutcomes.includes(verdict.code);
    onVerdict();
    const declaration = genuine(verdict);
    put({ verdict, caseId: undefined, declared: null, looking: declaration !== null });
    if (declaration === null) return { ok: false, late: late(), message: said(), label: words.t('codes.code') };
    const name = nameOf(declaration);
    const owner = await ownerOf(declaration.declarationId);
    if (owner !== 'unreachable' && owner.erased === true) verdict = { ...verdict, verdict: 'invalid', code: 'revoked' };
    const caseId = owner === 'unreachable' ? undefined : owner.caseId;
    if (caseId === undefined) {
      const away = owner === 'unreachable';
      put({ verdict, caseId: undefined, declared: null, nobody: away ? 'offline' : 'here' });
      return { ok: false, late: late(), message: words.t('codes.openedNot', { person: name, outcome: words.t(away ? 'station.offlineNobody' : 'station.nobodyFound') }), label: name };
    }
    // What is clear needs nobody to read it; everything else is read by the officer, beside what the person wrote.
    const wanted = verdict.code !== 'valid' || declaration.result !== 'clear';
    const [found, told] = await Promise.all([ifAnswered(readCard(caseId)), wanted ? ifAnswered(readView<Declared | null>('declarations.card', { caseId })) : undefined]);
    const declared = told === undefined || told === 'unreachable' ? null : told.data;
    // The server knows a newer version than the keys of this minute.
    if (verdict.code === 'valid' && declared?.declarationId === declaration.declarationId && declared.version > declaration.version) verdict = { ...verdict, verdict: 'invalid', code: 'superseded' };
    const card = found === 'unreachable' ? rememberedCard(caseId) : found;
    if (mine !== turn.current) return undefined;
    if (card === undefined) {
      put({ verdict, caseId, declared, nobody: found === 'unreachable' ? 'offline' : 'here' });
      return { ok: false, late: late(), message: words.t('codes.openedNot', { person: name, outcome: found === 'unreachable' ? words.t('station.offlineNobody') : words.t('station.nobodyFound') }), label: name };
    }
    put({ verdict, caseId, declared });
    const differs = differencesOf(declaration, card).length > 0;
    await show(card, { scanned: verdict.code === 'valid' && !differs, problems: [], fromMemory: found === 'unreachable' });
    if (differs) return { ok: false, message: words.t('codes.openedNot', { person: describe(words, card), outcome: words.t('codes.differs') }), label: nameOf(card) };
    if (verdict.code !== 'valid') return { ok: false, late: late(), message: words.t('codes.openedNot', { person: describe(words, card), outcome: said() }), label: nameOf(card) };
    return { ok: true, message: words.t('codes.opened', { person: describe(words, card) }), label: nameOf(card) };
  }, [show, words]);

  return { reading, onScan, clear };
}
