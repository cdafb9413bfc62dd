import type { ConsignmentKind } from '../../modules/prescribed/catalogue/consignment-kinds.ts';
import { daysBetween } from '../days.ts';
import { Chance, divide } from '../random.ts';
import { madeUntil, today } from '../schedule.ts';
import { milestones } from './consignment-spec.ts';
import type { Milestone, Story } from './consignment-spec.ts';
import { portDay, workPosition, workTime } from './work-time.ts';

/**
 * Divides the published figures into periods without overlap, by the day of release; the second sum of each figure contains the first.
 * Unit: fen; null where nothing is published and what is drawn stands.
 * Source: docs/facts.md: 637 consignments and CNY 1.499 bn up to 2022-01-10; 890 and CNY 2.339 bn from 2021-03-25 to 2022-01-25. How they spread over the days, and the days after, are invented.
 */
export const goodsPeriods = [
  { from: '2021-03-25', to: '2022-01-10', consignments: 637, valueFen: 149_900_000_000 },
  { from: '2022-01-11', to: '2022-01-25', consignments: 253, valueFen: 84_000_000_000 },
  { from: '2022-01-26', to: '2022-01-26', consignments: 15, valueFen: null },
] as const;

/** Is the biathlon arms of one team. */
export interface ArmsSpec { readonly rifles: number; readonly rounds: number }

/** Is a place in the world's time that a consignment is drawn for. */
export interface Slot {
  /** The period of its release; null while it is not released. */
  readonly period: number | null;
  readonly at: Readonly<Record<Milestone, number>>;
  readonly kind: ConsignmentKind | null;
  /** The persona's company brings it. */
  readonly ofPersona: boolean;
  readonly arms: ArmsSpec | null;
  readonly story: Story;
}

/**
 * Lists the biathlon arms: released ones by the day, then those of today, which are still on their way or under inspection.
 * Source: docs/facts.md: 160 rifles and about 230,000 rounds up to 2022-01-29, of which 83 and 90,000 on 2022-01-27; the last team brought 6 and 7,500.
 */
const armsReleased: readonly (readonly [day: string, rifles: number, rounds: number])[] = [
  ['2021-12-20', 6, 9000], ['2021-12-22', 8, 14_000], ['2022-01-12', 12, 24_000], ['2022-01-15', 10, 18_000], ['2022-01-18', 7, 12_000], ['2022-01-20', 14, 27_000], ['2022-01-22', 9, 16_000], ['2022-01-24', 11, 20_000],
];

type Stage = Milestone | 'returned';
interface Present { readonly last: Stage; readonly kind: ConsignmentKind | null; readonly ofPersona?: true; readonly arms?: ArmsSpec; readonly story?: Story }
const arms = (rifles: number, rounds: number): ArmsSpec => ({ rifles, rounds });
const hold = (agency: string, reason: string, nextActor: NonNullable<Story['hold']>['nextActor'], by: NonNullable<Story['hold']>['by'] = 'customsOfficer'): Story => ({ hold: { agency, reason, nextActor, by } });

// What is under way today: every state of the board, and work for the company, the organiser and every officer of goods.
const present: readonly Present[] = [
  { last: 'inspect', kind: 'K06', arms: arms(21, 22_000) }, { last: 'gate', kind: 'K06', arms: arms(16, 17_500) }, { last: 'accept', kind: 'K06', arms: arms(13, 14_500) }, { last: 'accept', kind: 'K06', arms: arms(11, 12_000) },
  { last: 'papers', kind: 'K06', arms: arms(9, 9500), story: { permitMissing: true } }, { last: 'confirm', kind: 'K06', arms: arms(7, 7000) }, { last: 'certify', kind: 'K06', arms: arms(6, 7500) },
  { last: 'returned', kind: 'K03', ofPersona: true, story: { returnedBy: 'customsOfficer' } }, { last: 'returned', kind: 'K05', story: { returnedBy: 'committee' } }, { last: 'returned', kind: 'K02', story: { returnedBy: 'committee' } },
  { last: 'submit', kind: 'K03', ofPersona: true }, ...(['K05', 'K02', 'K01', 'K14', 'K10', 'K15'] as const).map((kind): Present => ({ last: 'submit', kind })),
  { last: 'certify', kind: 'K03', ofPersona: true }, ...(['K05', 'K02', 'K07', 'K03'] as const).map((kind): Present => ({ last: 'certify', kind })),
  { last: 'papers', kind: 'K03', ofPersona: true }, { last: 'confirm', kind: 'K05' }, { last: 'papers', kind: 'K02' }, { last: 'confirm', kind: 'K03' }, { last: 'papers', kind: 'K07', story: { permitMissing: true } },
  { last: 'declare', kind: 'K03', ofPersona: true }, { last: 'declare', kind: 'K02' }, { last: 'declare', kind: 'K01' }, { last: 'declare', kind: 'K08' },
  ...(['K03', 'K05', 'K05', 'K02', 'K16', 'K17'] as const).map((kind): Present => ({ last: 'accept', kind })),
  { last: 'gate', kind: 'K03', ofPersona: true, story: hold('Customs valuation 海关估价', 'The value of line 1 is far from the usual: the invoice is asked for', 'trader') }, { last: 'gate', kind: 'K07', story: hold('Radio authority 无线电管理机构', 'Frequencies of the repeaters are being coordinated', 'agency') },
  { last: 'accept', kind: 'K05', story: hold('Organising committee 组委会', 'The venue declared has no store for it', 'organiser') }, { last: 'gate', kind: 'K10', story: hold('Food supervision 食品监管', 'The label names no producer', 'trader', 'foodSupervisor') },
  { last: 'gate', kind: 'K09', story: hold('Health quarantine 卫生检疫', 'The cold chain log has a gap of two hours', 'customs', 'healthOfficer') }, { last: 'gate', kind: 'K17', story: hold('Municipal police 市公安局', 'The store for pyrotechnics is to be inspected first', 'agency') }, { last: 'gate', kind: 'K15', story: hold('Traffic authority 交通管理部门', 'Temporary plates are not issued yet', 'agency') },
  { last: 'gate', kind: 'K03', ofPersona: true }, ...(['K10', 'K10', 'K13', 'K12', 'K09', 'K02'] as const).map((kind): Present => ({ last: 'gate', kind })), { last: 'gate', kind: 'K05', story: { rerouted: true } },
  { last: 'inspect', kind: 'K03' }, { last: 'inspect', kind: 'K05', story: { scanFails: true } }, { last: 'assess', kind: 'K02' }, { last: 'assess', kind: 'K01' }, { last: 'assess', kind: 'K03', ofPersona: true },
  { last: 'inspect', kind: 'K14', story: { seized: true } },
];

function dayWeight(date: string, chance: Chance): number {
  // The test events of spring, a quiet summer, the test events of autumn, then the Games.
  const months: Readonly<Record<string, number>> = { '2021-03': 0.35, '2021-04': 0.55, '2021-05': 0.55, '2021-06': 0.4, '2021-07': 0.35, '2021-08': 0.5, '2021-09': 0.9, '2021-10': 2.2, '2021-11': 2.6, '2021-12': 3.2, '2022-01': 6 };
  return (months[date.slice(0, 7)] ?? 1) * ([0, 6].includes(new Date(date).getUTCDay()) ? 0.35 : 1) * (0.5 + chance.next());
}

function before(release: number, chance: Chance): Record<Milestone, number> {
  const span = chance.whole(900, 4200);
  const start = release - span;
  const part = (from: number, to: number): number => start + Math.round(span * (from + chance.next() * (to - from)));
  const gate = release - chance.whole(110, 170);
  const positions: Record<Milestone, number> = {
    submit: start, certify: part(0.2, 0.32), confirm: part(0.42, 0.52), papers: part(0.55, 0.6), declare: part(0.64, 0.68), accept: part(0.71, 0.75), gate, inspect: gate + chance.whole(15, 45), assess: release - chance.whole(20, 50), release, deliver: release + chance.whole(200, 900),
  };
  return Object.fromEntries(milestones.map((milestone) => [milestone, workTime(positions[milestone])])) as Record<Milestone, number>;
}

// What has been reached lies before now, one after another; what has not, after it.
function around(last: Milestone, chance: Chance): Record<Milestone, number> {
  const now = workPosition(today, 10 * 60 + 30);
  const at = {} as Record<Milestone, number>;
  let position = now - chance.whole(12, 110);
  const reached = milestones.indexOf(last);
  for (let place = reached; place >= 0; place -= 1, position -= chance.whole(70, 320)) at[milestones[place]!] = workTime(position);
  position = now + chance.whole(30, 300);
  for (let place = reached + 1; place < milestones.length; place += 1, position += chance.whole(40, 160)) at[milestones[place]!] = workTime(position);
  return at;
}

function storyOf(chance: Chance): Story {
  const drawn = chance.whole(1, 100);
  if (drawn <= 3) return { returnedBy: drawn === 1 ? 'customsOfficer' : 'committee' };
  if (drawn <= 6) return hold('Radio authority 无线电管理机构', 'Approval is compared with the list', 'agency');
  if (drawn === 7) return { sentBack: true };
  if (drawn === 8) return { scanFails: true };
  return drawn === 9 ? { rerouted: true } : {};
}

/** Lays out in time all consignments of the world. Shape: the released ones by their release, then those that are under way today. */
export function slotsOf(seed: string): Slot[] {
  const chance = new Chance(seed, 'goods slots');
  const released = goodsPeriods.flatMap(({ from, to, consignments }, period) => {
    const days = daysBetween(from, to);
    const forced = armsReleased.filter(([day]) => from <= day && day <= to);
    // The very first is the first day's.
    const perDay = divide(consignments - forced.length - (period === 0 ? 1 : 0), days.map((day) => dayWeight(day, chance)), 0, 60);
    return days.flatMap((day, number): Slot[] => {
      const teams = forced.filter(([on]) => on === day);
      const count = perDay[number]! + teams.length + (period === 0 && number === 0 ? 1 : 0);
      return Array.from({ length: count }, (_, place): Slot => {
        const part = (19 - 10) * 60 / count;
        const at = before(workPosition(day, Math.floor(10 * 60 + part * (place + 0.1 + chance.next() * 0.8))), chance);
        const team = teams[place];
        return { period, at, kind: team !== undefined ? 'K06' : period === 0 && number === 0 && place === 0 ? 'K03' : null, ofPersona: false, arms: team === undefined ? null : arms(team[1], team[2]), story: team === undefined ? storyOf(chance) : {} };
      });
    });
  });
  const underWay = present.map(({ last, kind, ofPersona, arms: team, story }): Slot => {
    const isReturned = last === 'returned';
    const reached = isReturned ? (story?.returnedBy === 'committee' ? 'certify' : 'confirm') : last;
    return { period: null, at: around(reached, chance), kind, ofPersona: ofPersona === true, arms: team ?? null, story: story ?? {} };
  });
  for (const slot of released) if (slot.period !== null && slot.at.release > madeUntil) throw new Error(`A release on ${portDay(slot.at.release)} is still to come`);
  return [...released, ...underWay];
}
