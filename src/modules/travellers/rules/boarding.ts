import { allowed, refused } from '../../../kernel/refusal.ts';
import type { Verdict } from '../../../kernel/refusal.ts';

/** Lists who may sign for people whom they receive. */
export const receiverRoles = ['transfer', 'committee', 'centre', 'healthOfficer', 'doctor', 'dutyOfficer'] as const;

/** Says whether a head-count may stand: it equals the people listed without those named as absent. */
export function canConfirmOnBoard(headCount: number, listed: number, absent: number): Verdict {
  return headCount === listed - absent ? allowed : refused('head-count-differs', { headCount, listed: listed - absent, absent });
}

/** Says whether people may be handed over: both counts equal, both signed, nobody twice. */
export function canHandOver(input: { readonly caseIds: readonly string[]; readonly countReceived: number; readonly giverSigned: boolean; readonly receiverSigned: boolean }): Verdict {
  if (new Set(input.caseIds).size !== input.caseIds.length) return refused('person-twice', {});
  if (input.countReceived !== input.caseIds.length) return refused('counts-differ', { given: input.caseIds.length, received: input.countReceived });
  if (!input.giverSigned || !input.receiverSigned) return refused('not-signed', { giver: input.giverSigned, receiver: input.receiverSigned });
  return allowed;
}
