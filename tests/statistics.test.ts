import fc from 'fast-check';
import { read } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { Refusal } from '../src/kernel/refusal.ts';
import { findStep } from '../src/modules/prescribed/catalogue.ts';
import { groupings } from '../src/modules/statistics/shapes.ts';
import type { StatisticsCases, StatisticsSummary } from '../src/modules/statistics/shapes.ts';
import { FlightDay } from './flight-day.ts';
import { readPapers, recount } from './recount.ts';
import type { Question, Recounted } from './recount.ts';
import { makeTravellers, makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

const boolean = fc.boolean();
const classes = ['ordinary', 'symptomatic', 'closeContact', 'suspected', 'confirmed'] as const;
const onBoard = (is: boolean, basis: string): object => ({ onBoard: is, absent: !is, basis });
const answers = { symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false };

/** What officers may do to a traveller, rightly and wrongly; the product refuses what is not due, and that is part of the game. */
const personDeeds: Readonly<Record<string, (well: boolean, caseId: string, pick: number) => readonly [step: string, evidence: object]>> = {
  onBoard: (well) => ['ONB-01', onBoard(well, well ? 'headCount' : 'notBoarded')],
  temperature: (well) => ['CHK-02', { temperatureCelsius: well ? 36.4 : 38.2 }],
  retest: (well) => ['CHK-03', { mercuryCelsius: well ? 36.9 : 38.4, minutesWaited: 10, symptomSeen: !well }],
  inquiry: (_well, _caseId, pick) => ['INV-01', { class: classes[pick % classes.length], travel14Days: 'home' }],
  investigation: (well) => ['INV-02', { done: true, excludedAsSuspect: well, auscultation: 'clear' }],
  swab: (well, caseId, pick) => ['SMP-01', { tubeId: `T${caseId}${pick % 2}`, personScanned: true, oropharyngealSwab: well, nasopharyngealSwab: true }],
  result: (well, caseId, pick) => ['SMP-02', { tubeId: `T${caseId}${pick % 2}`, result: well ? 'negative' : 'positive', resultAt: '2022-01-27T01:00:00Z' }],
  monitoring: (well) => ['PRE-01', { daysMonitored: well ? 14 : 3, symptomSeen: false }],
  abnormal: (well, _caseId, pick) => ['XFR-02', { class: classes[1 + (pick % 4)], destination: 'Hospital', vehicle: 'A1', receiver: 'R', receiptSigned: well }],
  exitDeclaration: (well) => ['DEP-01', { codeValid: true, samePerson: true, openAnswers: 0, ...answers, temperatureCelsius: well ? 36.5 : 37.9 }],
  border: (well) => ['EXT-03', { passed: well }],
  release: (well) => ['DEP-03', { released: well }],
  doors: (well) => ['DEP-05', onBoard(well, well ? 'doorsClosed' : 'noShow')],
};
const deedNames = Object.keys(personDeeds);

const kinds = ['one', 'one', 'correct', 'correct', 'walk', 'fever', 'positive', 'absent', 'poorSwab', 'depart', 'handOver', 'board', 'arrive', 'announce', 'cancel', 'doorsClosed'] as const;
type Deed = { readonly kind: (typeof kinds)[number]; readonly who: number; readonly pick: number; readonly well: boolean };
const deed: fc.Arbitrary<Deed> = fc.record({ kind: fc.constantFrom(...kinds), who: fc.nat({ max: 1000 }), pick: fc.nat({ max: 1000 }), well: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: boolean }) });

/** What happens in every history, so that each is worth counting; chance adds the rest. */
const certain: readonly Deed[] = [
  { kind: 'walk', who: 0 }, { kind: 'handOver', who: 0 }, { kind: 'fever', who: 1 }, { kind: 'absent', who: 2 }, { kind: 'depart', who: 0 }, { kind: 'arrive', who: 0 }, { kind: 'fever', who: 3 },
  // The receipt of an abnormal hand-over turns out not to have been signed.
  { kind: 'correct', who: 1, pick: 0, well: false }, { kind: 'board', who: 0, well: false },
].map((one) => ({ pick: 1, well: true, ...one }) as Deed);

async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal) && !/was refused/.test(String(error))) throw error;
  }
}

class History {
  readonly day: FlightDay;
  readonly flights: { flightId: string; direction: 'arrival' | 'departure' }[] = [];
  readonly persons: { caseId: string; flightId: string }[] = [];
  readonly instants: string[] = [];
  #at = Date.parse('2022-01-27T00:00:00.000Z');

  constructor(readonly world: TestWorld) {
    this.day = new FlightDay(world);
  }

  /** Lets a minute pass. */
  tick(): void {
    this.#at += 60_000;
    this.world.setTime(new Date(this.#at).toISOString(), 0);
    this.instants.push(new Date(this.#at).toISOString());
  }

  async announce(well: boolean, pick: number): Promise<void> {
    const direction = pick % 4 === 0 ? 'departure' : 'arrival';
    const flightId = await this.day.announce({ direction, flightDate: `2022-01-${26 + (pick % 3)}`, pointCode: pick % 5 === 0 ? 'PKX' : 'PEK', expectedPersons: pick % 4, ...(direction === 'departure' ? { origin: 'PEK', destination: 'NRT' } : {}) });
    this.flights.push({ flightId, direction });
    if (well) await this.arrive(flightId, 1 + (pick % 3));
  }

  async arrive(flightId: string, count: number): Promise<void> {
    for (const caseId of await makeTravellers(this.world, flightId, count)) this.persons.push({ caseId, flightId });
  }

  async record(caseId: string, step: string, evidence: object, corrects?: string): Promise<void> {
    if (findStep(step)?.onlyBy !== undefined) await attempt(() => this.day.record(caseId, step, evidence));
    else await this.world.act('prescribed.record', { caseId, step, evidence, ...(corrects === undefined ? {} : { corrects }) });
  }

  /** Does one deed of a person by its name, well or badly. */
  async deed(caseId: string, name: string, well: boolean, pick: number): Promise<void> {
    await this.record(caseId, ...personDeeds[name]!(well, caseId, pick));
  }

  async do({ kind, who, pick, well }: Deed): Promise<void> {
    const flight = this.flights[who % this.flights.length]!;
    const direction = kind === 'depart' ? 'departure' : 'arrival';
    const those = kind === 'one' || kind === 'correct' ? this.persons : this.persons.filter((entry) => this.flights.find(({ flightId }) => flightId === entry.flightId)?.direction === direction);
    const person = those[who % Math.max(1, those.length)];
    if (kind === 'announce') return this.announce(well, pick);
    if (kind === 'arrive') return attempt(() => this.arrive(flight.flightId, 1));
    if (kind === 'cancel') return void (await this.world.act('flights.move', { flightId: flight.flightId, kind: 'cancelled', at: this.world.now(), source: 'test' }));
    if (kind === 'board') return this.record(flight.flightId, 'BRD-01', { papersIn: well, headCount: 3, listed: 3, illPersons: 0 });
    if (kind === 'doorsClosed') return attempt(() => this.day.record(flight.flightId, 'DEP-04', { headCount: 0, released: 0, countsEqual: true }));
    if (person === undefined) return;
    const { caseId } = person;
    if (kind === 'one') return this.deed(caseId, deedNames[pick % deedNames.length]!, well, who);
    if (kind === 'handOver') return attempt(() => this.day.handOver(person.flightId, [caseId]));
    if (kind === 'absent') return this.deed(caseId, 'onBoard', false, who);
    if (kind === 'depart') for (const name of ['exitDeclaration', 'border', 'release', 'doors']) { await this.deed(caseId, name, well || pick % 3 > 0, who); this.tick(); }
    if (kind === 'poorSwab') for (const name of ['onBoard', 'swab']) await this.deed(caseId, name, name === 'onBoard', who);
    if (kind === 'walk' || kind === 'fever' || kind === 'positive') {
      await this.deed(caseId, 'onBoard', true, who);
      await attempt(() => this.day.walkHall(caseId, kind === 'fever' ? 38.2 : 36.5));
      this.tick();
      if (kind === 'fever') for (const name of ['retest', 'inquiry', 'investigation', 'abnormal']) { await this.deed(caseId, name, name === 'abnormal', 1); this.tick(); }
      if (kind === 'positive') {
        await attempt(() => this.day.result(caseId, 'positive'));
        this.tick();
        await this.deed(caseId, 'abnormal', true, pick);
      }
    }
    if (kind !== 'correct') return;
    const earlier = await this.world.open.pool.query<{ record_id: string; step: string }>('SELECT record_id, step FROM records WHERE case_id = $1 ORDER BY seq', [caseId]);
    const changeable = earlier.flatMap((wrong) => { const again = deedNames.map((name) => personDeeds[name]!(well, caseId, who)).find(([step]) => step === wrong.step); return again === undefined ? [] : [{ wrong, again }]; });
    const chosen = pick % 3 === 0 ? changeable.at(-1) : changeable[pick % Math.max(1, changeable.length)];
    if (chosen !== undefined) await this.record(caseId, ...chosen.again, chosen.wrong.record_id);
  }
}

/** Brings an answer into the recount's form: zeros left out. */
function figuresOf(summary: StatisticsSummary): Recounted {
  const groups = summary.groups.map((group) => [group.key, Object.fromEntries(Object.entries(group.figures).filter(([, count]) => count !== 0))] as const).filter(([, figures]) => Object.keys(figures).length > 0);
  return { flightsSupervised: summary.flightsSupervised, personsSupervised: summary.personsSupervised, flightsExpected: summary.flightsExpected, personsExpected: summary.personsExpected, groups: Object.fromEntries(groups) };
}

const question = fc.record({
  at: fc.nat({ max: 10_000 }), from: fc.option(fc.constantFrom('2022-01-26', '2022-01-27'), { nil: undefined, freq: 2 }), to: fc.option(fc.constantFrom('2022-01-27', '2022-01-28'), { nil: undefined, freq: 2 }),
  point: fc.option(fc.constantFrom('PEK', 'PKX'), { nil: undefined, freq: 2 }), direction: fc.option(fc.constantFrom('arrival' as const, 'departure' as const), { nil: undefined, freq: 2 }), opened: fc.nat({ max: groupings.length - 1 }),
});

test('over random histories, at random instants, under random filters, the figures are those of a slow recount, and every figure opens to as many cases', { timeout: 400_000 }, async () => {
  let compared = 0;
  const happened = new Set<string>();
  await fc.assert(fc.asyncProperty(fc.array(deed, { minLength: 20, maxLength: 30 }), fc.array(question, { minLength: 5, maxLength: 5 }), boolean, async (deeds, questions, withClosed) => {
    const world = await makeWorld({ speed: 0 });
    try {
      await world.done('ports.addPoint', { code: 'PKX', kind: 'airport', nameEn: 'Daxing Airport', nameZh: '大兴机场' });
      const history = new History(world);
      const second = await world.makeOfficer(['dutyOfficer', 'healthOfficer'], 'second-officer');
      history.tick();
      if (withClosed) {
        const { flightId } = await history.day.untilClosing(2);
        history.tick();
        await world.done('flights.signClosing', { flightId }, { as: second });
        await world.done('flights.close', { flightId, secondOfficer: 'second-officer' });
        history.tick();
      }
      await history.announce(true, 2);
      await history.announce(true, 4);
      for (const one of [...certain, ...deeds]) {
        history.tick();
        await history.do(one);
      }
      history.tick();
      const papers = await readPapers(world.open.pool, world.eventId);
      // On the way as well as at the end: a history may by chance end with nobody left in process.
      for (const asOf of [history.instants[Math.floor(history.instants.length / 2)]!, history.instants.at(-1)!]) {
        for (const groupBy of ['outcome', 'step'] as const) {
          for (const [group, counts] of Object.entries(recount(papers, { asOf, groupBy }).groups)) for (const name of Object.keys(counts)) happened.add(groupBy === 'outcome' ? group : name);
        }
      }
      for (const { at, opened, ...filter } of questions) {
        // The last instant is the present, which is answered by other means than the past.
        const asOf = at % 4 === 0 ? history.instants.at(-1)! : history.instants[at % history.instants.length]!;
        const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as Omit<Question, 'asOf' | 'groupBy'>;
        for (const groupBy of groupings) {
          const summary = await world.see<StatisticsSummary>('statistics.summary', { ...given, groupBy }, { asOf });
          expect(figuresOf(summary), JSON.stringify({ asOf, ...given, groupBy })).toEqual(recount(papers, { asOf, ...given, groupBy }));
          compared += 1;
          if (groupings[opened] !== groupBy) continue;
          for (const group of summary.groups) {
            for (const [figure, count] of Object.entries(group.figures)) {
              const found = await world.see<StatisticsCases>('statistics.cases', { ...given, figure, groupBy, group: group.key, limit: 2000 }, { asOf });
              expect([found.count, found.cases.length], JSON.stringify({ asOf, ...given, figure, groupBy, group: group.key })).toEqual([count, count]);
              const named = found.cases.filter((row) => row.caseId !== null).map((row) => `${row.caseId} ${row.ordinal}`);
              expect(new Set(named).size).toBe(named.length);
            }
          }
        }
        for (const figure of ['flightsSupervised', 'personsSupervised', 'flightsExpected', 'personsExpected'] as const) {
          const found = await world.see<StatisticsCases>('statistics.cases', { ...given, figure, limit: 2000 }, { asOf });
          const wanted = recount(papers, { asOf, ...given, groupBy: 'day' })[figure];
          expect([found.count, found.cases.length]).toEqual([wanted, wanted]);
          expect(found.cases.every((row) => (row.since !== null) === figure.endsWith('Supervised'))).toBe(true);
        }
      }
    } finally {
      await world.close();
    }
  }), { numRuns: 4, endOnFailure: true });
  expect(compared).toBe(4 * 5 * groupings.length);
  // The histories were worth counting: everything that can become of a person or a step became of somebody.
  expect([...happened].sort()).toEqual(['expected', 'failed', 'followed', 'handedOver', 'handedOverAbnormally', 'inProcess', 'notApplicable', 'notOnBoard', 'owed', 'passed', 'released', 'total']);
});

test('the press sees figures and nobody behind them; a name and its health stay with those who work with it', { timeout: 120_000 }, async () => {
  const world = await makeWorld();
  try {
    const day = new FlightDay(world);
    const flightId = await day.announce();
    const [caseId = ''] = await makeTravellers(world, flightId, 2);
    await day.prepare(flightId);
    await day.board(flightId, [caseId]);
    const see = async (view: string, input: object, role: Parameters<typeof world.makeOfficer>[0]): Promise<unknown> =>
      world.see(view, input, { as: await world.makeOfficer(role) }).catch((error: unknown) => (error instanceof Refusal ? error.code : Promise.reject(error)));
    expect(await see('statistics.summary', { groupBy: 'class' }, 'press')).toMatchObject({ flightsSupervised: 1, personsSupervised: 1, personsExpected: 1 });
    for (const [view, input] of [['statistics.cases', { figure: 'personsSupervised' }], ['statistics.file', { groupBy: 'day', format: 'csv', language: 'en' }]] as const) expect(await see(view, input, 'press')).toBe('role-not-allowed');
    for (const role of ['press', 'airline'] as const) expect(await see('statistics.cases', { figure: 'personsSupervised' }, role)).toBe('role-not-allowed');
    expect(await see('statistics.summary', { groupBy: 'day' }, 'airline')).toBe('role-not-allowed');
    expect(await see('statistics.cases', { figure: 'personsSupervised' }, 'committee')).toMatchObject({ count: 1 });
    for (const asked of [{ figure: 'persons', groupBy: 'class', group: 'confirmed' }, { figure: 'persons', groupBy: 'outcome', group: 'handedOverAbnormally' }, { figure: 'failed', groupBy: 'step', group: 'CHK-02' }, { figure: 'owed', groupBy: 'step' }]) {
      expect(await see('statistics.cases', asked, 'committee'), JSON.stringify(asked)).toBe('role-not-allowed');
      expect(await see('statistics.file', { ...asked, format: 'csv', language: 'en' }, 'committee'), JSON.stringify(asked)).toBe('role-not-allowed');
      expect(await see('statistics.cases', asked, 'auditor'), JSON.stringify(asked)).toMatchObject({ cases: expect.any(Array) });
    }
    expect(await see('statistics.cases', { figure: 'passed', groupBy: 'day' }, 'auditor')).toBe('figure-not-of-group');
    expect(await see('statistics.cases', { figure: 'persons' }, 'auditor')).toBe('figure-not-of-group');
    expect(await see('statistics.cases', { figure: 'personsSupervised', groupBy: 'flight', group: 'nobody' }, 'auditor')).toEqual({ count: 0, cases: [] });
    const log = await world.open.pool.query<{ subject: string }>("SELECT subject FROM read_log WHERE view = 'statistics.cases' AND subject LIKE '%class%'");
    expect(log[0]?.subject).toBe('statistics:persons groupBy:class group:confirmed');
  } finally {
    await world.close();
  }
});

test('a file says the same as the page, in either language', { timeout: 120_000 }, async () => {
  const world = await makeWorld();
  try {
    const day = new FlightDay(world);
    const flightId = await day.announce({ expectedPersons: 4 });
    const [caseId = '', other = ''] = await makeTravellers(world, flightId, 2);
    await day.prepare(flightId);
    await day.board(flightId, [caseId, other]);
    const download = async (input: object): Promise<{ fileName: string; bytes: Buffer }> => {
      const { fileName, content } = await world.see<{ fileName: string; content: string }>('statistics.file', { language: 'zh', ...input });
      return { fileName, bytes: Buffer.from(content, 'base64') };
    };
    const table = await download({ groupBy: 'outcome', format: 'csv' });
    expect(table.bytes.toString()).toBe('\uFEFF结果,人员\r\n监管中,2\r\n正常移交,0\r\n异常移交,0\r\n已放行登机,0\r\n未登机,0\r\n尚待监管,0\r\n合计,2\r\n');
    expect(table.fileName).toMatch(/^statistics_outcome_as-of-2022-01-27T\d{4}Z\.csv$/);
    const book = read((await download({ groupBy: 'day', figure: 'personsSupervised', format: 'xlsx', language: 'en' })).bytes, { type: 'buffer' });
    expect(book.SheetNames).toEqual(['Case', 'About']);
    const list = (await download({ groupBy: 'day', figure: 'personsSupervised', format: 'csv' })).bytes.toString().trimEnd().split('\r\n');
    expect(list.length).toBe(3);
  } finally {
    await world.close();
  }
});
