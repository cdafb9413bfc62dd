import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { hasRole } from '../../../kernel/officer.ts';
import { rosterTemplate } from '../formats/roster/template.ts';
import { findMatches } from '../matching.ts';
import { planCommit } from '../planning.ts';
import { readListFile } from '../reading.ts';
import { recordOf, sourcedPerson } from '../resolving.ts';
import { countKeptOut } from '../rules/entries.ts';
import { maySeeFlight } from '../../flights/rules.ts';
import { bilingual, fileShape, listFileInput, nullableText, quarantinedShape, uuid } from '../shapes.ts';
import { entriesOf, listSummaries } from '../store/lists.ts';
import { journeysOfTravellers, keptTraveller, lookalikes, matchDecisions, travellersOf } from '../store/people.ts';

const listRoles = ['healthOfficer', 'dutyOfficer', 'centre', 'committee', 'administrator', 'auditor'] as const;
const person = Type.Object({ surname: Type.String(), givenNames: Type.String(), birthDate: nullableText, where: nullableText });
const about = (record: { surname: string; givenNames: string; birthDate: string | null; where: string }): { surname: string; givenNames: string; birthDate: string | null; where: string | null } =>
  ({ surname: record.surname, givenNames: record.givenNames, birthDate: record.birthDate, where: record.where });

/** Is the shape of the flights that a person of a pair stands on. */
const onFlights = Type.Array(Type.Object({ caseId: Type.String(), flightId: Type.String(), designator: Type.String(), flightDate: Type.String(), onBoard: Type.Boolean() }));

const dryRun = defineView({
  name: 'travellers.dryRun',
  summary: 'Reads a list’s file and shows what committing it would do: every error by place, and the difference to the last version.',
  roles: ['healthOfficer', 'dutyOfficer', 'centre', 'committee', 'airline'],
  input: Type.Object(listFileInput, { additionalProperties: false }),
  output: Type.Object({
    records: Type.Array(Type.Unknown()), quarantined: Type.Array(quarantinedShape), declared: Type.Unknown(), found: Type.Unknown(), findings: Type.Array(Type.Unknown()), repeated: Type.Boolean(),
    diff: Type.Object({
      added: Type.Array(person), gone: Type.Array(person), same: Type.Integer(),
      changed: Type.Array(Type.Object({ name: Type.String(), fields: Type.Array(Type.Object({ field: Type.String(), before: nullableText, after: nullableText })) })),
    }),
    flights: Type.Array(Type.Object({ flightId: nullableText, designator: nullableText, date: nullableText, persons: Type.Integer(), problem: Type.Optional(Type.String()) })),
    matches: Type.Array(Type.Object({ name: Type.String(), where: Type.String(), travellerId: Type.String(), reasons: Type.Unknown() })),
  }),
  refuses: ['role-not-allowed', 'content-invalid', 'file-unreadable', 'flight-unknown', 'flight-differs', 'flight-not-yours'],
  async run({ db, eventId, asOf, actor }, input) {
    if (input.kind === 'roster' && !hasRole(actor, listRoles)) throw new Refusal('role-not-allowed', { kind: input.kind });
    const file = readListFile(input, asOf.slice(0, 10));
    const { lists } = await planCommit(db, eventId, file, input);
    for (const { flight, named } of lists) {
      const designator = flight?.designator ?? named.designator;
      if (designator !== null && !maySeeFlight(actor, designator)) throw new Refusal('flight-not-yours', { designator });
    }
    return {
      records: lists.flatMap((list) => list.entries.map((entry) => entry.record)), quarantined: file.quarantined.map((entry) => ({ ...entry })), declared: file.declared, found: file.found, findings: [...file.findings],
      repeated: lists.length > 0 && lists.every((list) => list.unchanged),
      diff: {
        added: lists.flatMap((list) => list.diff.added.map(about)), gone: lists.flatMap((list) => list.diff.gone.map(about)), same: lists.reduce((sum, list) => sum + list.diff.same, 0),
        changed: lists.flatMap((list) => list.diff.changed.map((change) => ({ name: `${change.after.surname} ${change.after.givenNames}`.trim(), fields: change.fields }))),
      },
      flights: lists.map((list) => ({
        flightId: list.flight?.flight_id ?? null, designator: list.flight?.designator ?? list.named.designator, date: list.flight?.flight_date ?? list.named.date, persons: list.entries.length,
        ...(list.flight === undefined ? { problem: list.named.designator === null ? 'flight-not-named' : 'flight-not-announced' } : {}),
      })),
      matches: lists.flatMap((list) => list.entries.flatMap((entry) => (entry.person?.likely ?? []).map((likely) => ({ name: `${entry.record.surname} ${entry.record.givenNames}`.trim(), where: entry.record.where, travellerId: likely.travellerId, reasons: likely.reasons })))),
    };
  },
});

const lists = defineView({
  name: 'travellers.lists',
  summary: 'Lists the versions of rosters and airline lists as they were received.',
  roles: [...listRoles],
  input: Type.Object({ flightId: Type.Optional(uuid), kind: Type.Optional(Type.Enum(['roster', 'airline', 'declaration'])), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) }, { additionalProperties: false }),
  output: Type.Object({ lists: Type.Array(Type.Object({
    listId: Type.String(), kind: Type.String(), scope: Type.String(), version: Type.Integer(), source: Type.String(), fileName: nullableText, receivedAt: Type.String(), by: Type.Union([bilingual, Type.Null()]), records: Type.Integer(), quarantined: Type.Integer(), declared: Type.Unknown(), current: Type.Boolean(),
  })) }),
  refuses: [],
  async run({ db, eventId, asOf }, input) {
    const rows = await listSummaries(db, eventId, { flightId: input.flightId, kind: input.kind, asOf, limit: input.limit ?? 200 });
    return { lists: rows.map((row) => ({
      listId: row.list_id, kind: row.kind, scope: row.scope, version: row.version, source: row.source, fileName: row.file_name, receivedAt: row.received_at, by: row.by_en === null ? null : { en: row.by_en, zh: row.by_zh ?? row.by_en },
      records: row.records, quarantined: countKeptOut(row.quarantined), declared: row.declared, current: row.current,
    })) };
  },
});

const listFile = defineView({
  name: 'travellers.listFile',
  summary: 'Shows one list version: every entry, and every record that was not let in with its reason.',
  roles: [...listRoles],
  input: Type.Object({ listId: uuid }, { additionalProperties: false }),
  output: Type.Object({ entries: Type.Array(Type.Object({ position: Type.Integer(), key: Type.String(), flightId: nullableText, travellerId: nullableText, record: Type.Unknown() })), quarantined: Type.Array(Type.Unknown()) }),
  refuses: ['list-unknown'],
  async run({ db, eventId, asOf }, input) {
    const [list] = await listSummaries(db, eventId, { listId: input.listId, asOf, limit: 1 });
    if (list === undefined) throw new Refusal('list-unknown', { listId: input.listId });
    const entries = await entriesOf(db, eventId, [input.listId]);
    return { entries: entries.map((row) => ({ position: row.position, key: row.entry_key, flightId: row.flight_id, travellerId: row.traveller_id, record: row.entry.record })), quarantined: [...list.quarantined] };
  },
});

const matches = defineView({
  name: 'travellers.matches',
  summary: 'Lists travellers who may be one person and wait for an officer’s decision, with every reason for and against.',
  roles: ['healthOfficer', 'dutyOfficer', 'centre', 'administrator'],
  input: Type.Object({ flightId: Type.Optional(uuid) }, { additionalProperties: false }),
  output: Type.Object({ matches: Type.Array(Type.Object({ oneId: Type.String(), otherId: Type.String(), one: Type.Unknown(), other: Type.Unknown(), oneFlights: onFlights, otherFlights: onFlights, verdict: Type.String(), score: Type.Number(), reasons: Type.Array(Type.Unknown()) })) }),
  refuses: [],
  async run({ db, eventId }, input) {
    const decisions = await matchDecisions(db, eventId);
    const kept = keptTraveller(decisions);
    const near = await lookalikes(db, eventId, 4000);
    const here = input.flightId === undefined ? undefined : await travellersOf(db, eventId, input.flightId);
    const rows = new Map([...near, ...(here ?? [])].filter((row) => kept(row.traveller_id) === row.traveller_id).map((row) => [row.traveller_id, row]));
    const own = here === undefined ? undefined : new Set(here.map((row) => row.traveller_id));
    const pairs = findMatches([...rows.values()].map(sourcedPerson), decisions.map((entry) => ({ first: entry.one_id, second: entry.other_id })));
    const shown = pairs.filter((pair) => own === undefined || own.has(pair.first) || own.has(pair.second)).slice(0, 500);
    const journeys = await journeysOfTravellers(db, eventId, [...new Set(shown.flatMap((pair) => [pair.first, pair.second]))]);
    const flightsOf = (travellerId: string) => journeys.filter((row) => row.traveller_id === travellerId)
      .map((row) => ({ caseId: row.case_id, flightId: row.flight_id, designator: row.designator, flightDate: row.flight_date, onBoard: row.on_board }));
    return { matches: shown.map((pair) => ({
      oneId: pair.first, otherId: pair.second, one: recordOf(rows.get(pair.first)!), other: recordOf(rows.get(pair.second)!), oneFlights: flightsOf(pair.first), otherFlights: flightsOf(pair.second), verdict: pair.verdict, score: pair.score, reasons: [...pair.reasons],
    })) };
  },
});

const template = defineView({
  name: 'travellers.rosterTemplate',
  summary: 'Gives the empty roster to send to delegations.',
  roles: [...listRoles],
  input: Type.Object({ language: Type.Enum(['en', 'zh']) }, { additionalProperties: false }),
  output: fileShape,
  refuses: [],
  async run(_context, input) {
    return { fileName: input.language === 'zh' ? '名单模板.xlsx' : 'roster-template.xlsx', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', content: Buffer.from(rosterTemplate(input.language)).toString('base64') };
  },
});

/** Lists the views of lists. */
export const listViews: readonly ViewDefinition[] = [dryRun, lists, listFile, matches, template];
