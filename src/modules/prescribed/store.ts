import { isSilent, writeColumn } from '../../kernel/columns.ts';
import type { Cell, ColumnType } from '../../kernel/columns.ts';
import type { Db } from '../../kernel/db.ts';
import type { CaseKind, CaseRecord, CaseState, Direction, Facts, Gate, Obligation, PlanDocument, Writes } from './shapes.ts';
import { factsOf } from './facts.ts';
import { gatesOf } from './catalogue.ts';

interface CaseRow {
  case_id: string;
  kind: CaseKind;
  direction: Direction;
  parent_id: string | null;
  attributes: Facts;
  plan_id: string;
  version: number;
  withdrawn: boolean;
  gates: [string, string | null][] | null;
  obligations: [number, string, string, string, string | null, string, string | null, 'passed' | 'not_applicable' | 'followed' | null, number | null][] | null;
  records: [string, number, number, string, CaseRecord['outcome'], Record<string, unknown>, string | null, string][] | null;
}

// One round trip for any number of cases; arrays instead of objects keep the answer small.
// The always true `> 0` and `> ''` let the planner take the primary keys on tables that are still empty, too.
const loadSql = `
SELECT c.case_id, c.kind, c.direction, c.parent_id, c.attributes, p.plan_id, p.version,
  c.withdrawn_at IS NOT NULL OR (c.kind = 'lot' AND EXISTS (SELECT 1 FROM cases w WHERE w.event_id = c.event_id AND w.case_id = c.parent_id AND w.withdrawn_at IS NOT NULL)) AS withdrawn,
  (SELECT json_agg(json_build_array(g.gate, g.passed_by)) FROM gates g WHERE g.event_id = c.event_id AND g.case_id = c.case_id AND g.gate > '') AS gates,
  (SELECT json_agg(json_build_array(o.ordinal, o.step, o.bars, o.owed_at, o.due_at, o.because, o.settled_by, o.settled_as, o.followed_by) ORDER BY o.ordinal)
     FROM obligations o WHERE o.event_id = c.event_id AND o.case_id = c.case_id AND o.ordinal > 0) AS obligations,
  (SELECT json_agg(json_build_array(r.record_id, r.seq, r.ordinal, r.step, r.outcome, r.evidence, r.corrects, r.recorded_at) ORDER BY r.seq)
     FROM records r WHERE r.event_id = c.event_id AND r.case_id = c.case_id AND r.seq > 0) AS records
FROM cases c
CROSS JOIN LATERAL (SELECT plan_id, version FROM case_plans WHERE event_id = c.event_id AND case_id = coalesce(c.parent_id, c.case_id) ORDER BY pin DESC LIMIT 1) p
WHERE c.event_id = $1 AND c.case_id = ANY ($2::uuid[])`;

const iso = (text: string): string => new Date(text).toISOString();

/** Reads the state of cases. Shape: one entry a case that exists, by its identifier. */
export async function loadCases(db: Db, eventId: string, caseIds: readonly string[]): Promise<Map<string, CaseState>> {
  const rows = await db.query<CaseRow>(loadSql, [eventId, caseIds], 'load_cases');
  const states = new Map<string, CaseState>();
  for (const row of rows) {
    const records = (row.records ?? []).map(([recordId, seq, ordinal, step, outcome, evidence, corrects, recordedAt]): CaseRecord => ({ recordId, seq, ordinal, step, outcome, evidence, corrects, recordedAt: iso(recordedAt) }));
    const passedBy = new Map(row.gates ?? []);
    states.set(row.case_id, {
      eventId, caseId: row.case_id, kind: row.kind, direction: row.direction, parentId: row.parent_id, planId: row.plan_id, planVersion: row.version,
      attributes: row.attributes, facts: factsOf(row.attributes, records), records, lastSeq: records.at(-1)?.seq ?? 0, withdrawn: row.withdrawn,
      gates: gatesOf[row.kind].map((gate): Gate => ({ gate, passedBy: passedBy.get(gate) ?? null })),
      obligations: (row.obligations ?? []).map(([ordinal, step, bars, owedAt, dueAt, because, settledBy, settledAs, followedBy]): Obligation => ({
        ordinal, step, bars, owedAt: iso(owedAt), dueAt: dueAt === null ? null : iso(dueAt), because, settledBy, settledAs, followedBy })),
    });
  }
  return states;
}

/** Is one case's writes with everything a record says of who, when and where. */
export interface CaseWrites {
  readonly state: CaseState;
  readonly planId: string;
  readonly planVersion: number;
  readonly writes: Writes;
  readonly officerId: string | null;
  readonly keyId: string | null;
  readonly stationId: string | null;
  readonly deviceId: string | null;
  readonly offline: boolean;
  readonly occurredAt: string;
  readonly recordedAt: string;
}

interface WritePart {
  readonly columns: readonly (readonly [name: string, type: ColumnType])[];
  /** Tells how many of the columns, the last ones, are left out when they say nothing in any row. */
  readonly rare: number;
  sql(names: readonly string[], cells: readonly string[], rows: string): string;
}

const insertInto = (table: string) => (names: readonly string[], cells: readonly string[], rows: string): string =>
  `INSERT INTO ${table} (event_id, ${names.join(', ')}) SELECT $1, ${cells.join(', ')} FROM ${rows}`;

// Each part of a write. Gates are changed by ON CONFLICT, obligations by a join that OFFSET 0 keeps from knowing the event beforehand: both go by primary key.
// Of `unnest` the planner knows how many rows it gives, and takes ten where it plans beforehand; of `generate_subscripts` it believes a thousand, for which it would read all obligations there are.
const writeParts: readonly WritePart[] = [
  { columns: [['case_id', 'uuid'], ['seq', 'int'], ['record_id', 'uuid'], ['ordinal', 'int'], ['step', 'text'], ['outcome', 'text'], ['evidence', 'jsonb'], ['officer_id', 'uuid'], ['occurred_at', 'timestamptz'], ['recorded_at', 'timestamptz'],
    ['needs_gate', 'text'], ['rule', 'text'], ['corrects', 'uuid'], ['key_id', 'uuid'], ['station_id', 'uuid'], ['device_id', 'text'], ['offline', 'bool'], ['followed_by', 'int']],
    rare: 8, sql: insertInto('records') },
  { columns: [['case_id', 'uuid'], ['ordinal', 'int'], ['step', 'text'], ['bars', 'text'], ['because', 'text'], ['plan_id', 'uuid'], ['plan_version', 'int'], ['owed_at', 'timestamptz'],
    ['due_at', 'timestamptz'], ['settled_by', 'uuid'], ['settled_as', 'text'], ['followed_by', 'int']],
    rare: 4, sql: insertInto('obligations') },
  { columns: [['case_id', 'uuid'], ['ordinal', 'int'], ['settled_by', 'uuid'], ['settled_as', 'text'], ['followed_by', 'int']],
    rare: 1, sql: (names, cells, rows) => `UPDATE obligations o SET settled_by = x.settled_by, settled_as = x.settled_as, followed_by = ${names.includes('followed_by') ? 'x.followed_by' : 'NULL'}
      FROM (SELECT $1 AS event_id, ${cells.map((cell, index) => `${cell} AS ${names[index]}`).join(', ')} FROM ${rows} OFFSET 0) x
      WHERE o.event_id = x.event_id AND o.case_id = x.case_id AND o.ordinal = x.ordinal` },
  { columns: [['case_id', 'uuid'], ['gate', 'text'], ['passed_by', 'uuid']],
    rare: 0, sql: (names, cells, rows) => `${insertInto('gates')(names, cells, rows)}
      ON CONFLICT (event_id, case_id, gate) DO UPDATE SET passed_by = excluded.passed_by` },
  { columns: [['kind', 'text'], ['key', 'text'], ['case_id', 'uuid'], ['record_id', 'uuid']],
    rare: 0, sql: insertInto('evidence_keys') },
];

const statements = new Map<string, string>();

// One statement with the parts that have rows, so that the foreign keys that point at each other are checked once everything stands.
// `counts` says how many columns of each part there are.
function writeStatement(counts: readonly number[], form: string): string {
  const known = statements.get(form);
  if (known !== undefined) return known;
  let parameter = 1;
  const parts = writeParts.flatMap((part, index) => {
    if (counts[index] === 0) return [];
    const columns = part.columns.slice(0, counts[index]);
    const first = parameter + 1;
    const cells = columns.map(([, type]) => `($${(parameter += 1)}::${type}[])[i]`);
    return [part.sql(columns.map(([name]) => name), cells, `(SELECT n::int AS i FROM unnest($${first}::${columns[0]![1]}[]) WITH ORDINALITY AS given(cell, n)) AS row`)];
  });
  const last = parts.pop() ?? 'SELECT $1::uuid';
  // A parameter that no part happens to name still has its type.
  const sql = `WITH given AS (SELECT $1::uuid)${parts.map((part, index) => `, part${index} AS (${part})`).join('')} ${last}`;
  statements.set(form, sql);
  return sql;
}

/** Writes the decisions of any number of cases in one statement, one decision a case. */
export async function writeCases(db: Db, eventId: string, all: readonly CaseWrites[]): Promise<void> {
  const records: Cell[][] = [];
  const obligations: Cell[][] = [];
  const settlements: Cell[][] = [];
  const gates: Cell[][] = [];
  const keys: Cell[][] = [];
  for (const one of all) {
    const { caseId } = one.state;
    for (const record of one.writes.records) {
      records.push([caseId, record.seq, record.recordId, record.ordinal, record.step, record.outcome, JSON.stringify(record.evidence), one.officerId, one.occurredAt, one.recordedAt,
        record.needsGate, record.rule, record.corrects, one.keyId, one.stationId, one.deviceId, one.offline, record.followedBy]);
    }
    for (const entry of one.writes.obligations) {
      obligations.push([caseId, entry.ordinal, entry.step, entry.bars, entry.because, one.planId, one.planVersion, one.recordedAt, entry.dueAt, entry.settledBy, entry.settledAs, entry.followedBy]);
    }
    for (const entry of one.writes.settlements) settlements.push([caseId, entry.ordinal, entry.recordId, entry.as, entry.followedBy]);
    for (const entry of one.writes.gatesPassed) gates.push([caseId, entry.gate, entry.recordId]);
    for (const entry of one.writes.keys) keys.push([entry.kind, entry.key, caseId, entry.recordId]);
  }
  const counts: number[] = [];
  const values: unknown[] = [eventId];
  for (const [index, rows] of [records, obligations, settlements, gates, keys].entries()) {
    const { columns, rare } = writeParts[index]!;
    let count = rows.length === 0 ? 0 : columns.length;
    const least = count - rare;
    // All of them or none: a statement for every mixture would be planned anew too often.
    if (count > 0 && rare > 0 && columns.slice(least).every((_, at) => isSilent(rows, least + at))) count = least;
    for (let column = 0; column < count; column += 1) values.push(writeColumn(rows, column, columns[column]![1]));
    counts.push(count);
  }
  const form = counts.join('_');
  await db.query(writeStatement(counts, form), values, `write_cases_${form}`);
}

/** Is a case to be opened, with what it owes from the start. */
export interface NewCase {
  readonly caseId: string;
  readonly kind: CaseKind;
  readonly direction: Direction;
  readonly parentId: string | null;
  readonly attributes: Facts;
  readonly obligations: readonly Obligation[];
}

const openSql = `
WITH opened AS (
  INSERT INTO cases (event_id, case_id, kind, direction, parent_id, attributes, opened_at, opened_by)
  SELECT $1, x.c, x.k, x.d, x.p, x.a, $2, $3 FROM json_to_recordset($4) AS x(c uuid, k text, d text, p uuid, a jsonb)
), shut AS (
  INSERT INTO gates (event_id, case_id, gate, bars_case, bars_gate)
  SELECT $1, x.c, x.g, x.p, x.b FROM json_to_recordset($5) AS x(c uuid, g text, p uuid, b text)
)
INSERT INTO obligations (event_id, case_id, ordinal, step, bars, owed_at, due_at, because, plan_id, plan_version)
SELECT $1, x.c, x.n, x.s, x.b, $2, x.d, 'plan', $7, $8 FROM json_to_recordset($6) AS x(c uuid, n int, s text, b text, d timestamptz)`;

/** Opens cases with their gates and everything the plan owes, in one statement. A traveller's last gate keeps the flight's closing shut. */
export async function insertCases(db: Db, eventId: string, openedAt: string, openedBy: string | null, plan: { planId: string; version: number }, cases: readonly NewCase[]): Promise<void> {
  const gates = cases.flatMap((entry) => gatesOf[entry.kind].map((gate) => {
    const isLast = gate === gatesOf[entry.kind].at(-1);
    return { c: entry.caseId, g: gate, p: isLast ? entry.parentId : null, b: isLast && entry.parentId !== null ? 'closing' : null };
  }));
  await db.query(openSql, [eventId, openedAt, openedBy,
    JSON.stringify(cases.map((entry) => ({ c: entry.caseId, k: entry.kind, d: entry.direction, p: entry.parentId, a: entry.attributes }))),
    JSON.stringify(gates),
    JSON.stringify(cases.flatMap((entry) => entry.obligations.map((owed) => ({ c: entry.caseId, n: owed.ordinal, s: owed.step, b: owed.bars, d: owed.dueAt })))),
    plan.planId, plan.version], 'open_cases');
}

/** Pins a case to a version of a plan from now on. */
export async function insertCasePlan(db: Db, eventId: string, caseId: string, plan: { planId: string; version: number }, pinnedAt: string, pinnedBy: string | null): Promise<void> {
  await db.query(
    `INSERT INTO case_plans (event_id, case_id, pin, plan_id, version, pinned_at, pinned_by)
     SELECT $1::uuid, $2::uuid, coalesce(max(pin), 0) + 1, $3::uuid, $4::int, $5::timestamptz, $6::uuid FROM case_plans WHERE event_id = $1 AND case_id = $2`,
    [eventId, caseId, plan.planId, plan.version, pinnedAt, pinnedBy], 'pin_plan');
}

/** Finds one version of a plan. */
export async function findPlan(db: Db, eventId: string, planId: string, version: number): Promise<PlanDocument | undefined> {
  const [row] = await db.query<{ document: PlanDocument }>('SELECT document FROM plans WHERE event_id = $1 AND plan_id = $2 AND version = $3', [eventId, planId, version], 'find_plan');
  return row?.document;
}

/** Lists the cases under a flight. */
export async function childCases(db: Db, eventId: string, parentId: string): Promise<string[]> {
  const rows = await db.query<{ case_id: string }>('SELECT case_id FROM cases WHERE event_id = $1 AND parent_id = $2', [eventId, parentId], 'child_cases');
  return rows.map((row) => row.case_id);
}

/** Takes a case out: from now on nothing is recorded of it. Shape: the case and those under it. */
export async function withdraw(db: Db, eventId: string, caseId: string, at: string): Promise<string[]> {
  await db.query('UPDATE cases SET withdrawn_at = $3 WHERE event_id = $1 AND case_id = $2 AND withdrawn_at IS NULL', [eventId, caseId, at], 'withdraw_case');
  return [caseId, ...(await childCases(db, eventId, caseId))];
}

/** Counts the child cases whose last gate is still shut. */
export async function openChildren(db: Db, eventId: string, parentId: string): Promise<number> {
  const [row] = await db.query<{ count: number }>("SELECT count(*) FROM gates WHERE event_id = $1 AND bars_case = $2 AND pin = 'shut'", [eventId, parentId], 'open_children');
  return row?.count ?? 0;
}
