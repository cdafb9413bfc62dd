import { useAct, type Act } from '../client.ts';
import { useNotify } from '../design/Toast.tsx';
import type { Tone } from '../design/Badge.tsx';
import { useWords, type Words } from '../words.tsx';

/** Lists how far a person may be with the card, in the order in which one goes. */
export const cardStates = ['notBegun', 'begun', 'supplement', 'complete'] as const;
/** Is how far a person is with the card. */
export type CardState = (typeof cardStates)[number];
/** Gives the look of each. */
export const stateTones: Readonly<Record<CardState, Tone>> = { notBegun: 'neutral', begun: 'current', supplement: 'late', complete: 'done' };

/** Is the newest message to somebody, and what became of it. */
export type Mail = { readonly kind: 'invitation' | 'reminder' | 'leader'; readonly state: 'waiting' | 'sent' | 'failed' | 'dropped'; readonly attempts: number; readonly status: string | null; readonly at: string };

/** Is one person of a flight with the state of their card. */
export type Declarant = {
  readonly caseId: string; readonly declarationId: string | null; readonly name: string; readonly delegation: string | null; readonly nationality: string | null; readonly language: string | null;
  readonly state: CardState; readonly invited: boolean; readonly hasAddress: boolean; readonly mail: Mail | null; readonly filedAt: string | null; readonly checked: boolean;
};

/** Is what `declarations.flight` answers. */
export type FlightCards = { readonly cardVersion: string; readonly total: number; readonly complete: number; readonly unplaced: number; readonly mailReady: boolean; readonly persons: readonly Declarant[] };

/** Is what `declarations.leaders` answers of one. */
export type Leader = { readonly leaderId: string; readonly delegation: string; readonly email: string | null; readonly language: string; readonly createdAt: string; readonly revokedAt: string | null; readonly mail: Mail | null };

/** Is what writing to many comes to. */
export type Queued = { readonly prepared?: number; readonly queued: number; readonly already: number; readonly recently: number; readonly complete: number; readonly withoutAddress: number; readonly withoutCard: number };

/** Is a flight, or one delegation on it. */
export type Addressees = { readonly flightId: string; readonly delegation?: string };

/** Says in one line what writing to many came to. */
export function queuedText({ t }: Pick<Words, 't'>, queued: Queued): string {
  const left = ([['recently', 'leftRecently'], ['already', 'leftAlready'], ['withoutAddress', 'leftNoAddress'], ['withoutCard', 'leftNoCard'], ['complete', 'leftComplete']] as const)
    .filter(([name]) => queued[name] > 0).map(([name, word]) => t(`declaring.${word}`, { count: queued[name] }));
  return [queued.queued === 0 ? t('declaring.sentNone') : t('declaring.sent', { count: queued.queued }), left.join(' · ')].filter((part) => part !== '').join(' ');
}

/** Writes a language's name in the language of the console. */
export function languageName({ language }: Pick<Words, 'language'>, code: string): string {
  return new Intl.DisplayNames([language === 'zh' ? 'zh-CN' : 'en-GB'], { type: 'language', fallback: 'code' }).of(code) ?? code;
}

/** Gives what a page does to the cards of a flight; what came of it is told in a notice. */
export function useCardActions(flightId: string | undefined): { readonly prepare: (to: Addressees) => void; readonly send: (to: Addressees) => void; readonly remind: (to: Addressees) => void; readonly pending: boolean } {
  const words = useWords();
  const notify = useNotify();
  const topics = [`flight:${flightId}`];
  const prepare = useAct<Addressees, { readonly invited: number; readonly already: number }>('declarations.invite', { topics });
  const send = useAct<Addressees, Queued>('declarations.sendInvitations', { topics });
  const remind = useAct<Addressees, Queued>('declarations.remind', { topics });
  const after = async <Result>(action: Act<Addressees, Result>, to: Addressees, say: (result: Result) => string, isNothing: (result: Result) => boolean): Promise<void> => {
    const answer = await action.run(to);
    if (answer === undefined) notify(words.t('shell.offlineAct'), 'wrong');
    else if (answer.ok) notify(say(answer.result), isNothing(answer.result) ? 'neutral' : 'done');
    else notify(words.refusal(answer.refusal), 'wrong');
  };
  return {
    prepare: (to) => void after(prepare, to, (result) => words.t('declaring.prepared', { count: result.invited, already: result.already }), (result) => result.invited === 0),
    send: (to) => void after(send, to, (result) => queuedText(words, result), (result) => result.queued === 0),
    remind: (to) => void after(remind, to, (result) => queuedText(words, result), (result) => result.queued === 0),
    pending: prepare.pending || send.pending || remind.pending,
  };
}
