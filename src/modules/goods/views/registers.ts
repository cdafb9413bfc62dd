import { Type } from 'typebox';
import { readConsignment } from '../consignment.ts';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { bytesOf } from '../../travellers/reading.ts';
import { UnreadableFile } from '../../travellers/formats/roster/grid.ts';
import { readGoodsList } from '../formats/list/read.ts';
import type { ReadGoodsList } from '../formats/list/shapes.ts';
import { hashOf } from '../content-hash.ts';
import { checkList } from '../rules/list.ts';
import { diffLists } from '../rules/list-diff.ts';
import type { GoodsList } from '../shapes/list.ts';
import { goodsList } from '../shapes/list.ts';
import { goodsOfficers, bothLanguages, day, identifier, nullableText, partyKinds, strict } from '../shapes.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { partyOf } from '../standing.ts';
import { listVersions } from '../store/consignments.ts';
import { figureCases, figureGroupings, borderFigures, figureRows } from '../store/figures.ts';
import { borderDecisionKinds } from '../catalogue/border-decisions.ts';
import type { BorderDecisionKind } from '../catalogue/border-decisions.ts';
import { entryRows, instrumentRows } from '../store/ledger-reading.ts';
import { listMandates, listParties } from '../store/parties.ts';
import { permitQuotas } from '../store/papers.ts';
import { hasRole } from '../../../kernel/officer.ts';
import { findMembership } from '../store/parties.ts';

const parties = defineView({
  name: 'goods.parties',
  summary: 'Lists the parties with customs’ word on them, and the mandates; a trader sees themselves, their agents and principals, and which agents are registered.',
  roles: [...goodsOfficers, 'trader'],
  input: Type.Object({}, strict),
  output: Type.Object({
    own: nullableText, parties: Type.Array(Type.Object({ partyId: Type.String(), kind: Type.Enum([...partyKinds]), name: bothLanguages, registration: nullableText, contact: nullableText, filedAt: Type.String(), registered: Type.Union([Type.Boolean(), Type.Null()]), reason: nullableText, decidedAt: nullableText })),
    mandates: Type.Array(Type.Object({ mandateId: Type.String(), principalId: Type.String(), agentId: Type.String(), validFrom: Type.String(), validUntil: Type.String(), revokedAt: nullableText })),
  }),
  refuses: [],
  async run({ db, eventId, asOf, actor }) {
    const isOfficer = hasRole(actor, goodsOfficers);
    const own = isOfficer || actor.officerId === null ? null : (await findMembership(db, eventId, actor.officerId)) ?? null;
    const mandates = isOfficer ? await listMandates(db, eventId, asOf) : own === null ? [] : await listMandates(db, eventId, asOf, own);
    const related = new Set(mandates.flatMap((mandate) => [mandate.principal_id, mandate.agent_id]));
    const rows = (await listParties(db, eventId, asOf)).filter((party) => isOfficer || party.party_id === own || related.has(party.party_id) || (party.kind === 'agent' && party.registered === true));
    return {
      own,
      parties: rows.map((party) => { const seen = isOfficer || party.party_id === own; return { partyId: party.party_id, kind: party.kind, name: { en: party.name_en, zh: party.name_zh }, registration: seen ? party.registration : null, contact: seen ? party.contact : null, filedAt: party.filed_at, registered: party.registered, reason: seen ? party.reason : null, decidedAt: party.decided_at }; }),
      mandates: mandates.map((mandate) => ({ mandateId: mandate.mandate_id, principalId: mandate.principal_id, agentId: mandate.agent_id, validFrom: mandate.valid_from, validUntil: mandate.valid_until, revokedAt: mandate.revoked_at })),
    };
  },
});

const permits = defineView({
  name: 'goods.permits',
  summary: 'Lists the permits as quotas: what was approved, what is drawn, what is left.',
  roles: [...goodsOfficers, 'trader'],
  input: Type.Object({}, strict),
  output: Type.Object({ lines: Type.Array(Type.Object({ permitId: Type.String(), kind: Type.String(), number: Type.String(), authority: Type.String(), partyId: Type.String(), validFrom: Type.String(), validUntil: Type.String(), points: Type.Array(Type.String()), position: Type.Integer(), hsPrefix: Type.String(), description: Type.String(), unit: Type.String(), approved: Type.String(), drawn: Type.String(), serials: Type.Array(Type.String()) })) }),
  refuses: ['party-not-filed'],
  async run({ db, eventId, actor }) {
    const partyId = await partyOf(db, eventId, actor);
    const rows = await permitQuotas(db, eventId, partyId === undefined ? {} : { partyId });
    return { lines: rows.map(({ permitId, kind, number, authority, partyId: holder, validFrom, validUntil, points, position, hsPrefix, description, unit, approved, drawn, serials }) => ({ permitId, kind, number, authority, partyId: holder, validFrom, validUntil, points: [...points], position, hsPrefix, description, unit, approved, drawn, serials: [...serials] })) };
  },
});

const ledgerRoles = ['customsOfficer', 'dutyOfficer', 'committee', 'auditor', 'administrator'] as const;

const guarantees = defineView({
  name: 'goods.guarantees',
  summary: 'Lists the guarantees with what of each is free, reserved, committed, claimed and called.',
  roles: [...ledgerRoles],
  input: Type.Object({}, strict),
  output: Type.Object({ instruments: Type.Array(Type.Object({ instrumentId: Type.String(), kind: Type.String(), reference: Type.String(), guarantor: Type.String(), beginsOn: Type.String(), endsOn: Type.String(), claimDays: Type.Integer(), limitFen: Type.Integer(), availableFen: Type.Integer(), reservedFen: Type.Integer(), committedFen: Type.Integer(), claimedFen: Type.Integer(), calledFen: Type.Integer(), linesOpen: Type.Integer() })) }),
  refuses: [],
  async run({ db, eventId }) {
    return { instruments: (await instrumentRows(db, eventId)).map((row) => ({ instrumentId: row.instrument_id, kind: row.kind, reference: row.reference, guarantor: row.guarantor, beginsOn: row.begins_on, endsOn: row.ends_on, claimDays: row.claim_days, limitFen: row.limit_fen, availableFen: row.available_fen, reservedFen: row.reserved_fen, committedFen: row.committed_fen, claimedFen: row.claimed_fen, calledFen: row.called_fen, linesOpen: row.lines_open })) };
  },
});

const ledger = defineView({
  name: 'goods.ledger',
  summary: 'Shows the book of one guarantee, newest entry first, each with the accounts that it moved and the consignment it is for.',
  roles: [...ledgerRoles],
  input: Type.Object({ instrumentId: identifier, before: Type.Optional(Type.Integer({ minimum: 1 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })) }, strict),
  output: Type.Object({ entries: Type.Array(Type.Object({ entryId: Type.String(), position: Type.Integer(), kind: Type.String(), postedAt: Type.String(), reason: nullableText, consignmentId: nullableText, number: nullableText, linePosition: Type.Union([Type.Integer(), Type.Null()]), by: Type.Union([bothLanguages, Type.Null()]), transfers: Type.Array(Type.Object({ debit: Type.String(), credit: Type.String(), amountFen: Type.Integer() })) })) }),
  refuses: [],
  async run({ db, eventId, asOf }, input) {
    const rows = await entryRows(db, eventId, input.instrumentId, asOf, input.before ?? null, input.limit ?? 100);
    return { entries: rows.map((row) => ({ entryId: row.entry_id, position: row.position, kind: row.kind, postedAt: row.posted_at, reason: row.reason, consignmentId: row.consignment_id, number: row.number, linePosition: row.line_position, by: row.by_en === null || row.by_zh === null ? null : { en: row.by_en, zh: row.by_zh }, transfers: row.transfers })) };
  },
});

const figureRoles = [...goodsOfficers, 'press'] as const;
const period = { from: Type.Optional(day), to: Type.Optional(day), groupBy: Type.Enum([...figureGroupings]) };

const figures = defineView({
  name: 'goods.figures',
  summary: 'Counts the consignments released by a cut-off and sums their value, by port, kind, month, day or lane, from the records; and the decisions at the border. What was turned away there is not in the value released.',
  roles: [...figureRoles],
  input: Type.Object(period, strict),
  output: Type.Object({ total: Type.Object({ consignments: Type.Integer(), valueFen: Type.Integer() }), border: Type.Array(Type.Object({ kind: Type.Enum([...borderDecisionKinds]), decided: Type.Integer(), open: Type.Integer(), consignments: Type.Integer(), valueFen: Type.Integer() })), rows: Type.Array(Type.Object({ key: Type.String(), name: Type.Union([bothLanguages, Type.Null()]), consignments: Type.Integer(), valueFen: Type.Integer(), lines: Type.Integer(), pieces: Type.Integer() })) }),
  refuses: [],
  async run({ db, eventId, asOf }, input) {
    const rows = await figureRows(db, eventId, asOf, input.from ?? null, input.to ?? null, input.groupBy);
    return {
      border: (await borderFigures(db, eventId, asOf, input.from ?? null, input.to ?? null)).map((row) => ({ kind: row.kind as BorderDecisionKind, decided: row.decided, open: row.open, consignments: row.consignments, valueFen: row.value_fen })),
      total: { consignments: rows.reduce((sum, row) => sum + row.consignments, 0), valueFen: rows.reduce((sum, row) => sum + row.value_fen, 0) },
      rows: rows.map((row) => ({ key: row.key, name: row.name_en === null || row.name_zh === null ? null : { en: row.name_en, zh: row.name_zh }, consignments: row.consignments, valueFen: row.value_fen, lines: row.lines, pieces: row.pieces })),
    };
  },
});

const cases = defineView({
  name: 'goods.figureCases',
  summary: 'Lists the consignments behind a figure.',
  roles: [...goodsOfficers],
  input: Type.Object({ ...period, key: Type.Optional(Type.String({ maxLength: 40 })) }, strict),
  output: Type.Object({ consignments: Type.Array(Type.Object({ consignmentId: Type.String(), number: Type.String(), kind: Type.String(), party: bothLanguages, pointCode: Type.String(), releasedAt: Type.String(), valueFen: Type.Integer() })) }),
  refuses: [],
  async run({ db, eventId, asOf }, input) {
    const rows = await figureCases(db, eventId, asOf, input.from ?? null, input.to ?? null, input.groupBy, input.key ?? null);
    return { consignments: rows.map((row) => ({ consignmentId: row.consignment_id, number: row.number, kind: row.kind, party: { en: row.party_en, zh: row.party_zh }, pointCode: row.point_code, releasedAt: row.released_at, valueFen: row.value_fen })) };
  },
});

function readFile(fileName: string, content: string): ReadGoodsList {
  try {
    return readGoodsList(bytesOf({ fileName, content }), fileName);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new Refusal('file-unreadable', { fileName, code: error.code, reason: error.message }, '/content');
  }
}

const checkFile = defineView({
  name: 'goods.checkList',
  summary: 'Reads and checks the file of a goods list, or a list that was typed, and changes nothing: every problem by row and column, and the difference from the version on file.',
  roles: ['trader', 'customsOfficer', 'dutyOfficer', 'committee'],
  input: Type.Object({ fileName: Type.Optional(Type.String({ maxLength: 200 })), content: Type.Optional(Type.String({ maxLength: 14_000_000 })), list: Type.Optional(goodsList), consignmentId: Type.Optional(identifier) }, strict),
  output: Type.Object({ list: Type.Union([goodsList, Type.Null()]), contentHash: nullableText, quarantined: Type.Array(Type.Unknown()), problems: Type.Array(Type.Unknown()), findings: Type.Array(Type.Object({ where: Type.String(), code: Type.String(), text: Type.String() })), diff: Type.Unknown() }),
  refuses: ['content-invalid', 'file-unreadable', 'consignment-unknown', 'party-not-filed'],
  async run({ db, eventId, asOf, actor }, input) {
    const read = input.list === undefined ? readFile(input.fileName ?? 'list.csv', input.content ?? '') : undefined;
    const list = input.list ?? (read === undefined || read.list.lines.length === 0 ? null : read.list);
    let diff: unknown = null;
    if (input.consignmentId !== undefined && list !== null) {
      await readConsignment(db, eventId, asOf, actor, input.consignmentId);
      const last = (await listVersions(db, eventId, input.consignmentId, asOf, true)).at(-1);
      if (last !== undefined) diff = diffLists(last.content as GoodsList, list);
    }
    return { list, contentHash: list === null ? null : hashOf(list), quarantined: [...(read?.quarantined ?? [])], problems: list === null ? [] : [...checkList(list)], findings: [...(read?.found.findings ?? [])].slice(0, 200), diff };
  },
});

/** Lists the views of parties, permits, guarantees and figures. */
export const registerViews: readonly ViewDefinition[] = [parties, permits, guarantees, ledger, figures, cases, checkFile];
