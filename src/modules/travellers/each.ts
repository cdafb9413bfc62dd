import type { ActionContext } from '../../kernel/action.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { RefusalAnswer } from '../../kernel/refusal.ts';
import { recordInTransaction } from '../prescribed/in-transaction.ts';
import type { RecordRequest, RecordResult } from '../prescribed/shapes.ts';
import { inSavepoint } from './store/savepoints.ts';

/** Is what came of one of many: the result, or why not. */
export type Each = { readonly result: RecordResult } | { readonly refusal: RefusalAnswer };

/** Records many steps, each answered on its own: one that is refused does not stop the others. Shape: one answer a request, in their order. */
export async function recordEach(context: ActionContext, requests: readonly RecordRequest[]): Promise<Each[]> {
  if (requests.length === 0) return [];
  const whole = await attempt(context, requests);
  if (Array.isArray(whole)) return whole.map((result) => ({ result }));
  if (requests.length === 1) return [{ refusal: whole }];
  const answers: Each[] = [];
  for (const request of requests) {
    const one = await attempt(context, [request]);
    answers.push(Array.isArray(one) ? { result: one[0]! } : { refusal: one });
  }
  return answers;
}

async function attempt(context: ActionContext, requests: readonly RecordRequest[]): Promise<RecordResult[] | RefusalAnswer> {
  try {
    return await inSavepoint(context.tx, () => recordInTransaction(context, requests));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { code: error.code, params: error.params };
  }
}

/** Puts what came of one of many into the shape of an answer. */
export function eachAnswer(each: Each, caseId: string | null): { caseId: string | null; outcome?: string; added?: string[]; owed?: string[]; gatesPassed?: string[]; repeated?: boolean; refusal?: { code: string; params?: unknown } } {
  if ('refusal' in each) return { caseId, refusal: { code: each.refusal.code, params: each.refusal.params ?? {} } };
  const { outcome, added, owed, gatesPassed, repeated } = each.result;
  return { caseId, outcome, added: [...added], owed: [...owed], gatesPassed: [...gatesPassed], repeated };
}
