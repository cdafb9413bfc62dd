import { runAction } from '../kernel/action.ts';
import type { Actor } from '../kernel/officer.ts';
import { wordsId } from '../kernel/named-ids.ts';
import { runView } from '../kernel/view.ts';
import { addDays } from '../modules/goods/rules/dates.ts';
import { firstShifts } from '../modules/roster/catalogue.ts';
import { answerRequests } from '../modules/roster/planning.ts';
import type { Stage, Tally } from './acting.ts';
import { hour, minute } from './days.ts';
import { actorFor, personaId } from './port.ts';
import { calibratedChain } from './chain.ts';
import { seeded } from '../modules/devices/simulators/seeded.ts';

/** Lists how many people of each skill the airport of the world has in each tier. Source: invented, a tenth of the published 1,000 and 400 (docs/facts.md). */
const strength: readonly { readonly skill: string; readonly front: number; readonly reserve: number; readonly emergency: number }[] = [
  { skill: 'screening', front: 22, reserve: 9, emergency: 10 }, { skill: 'sampling', front: 18, reserve: 8, emergency: 14 }, { skill: 'medical', front: 8, reserve: 4, emergency: 6 }, { skill: 'boarding', front: 9, reserve: 3, emergency: 4 },
  { skill: 'baggage', front: 8, reserve: 3, emergency: 3 }, { skill: 'transfer', front: 8, reserve: 3, emergency: 3 }, { skill: 'command', front: 4, reserve: 1, emergency: 0 },
];

/** Lists what the airport needs every day. Unit: minutes of the day. */
const needs = [
  { skill: 'screening', fromMinute: 360, untilMinute: 1320, people: 3 }, { skill: 'sampling', fromMinute: 480, untilMinute: 1260, people: 3 }, { skill: 'medical', fromMinute: 480, untilMinute: 1260, people: 1 }, { skill: 'boarding', fromMinute: 360, untilMinute: 1320, people: 1 },
  { skill: 'baggage', fromMinute: 480, untilMinute: 1260, people: 1 }, { skill: 'transfer', fromMinute: 480, untilMinute: 1260, people: 1 },
] as const;

const rosterDays = 7;
const tied: readonly (readonly [role: 'sampler' | 'gate' | 'doctor' | 'transfer', skill: string])[] = [['sampler', 'sampling'], ['gate', 'screening'], ['doctor', 'medical'], ['transfer', 'transfer']];

interface Rostered { readonly personId: string; readonly staffNumber: string; readonly tier: string }

/** Does actions on staff at instants of the event, each once under a name of its own. */
class Doing {
  readonly stage: Stage;
  readonly tally: Tally;
  constructor(stage: Stage, tally: Tally) {
    [this.stage, this.tally] = [stage, tally];
  }
  async act<Result = Readonly<Record<string, unknown>>>(name: string, at: number, by: Actor, action: string, input: unknown): Promise<Result> {
    const { open, eventId } = this.stage;
    const instant = new Date(at).toISOString();
    const answer = await runAction({ ...open.house, now: () => instant }, eventId, by, open.registry.actions.get(action)!, { id: wordsId(eventId, 'staffing', name), occurredAt: instant, input });
    if (!answer.ok) throw new Error(`${action} of the invented world was refused: ${JSON.stringify(answer.refusal)}`);
    this.tally.actions += 1;
    return answer.result as Result;
  }
  async see<Data>(at: number, by: Actor, view: string, input: unknown): Promise<Data> {
    const { open, eventId } = this.stage;
    return (await runView({ ...open.house, now: () => new Date(at).toISOString() }, eventId, by, open.registry.views.get(view)!, input)).data as Data;
  }
}

/** Writes the staff list of the world: invented people, a row each. */
function staffList(): string {
  const rows = ['staffNumber,nameEn,nameZh,point,tier,team,skill,certificate,validFrom,validUntil'];
  for (const { skill, ...tiers } of strength) {
    for (const tier of ['front', 'reserve', 'emergency'] as const) {
      for (let at = 1; at <= tiers[tier]; at += 1) {
        const number = `${tier[0]!.toUpperCase()}-${skill.slice(0, 3).toUpperCase()}-${String(at).padStart(2, '0')}`;
        rows.push(`${number},INVENTED ${skill.toUpperCase()} ${tier.toUpperCase()} ${at},虚构${skill}${tier === 'front' ? '一线' : tier === 'reserve' ? '后备' : '应急'}${at},PEK,${tier},${String.fromCharCode(65 + (at % 4))},${skill},INV-${number},2021-06-01,${at % 9 === 0 ? '2022-02-12' : '2022-12-31'}`);
      }
    }
  }
  return rows.join('\n');
}

/** Makes the staff of the world: people with certificates, shifts, a published roster around today, who has come, stocks, call-ups, and forecasts of the last days. */
export async function makeStaffing(stage: Stage, until: number): Promise<Tally> {
  const tally: Tally = { actions: 0, refused: 0 };
  const doing = new Doing(stage, tally);
  const { eventId, open } = stage;
  const planner = actorFor(eventId, 'rosterPlanner', null);
  const duty = actorFor(eventId, 'dutyOfficer', null);
  const began = until - 30 * 24 * hour;
  const today = new Date(until + 8 * hour).toISOString().slice(0, 10);
  for (const { shift, ...content } of firstShifts) await doing.act(`shift ${shift}`, began, planner, 'roster.setShift', { shift, active: true, ...content });
  await doing.act('list', began + minute, planner, 'roster.importStaff', { fileName: 'invented-staff.csv', content: Buffer.from(staffList()).toString('base64') });
  const { people } = await doing.see<{ people: readonly Rostered[] }>(began + hour, planner, 'roster.people', {});
  const find = (number: string): Rostered => people.find((one) => one.staffNumber === number)!;
  for (const [role, skill] of tied) {
    const number = `F-${skill.slice(0, 3).toUpperCase()}-01`;
    await doing.act(`tie ${role}`, began + 2 * hour, planner, 'roster.changePerson', { personId: find(number).personId, staffNumber: number, pointCode: 'PEK', tier: 'front', team: 'B', nameEn: `INVENTED ${skill.toUpperCase()} FRONT 1`, nameZh: `虚构${skill}一线1`, officerId: personaId(eventId, role), active: true });
  }
  for (const [at, number] of ['F-SAM-02', 'F-SCR-03', 'F-MED-02'].entries()) {
    await doing.act(`wish ${number}`, began + 3 * hour, planner, 'roster.wish', { personId: find(number).personId, day: addDays(today, at + 1), shift: at === 1 ? 'E' : null, weight: 5 });
  }
  await doing.act('away 1', began + 4 * hour, planner, 'roster.recordAbsence', { personId: find('F-SAM-05').personId, kind: 'leave', fromDay: today, untilDay: addDays(today, 2) });
  const { rosterId } = await doing.act<{ rosterId: string }>('roster', until - 4 * 24 * hour, planner, 'roster.make', { pointCode: 'PEK', firstDay: addDays(today, -3), days: rosterDays, needs, forecastIds: [], seconds: 6, seed: 1 });
  await answerRequests(open.pool, eventId, () => new Date(until - 4 * 24 * hour + 5 * minute).toISOString(), new AbortController().signal);
  const whole = await doing.see<{ roster: { newest: number; published: number | null }; violations: readonly unknown[] }>(until - 4 * 24 * hour + hour, planner, 'roster.roster', { rosterId });
  // A making that was cut off may have published already.
  if (whole.roster.newest > 0 && whole.roster.published === null && whole.violations.length === 0) {
    const tiers = await doing.see<{ problem: { people: readonly { person: string; tier: string }[] }; cells: readonly { person: string }[] }>(until - 4 * 24 * hour + hour, planner, 'roster.roster', { rosterId });
    const emergency = new Set(tiers.problem.people.filter((one) => one.tier === 'emergency').map((one) => one.person));
    if (!tiers.cells.some((cell) => emergency.has(cell.person))) await doing.act('publish', until - 4 * 24 * hour + 2 * hour, planner, 'roster.publish', { rosterId, newest: whole.roster.newest, reason: 'Agreed with the teams' });
  }
  const { duties } = await doing.see<{ duties: readonly { personId: string; from: string; until: string }[] }>(until, planner, 'roster.onDuty', {});
  const random = seeded(46);
  for (const one of duties.filter((entry) => Date.parse(entry.from) <= until && Date.parse(entry.until) > until)) {
    if (random() < 0.08) continue;
    await doing.act(`on ${one.personId}`, Math.min(until - minute, Date.parse(one.from) - Math.floor(random() * 20) * minute), planner, 'roster.attend', { personId: one.personId, kind: 'on', stationId: null });
  }
  for (const [place, item, quantity, least] of [['sampling S1', 'swabKit', 420, 100], ['sampling S1', 'gloves', 900, 300], ['sampling S2', 'swabKit', 60, 100], ['temperature G1', 'faceShield', 80, 40], ['disinfection D1', 'disinfectant', 35, 40]] as const) {
    const stationId = stage.stations.get(`PEK ${place}`);
    if (stationId !== undefined) await doing.act(`stock ${place} ${item}`, until - 5 * hour, duty, 'roster.moveStock', { stationId, item, kind: 'counted', quantity, least, note: '' });
  }
  await doing.act('chain', began + 5 * hour, planner, 'forecast.setChain', { pointCode: 'PEK', content: calibratedChain(), reason: 'Measured in January: bus-loads of 46 every nine minutes, their first bus 39 minutes after the release' });
  for (const before of [6, 5, 4, 3, 2, 1, 0]) {
    const day = addDays(today, -before);
    const at = Date.parse(`${day}T00:00:00Z`) - 8 * hour + 10 * minute;
    await doing.act(`forecast ${before}`, Math.min(at, until - 2 * minute), duty, 'forecast.compute', { pointCode: 'PEK', day, replications: 100, seed: 1, staffing: false });
  }
  const reserve = { tier: 'reserve', pointCode: 'PEK', skill: 'sampling', startsAt: new Date(until + 6 * hour).toISOString(), endsAt: new Date(until + 12 * hour).toISOString(), wanted: 4, reason: 'Three charter flights within the hour', urgent: false, probability: 0.34 };
  const { callUpId } = await doing.act<{ callUpId: string }>('call reserve', until - 2 * hour, planner, 'roster.callUp', reserve);
  for (const [at, number] of ['R-SAM-01', 'R-SAM-02'].entries()) await doing.act(`answer ${number}`, until - hour + at * minute, planner, 'roster.answerCallUp', { callUpId, personId: find(number).personId, comes: true, reason: 'by telephone' });
  await doing.act('call emergency', until - 0.5 * hour, planner, 'roster.callUp', { ...reserve, tier: 'emergency', startsAt: new Date(until + 14 * hour).toISOString(), endsAt: new Date(until + 22 * hour).toISOString(), wanted: 6, reason: 'More than the reserve can bear is foreseen', probability: 0.11 });
  return tally;
}
