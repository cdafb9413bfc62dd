import type { RefusalAnswer } from '../../kernel/refusal.ts';
import type { Answer, Command } from '../../kernel/action.ts';
import type { Actor } from '../../kernel/officer.ts';
import type { Db } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import type { CaseState, RecordRequest, RecordResult } from './shapes.ts';
import { caseWrites, getPlanRules, isCollision, refusalOfDatabase, withChildren } from './deciding.ts';
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

function refuse(job: Job, refusal: RefusalAnswer): undefined {
  job.resolve({ ok: false, id: job.command.id, refusal });
  return undefined;
}

const largestBatch = 256;
const longestQueue = 10_000;
const mostLanes = 2;
const longestGatherMilliseconds = 1;
const cachedCases = 20_000;
const cacheMilliseconds = 10_000;

/**
 * Is the recording path. What has queued while the last batch was in flight is decided and goes as one statement (group commit);
 * order per case is kept, a poisoned batch is replayed one by one, and a full queue says so.
 */
export class Recorder {
  readonly #db: Db;
  #queue: Job[] = [];
  #lanes = 0;
  #inFlight = 0;
  // How many have recorded at once lately: what a batch may expect.
  #crowd = 0;
  #settingOut = false;
  #gathering: NodeJS.Timeout | undefined;
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
      this.#crowd = Math.max(this.#crowd, this.#queue.length + this.#inFlight);
      this.#depart();
    });
  }

  // Half of those who are recording at once are worth a batch; fewer are waited for, for a millisecond at most. One officer alone waits for nobody.
  #depart(): void {
    if (this.#lanes >= mostLanes || this.#settingOut || this.#queue.length === 0) return;
    if (this.#queue.length >= this.#crowd / mostLanes) {
      this.#setOut();
      return;
    }
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      if (this.#lanes < mostLanes && !this.#settingOut && this.#queue.length > 0) this.#setOut();
    }, longestGatherMilliseconds);
  }

  #setOut(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    this.#lanes += 1;
    this.#settingOut = true;
    // What arrives in the same turn of the event loop goes together.
    setImmediate(() => void this.#run());
  }

  /** Forgets cached states after another path has written them. */
  forget(caseIds: readonly string[]): void {
    for (const caseId of caseIds) this.#states.delete(caseId);
  }

  async #run(): Promise<void> {
    this.#settingOut = false;
    const jobs = this.#take();
    if (jobs.length === 0) {
      // Whatever waits, waits for a case that the other lane has in hand; that lane looks again when it is back.
      this.#lanes -= 1;
      return;
    }
    this.#inFlight += jobs.length;
    try {
      await this.#batch(jobs);
    } finally {
      for (const job of jobs) this.#busy.delete(job.request.caseId);
      this.#inFlight -= jobs.length;
      this.#lanes -= 1;
      this.#crowd = Math.max(this.#crowd * 0.9, this.#queue.length + this.#inFlight);
      this.#depart();
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
    if (state === undefined) return refuse(job, { code: 'case-unknown', params: { caseId: job.request.caseId } });
    const plan = await getPlanRules(this.#db, job.eventId, state.planId, state.planVersion);
    const decision = decide(state, plan, job.request, recordedAt, uuidv7);
    if (decision.kind === 'refused') {
      // The cached state may be behind another server's: a refusal is given on fresh facts only.
      if (this.#states.has(job.request.caseId)) {
        this.forget([job.request.caseId]);
        const fresh = (await loadCases(this.#db, job.eventId, [job.request.caseId])).get(job.request.caseId);
        return this.#decide(job, fresh, recordedAt);
      }
      return refuse(job, await withChildren(this.#db, job.eventId, state, decision.refusal));
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

/** Tells the recording path, if there is one, that cases were written by another way. */
export function forgetCases(caseIds: readonly string[]): void {
  recorder?.forget(caseIds);
}

/** Gets the recording path of this server. */
export function getRecorder(): Recorder {
  if (recorder === undefined) throw new Error('The recorder was not started');
  return recorder;
}
