import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeJournal } from '../hledger.ts';
import { addDays } from '../dates.ts';
import { canCloseBooks, decide } from '../ledger.ts';
import { bookAsJson, readBook } from './book-file.ts';
import { workedJournal, SampleBook } from './sample.ts';
import { requestOf } from './specimens.ts';
import type { WalkStep } from './specimens.ts';
import { accounts, entryKinds } from './accounts.ts';
import { verifyBook } from './verifying.ts';

const names = { instrumentIds: ['A1', 'B2', 'C3'], lineIds: ['line 1', 'line 2', 'line 3', 'line 4', 'line 5'] };
const step: fc.Arbitrary<WalkStep> = fc.record({ what: fc.nat(71), one: fc.nat(2), two: fc.nat(9), amount: fc.nat(1_000_000), fits: fc.boolean().chain((one) => fc.boolean().map((other) => one || other)) });
const walk = fc.array(step, { minLength: 20, maxLength: 90 });

function walked(steps: readonly WalkStep[], seen: (sample: SampleBook, step: number) => void = () => undefined): SampleBook {
  const sample = new SampleBook();
  steps.forEach((one, index) => {
    const today = addDays('2022-01-03', index * 7);
    sample.ask(requestOf(sample.state, one, names, today), today);
    seen(sample, index);
  });
  return sample;
}

const written = (value: unknown): string => JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? `${one}n` : one instanceof Map ? [...one] : one));

/** Reads a journal without us: sums each transaction and follows each asserted balance. Shape: what is wrong. */
function checkJournal(text: string): string[] {
  const wrong: string[] = [];
  const balances = new Map<string, bigint>();
  const declared = new Set<string>();
  let sum = 0n;
  const fen = (amount: string): bigint => BigInt(amount.replace('.', ''));
  for (const line of [...text.split('\n'), '']) {
    const account = /^account (\S.*)$/.exec(line)?.[1];
    if (account !== undefined) declared.add(account);
    const posting = /^ {4}(\S(?:.*?\S)?) {2}(-?\d+\.\d\d) CNY = (-?\d+\.\d\d) CNY$/.exec(line);
    if (posting === null) {
      if (line.startsWith(' ')) wrong.push(`no posting: ${line}`);
      if (sum !== 0n) wrong.push(`a transaction sums to ${sum}`);
      sum = 0n;
      continue;
    }
    const [, name = '', moved = '', after = ''] = posting;
    sum += fen(moved);
    balances.set(name, (balances.get(name) ?? 0n) + fen(moved));
    if (!declared.has(name)) wrong.push(`not declared: ${name}`);
    if (balances.get(name) !== fen(after)) wrong.push(`${name} is ${balances.get(name)}, asserted ${after}`);
  }
  return wrong;
}

function findHledger(): boolean {
  try {
    execFileSync('hledger', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const hasHledger = findHledger();
const hledgerCheck = (journal: string): string => {
  try {
    execFileSync('hledger', ['check', '--strict', '-f', '-'], { input: journal, env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' }, stdio: ['pipe', 'pipe', 'pipe'] });
    return '';
  } catch (error) {
    return String((error as { stderr: Buffer }).stderr);
  }
};
if (!hasHledger) process.stderr.write('hledger is not installed: its own check of the journals is skipped.\n');

describe('over random sequences', () => {
  test('G1 to G5 and G8 to G10 hold after every entry, and what is refused changes nothing', () => {
    fc.assert(fc.property(walk, (steps) => {
      let before = written(new SampleBook().state);
      let count = 0;
      const sample = walked(steps, ({ state, entries }) => {
        const now = written(state);
        if (entries.length === count) expect(now).toBe(before);
        before = now;
        count = entries.length;
      });
      expect(verifyBook(sample.book.instruments, sample.entries).breaches).toEqual([]);
    }), { numRuns: 150 });
  });

  test('the walks are no walks in one room: they reach every kind of entry', () => {
    const kinds = new Set([...fc.sample(walk, { numRuns: 300, seed: 2022 }), ...fc.sample(fc.array(step, { minLength: 250, maxLength: 250 }), { numRuns: 100, seed: 2022 })].flatMap((steps) => walked(steps).entries.map((entry) => entry.kind)));
    expect(entryKinds.filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  test('deciding is pure; G7: the state is the sum of the postings, however often it is counted', () => {
    fc.assert(fc.property(walk, step, (steps, next) => {
      const sample = walked(steps);
      const before = written(sample.state);
      const request = requestOf(sample.state, next, names, '2022-05-01');
      const now = { at: '2022-05-01T04:00:00.000Z', today: '2022-05-01' };
      expect(written(decide(sample.state, request, now))).toBe(written(decide(sample.state, request, now)));
      expect(written(sample.state)).toBe(before);
      const again = verifyBook(sample.book.instruments, sample.entries).state;
      for (const [id, held] of sample.state.instruments) for (const account of accounts) expect(again.instruments.get(id)!.balances[account]).toBe(held.balances[account]);
      expect(written([...again.covers])).toBe(written([...sample.state.covers]));
    }), { numRuns: 60 });
  });

  test('G11: books close exactly when no line binds anything', () => {
    fc.assert(fc.property(walk, (steps) => {
      const { state } = walked(steps);
      const bound = [...state.covers.values()].flat().some((cover) => cover.reserved + cover.committed + cover.claimed > 0n);
      expect(canCloseBooks(state).ok).toBe(!bound);
      if (!bound) for (const { balances } of state.instruments.values()) expect(balances.available).toBe(-balances.limit - balances.called);
    }), { numRuns: 60 });
  });

  test('G12: the journal sums to zero, its assertions hold, also from a day on; a file of the book reads back the same', () => {
    fc.assert(fc.property(walk, fc.nat(600), (steps, day) => {
      const { book } = walked(steps);
      expect(checkJournal(writeJournal(book.instruments, book.entries))).toEqual([]);
      expect(checkJournal(writeJournal(book.instruments, book.entries, { from: addDays('2022-01-01', day) }))).toEqual([]);
      expect(writeJournal(book.instruments, book.entries.toReversed())).toBe(writeJournal(book.instruments, book.entries));
      const read = readBook(bookAsJson(book));
      expect('book' in read ? written(read.book) : read.unreadable).toBe(written(book));
    }), { numRuns: 60 });
  });

  test.skipIf(!hasHledger)('G12: hledger accepts the journal, and refuses one that was touched', { timeout: 60_000 }, () => {
    const journals = fc.sample(walk, { numRuns: 6, seed: 2022 }).map((steps) => walked(steps).book).map((book) => writeJournal(book.instruments, book.entries));
    for (const journal of [...journals, writeJournal(workedJournal().book.instruments, workedJournal().entries)]) expect(hledgerCheck(journal)).toBe('');
    const worked = writeJournal(workedJournal().book.instruments, workedJournal().entries);
    expect(hledgerCheck(worked.replace('= 84236.88 CNY', '= 84236.89 CNY'))).toContain('assertion');
    expect(hledgerCheck(worked.replace('  84236.88 CNY', '  84236.89 CNY'))).toContain('could not balance');
  });

  test('the worked journal is written as it stands in the reference', () => {
    const { book } = workedJournal();
    const journal = writeJournal(book.instruments, book.entries);
    expect(checkJournal(journal)).toEqual([]);
    expect(journal).toContain('guarantee:BJ2022:committed:line 1  84236.88 CNY = 84236.88 CNY');
    expect(journal).toContain('guarantee:BJ2022:committed:line 2  56157.92 CNY = 56157.92 CNY');
    expect(journal.trimEnd().split('\n').findLast((line) => line.includes(':available'))).toMatch(/= 50000000\.00 CNY$/);
    expect(checkJournal(journal.replace('84236.88 CNY =', '84236.89 CNY ='))).not.toEqual([]);
  });
});
