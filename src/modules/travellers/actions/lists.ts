import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { hasRole } from '../../../kernel/officer.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { recordInTransaction } from '../../prescribed/in-transaction.ts';
import type { BoardStatuses } from '../board-changes.ts';
import { placePeople, placementsOf } from '../committing.ts';
import { planCommit } from '../planning.ts';
import type { PlannedList } from '../planning.ts';
import { readListFile } from '../reading.ts';
import type { ReadFile } from '../reading.ts';
import { countFlight, reconcileFlight } from '../reconciling.ts';
import type { BoardStatus } from '../formats/paxlst/cusres.ts';
import { countKeptOut, entryKey } from '../rules/entries.ts';
import type { ListRecord } from '../rules/entries.ts';
import { maySeeFlight } from '../../flights/rules.ts';
import { listFileInput, nullableText, uuid } from '../shapes.ts';
import { discrepancies } from '../store/counts.ts';
import { findMovement } from '../store/flights.ts';
import { insertAnswer, lockAnswers } from '../store/answers.ts';
import type { AnsweredPerson } from '../store/answers.ts';
import { insertLists } from '../store/lists.ts';

// A leader lists their own people. Whoever is known already, of another delegation or of none, is not theirs to take: with a person comes the code of their declaration.
function demandOwnDelegation(delegation: string, kind: string, file: ReadFile, lists: readonly PlannedList[]): void {
  const other = file.groups.find((group) => group.delegation !== delegation);
  if (kind !== 'roster' || other !== undefined) throw new Refusal('list-not-your-delegation', { delegation, named: other?.delegation ?? '' });
  const taken = lists.flatMap((list) => list.entries).filter(({ person }) => person?.known !== undefined && person.known.isStored !== false && person.known.delegation !== delegation);
  if (taken.length > 0) throw new Refusal('list-persons-not-yours', { rows: taken.map(({ record }) => record.where).slice(0, 20).join(', '), count: taken.length });
}

// A person of a flight that nobody has announced here is let through with a word; who is only taken off a list is acknowledged.
async function answerFor(context: ActionContext, boardStatuses: BoardStatuses, file: ReadFile, lists: readonly PlannedList[], listIdOf: (list: PlannedList) => string | undefined): Promise<{ answer?: string }> {
  if (file.answer === undefined) return {};
  await lockAnswers(context.tx, context.eventId);
  const known = new Map<ListRecord | string, { readonly list: PlannedList; readonly travellerId: string | undefined; readonly status: BoardStatus }>();
  for (const list of lists) {
    const statuses = list.flight === undefined ? undefined : await boardStatuses(context, list.flight.flight_id);
    for (const { record, key, person } of list.entries) {
      const found = { list, travellerId: person?.travellerId, status: statuses?.get(person?.travellerId ?? '') ?? (statuses === undefined ? '2Z' : '0Z') } as const;
      known.set(record, found);
      known.set(key, found);
    }
  }
  const told = new Map<string, AnsweredPerson[]>();
  const toldOf = (flightId: string): AnsweredPerson[] => {
    const persons = told.get(flightId) ?? [];
    told.set(flightId, persons);
    return persons;
  };
  const answer = file.answer(context.now, (record) => {
    const found = known.get(record) ?? known.get(entryKey(record));
    const listId = found && listIdOf(found.list);
    if (found?.travellerId !== undefined && found.list.flight !== undefined && listId !== undefined) toldOf(found.list.flight.flight_id).push({ travellerId: found.travellerId, listId, status: found.status });
    return found?.status ?? '0Z';
  });
  // What was answered is kept, so that a change can be told later.
  for (const [flightId, persons] of told) await insertAnswer(context.tx, context.eventId, { answerId: uuidv7(), flightId, kind: '962', reference: null, content: answer, sentAt: context.now, persons });
  return { answer };
}

const commitList = (boardStatuses: BoardStatuses): ActionDefinition => defineAction({
  name: 'travellers.commitList',
  summary: 'Takes a roster or an airline’s list in: a new version of each list it holds, everybody in it on their flight; the same content twice changes nothing.',
  roles: ['healthOfficer', 'dutyOfficer', 'centre', 'airline', 'committee', 'leader'],
  input: Type.Object(listFileInput, { additionalProperties: false }),
  output: Type.Object({
    listId: nullableText, listIds: Type.Array(Type.String()), added: Type.Integer(), changed: Type.Integer(), gone: Type.Integer(), unchanged: Type.Integer(), quarantined: Type.Integer(), flights: Type.Array(Type.String()),
    problems: Type.Array(Type.Object({ code: Type.String(), designator: nullableText, date: nullableText })), differencesOpened: Type.Integer(), repeated: Type.Boolean(), answer: Type.Optional(Type.String()),
  }),
  refuses: ['content-invalid', 'file-unreadable', 'flight-unknown', 'flight-differs', 'flight-not-yours', 'flight-closed', 'flight-without-plan', 'list-changed-meanwhile', 'list-not-your-delegation', 'list-persons-not-yours'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    if (input.kind === 'roster' && !hasRole(actor, ['healthOfficer', 'dutyOfficer', 'centre', 'committee', 'leader'])) throw new Refusal('role-not-allowed', { kind: input.kind });
    const file = readListFile(input, now.slice(0, 10));
    const { lists } = await planCommit(tx, eventId, file, input);
    if (hasRole(actor, ['leader'])) demandOwnDelegation(actor.organisation, input.kind, file, lists);
    for (const list of lists) {
      const designator = list.flight?.designator ?? list.named.designator;
      if (designator !== null && !maySeeFlight(actor, designator)) throw new Refusal('flight-not-yours', { designator });
    }
    const fresh = lists.filter((list) => !list.unchanged);
    const flights = [...new Set(lists.flatMap((list) => list.flight?.flight_id ?? []))];
    const problems = lists.filter((list) => list.flight === undefined).map((list) => ({ code: list.named.designator === null ? 'flight-not-named' : 'flight-not-announced', designator: list.named.designator, date: list.named.date }));
    const sum = (of: (list: (typeof lists)[number]) => number): number => lists.reduce((total, list) => total + of(list), 0);
    const figures = { added: sum((list) => list.diff.added.length), changed: sum((list) => list.diff.changed.length), gone: sum((list) => list.diff.gone.length), unchanged: sum((list) => list.diff.same), quarantined: countKeptOut(file.quarantined), flights, problems };
    if (fresh.length === 0 && lists.length > 0) {
      return { listId: lists[0]?.previous?.list_id ?? null, listIds: lists.flatMap((list) => list.previous?.list_id ?? []), ...figures, differencesOpened: 0, repeated: true, ...(await answerFor(context, boardStatuses, file, lists, (list) => list.previous?.list_id)) };
    }
    await placePeople(context, fresh.flatMap((list) => placementsOf(list, input.kind === 'roster')));
    const writes = fresh.map((list, index) => ({
      listId: uuidv7(), kind: input.kind, scope: list.scope, version: (list.previous?.version ?? 0) + 1, source: file.source, fileName: input.fileName, digest: list.digest,
      declared: { ...list.declared, added: list.diff.added.length, changed: list.diff.changed.length, gone: list.diff.gone.length }, quarantined: index === 0 ? file.quarantined : [], envelope: list.envelope,
      entries: list.entries.map((entry) => ({ key: entry.key, flightId: list.flight?.flight_id ?? null, travellerId: entry.person?.travellerId ?? null, record: entry.record, part: entry.part })),
    }));
    try {
      await insertLists(tx, eventId, writes, actor.officerId, now);
    } catch (error) {
      if (sqlFailure(error)?.constraint === 'lists_event_id_kind_scope_version_key') throw new Refusal('list-changed-meanwhile');
      throw error;
    }
    let differencesOpened = 0;
    for (const flightId of flights) {
      differencesOpened += (await reconcileFlight(context, flightId)).opened;
      context.announce(`flight:${flightId}`);
    }
    context.announce('lists');
    return { listId: writes[0]?.listId ?? null, listIds: writes.map((write) => write.listId), ...figures, differencesOpened, repeated: false, ...(await answerFor(context, boardStatuses, file, lists, (list) => writes[fresh.indexOf(list)]?.listId ?? list.previous?.list_id)) };
  },
});

const confirmList = defineAction({
  name: 'travellers.confirmList',
  summary: 'Records that a flight’s list is held and reconciled, computed from the lists: since when it is held, and how many differences are unexplained.',
  roles: ['healthOfficer', 'dutyOfficer', 'centre'],
  input: Type.Object({ flightId: uuid }, { additionalProperties: false }),
  output: Type.Object({ outcome: Type.String(), listHeld: Type.Boolean(), hoursBeforeLanding: Type.Number(), unexplainedGaps: Type.Integer(), owed: Type.Array(Type.String()) }),
  refuses: ['flight-unknown', 'step-not-owed', 'case-closed'],
  async run(context, input) {
    const { tx, eventId, now, command } = context;
    await reconcileFlight(context, input.flightId);
    const { flight, parts } = await countFlight(tx, eventId, input.flightId, now);
    const airline = parts.filter((entry) => entry.part === 'passengers');
    const held = airline.length > 0 && airline.every((entry) => !entry.missing);
    const expected = (await findMovement(tx, eventId, input.flightId, flight.direction === 'arrival' ? ['landed', 'onBlocks'] : ['departed'], now)) ?? (await findMovement(tx, eventId, input.flightId, ['estimated', 'scheduled'], now));
    const since = airline.map((entry) => entry.received_at).sort()[0];
    const hours = since === undefined || expected === undefined ? 0 : (Date.parse(expected) - Date.parse(since)) / 3_600_000;
    const hoursBeforeLanding = Math.min(2000, Math.max(0, Math.round(hours * 100) / 100));
    const unexplainedGaps = (await discrepancies(tx, eventId, input.flightId, now)).filter((row) => !row.explained).length;
    const messages = parts.map((entry) => entry.part).join(', ').slice(0, 500);
    const [result] = await recordInTransaction(context, [{ recordId: command.id, caseId: input.flightId, step: 'FLT-01', evidence: { listHeld: held, hoursBeforeLanding, unexplainedGaps, messages } }]);
    context.announce(`flight:${input.flightId}`);
    return { outcome: result!.outcome, listHeld: held, hoursBeforeLanding, unexplainedGaps, owed: [...result!.owed] };
  },
});

/** Lists the actions on lists. */
export const listActions = (boardStatuses: BoardStatuses): readonly ActionDefinition[] => [commitList(boardStatuses), confirmList];
