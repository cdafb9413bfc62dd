import { Refusal } from '../../kernel/refusal.ts';
import type { RefusalAnswer } from '../../kernel/refusal.ts';
import { checkShape } from '../../kernel/action.ts';
import type { ActionContext, Answer, Command } from '../../kernel/action.ts';
import { hasRole } from '../../kernel/officer.ts';
import type { Actor } from '../../kernel/officer.ts';
import { sqlFailure } from '../../kernel/db.ts';
import type { Db } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import type { CaseState, RecordRequest, RecordResult } from './shapes.ts';
import { findStep } from './catalogue.ts';
import { compilePlan } from './plan-rules.ts';
import type { PlanRules } from './plan-rules.ts';
import { applyWrites, decide, oweMore, reconsider } from './rules.ts';
import { childCases, findPlan, loadCases, openChildren, writeCases } from './store.ts';
import type { CaseWrites } from './store.ts';

/** Says that the recording path is full; the client tries again with the same identifier. */
export class RecorderBusy extends Error {}

interface Job {
  readonly eventId: string;
  readonly actor: Actor;
  readonly command: Command;
  readonly request: RecordRequest;
  readonly now: string;
  readonly resolve: (answer: Answer & { parentId?: string | null }) => void;
  readonly reject: (error: unknown) => void;
}

const largestBatch = 256;
const longestQueue = 10_000;
const mostLanes = 2;
const worthALane = 12;
const cachedCases = 20_000;
const cacheMilliseconds = 10_000;

const plans = new Map<string, PlanRules>();

/** Gets a plan ready to decide with; a version never changes, so it is parsed once in the life of the server. */
export async function getPlanRules(db: Db, eventId: string, planId: string, version: number): Promise<PlanRules> {
  const key = `${eventId} ${planId} ${version}`;
  const known = plans.get(key);
  if (known !== undefined) return known;
  const document = await findPlan(db, eventId, planId, version);
  if (document === undefined) throw new Error(`Plan ${planId} v${version} is pinned but does not exist`);
  const rules = compilePlan(planId, version, document);
  plans.set(key, rules);
  return rules;
}

/** Checks who records and what, before anything is queued. Refuses: `step-unknown`, `role-not-allowed`, `evidence-invalid`. */
export function checkRequest(actor: Actor, request: Pick<RecordRequest, 'step' | 'evidence'>): void {
  const definition = findStep(request.step);
  if (definition === undefined) throw new Refusal('step-unknown', { step: request.step });
  if (!hasRole(actor, definition.roles)) throw new Refusal('role-not-allowed', { step: request.step, roles: definition.roles });
  checkShape(definition.evidence, request.evidence, 'evidence-invalid');
}

const owedConstraints = new Set([
  'obligations_event_id_case_id_bars_pin_fkey', 'gates_event_id_bars_case_bars_gate_pin_fkey', 'records_event_id_case_id_needs_gate_needs_state_fkey',
]);

/** Turns the database's own "no" into the refusal it means; undefined where it is a bug or a collision. */
export function refusalOfDatabase(error: unknown): RefusalAnswer | undefined {
  const failure = sqlFailure(error);
  if (failure === undefined) return undefined;
  if (failure.code === '23503' && failure.constraint !== undefined && owedConstraints.has(failure.constraint)) return { code: 'still-owed', params: { steps: [] } };
  if (failure.code === '23505' && failure.constraint === 'evidence_keys_pkey') return { code: 'evidence-key-taken', params: {} };
  if (failure.code === '23505' && failure.constraint === 'records_event_id_record_id_key') return { code: 'record-id-reused', params: {} };
  return undefined;
}

function isCollision(error: unknown): boolean {
  const failure = sqlFailure(error);
  return failure !== undefined && (failure.code === '40001' || failure.code === '40P01' ||
    (failure.code === '23505' && (failure.constraint === 'records_pkey' || failure.constraint === 'obligations_pkey')));
}

function caseWrites(state: CaseState, plan: PlanRules, writes: CaseWrites['writes'], actor: Actor, command: Command): CaseWrites {
  return {
    state, planId: plan.planId, planVersion: plan.version, writes, officerId: actor.officerId, keyId: actor.keyId,
    stationId: command.stationId ?? actor.stationId, deviceId: command.deviceId ?? null, offline: command.offline ?? false, occurredAt: command.occurredAt,
  };
}

// A flight cannot be closed while a traveller's case is open; the refusal says how many.
async function withChildren(db: Db, eventId: string, state: CaseState, refusal: RefusalAnswer): Promise<RefusalAnswer> {
  if (refusal.code !== 'still-owed' || state.kind !== 'flight') return refusal;
  return { ...refusal, params: { ...refusal.params, openCases: await openChildren(db, eventId, state.caseId) } };
}

/**
 * Is the recording path. What has queued while the last batch was in flight is decided and goes as one statement (group commit);
 * order per case is kept, a poisoned batch is replayed one by one, and a full queue says so.
 */
export class Recorder {
  readonly #db: Db;
  #queue: Job[] = [];
  #lanes = 0;
  readonly #busy = new Set<string>();
  readonly #states = new Map<string, { state: CaseState; at: number }>();

  constructor(db: Db) {
    this.#db = db;
  }

  /** Records one step; the answer comes after the commit. Refuses: what `decide` refuses, `case-unknown`, `evidence-key-taken`. */
  record(eventId: string, actor: Actor, command: Command, request: RecordRequest, now: string): Promise<Answer & { parentId?: string | null }> {
    if (this.#queue.length >= longestQueue) return Promise.reject(new RecorderBusy('The recording queue is full'));
    return new Promise((resolve, reject) => {
      this.#queue.push({ eventId, actor, command, request, now, resolve, reject });
      // What arrives in the same turn of the event loop goes together; a second batch sets out only when it is worth a round trip.
      if (this.#lanes === 0 || (this.#lanes < mostLanes && this.#queue.length >= worthALane)) {
        this.#lanes += 1;
        setImmediate(() => void this.#run());
      }
    });
  }

  /** Forgets cached states after another path has written them. */
  forget(caseIds: readonly string[]): void {
    for (const caseId of caseIds) this.#states.delete(caseId);
  }

  async #run(): Promise<void> {
    try {
      for (let jobs = this.#take(); jobs.length > 0; jobs = this.#take()) {
        try {
          await this.#batch(jobs);
        } finally {
          for (const job of jobs) this.#busy.delete(job.request.caseId);
        }
      }
    } finally {
      this.#lanes -= 1;
      // What waited for a case that was busy until now must not be left behind.
      if (this.#queue.length > 0 && this.#lanes === 0) {
        this.#lanes += 1;
        setImmediate(() => void this.#run());
      }
    }
  }

  // One decision a case at a time; later ones for the same case wait their turn, in their order.
  #take(): Job[] {
    const taken: Job[] = [];
    const left: Job[] = [];
    const passed = new Set<string>();
    let eventId: string | undefined;
    for (const job of this.#queue) {
      const { caseId } = job.request;
      if (taken.length < largestBatch && (eventId === undefined || job.eventId === eventId) && !this.#busy.has(caseId) && !passed.has(caseId)) {
        eventId = job.eventId;
        taken.push(job);
        this.#busy.add(caseId);
      } else {
        left.push(job);
        passed.add(caseId);
      }
    }
    this.#queue = left;
    return taken;
  }

  async #batch(jobs: readonly Job[]): Promise<void> {
    const eventId = jobs[0]!.eventId;
    const recordedAt = jobs.reduce((latest, job) => (job.now > latest ? job.now : latest), jobs[0]!.now);
    const decided: { job: Job; state: CaseState; all: CaseWrites; result: RecordResult }[] = [];
    try {
      const states = await this.#load(eventId, jobs);
      for (const job of jobs) {
        const outcome = await this.#decide(job, states.get(job.request.caseId), recordedAt);
        if (outcome !== undefined) decided.push({ job, ...outcome });
      }
      if (decided.length === 0) return;
      await writeCases(this.#db, eventId, recordedAt, decided.map((entry) => entry.all));
    } catch (error) {
      this.forget(jobs.map((job) => job.request.caseId));
      if (decided.length === 0) {
        for (const job of jobs) job.reject(error);
        return;
      }
      for (const { job } of decided) await this.#single(job);
      return;
    }
    for (const { job, state, all, result } of decided) {
      this.#remember(job.request.caseId, applyWrites(state, all.writes, recordedAt));
      job.resolve({ ok: true, id: job.command.id, recordedAt, result, parentId: state.parentId });
    }
  }

  #remember(caseId: string, state: CaseState): void {
    if (this.#states.size >= cachedCases) {
      let drop = cachedCases / 10;
      for (const key of this.#states.keys()) {
        if (drop-- <= 0) break;
        this.#states.delete(key);
      }
    }
    this.#states.set(caseId, { state, at: Date.now() });
  }

  async #load(eventId: string, jobs: readonly Job[]): Promise<Map<string, CaseState>> {
    const states = new Map<string, CaseState>();
    const missing: string[] = [];
    const oldest = Date.now() - cacheMilliseconds;
    for (const { request } of jobs) {
      const known = this.#states.get(request.caseId);
      if (known !== undefined && known.at >= oldest && known.state.eventId === eventId) states.set(request.caseId, known.state);
      else missing.push(request.caseId);
    }
    if (missing.length > 0) for (const [caseId, state] of await loadCases(this.#db, eventId, missing)) states.set(caseId, state);
    return states;
  }

  async #decide(job: Job, state: CaseState | undefined, recordedAt: string): Promise<{ state: CaseState; all: CaseWrites; result: RecordResult } | undefined> {
    const refuse = (refusal: RefusalAnswer): undefined => void job.resolve({ ok: false, id: job.command.id, refusal });
    if (state === undefined) return refuse({ code: 'case-unknown', params: { caseId: job.request.caseId } });
    const plan = await getPlanRules(this.#db, job.eventId, state.planId, state.planVersion);
    const decision = decide(state, plan, job.request, recordedAt, uuidv7);
    if (decision.kind === 'refused') {
      // The cached state may be behind another server's: a refusal is given on fresh facts only.
      if (this.#states.has(job.request.caseId)) {
        this.forget([job.request.caseId]);
        const fresh = (await loadCases(this.#db, job.eventId, [job.request.caseId])).get(job.request.caseId);
        return this.#decide(job, fresh, recordedAt);
      }
      return refuse(await withChildren(this.#db, job.eventId, state, decision.refusal));
    }
    if (decision.kind === 'repeated') {
      job.resolve({ ok: true, id: job.command.id, recordedAt: decision.recordedAt, result: decision.result, parentId: state.parentId });
      return undefined;
    }
    return { state, all: caseWrites(state, plan, decision.writes, job.actor, job.command), result: decision.result };
  }

  // The slow, certain way: fresh state, one decision, one statement; a collision is decided again.
  async #single(job: Job): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      let state: CaseState | undefined;
      try {
        state = (await loadCases(this.#db, job.eventId, [job.request.caseId])).get(job.request.caseId);
        const decided = await this.#decide(job, state, job.now);
        if (decided === undefined) return;
        await writeCases(this.#db, job.eventId, job.now, [decided.all]);
        job.resolve({ ok: true, id: job.command.id, recordedAt: job.now, result: decided.result, parentId: decided.state.parentId });
        return;
      } catch (error) {
        const refusal = refusalOfDatabase(error);
        if (refusal !== undefined && state !== undefined) {
          job.resolve({ ok: false, id: job.command.id, refusal: await withChildren(this.#db, job.eventId, state, refusal).catch(() => refusal) });
          return;
        }
        if (attempt >= 8 || !isCollision(error)) {
          job.reject(error);
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 5 * attempt));
      }
    }
  }
}

let recorder: Recorder | undefined;

/** Gives the recording path its connection, once, at start. */
export function startRecorder(db: Db): Recorder {
  recorder = new Recorder(db);
  return recorder;
}

/** Gets the recording path of this server. */
export function getRecorder(): Recorder {
  if (recorder === undefined) throw new Error('The recorder was not started');
  return recorder;
}

/**
 * Records many steps in the transaction of an action: all or none. Several requests on one case are decided in their order.
 * Shape: one result a request, in the order of the requests.
 * Refuses: as `decide`, with `where` naming the request by its place.
 */
export async function recordInTransaction(context: ActionContext, requests: readonly RecordRequest[]): Promise<RecordResult[]> {
  const { tx, eventId, actor, command, now } = context;
  const results: RecordResult[] = new Array(requests.length);
  const states = await loadCases(tx, eventId, [...new Set(requests.map((request) => request.caseId))]);
  context.afterCommit(() => recorder?.forget([...states.keys()]));
  let waiting = requests.map((request, index) => ({ request, index }));
  while (waiting.length > 0) {
    const round = new Map<string, CaseWrites>();
    const later: typeof waiting = [];
    for (const entry of waiting) {
      const { request, index } = entry;
      if (round.has(request.caseId)) { later.push(entry); continue; }
      checkRequest(actor, request);
      const state = states.get(request.caseId);
      if (state === undefined) throw new Refusal('case-unknown', { caseId: request.caseId }, `requests/${index}`);
      const plan = await getPlanRules(tx, eventId, state.planId, state.planVersion);
      const decision = decide(state, plan, request, now, uuidv7);
      if (decision.kind === 'refused') {
        const refusal = await withChildren(tx, eventId, state, decision.refusal);
        throw new Refusal(refusal.code, { ...refusal.params, caseId: request.caseId }, `requests/${index}`);
      }
      results[index] = decision.result;
      if (decision.kind === 'repeated') continue;
      round.set(request.caseId, caseWrites(state, plan, decision.writes, actor, command));
      states.set(request.caseId, applyWrites(state, decision.writes, now));
    }
    if (round.size > 0) {
      try {
        await writeCases(tx, eventId, now, [...round.values()]);
      } catch (error) {
        const refusal = refusalOfDatabase(error);
        if (refusal === undefined) throw error;
        throw new Refusal(refusal.code, refusal.params);
      }
    }
    waiting = later;
  }
  for (const state of states.values()) context.announce(`case:${state.caseId}`);
  return results;
}

/** Lets a newly pinned plan add what it owes to a case and to every case under it. */
export async function reconsiderCases(context: ActionContext, caseId: string): Promise<void> {
  const { tx, eventId, actor, command, now } = context;
  const ids = [caseId, ...(await childCases(tx, eventId, caseId))];
  const states = await loadCases(tx, eventId, ids);
  const all: CaseWrites[] = [];
  for (const state of states.values()) {
    const plan = await getPlanRules(tx, eventId, state.planId, state.planVersion);
    const writes = reconsider(state, plan, now, uuidv7);
    if (writes.records.length > 0 || writes.obligations.length > 0) all.push(caseWrites(state, plan, writes, actor, command));
  }
  if (all.length > 0) await writeCases(tx, eventId, now, all);
  context.afterCommit(() => recorder?.forget(ids));
}

/** Makes a case owe one more of a step. Shape: the obligation's ordinal. Refuses: `case-unknown`, `case-closed`. */
export async function oweInTransaction(context: ActionContext, caseId: string, step: string, because: string): Promise<number> {
  const { tx, eventId, actor, command, now } = context;
  const state = (await loadCases(tx, eventId, [caseId])).get(caseId);
  if (state === undefined) throw new Refusal('case-unknown', { caseId });
  const plan = await getPlanRules(tx, eventId, state.planId, state.planVersion);
  const more = oweMore(state, plan, step, because, now);
  if (more === undefined) throw new Refusal('case-closed', { caseId });
  await writeCases(tx, eventId, now, [caseWrites(state, plan, more.writes, actor, command)]);
  context.afterCommit(() => recorder?.forget([caseId]));
  return more.ordinal;
}
