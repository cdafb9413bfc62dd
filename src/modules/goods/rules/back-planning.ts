import type { ConsignmentKind } from '../../prescribed/catalogue/consignment-kinds.ts';
import { prescribedFor } from '../../prescribed/catalogue/consignment-kinds.ts';
import { kinds } from '../catalogue/kinds.ts';
import type { PermitKind } from '../catalogue/kinds.ts';
import { chinaCalendar } from '../catalogue/holidays.ts';
import { addDays, addWorkdays } from './dates.ts';
import { getLegalNumber } from './legal-dates.ts';

/** Lists what has a last day before goods can be used; the words are `goodsGuide.task.<id>`. */
export const planTasks = ['register', 'permit', 'list', 'confirm', 'declare', 'slot', 'arrive', 'isolation', 'release', 'deliver'] as const;
/** Is what has a last day. */
export type PlanTask = (typeof planTasks)[number];

/** Is one task with the last day on which it can be done in time. Shape: `source` says where its lead comes from; inferred ones say so. */
export interface PlannedTask {
  readonly task: PlanTask;
  readonly permit?: PermitKind;
  readonly lastDay: string;
  readonly source: string;
  readonly state: 'done' | 'due' | 'open' | 'missed';
}

/** Is how many working days each part of the way takes. Unit: working days. Source: inferred, settings; a confirmation by each of two within 24 hours (China Daily 2021-12-31). */
export const leadWorkdays = { deliver: 1, release: 1, slot: 1, declare: 2, confirm: 2, list: 1, register: 3 } as const;

/** Is how many working days an authority takes for a permit, where no law says it. Source: inferred; anabolic agents 反兴奋剂条例 art. 11. */
const permitWorkdays: Readonly<Record<PermitKind, number>> = { radio: 20, firearms: 20, medicine: 10, narcotic: 20, antiDoping: 15, specialArticles: 20, medicalDevice: 20, quarantine: 20, cites: 20, explosives: 20, press: 5 };

const horses: ReadonlySet<ConsignmentKind> = new Set(['K11']);

function before(day: string, workdays: number): string {
  return workdays === 0 ? day : addWorkdays(day, -workdays, chinaCalendar);
}

/**
 * Plans back from the day on which goods are needed to the last days for everything before: delivery, release, slot, isolation, arrival, declaration, confirmations, list, permits, registration.
 * Shape: in the order in which it must be done; what is done is done, what is not and whose last day is past is missed, what is due within seven days is due.
 */
export function backPlan(kind: ConsignmentKind, neededOn: string, on: string, done: ReadonlySet<PlanTask> = new Set()): readonly PlannedTask[] {
  const owed = prescribedFor[kind];
  const tasks: Omit<PlannedTask, 'state'>[] = [];
  const deliver = before(neededOn, leadWorkdays.deliver);
  const release = before(deliver, leadWorkdays.release);
  let arrive = release;
  tasks.push({ task: 'deliver', lastDay: deliver, source: 'inferred' }, { task: 'release', lastDay: release, source: 'inferred' });
  if (horses.has(kind)) {
    const isolation = addDays(release, -getLegalNumber('quarantine-isolation', 'animalDays', on));
    tasks.push({ task: 'isolation', lastDay: isolation, source: '动植物检疫法实施条例 art. 24' });
    arrive = isolation;
  }
  if (['window', 'venue', 'mandatory'].includes(kinds[kind].appointment)) {
    arrive = before(arrive, leadWorkdays.slot);
    tasks.push({ task: 'slot', lastDay: arrive, source: 'at least 24 h ahead; the working day is inferred' });
  }
  tasks.push({ task: 'arrive', lastDay: arrive, source: 'inspection within 24 h of arrival' });
  const declare = before(arrive, leadWorkdays.declare);
  tasks.push({ task: 'declare', lastDay: declare, source: '关税法(2024) art. 20: in advance; the days are inferred' });
  const confirm = owed['GDS-CERT'] === undefined ? declare : before(declare, leadWorkdays.confirm);
  if (owed['GDS-CERT'] !== undefined) tasks.push({ task: 'confirm', lastDay: confirm, source: 'China Daily 2021-12-31: 24 h each' });
  const list = before(confirm, leadWorkdays.list);
  tasks.push({ task: 'list', lastDay: list, source: 'inferred' });
  for (const permit of kinds[kind].permits) {
    if (owed['GDS-PERM'] === undefined) continue;
    // Whoever brings animals declares them to quarantine some days ahead of arrival besides.
    const needed = permit === 'quarantine' ? addDays(arrive, -getLegalNumber('quarantine-permit', 'animalDays', on)) : list;
    tasks.push({ task: 'permit', permit, lastDay: before(needed < list ? needed : list, permitWorkdays[permit]), source: permit === 'antiDoping' ? '反兴奋剂条例 art. 11' : 'inferred; a setting' });
  }
  tasks.push({ task: 'register', lastDay: before(list, leadWorkdays.register), source: 'inferred' });
  const soon = addDays(on, 7);
  return tasks.toSorted((one, other) => (one.lastDay < other.lastDay ? -1 : one.lastDay > other.lastDay ? 1 : planTasks.indexOf(one.task) - planTasks.indexOf(other.task)))
    .map((one) => ({ ...one, state: done.has(one.task) ? 'done' : one.lastDay < on ? 'missed' : one.lastDay <= soon ? 'due' : 'open' }));
}
