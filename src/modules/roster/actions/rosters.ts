import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { roles } from '../../../kernel/officer.ts';
import { publish } from '../../../kernel/outbox.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { findPointId, zoneOf } from '../../ports/places.ts';
import { addDays } from '../../goods/rules/dates.ts';
import { problemOf } from '../assembling.ts';
import { callUpsAfter } from '../calling.ts';
import { demandFromForecasts } from '../need.ts';
import { getOwnPerson } from '../people.ts';
import { instantOf } from '../../../kernel/local-time.ts';
import { demandOf, needInput } from '../shapes/need.ts';
import { day, identifier, strict } from '../shapes/people.ts';
import { Rules, Weights, defaultRules, defaultWeights } from '../shapes/planning.ts';
import type { ShiftType } from '../shapes/planning.ts';
import { cellInput } from '../shapes/rosters.ts';
import { checkCells, getRoster, worthOf } from '../versions.ts';
import { certificateRows, personRows, shiftRows } from '../store/people.ts';
import { cellRows, insertAcknowledgement, insertRequest, insertRoster, insertVersion, publishedRows } from '../store/rosters.ts';
import type { CellChange, RosterRow, VersionRow } from '../store/rosters.ts';

const planners = ['rosterPlanner', 'dutyOfficer'] as const;
const reason = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const mostPersonDays = 100_000;
const newest = Type.Integer({ minimum: 0 });

/** Tells whether a shift runs through the night. Source: a night shift works at least three hours between 22:00 and 6:00; inferred. */
export function isNight(startsMinute: number, lengthMinutes: number): boolean {
  const within = (from: number, until: number): number => Math.max(0, Math.min(startsMinute + lengthMinutes, until) - Math.max(startsMinute, from));
  return within(0, 360) + within(1320, 1800) >= 180;
}

async function shiftTypesOf(context: ActionContext): Promise<readonly ShiftType[]> {
  return (await shiftRows(context.tx, context.eventId, context.now)).filter((row) => row.active).map(({ shift, content }) => ({
    shift, startsMinute: content.startsMinute, lengthMinutes: content.lengthMinutes, night: isNight(content.startsMinute, content.lengthMinutes),
    ...(content.breakMinutes === 0 ? {} : { breaks: { count: 1, minutes: Math.max(5, content.breakMinutes), earliest: Math.floor(content.lengthMinutes / 4), latest: Math.floor((content.lengthMinutes * 3) / 4) } }),
  }));
}

/** Adds a version; a second that was decided on the same version is told that there is a newer one. */
async function addVersion({ tx, eventId, now, actor }: ActionContext, roster: RosterRow, kind: VersionRow['kind'], why: string, cells: readonly CellChange[]): Promise<number> {
  const ordinal = roster.newest_ordinal + 1;
  const problem = await problemOf(tx, eventId, roster, now, roster.newest_ordinal);
  const before = await cellRows(tx, eventId, roster.roster_id, roster.newest_ordinal);
  try {
    await insertVersion(tx, eventId, { rosterId: roster.roster_id, ordinal, kind, content: worthOf(problem, roster.first_day, before, cells), reason: why, requestId: null, cells }, actor.officerId, now);
  } catch (error) {
    if (sqlFailure(error)?.constraint === 'roster_versions_pkey') throw new Refusal('roster-changed-meanwhile', { newest: ordinal }, '/newest');
    throw error;
  }
  return ordinal;
}

async function rosterAt({ tx, eventId, now }: ActionContext, rosterId: string, seen: number): Promise<RosterRow> {
  const roster = await getRoster(tx, eventId, rosterId, now);
  if (roster.newest_ordinal === 0) throw new Refusal(roster.open_request === null ? 'roster-not-planned' : 'roster-planning');
  if (roster.newest_ordinal !== seen) throw new Refusal('roster-changed-meanwhile', { newest: roster.newest_ordinal }, '/newest');
  return roster;
}

const makeRoster = defineAction({
  name: 'roster.make',
  summary: 'Makes a roster of a port for some days and has it planned in the background: from the need entered, from forecasts of those days, or both (the larger counts).',
  roles: [...planners],
  input: Type.Object({
    pointCode: Type.String({ maxLength: 8 }), firstDay: day, days: Type.Integer({ minimum: 1, maximum: 31 }), needs: Type.Array(needInput, { maxItems: 400 }), forecastIds: Type.Array(identifier, { maxItems: 31 }),
    rules: Type.Optional(Rules), weights: Type.Optional(Weights), seconds: Type.Integer({ minimum: 2, maximum: 300 }), seed: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
  }, strict),
  output: Type.Object({ rosterId: Type.String() }),
  refuses: ['point-unknown', 'shift-unknown', 'demand-empty', 'demand-skill-nobody', 'roster-too-large', 'forecast-unknown', 'forecast-outside', 'forecast-no-staffing'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    const pointId = await findPointId(tx, eventId, input.pointCode);
    if (pointId === undefined) throw new Refusal('point-unknown', { point: input.pointCode }, '/pointCode');
    const shiftTypes = await shiftTypesOf(context);
    if (shiftTypes.length === 0) throw new Refusal('shift-unknown', { shift: '–' }, '/');
    const foreseen = await demandFromForecasts(tx, eventId, now, { pointId, firstDay: input.firstDay, days: input.days, forecastIds: input.forecastIds });
    const demand = demandOf(input.needs, input.days, foreseen);
    if (demand.length === 0) throw new Refusal('demand-empty', {}, '/needs');
    const people = (await personRows(tx, eventId, now)).filter((person) => person.active && person.point_id === pointId);
    if (people.length * input.days > mostPersonDays) throw new Refusal('roster-too-large', { most: mostPersonDays }, '/days');
    const own = new Set(people.map((person) => person.person_id));
    const certified = new Set((await certificateRows(tx, eventId, now)).filter((one) => own.has(one.person_id)).map((one) => one.skill));
    const nobody = demand.find((one) => !certified.has(one.skill));
    if (nobody !== undefined) throw new Refusal('demand-skill-nobody', { skill: nobody.skill }, '/needs');
    const rosterId = uuidv7();
    await insertRoster(tx, eventId, { rosterId, pointId, firstDay: input.firstDay, days: input.days, content: { shiftTypes: [...shiftTypes], rules: input.rules ?? defaultRules, weights: input.weights ?? defaultWeights, demand: [...demand], forecasts: [...input.forecastIds] } }, actor.officerId, now);
    await insertRequest(tx, eventId, { requestId: uuidv7(), rosterId, content: { kind: 'plan', seconds: input.seconds, seed: input.seed, reason: '' } }, actor.officerId, now);
    context.announce('rosters');
    return { rosterId };
  },
});

const replanRoster = defineAction({
  name: 'roster.replan',
  summary: 'Has a roster planned again: after an absence with as few changes as can be, or wholly anew. Locked cells stay.',
  roles: [...planners],
  input: Type.Object({ rosterId: identifier, newest, anew: Type.Boolean(), reason, seconds: Type.Integer({ minimum: 2, maximum: 300 }), seed: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }) }, strict),
  output: Type.Object({ requestId: Type.String() }),
  refuses: ['roster-unknown', 'roster-not-planned', 'roster-planning', 'roster-changed-meanwhile'],
  async run(context, input) {
    const roster = await getRoster(context.tx, context.eventId, input.rosterId, context.now);
    if (roster.open_request !== null) throw new Refusal('roster-planning');
    // A roster whose first planning failed has no version; it can only be planned anew.
    if (roster.newest_ordinal > 0 || !input.anew) await rosterAt(context, input.rosterId, input.newest);
    const requestId = uuidv7();
    await insertRequest(context.tx, context.eventId, { requestId, rosterId: input.rosterId, content: { kind: input.anew ? 'plan' : 'replan', seconds: input.seconds, seed: input.seed, reason: input.reason } }, context.actor.officerId, context.now);
    context.announce('rosters');
    return { requestId };
  },
});

const editRoster = defineAction({
  name: 'roster.edit',
  summary: 'Changes cells of a roster by hand: a shift, a free day, a lock that planning keeps to. What then breaks is shown, and keeps it from being published.',
  roles: [...planners],
  input: Type.Object({ rosterId: identifier, newest, cells: Type.Array(cellInput, { minItems: 1, maxItems: 2000 }), reason }, strict),
  output: Type.Object({ ordinal: Type.Integer() }),
  refuses: ['roster-unknown', 'roster-not-planned', 'roster-planning', 'roster-changed-meanwhile', 'cell-outside', 'staff-unknown', 'shift-unknown', 'demand-skill-nobody'],
  async run(context, input) {
    const roster = await rosterAt(context, input.rosterId, input.newest);
    const cells = await checkCells(context.tx, context.eventId, roster, input.cells, context.now);
    const ordinal = await addVersion(context, roster, 'edited', input.reason, cells);
    context.announce('rosters');
    return { ordinal };
  },
});

/** Lists the days on which a roster has the emergency tier on duty without an approved call-up that covers them. */
async function daysWithoutCallUp({ tx, eventId, now }: ActionContext, roster: RosterRow): Promise<readonly string[]> {
  const tiers = new Map((await personRows(tx, eventId, now)).map((person) => [person.person_id, person.tier]));
  const needed = (await cellRows(tx, eventId, roster.roster_id, roster.newest_ordinal)).filter((cell) => tiers.get(cell.person_id) === 'emergency');
  if (needed.length === 0) return [];
  const zone = await zoneOf(tx, eventId);
  const calls = (await callUpsAfter(tx, eventId, now, now)).filter(({ row, state }) => row.tier === 'emergency' && row.point_id === roster.point_id && state === 'called');
  return [...new Set(needed.map((cell) => cell.day))].toSorted().filter((one) => {
    const [from, until] = [instantOf(one, 0, zone), instantOf(one, 1440, zone)];
    return !calls.some(({ row }) => Date.parse(row.starts_at) < until && Date.parse(row.ends_at) > from);
  });
}

const publishRoster = defineAction({
  name: 'roster.publish',
  summary: 'Publishes the newest version: from then on everybody sees their shifts and is asked to acknowledge them. It must break no hard rule, and the emergency tier on duty must have been called up and approved.',
  roles: [...planners],
  input: Type.Object({ rosterId: identifier, newest, reason: Type.String({ maxLength: 200 }) }, strict),
  output: Type.Object({ ordinal: Type.Integer() }),
  refuses: ['roster-unknown', 'roster-not-planned', 'roster-planning', 'roster-changed-meanwhile', 'roster-published-already', 'roster-broken', 'call-up-needed'],
  async run(context, input) {
    const { tx, eventId, now } = context;
    const roster = await rosterAt(context, input.rosterId, input.newest);
    if (roster.published_ordinal === roster.newest_ordinal) throw new Refusal('roster-published-already');
    const problem = await problemOf(tx, eventId, roster, now, roster.newest_ordinal);
    const worth = worthOf(problem, roster.first_day, await cellRows(tx, eventId, roster.roster_id, roster.newest_ordinal), []);
    if (worth.violations > 0) throw new Refusal('roster-broken', { count: worth.violations });
    const uncalled = await daysWithoutCallUp(context, roster);
    if (uncalled.length > 0) throw new Refusal('call-up-needed', { days: uncalled.join(', ') });
    const ordinal = await addVersion(context, roster, 'published', input.reason, []);
    context.announce('rosters');
    await publish(context, 'roster.published', { rosterId: input.rosterId, version: ordinal, firstDay: roster.first_day, days: roster.days });
    return { ordinal };
  },
});

const acknowledge = defineAction({
  name: 'roster.acknowledge',
  summary: 'Says that somebody has seen their shifts of a publication.',
  roles: [...roles],
  input: Type.Object({ rosterId: identifier, ordinal: Type.Integer({ minimum: 1 }) }, strict),
  output: Type.Object({ ordinal: Type.Integer() }),
  refuses: ['not-rostered', 'roster-unknown', 'not-published-to-you'],
  async run({ tx, eventId, now, actor, announce }, input) {
    const person = await getOwnPerson(tx, eventId, actor, now);
    const roster = await getRoster(tx, eventId, input.rosterId, now);
    const shown = await publishedRows(tx, eventId, now, roster.first_day, addDays(roster.first_day, roster.days - 1), person.person_id);
    if (!shown.some((row) => row.roster_id === input.rosterId && row.ordinal === input.ordinal)) throw new Refusal('not-published-to-you');
    await insertAcknowledgement(tx, eventId, input.rosterId, input.ordinal, person.person_id, now);
    announce('rosters');
    return { ordinal: input.ordinal };
  },
});


/** Lists the actions on rosters. */
export const rostersActions: readonly ActionDefinition[] = [makeRoster, replanRoster, editRoster, publishRoster, acknowledge];
