import { decide } from '../ledger.ts';
import { enter } from './decisions.ts';
import type { Decision } from './decisions.ts';
import type { Moment } from '../dates.ts';
import type { LedgerEntry } from './accounts.ts';
import type { LedgerRequest } from './requests.ts';
import { openLedger } from './state.ts';
import type { LedgerState } from './state.ts';
import type { Book } from './book-file.ts';

/** Is a book in memory, for tests: what was asked of it stands in its entries. */
export class SampleBook {
  readonly state: LedgerState = openLedger();
  readonly entries: LedgerEntry[] = [];
  #count = 0;

  /** Asks for one thing at a day; gives what was decided, and enters it. */
  ask(request: LedgerRequest, today: string): Decision {
    const now: Moment = { at: `${today}T04:00:00.000Z`, today };
    const decision = decide(this.state, request, now);
    if (decision.ok) {
      this.#count += 1;
      const commandId = `command-${this.#count}`;
      let part = 0;
      this.entries.push(...enter(this.state, decision, { commandId, part: 1 }, now, () => `entry-${this.#count}-${(part += 1)}`));
    }
    return decision;
  }

  /** Asks for one thing that must be granted. Shape: the identifier of its first entry. */
  done(request: LedgerRequest, today: string): string {
    const decision = this.ask(request, today);
    if (!decision.ok) throw new Error(`${request.kind} was refused: ${decision.refusal.code}`);
    return `entry-${this.#count}-1`;
  }

  /** Asks for one thing that must be refused. Shape: the code. */
  refused(request: LedgerRequest, today: string): string {
    const decision = this.ask(request, today);
    if (decision.ok) throw new Error(`${request.kind} was granted`);
    return decision.refusal.code;
  }

  get book(): Book {
    return { instruments: [...this.state.instruments.values()].map(({ instrument }) => instrument), entries: this.entries };
  }
}

/** Accepts a bank letter as most tests want it. Unit: fen. */
export function letter(instrumentId: string, amountFen: bigint, change: Partial<Extract<LedgerRequest, { kind: 'accept' }>> = {}): LedgerRequest {
  return {
    kind: 'accept', instrumentId, instrumentKind: 'bankLetter', reference: `LG ${instrumentId}`, guarantor: 'Invented Bank', beginsOn: '2022-01-01', endsOn: '2023-06-30', claimDays: 90, amountFen, ...change,
  };
}

/** Reserves for a line of ten pieces as most tests want it. Unit: fen. */
export function reserve(instrumentId: string, lineId: string, amountFen: bigint, change: Partial<Extract<LedgerRequest, { kind: 'reserve' }>> = {}): LedgerRequest {
  return { kind: 'reserve', instrumentId, lineId, amountFen, highestTaxFen: amountFen * 2n, quantity: 10n, deadline: '2022-07-10', ...change };
}

/** Gives the worked journal of the reference: two lines under one letter of 50 million yuan, all of it available again at the end. */
export function workedJournal(): SampleBook {
  const sample = new SampleBook();
  sample.done(letter('games', 5_000_000_000n, { reference: 'BJ2022' }), '2022-01-04');
  sample.done(reserve('games', 'line 1', 8_700_000n, { highestTaxFen: 9_000_000n }), '2022-01-05');
  sample.done(reserve('games', 'line 2', 5_800_000n, { highestTaxFen: 6_000_000n }), '2022-01-05');
  sample.done({ kind: 'commit', instrumentId: 'games', lineId: 'line 1', amountFen: 8_423_688n }, '2022-01-10');
  sample.done({ kind: 'commit', instrumentId: 'games', lineId: 'line 2', amountFen: 5_615_792n }, '2022-01-10');
  sample.done({ kind: 'discharge', instrumentId: 'games', lineId: 'line 1', quantity: 10n, reason: 'reExported' }, '2022-03-01');
  sample.done({ kind: 'discharge', instrumentId: 'games', lineId: 'line 2', quantity: 10n, reason: 'dutyPaid', paidFen: 5_615_792n }, '2022-03-15');
  return sample;
}
