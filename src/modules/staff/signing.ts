import type { ActionContext } from '../../kernel/action.ts';
import type { Db } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { insertSignature, signatureRows } from './store/signatures.ts';

/** Is what a second officer signs: the closing of a flight, the receipt of people, a decision on goods at the border, a count of goods by two, or a move of goods counted in by two. */
export type SignaturePurpose = 'closing' | 'handOver' | 'borderDecision' | 'goodsCount' | 'goodsMove';

/** Lists the actions that an officer may do at another's screen, by giving their own password there: nothing but signatures. */
export const countersigned: readonly string[] = ['flights.signClosing', 'travellers.signHandOver', 'travellers.signOffer', 'goods.signDecision', 'goods.signCount', 'goods.signMove'];

/** Is one signature: by whom, how, when, and what exactly was signed. */
export interface Signature {
  readonly signatureId: string;
  readonly officerId: string;
  readonly name: { readonly en: string; readonly zh: string };
  readonly way: 'password' | 'session';
  readonly content: Readonly<Record<string, unknown>>;
  readonly signedAt: string;
}

/** Signs as whoever acts; at another's screen the password stands for the session. Refuses: `officer-needed`. */
export async function sign({ tx, eventId, now, actor }: ActionContext, what: { readonly purpose: SignaturePurpose; readonly caseId: string; readonly content: object }): Promise<string> {
  if (actor.officerId === null) throw new Refusal('officer-needed', {});
  const signatureId = uuidv7();
  await insertSignature(tx, eventId, { ...what, signatureId, officerId: actor.officerId, witnessId: actor.witnessId ?? null, signedAt: now });
  return signatureId;
}

/** Lists the signatures for an act on a case, of one officer where named. Shape: the newest first. */
export async function signaturesOf(db: Db, eventId: string, asOf: string, purpose: SignaturePurpose, caseId: string, officerId: string | null = null): Promise<readonly Signature[]> {
  return signatureRows(db, eventId, asOf, purpose, caseId, officerId);
}
