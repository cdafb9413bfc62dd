import type { ActionContext } from '../../kernel/action.ts';
import type { Db } from '../../kernel/db.ts';
import type { CaseState } from './shapes.ts';

const mostKept = 20_000;
const keptMilliseconds = 10_000;

/**
 * Keeps the states of cases for ten seconds, so that a decision costs no query. A state may be behind what another server wrote: it leads to a
 * collision at the position, or to a refusal, and a refusal is given on fresh state only.
 */
export class KeptStates {
  readonly #states = new Map<string, { readonly state: CaseState; readonly at: number }>();

  /** Finds a state that is young enough. */
  find(eventId: string, caseId: string): CaseState | undefined {
    const known = this.#states.get(caseId);
    return known !== undefined && known.at >= Date.now() - keptMilliseconds && known.state.eventId === eventId ? known.state : undefined;
  }

  /** Keeps what was committed; the oldest make room. Goods are not kept: they are taken out without a record, and every server must know at once. */
  keep(state: CaseState): void {
    if (state.kind === 'consignment' || state.kind === 'lot') return;
    if (this.#states.size >= mostKept) {
      let drop = mostKept / 10;
      for (const key of this.#states.keys()) {
        if (drop-- <= 0) break;
        this.#states.delete(key);
      }
    }
    this.#states.set(state.caseId, { state, at: Date.now() });
  }

  /** Forgets cases that another way has written, or on whose state a decision failed. */
  forget(caseIds: Iterable<string>): void {
    for (const caseId of caseIds) this.#states.delete(caseId);
  }
}

const ofDatabases = new WeakMap<object, KeptStates>();

/** Gets the states kept of a database: one store for all its connections in this process. */
export function keptStates(db: Db): KeptStates {
  const known = db.database === undefined ? undefined : ofDatabases.get(db.database);
  if (known !== undefined) return known;
  const kept = new KeptStates();
  if (db.database !== undefined) ofDatabases.set(db.database, kept);
  return kept;
}

const written = new WeakMap<Db, Set<string>>();

/** Gets the cases that a transaction has written: what is kept of them is behind what it sees itself. */
export function writtenIn(tx: Db): Set<string> {
  const known = written.get(tx) ?? new Set<string>();
  written.set(tx, known);
  return known;
}

/** Reads cases anew for the rest of a transaction that changes them, and forgets what was kept of them when it is committed. */
export function forgetInTransaction(context: Pick<ActionContext, 'tx' | 'afterCommit'>, caseIds: readonly string[]): void {
  for (const caseId of caseIds) writtenIn(context.tx).add(caseId);
  context.afterCommit(() => keptStates(context.tx).forget(caseIds));
}
