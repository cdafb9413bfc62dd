import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { hasRole, roles } from '../../../kernel/officer.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { assignmentsOf, problemOf } from '../assembling.ts';
import { dutiesOf } from '../duties.ts';
import type { Duty } from '../duties.ts';
import { getOwnPerson, getPerson } from '../people.ts';
import { checkPlan } from '../rules/checking-plan.ts';
import { canAnswerSwap, stateOfSwap, swapAnswers } from '../rules/swaps.ts';
import { day, identifier, strict } from '../shapes/people.ts';
import { findPersonOfOfficer } from '../store/people.ts';
import { cellRows, insertVersion } from '../store/rosters.ts';
import type { CellChange } from '../store/rosters.ts';
import { findSwap, insertSwap, insertSwapAnswer } from '../store/swaps.ts';
import type { SwapRow } from '../store/swaps.ts';
import { changedCells, getRoster, worthOf } from '../versions.ts';

async function dutyOn({ tx, eventId, now }: ActionContext, personId: string, on: string, where: string): Promise<Duty> {
  const [duty] = await dutiesOf(tx, eventId, now, on, on, personId);
  if (duty === undefined) throw new Refusal('swap-no-shift', { day: on }, where);
  if (duty.from <= Date.parse(now)) throw new Refusal('swap-too-late', {}, where);
  return duty;
}

const askSwap = defineAction({
  name: 'roster.askSwap',
  summary: 'Asks somebody to take a published shift of one’s own, for one of theirs of the same roster or for none.',
  roles: [...roles],
  input: Type.Object({ day, otherPersonId: identifier, otherDay: Type.Union([day, Type.Null()]) }, strict),
  output: Type.Object({ swapId: Type.String() }),
  refuses: ['not-rostered', 'staff-unknown', 'swap-no-shift', 'swap-too-late', 'swap-not-yours'],
  async run(context, input) {
    const person = await getOwnPerson(context.tx, context.eventId, context.actor, context.now);
    const other = await getPerson(context.tx, context.eventId, input.otherPersonId, context.now);
    if (other.person_id === person.person_id) throw new Refusal('swap-not-yours', {}, '/otherPersonId');
    const own = await dutyOn(context, person.person_id, input.day, '/day');
    if (input.otherDay !== null && (await dutyOn(context, other.person_id, input.otherDay, '/otherDay')).rosterId !== own.rosterId) throw new Refusal('swap-no-shift', { day: input.otherDay }, '/otherDay');
    const swapId = uuidv7();
    await insertSwap(context.tx, context.eventId, { swapId, rosterId: own.rosterId, personId: person.person_id, day: input.day, otherPersonId: other.person_id, otherDay: input.otherDay }, context.actor.officerId, context.now);
    context.announce('rosters');
    return { swapId };
  },
});

/** Tells what a swap changes: each works the other's shift with their own skill, and is free on the day that they gave away. */
async function swapCells({ tx, eventId, now }: ActionContext, swap: SwapRow): Promise<{ cells: readonly CellChange[]; ordinal: number }> {
  const roster = await getRoster(tx, eventId, swap.roster_id, now);
  const problem = await problemOf(tx, eventId, roster, now, roster.newest_ordinal);
  const before = await cellRows(tx, eventId, roster.roster_id, roster.newest_ordinal);
  const at = (personId: string, on: string) => before.find((cell) => cell.person_id === personId && cell.day === on);
  const own = at(swap.person_id, swap.day);
  if (own === undefined) throw new Refusal('swap-no-shift', { day: swap.day });
  const theirs = swap.other_day === null ? undefined : at(swap.other_person_id, swap.other_day);
  if (swap.other_day !== null && theirs === undefined) throw new Refusal('swap-no-shift', { day: swap.other_day });
  const given = (cell: typeof own, to: string): CellChange => ({ personId: to, day: cell.day, shift: cell.shift, skill: cell.skill, breaksAt: cell.breaks_at, locked: true });
  const freed = (personId: string, on: string): CellChange => ({ personId, day: on, shift: null, skill: null, breaksAt: [], locked: true });
  const cells = new Map<string, CellChange>();
  for (const cell of [freed(swap.person_id, swap.day), ...(theirs === undefined ? [] : [freed(swap.other_person_id, theirs.day)]), given(own, swap.other_person_id), ...(theirs === undefined ? [] : [given(theirs, swap.person_id)])]) cells.set(`${cell.personId} ${cell.day}`, cell);
  const involved = new Set([swap.person_id, swap.other_person_id]);
  const was = checkPlan(problem, assignmentsOf(before, roster.first_day)).violations.filter((one) => involved.has(one.person)).length;
  const broken = checkPlan(problem, assignmentsOf(changedCells(before, [...cells.values()]), roster.first_day)).violations.filter((one) => involved.has(one.person));
  if (broken.length > was) throw new Refusal('swap-breaks', { rule: broken[0]!.rule });
  const ordinal = roster.newest_ordinal + 1;
  const wasPublished = roster.published_ordinal === roster.newest_ordinal;
  await insertVersion(tx, eventId, { rosterId: roster.roster_id, ordinal, kind: 'swapped', reason: '', requestId: null, cells: [...cells.values()], content: worthOf(problem, roster.first_day, before, [...cells.values()]) }, null, now);
  // What everybody sees is what was published: a swap that both want and the planner approved is published with it, unless the roster is being changed.
  if (wasPublished) await insertVersion(tx, eventId, { rosterId: roster.roster_id, ordinal: ordinal + 1, kind: 'published', reason: '', requestId: null, cells: [], content: worthOf(problem, roster.first_day, changedCells(before, [...cells.values()]), []) }, null, now);
  return { cells: [...cells.values()], ordinal };
}

const answerSwap = defineAction({
  name: 'roster.answerSwap',
  summary: 'Answers a swap: the other accepts or declines, the planner approves or refuses, who asked withdraws. Approved, it becomes a version of the roster; a swap that would break a hard rule is refused.',
  roles: [...roles],
  input: Type.Object({ swapId: identifier, answer: Type.Enum([...swapAnswers]), note: Type.String({ maxLength: 200 }) }, strict),
  output: Type.Object({ answer: Type.String() }),
  refuses: ['swap-unknown', 'swap-ended', 'swap-not-yours', 'swap-not-accepted', 'swap-no-shift', 'swap-breaks', 'roster-unknown', 'roster-changed-meanwhile'],
  async run(context, input) {
    const { tx, eventId, now, actor, announce } = context;
    const swap = await findSwap(tx, eventId, input.swapId, now);
    if (swap === undefined) throw new Refusal('swap-unknown', {}, '/swapId');
    const own = actor.officerId === null ? undefined : (await findPersonOfOfficer(tx, eventId, actor.officerId, now))?.person_id;
    demand(canAnswerSwap(stateOfSwap(swap.answers), input.answer, { asked: own === swap.person_id, other: own === swap.other_person_id, planner: hasRole(actor, ['rosterPlanner', 'dutyOfficer']) }));
    try {
      await insertSwapAnswer(tx, eventId, input.swapId, input.answer, input.note, actor.officerId, now);
      if (input.answer === 'approved') await swapCells(context, swap);
    } catch (error) {
      const constraint = sqlFailure(error)?.constraint ?? '';
      if (constraint === 'roster_swaps_one_end' || constraint === 'roster_swap_answers_pkey') throw new Refusal('swap-ended');
      if (constraint === 'roster_versions_pkey') throw new Refusal('roster-changed-meanwhile', { newest: '–' });
      throw error;
    }
    announce('rosters');
    return { answer: input.answer };
  },
});

/** Lists the actions on swaps. */
export const swapActions: readonly ActionDefinition[] = [askSwap, answerSwap];
