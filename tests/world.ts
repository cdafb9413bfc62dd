import type { TestDatabase } from './database.ts';
import { openHouse } from '../src/server/start.ts';
import type { OpenHouse } from '../src/server/start.ts';
import { runAction } from '../src/kernel/action.ts';
import type { ActionContext, Answer } from '../src/kernel/action.ts';
import { runView } from '../src/kernel/view.ts';
import { houseActor } from '../src/kernel/officer.ts';
import type { Actor, Role } from '../src/kernel/officer.ts';
import { uuidv7 } from '../src/kernel/ids.ts';
import { insertEvent, insertPoint } from '../src/modules/ports/store.ts';
import { insertOfficer } from '../src/modules/staff/store.ts';
import { openCases, pinnedPlan } from '../src/modules/prescribed/opening.ts';
import { findStep } from '../src/modules/prescribed/catalogue.ts';
import { recordInTransaction } from '../src/modules/prescribed/in-transaction.ts';
import { seedBaselines } from '../src/modules/flights/baselines.ts';

/** Is how a test acts otherwise than by the world's first officer, now. */
export interface ActOptions {
  readonly as?: Actor;
  readonly id?: string;
  readonly occurredAt?: string;
  readonly stationId?: string;
}

/** Is an invented event in its own database, and the ways to act in it. */
export interface TestWorld {
  readonly open: OpenHouse;
  readonly eventId: string;
  /** Address for the superuser, for faults that a test makes on purpose. */
  readonly administratorUrl: string;
  /** Holds every role but press, auditor and data officer; its own officer in the database. */
  readonly officer: Actor;
  /** Adds an officer with the roles. */
  makeOfficer(roles: Role | readonly Role[], name?: string): Promise<Actor>;
  /** Runs an action and gives its answer, refusals included. */
  act(name: string, input: unknown, options?: ActOptions): Promise<Answer>;
  /** Runs an action that must be done and gives its result. */
  done<T = Record<string, unknown>>(name: string, input: unknown, options?: ActOptions): Promise<T>;
  /** Runs an action that must be refused and gives the code. */
  refusedBy(name: string, input: unknown, options?: ActOptions): Promise<string>;
  /** Records a step that a fuller action should record, for tests that are not about that action. */
  recordDirectly(caseId: string, step: string, evidence: object): Promise<string>;
  /** Reads a view. */
  see<T = Record<string, unknown>>(name: string, input: unknown, options?: { as?: Actor; asOf?: string; reason?: string }): Promise<T>;
  /** Tells the event's time. */
  now(): string;
  /** Moves the event's clock forward to an instant; it runs on from there at the speed given (0: stands still). */
  setTime(at: string, speed?: number): void;
  close(): Promise<void>;
}

const everyRole: readonly Role[] = [
  'administrator', 'dutyOfficer', 'healthOfficer', 'doctor', 'sampler', 'laboratory', 'gate', 'transfer', 'disinfection', 'customsOfficer', 'immigration', 'committee', 'centre', 'airline',
];

/** Makes an event with a clock that starts at an instant, one airport (PEK) and the national baselines. */
export async function makeEvent(open: OpenHouse, startsAt = '2022-01-27T00:00:00.000Z', speed = 1): Promise<string> {
  const eventId = uuidv7();
  const realNow = new Date().toISOString();
  await insertEvent(open.pool, { event_id: eventId, code: `test-${eventId.slice(-8)}`, name_en: 'Invented Games', name_zh: '虚构赛事', time_zone: 'Asia/Shanghai', clock: { kind: 'simulated', eventAt: startsAt, realAt: realNow, speed } }, startsAt);
  await open.book.refresh();
  await insertPoint(open.pool, eventId, { point_id: uuidv7(), code: 'PEK', kind: 'airport', name_en: 'Capital Airport', name_zh: '首都机场' });
  await open.pool.transaction((tx) => seedBaselines({ tx, eventId, now: open.house.now(eventId) }));
  return eventId;
}

/** Adds an officer with the roles to an event. */
export async function makeOfficer(open: OpenHouse, eventId: string, roles: Role | readonly Role[], name?: string): Promise<Actor> {
  const officerId = uuidv7();
  const list = typeof roles === 'string' ? [roles] : [...roles];
  const userName = name ?? `${list[0]}-${officerId.slice(-6)}`;
  await insertOfficer(open.pool, eventId, {
    officer_id: officerId, user_name: userName, name_en: userName, name_zh: `测试员${officerId.slice(-4)}`, organisation: 'Invented Customs', roles: list,
    station_id: null, language: 'en', password_hash: null, external_subject: null, persona: false,
  }, open.house.now(eventId));
  return { ...houseActor, officerId, name: { en: userName, zh: `测试员${officerId.slice(-4)}` }, organisation: 'Invented Customs', roles: list };
}

/** Opens a house on a fresh database (or on the one given, for measurements outside of tests) with one event and one officer who holds every acting role. */
export async function makeWorld(options: { startsAt?: string; speed?: number; database?: Pick<TestDatabase, 'url' | 'administratorUrl' | 'close'> } = {}): Promise<TestWorld> {
  const database = options.database ?? await (await import('./database.ts')).testDatabase();
  const open = await openHouse(database.url);
  const eventId = await makeEvent(open, options.startsAt, options.speed);
  const officer = await makeOfficer(open, eventId, everyRole, 'all-roles');
  const act = async (name: string, input: unknown, how: ActOptions = {}): Promise<Answer> => {
    const action = open.registry.actions.get(name);
    if (action === undefined) throw new Error(`No action ${name}`);
    const command = { id: how.id ?? uuidv7(), occurredAt: how.occurredAt ?? open.house.now(eventId), input, ...(how.stationId === undefined ? {} : { stationId: how.stationId }) };
    return runAction(open.house, eventId, how.as ?? officer, action, command);
  };
  return {
    open, eventId, officer, act, administratorUrl: database.administratorUrl,
    makeOfficer: (roles, name) => makeOfficer(open, eventId, roles, name),
    async done<T>(name: string, input: unknown, how?: ActOptions): Promise<T> {
      const answer = await act(name, input, how);
      if (!answer.ok) throw new Error(`${name} was refused: ${JSON.stringify(answer.refusal)}`);
      return answer.result as T;
    },
    async refusedBy(name, input, how) {
      const answer = await act(name, input, how);
      if (answer.ok) throw new Error(`${name} was not refused: ${JSON.stringify(answer.result)}`);
      return answer.refusal.code;
    },
    async recordDirectly(caseId, step, evidence) {
      const recordId = uuidv7();
      const now = open.house.now(eventId);
      const context = { eventId, now, actor: officer, action: findStep(step)?.onlyBy ?? 'prescribed.record', command: { id: recordId, occurredAt: now, input: {} }, announce: () => undefined, afterCommit: (work: () => void) => work() };
      await open.pool.transaction((tx) => recordInTransaction({ ...context, tx }, [{ recordId, caseId, step, evidence: evidence as Record<string, unknown> }]));
      return recordId;
    },
    async see<T>(name: string, input: unknown, how: { as?: Actor; asOf?: string; reason?: string } = {}): Promise<T> {
      const view = open.registry.views.get(name);
      if (view === undefined) throw new Error(`No view ${name}`);
      return (await runView(open.house, eventId, how.as ?? officer, view, input, { asOf: how.asOf, reason: how.reason })).data as T;
    },
    now: () => open.house.now(eventId),
    setTime(at, speed = 1) {
      open.book.setClock(eventId, { kind: 'simulated', eventAt: at, realAt: new Date().toISOString(), speed });
    },
    async close() {
      await open.close();
      await database.close();
    },
  };
}

/** Opens travellers' cases on a flight without a list, for tests that are not about lists. Shape: the case ids, in order. */
export async function makeTravellers(world: TestWorld, flightId: string, count: number): Promise<string[]> {
  const { open, eventId } = world;
  return open.pool.transaction(async (tx) => {
    const now = world.now();
    const context: ActionContext = { tx, eventId, actor: world.officer, now, action: 'test', command: { id: uuidv7(), occurredAt: now, input: {} }, announce: () => undefined, afterCommit: () => undefined };
    const plan = await pinnedPlan(context, flightId);
    if (plan === undefined) throw new Error(`No flight ${flightId}`);
    const persons = Array.from({ length: count }, (_, index) => ({ case_id: uuidv7(), traveller_id: uuidv7(), surname: 'INVENTED', given_names: `PERSON ${index + 1}`, seat: `${Math.floor(index / 6) + 1}${'ABCDEF'[index % 6]}` }));
    await openCases(context, plan, persons.map((person) => ({ caseId: person.case_id, kind: 'traveller', parentId: flightId, attributes: { 'person.kind': 'passenger', 'person.hasBags': true, 'person.accredited': true } })));
    await tx.query(
      `INSERT INTO travellers (event_id, traveller_id, kind, surname, given_names, nationality, created_at)
       SELECT $1, x.traveller_id, 'passenger', x.surname, x.given_names, 'UTO', $2 FROM json_to_recordset($3) AS x(traveller_id uuid, surname text, given_names text)`, [eventId, now, JSON.stringify(persons)]);
    await tx.query(
      `INSERT INTO journeys (event_id, case_id, traveller_id, flight_id, seat, created_at)
       SELECT $1, x.case_id, x.traveller_id, $4, x.seat, $2 FROM json_to_recordset($3) AS x(case_id uuid, traveller_id uuid, seat text)`, [eventId, now, JSON.stringify(persons), flightId]);
    return persons.map((person) => person.case_id);
  });
}
