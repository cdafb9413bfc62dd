import { findStep } from '../src/modules/prescribed/catalogue.ts';
import { uuidv7 } from '../src/kernel/ids.ts';
import type { FlightRow } from '../src/modules/flights/shapes.ts';
import { seedTemplates } from '../src/modules/flights/templates.ts';
import { makeTravellers } from './world.ts';
import type { TestWorld } from './world.ts';

const answers = { symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false };

/** Is a day at an invented airport: what officers do, in the words of the job. */
export class FlightDay {
  readonly world: TestWorld;
  #number = 900;

  constructor(world: TestWorld) {
    this.world = world;
  }

  /** Announces a flight and gives its identifier. */
  async announce(more: object = {}): Promise<string> {
    const { flightId } = await this.world.done<{ flightId: string }>('flights.announce', {
      designator: `CA${(this.#number += 1)}`, flightDate: '2022-01-27', direction: 'arrival', pointCode: 'PEK', origin: 'NRT', destination: 'PEK', scheduledAt: '2022-01-27T02:00:00Z', chartered: true, expectedPersons: 3, risk: 'medium', ...more,
    });
    return flightId;
  }

  /** Reads the flight's line in the list, now or at an instant. */
  async row(flightId: string, asOf?: string): Promise<FlightRow> {
    const { flights } = await this.world.see<{ flights: FlightRow[] }>('flights.list', { limit: 1000 }, asOf === undefined ? {} : { asOf });
    const found = flights.find((flight) => flight.flightId === flightId);
    if (found === undefined) throw new Error('The flight is not in the list');
    return found;
  }

  /** Gives an instant that everything recorded so far lies before, and everything later after. */
  async instant(): Promise<string> {
    await new Promise((done) => setTimeout(done, 5));
    const at = this.world.now();
    await new Promise((done) => setTimeout(done, 5));
    return at;
  }

  /** Records one step and gives the record's identifier. */
  async record(caseId: string, step: string, evidence: object, corrects?: string): Promise<string> {
    if (findStep(step)?.onlyBy !== undefined) return this.world.recordDirectly(caseId, step, evidence);
    const id = uuidv7();
    await this.world.done('prescribed.record', { caseId, step, evidence, ...(corrects === undefined ? {} : { corrects }) }, { id });
    return id;
  }

  /** Finds the identifier of a template for a direction. */
  async template(direction = 'arrival'): Promise<string> {
    await this.world.open.pool.transaction((tx) => seedTemplates({ tx, eventId: this.world.eventId, now: this.world.now() }));
    const { templates } = await this.world.see<{ templates: { planId: string; direction: string }[] }>('flights.templates', {});
    return templates.find((entry) => entry.direction === direction)!.planId;
  }

  /** Reconciles the list, approves a plan and makes the stations ready. */
  async prepare(flightId: string, direction = 'arrival'): Promise<void> {
    await this.record(flightId, 'FLT-01', { listHeld: true, hoursBeforeLanding: 8, unexplainedGaps: 0 });
    const plan = await this.world.done<{ planId: string; version: number }>('flights.planFlight', { flightId, templatePlanId: await this.template(direction) });
    await this.world.done('flights.approvePlan', { flightId, ...plan });
    await this.record(flightId, 'FLT-03', { staffReady: true, protectiveEquipmentReady: true, devicesCalibrated: true, staffPresent: 20 });
  }

  /** Counts on board and opens the doors. */
  async board(flightId: string, onBoard: readonly string[], absent: readonly string[] = []): Promise<void> {
    await this.record(flightId, 'BRD-01', { papersIn: true, headCount: onBoard.length, listed: onBoard.length, illPersons: 0 });
    for (const caseId of onBoard) await this.record(caseId, 'ONB-01', { onBoard: true, absent: false, basis: 'headCount' });
    for (const caseId of absent) await this.record(caseId, 'ONB-01', { onBoard: false, absent: true, basis: 'notBoarded' });
    await this.record(flightId, 'DSB-01', { permitted: true });
    await this.record(flightId, 'BRD-03', { batches: [onBoard.length], sumOfBatches: onBoard.length, headCount: onBoard.length });
  }

  /** Takes a traveller through the hall up to the vehicle, everything in order. */
  async walkHall(caseId: string, celsius = 36.5): Promise<void> {
    await this.record(caseId, 'PRE-01', { daysMonitored: 14, symptomSeen: false });
    await this.record(caseId, 'PRE-02', { bothNegative: true, firstHoursBeforeDeparture: 90, secondHoursBeforeDeparture: 40, hoursApart: 50, approvedLaboratory: true });
    await this.record(caseId, 'PRE-03', { fullCourse: true, daysSinceLastDose: 60 });
    await this.record(caseId, 'PRE-04', { complete: true, formVersion: '8', language: 'en', ...answers });
    await this.record(caseId, 'PRE-05', { checksHeld: true, airlineResult: 'ok' });
    await this.record(caseId, 'CHK-01', { codeValid: true, samePerson: true, openAnswers: 0, ...answers });
    await this.record(caseId, 'CHK-02', { temperatureCelsius: celsius });
    await this.record(caseId, 'CHK-04', { zone: 'A', finding: 'none' });
    await this.record(caseId, 'SMP-01', { tubeId: `T${caseId}`, personScanned: true, oropharyngealSwab: true, nasopharyngealSwab: true });
    await this.record(caseId, 'EXT-01', { passed: true });
    await this.record(caseId, 'EXT-02', { cardNumber: 'A1', valid: true });
    await this.record(caseId, 'BAG-01', { tags: 1, tagsMatch: true, disinfected: true });
  }

  /** Hands travellers over with one vehicle; both sides count `received`. */
  async handOver(flightId: string, caseIds: readonly string[], received = caseIds.length): Promise<void> {
    const { open, eventId } = this.world;
    const handOverId = uuidv7();
    await open.pool.query(
      `INSERT INTO hand_overs (event_id, hand_over_id, flight_id, kind, vehicle, cluster, count_given, count_received, giver, receiver, at, recorded_at) VALUES ($1, $2, $3, 'normal', 'V1', 'A', $4, $4, 'G', 'R', $5, $5)`,
      [eventId, handOverId, flightId, received, this.world.now()]);
    for (const caseId of caseIds) await this.record(caseId, 'XFR-01', { handOverId, vehicle: 'V1', cluster: 'A', countsEqual: true, bothSigned: true });
  }

  /** Records the result of the traveller's tube. */
  async result(caseId: string, result = 'negative'): Promise<void> {
    await this.record(caseId, 'SMP-02', { tubeId: `T${caseId}`, result, resultAt: this.world.now() });
  }

  /** Disinfects. */
  async disinfect(flightId: string): Promise<void> {
    await this.record(flightId, 'CLN-01', { areas: 'cabin', agent: 'chlorine', done: true });
  }

  /** Sends the information report and has both recipients acknowledge it. */
  async report(flightId: string): Promise<{ reportId: string; waitingFor: string[]; equalsLedger: boolean; outcome: string }> {
    const { reportId } = await this.world.done<{ reportId: string }>('flights.sendReport', { flightId, kind: 'information', recipients: 'City health commission, Games centre' });
    await this.world.done('flights.acknowledgeReport', { reportId, recipient: 'City health commission' });
    return { reportId, ...(await this.world.done<{ waitingFor: string[]; equalsLedger: boolean; outcome: string }>('flights.acknowledgeReport', { reportId, recipient: 'Games centre' })) };
  }

  /** Takes a whole flight to where only the closing is left. Shape: its identifier and its travellers. */
  async untilClosing(persons: number): Promise<{ flightId: string; caseIds: string[] }> {
    const flightId = await this.announce();
    const caseIds = await makeTravellers(this.world, flightId, persons);
    await this.prepare(flightId);
    await this.board(flightId, caseIds);
    for (const caseId of caseIds) await this.walkHall(caseId);
    await this.handOver(flightId, caseIds);
    for (const caseId of caseIds) await this.result(caseId);
    await this.disinfect(flightId);
    await this.report(flightId);
    return { flightId, caseIds };
  }
}
