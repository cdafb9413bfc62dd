import { uuidv7 } from '../../kernel/ids.ts';
import { findStep } from '../prescribed/catalogue.ts';
import { findBaseline } from '../prescribed/opening.ts';
import { nationalBaseline } from '../prescribed/plan-file.ts';
import type { Direction, PlanDocument, PlanStep } from '../prescribed/shapes.ts';
import type { SeedContext } from './baselines.ts';
import { insertPlan, templateTitles } from './store/plans.ts';

/** Says where a template goes beyond the national baseline. */
interface Stricter {
  readonly direction: Direction;
  readonly title: PlanDocument['title'];
  readonly thresholds?: Readonly<Record<string, number>>;
  /** Conditions that owe a step to more people than the baseline does. */
  readonly when?: Readonly<Record<string, string>>;
  readonly alsoOnFailure?: Readonly<Record<string, PlanStep['alsoOnFailure']>>;
  /** Officers at each kind of station. */
  readonly staff: Readonly<Record<string, number>>;
  /** Name of the lanes at each kind of station. */
  readonly lane?: Readonly<Record<string, string>>;
  readonly languages: readonly string[];
  readonly lanes: number;
  readonly notes: string;
}

function template(stricter: Stricter): PlanDocument {
  const baseline = nationalBaseline(stricter.direction);
  return {
    direction: stricter.direction, title: stricter.title, thresholds: { ...baseline.thresholds, ...stricter.thresholds },
    steps: baseline.steps.map((entry): PlanStep => {
      const station = findStep(entry.step)?.station ?? '';
      const staff = stricter.staff[station];
      const lane = stricter.lane?.[station];
      const alsoOnFailure = stricter.alsoOnFailure?.[entry.step];
      return {
        step: entry.step, when: stricter.when?.[entry.step] ?? entry.when,
        ...(lane === undefined ? {} : { lane }), ...(staff === undefined ? {} : { staff }), ...(alsoOnFailure === undefined ? {} : { alsoOnFailure }),
      };
    }),
    languages: [...stricter.languages], lanes: stricter.lanes, notes: stricter.notes,
  };
}

// The twelve languages of the self-service declaration, January 2022; the press gives the number, the choice is inferred.
const gamesLanguages = ['zh', 'en', 'fr', 'de', 'it', 'ja', 'ko', 'ru', 'es', 'nl', 'no', 'sv'] as const;

const arrivalStaff = { desk: 2, aircraft: 4, declaration: 6, temperature: 2, patrol: 3, inquiry: 3, isolation: 2, sampling: 8, baggage: 3, vehicleBay: 4, ambulanceBay: 2, disinfection: 4 } as const;

/** Lists the event templates: what an operator adds to the baseline for each kind of flight. Source: docs/facts.md for the number of languages; lanes, staff and stricter numbers are an operator's invented choice. */
export const eventTemplates: readonly PlanDocument[] = [
  template({
    direction: 'arrival', title: { en: 'Games arrival, Olympic charter', zh: '涉奥入境包机' }, lanes: 10, languages: gamesLanguages, staff: arrivalStaff,
    lane: { declaration: 'G1-G10', temperature: 'G1-G10', sampling: 'S1-S20' },
    thresholds: { listLeadHours: 4 },
    notes: 'One delegation or several on one aircraft: disembark by delegation, crew last. 一机一团或多团：按代表团分批下机，机组最后。',
  }),
  template({
    direction: 'arrival', title: { en: 'Scheduled flight with Games persons', zh: '涉奥人员混乘定期航班' }, lanes: 6, languages: gamesLanguages.slice(0, 8),
    staff: { ...arrivalStaff, declaration: 4, sampling: 5, vehicleBay: 3 }, lane: { declaration: 'G1-G4', temperature: 'G1-G4', sampling: 'S1-S10' },
    notes: 'Games persons disembark first and keep apart from other passengers up to the vehicle. 涉奥人员先行下机，与其他旅客全程分流至车辆。',
  }),
  template({
    direction: 'arrival', title: { en: 'High-risk origin', zh: '高风险来源地航班' }, lanes: 10, languages: gamesLanguages, staff: { ...arrivalStaff, inquiry: 8, isolation: 4, sampling: 10 },
    lane: { declaration: 'H1-H4', temperature: 'H1-H4', sampling: 'H1-H10', inquiry: 'H1-H8' },
    thresholds: { feverCelsius: 37, resultHours: 4, resultAlarmHours: 3, retestRestMinutes: 10, listLeadHours: 6, positiveReportMinutes: 10, secondTestHours: 48 },
    // Everybody on board is asked, not only who declares something.
    when: { 'INV-01': 'boarding.onBoard' },
    alsoOnFailure: { 'CHK-02': [{ step: 'INV-01' }] },
    notes: 'Everybody on board is interviewed; fever from 37.0 °C; results within 4 h; disinfection crew waits at the stand. 全员流调；37.0 °C 起按发热处置；4 小时出结果；终末消毒人员机位待命。',
  }),
  template({
    direction: 'arrival', title: { en: 'Crew and cargo turnaround', zh: '机组及货机周转' }, lanes: 2, languages: ['zh', 'en'],
    staff: { desk: 1, aircraft: 2, declaration: 1, temperature: 1, patrol: 1, inquiry: 1, isolation: 1, sampling: 2, vehicleBay: 1, disinfection: 2 },
    notes: 'Few persons, all crew: one lane, one vehicle, closed loop to the crew hotel. 人员少且均为机组：一条通道、一辆车，闭环送至机组驻地。',
  }),
  template({
    direction: 'departure', title: { en: 'Departure from the village', zh: '涉奥出境（村内前置申报）' }, lanes: 8, languages: gamesLanguages,
    staff: { desk: 2, declaration: 4, temperature: 2, village: 4, gate: 3, inquiry: 2, isolation: 2, aircraft: 2, disinfection: 2 }, lane: { declaration: 'D1-D8', gate: 'D1-D8' },
    notes: 'Kit and baggage are declared and sealed in the village; no second screening at the airport. 器材与行李在村内申报并施封，机场不再二次开检。',
  }),
  template({
    direction: 'departure', title: { en: 'Departure, peak day', zh: '离境高峰日' }, lanes: 16, languages: gamesLanguages,
    staff: { desk: 3, declaration: 10, temperature: 4, village: 8, gate: 6, inquiry: 4, isolation: 2, aircraft: 3, disinfection: 3 }, lane: { declaration: 'D1-D16', gate: 'D1-D16' },
    thresholds: { listLeadHours: 6 },
    notes: 'The day after the closing ceremony: village desks open all night, gates by delegation. 闭幕次日：村内服务台通宵开放，按代表团分时段放行。',
  }),
];

/** Saves the event templates that an event does not have yet, by their English title; an invented world adapts them. */
export async function seedTemplates({ tx, eventId, now }: SeedContext, adapt: (document: PlanDocument) => PlanDocument = (document) => document): Promise<void> {
  const known = await templateTitles(tx, eventId);
  for (const document of eventTemplates.map(adapt)) {
    if (known.has(document.title.en)) continue;
    const basedOn = await findBaseline(tx, eventId, document.direction);
    await insertPlan(tx, eventId, { planId: uuidv7(), version: 1, kind: 'template', document, basedOn: basedOn ?? null, createdBy: null, createdAt: now });
  }
}
