import type { RefusalAnswer } from '../../kernel/refusal.ts';
import type { Answer, Command } from '../../kernel/action.ts';
import type { Actor } from '../../kernel/officer.ts';
import type { Db } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import type { CaseState, RecordRequest, RecordResult } from './shapes.ts';
import { keptStates } from './kept-states.ts';
import type { KeptStates } from './kept-states.ts';
import { caseWrites, findPlanRules, getPlanRules, isCollision, refusalOfDatabase, withChildren } from './deciding.ts';
import type { PlanRules } from './plan-rules.ts';
import { applyWrites, decide } from './rules.ts';
import { loadCases, writeCases } from './store.ts';
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

/** Is what was decided and waits to be written. */
interface Decided {
  readonly job: Job;
  readonly state: CaseState;
  readonly recordedAt: string;
  readonly all: CaseWrites;
  readonly result: RecordResult;
}

type Outcome = Decided | { readonly refusal: RefusalAnswer } | { readonly refusal?: undefined; readonly answer: Answer & { parentId?: string | null } };

const largestBatch = 256;
const longestQueue = 10_000;
// Unit: milliseconds. What a batch's own work takes at most; longer under way means that it waited for the disk.
const ownWork = (size: number): number => 1 + size * 0.25;

/**
 * Is the recording path (group commit). While one batch is in flight the next is decided, so that it leaves as soon as the first is back and before
 * that one's officers are answered; order per case is kept, a poisoned batch is replayed one by one, and a full queue says so.
 */
export class Recorder {
  readonly #db: Db;
  // Wait to be decided, for their turn or for their case.
  #queue: Job[] = [];
  // Are decided and wait for the batch before them.
  #decided: Decided[] = [];
  #deciding = false;
  #writing = false;
  // How many recorded at once lately, and until when the next batch waits for all of them: a part of what the disk takes, nothing where it is fast.
  #crowd = 0;
  #gatherUntil = 0;
  #gathering: NodeJS.Timeout | undefined;
  // Cases with a decision that is not committed yet.
  readonly #busy = new Set<string>();
  readonly #states: KeptStates;

  /** Records on a database; another server is given states of its own. */
  constructor(db: Db, states: KeptStates = keptStates(db)) {
    this.#db = db;
    this.#states = states;
  }

  /** Records one step; the answer comes after the commit. Refuses: what `decide` refuses, `case-unknown`, `evidence-key-taken`. */
  record(eventId: string, actor: Actor, command: Command, request: RecordRequest, now: string): Promise<Answer & { parentId?: string | null }> {
    if (this.#queue.length + this.#decided.length >= longestQueue) return Promise.reject(new RecorderBusy('The recording queue is full'));
    return new Promise((resolve, reject) => {
      this.#queue.push({ eventId, actor, command, request, now, resolve, reject });
      this.#goOn();
    });
  }

  /** Forgets cached states after another path has written them. */
  forget(caseIds: readonly string[]): void {
    this.#states.forget(caseIds);
  }

  // What arrives in the same turn of the event loop is decided together.
  #goOn(): void {
    if (this.#deciding || this.#queue.length === 0 || this.#decided.length >= largestBatch) return;
    this.#deciding = true;
    setImmediate(() => void this.#decideNext());
  }

  async #decideNext(): Promise<void> {
    const jobs = this.#take();
    for (const eventId of new Set(jobs.map((job) => job.eventId))) {
      const ours = jobs.filter((job) => job.eventId === eventId);
      try {
        await this.#decideAll(eventId, ours);
      } catch (error) {
        const decided = new Set(this.#decided.map((entry) => entry.job));
        for (const job of ours) if (!decided.has(job) && this.#busy.delete(job.request.caseId)) job.reject(error);
      }
    }
    this.#deciding = false;
    this.#depart();
    // Whatever is left waits for a case that is in hand; it is looked at again when that case is free.
    if (jobs.length > 0) this.#goOn();
  }

  // One decision a case at a time; later ones for the same case wait their turn, in their order.
  #take(): Job[] {
    const taken: Job[] = [];
    const left: Job[] = [];
    const passed = new Set<string>();
    for (const job of this.#queue) {
      const { caseId } = job.request;
      if (taken.length + this.#decided.length < largestBatch && !this.#busy.has(caseId) && !passed.has(caseId)) {
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

  async #decideAll(eventId: string, jobs: readonly Job[]): Promise<void> {
    const states = await this.#load(eventId, jobs);
    const again: Job[] = [];
    for (const job of jobs) {
      const decision = this.#decide(job, states.get(job.request.caseId));
      const outcome = decision instanceof Promise ? await decision : decision;
      // The cached state may be behind another server's: a refusal is given on fresh facts only.
      if ('refusal' in outcome && this.#states.find(eventId, job.request.caseId) !== undefined) again.push(job);
      else if ('job' in outcome) this.#decided.push(outcome);
      else this.#answer(job, outcome.refusal === undefined ? outcome.answer : { ok: false, id: job.command.id, refusal: outcome.refusal });
    }
    if (again.length === 0) return;
    this.forget(again.map((job) => job.request.caseId));
    await this.#decideAll(eventId, again);
  }

  #answer(job: Job, answer: Answer & { parentId?: string | null }): void {
    this.#busy.delete(job.request.caseId);
    job.resolve(answer);
  }

  async #load(eventId: string, jobs: readonly Job[]): Promise<Map<string, CaseState>> {
    const states = new Map<string, CaseState>();
    const missing: string[] = [];
    for (const { request } of jobs) {
      const known = this.#states.find(eventId, request.caseId);
      if (known !== undefined) states.set(request.caseId, known);
      else missing.push(request.caseId);
    }
    if (missing.length === 0) return states;
    this.forget(missing);
    for (const [caseId, state] of await loadCases(this.#db, eventId, missing)) states.set(caseId, state);
    return states;
  }

  // Waits for nothing where the plan was read before: a promise for each of a batch is what would cost most here.
  #decide(job: Job, state: CaseState | undefined): Outcome | Promise<Outcome> {
    if (state === undefined) return { refusal: { code: 'case-unknown', params: { caseId: job.request.caseId } } };
    const plan = findPlanRules(job.eventId, state.planId, state.planVersion);
    if (plan === undefined) return getPlanRules(this.#db, job.eventId, state.planId, state.planVersion).then((read) => this.#decideBy(read, job, state));
    return this.#decideBy(plan, job, state);
  }

  #decideBy(plan: PlanRules, job: Job, state: CaseState): Outcome | Promise<Outcome> {
    const last = state.records.at(-1)?.recordedAt;
    // A case is never written backwards, whatever another server's clock said.
    const recordedAt = last !== undefined && last > job.now ? last : job.now;
    const decision = decide(state, plan, job.request, recordedAt, uuidv7);
    if (decision.kind === 'refused') return withChildren(this.#db, job.eventId, state, decision.refusal).then((refusal) => ({ refusal }));
    if (decision.kind === 'repeated') return { answer: { ok: true, id: job.command.id, recordedAt: decision.recordedAt, result: decision.result, parentId: state.parentId } };
    return { job, state, recordedAt, all: caseWrites(state, plan, decision.writes, job.actor, job.command, recordedAt), result: decision.result };
  }

  #depart(): void {
    if (this.#writing || this.#decided.length === 0) return;
    const wait = this.#decided.length >= this.#crowd ? 0 : this.#gatherUntil - performance.now();
    if (wait > 0) {
      this.#gathering ??= setTimeout(() => {
        this.#gathering = undefined;
        this.#gatherUntil = 0;
        this.#depart();
      }, wait);
      return;
    }
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    this.#writing = true;
    const { eventId } = this.#decided[0]!.job;
    const batch = this.#decided.filter((entry) => entry.job.eventId === eventId);
    this.#decided = batch.length === this.#decided.length ? [] : this.#decided.filter((entry) => entry.job.eventId !== eventId);
    void this.#write(eventId, batch);
  }

  async #write(eventId: string, batch: readonly Decided[]): Promise<void> {
    let written = true;
    const began = performance.now();
    try {
      await writeCases(this.#db, eventId, batch.map((entry) => entry.all));
      for (const { state, all, recordedAt } of batch) this.#states.keep(applyWrites(state, all.writes, recordedAt));
    } catch {
      written = false;
      this.forget(batch.map(({ job }) => job.request.caseId));
      for (const { job } of batch) await this.#single(job);
    }
    this.#writing = false;
    const returned = performance.now();
    this.#crowd = batch.length + this.#decided.length;
    this.#gatherUntil = returned + Math.max(0, returned - began - ownWork(batch.length)) / 3;
    // The next batch leaves first, the answers to this one are written while it is under way.
    this.#depart();
    for (const { job, state, recordedAt, result } of batch) {
      if (written) this.#answer(job, { ok: true, id: job.command.id, recordedAt, result, parentId: state.parentId });
      else this.#busy.delete(job.request.caseId);
    }
    this.#goOn();
  }

  // The slow, certain way: fresh state, one decision, one statement; a collision is decided again.
  async #single(job: Job): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      let state: CaseState | undefined;
      try {
        state = (await loadCases(this.#db, job.eventId, [job.request.caseId])).get(job.request.caseId);
        const outcome = await this.#decide(job, state);
        if ('job' in outcome) {
          await writeCases(this.#db, job.eventId, [outcome.all]);
          job.resolve({ ok: true, id: job.command.id, recordedAt: outcome.recordedAt, result: outcome.result, parentId: outcome.state.parentId });
        } else job.resolve(outcome.refusal === undefined ? outcome.answer : { ok: false, id: job.command.id, refusal: outcome.refusal });
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
