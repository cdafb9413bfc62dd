import { Type } from 'typebox';
import { readConsignment } from '../consignment.ts';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { roles } from '../../../kernel/officer.ts';
import { languages } from '../../../words/area.ts';
import { fileShape } from '../../flights/shapes.ts';
import { readProofCode } from '../proof.ts';
import { releasedIn } from '../rules/border.ts';
import { proofSheet } from '../sheets/proof.ts';
import { bothLanguages, goodsOfficers, identifier, nullableText, strict } from '../shapes.ts';
import { examinedRows } from '../store/attachments.ts';
import { decisionRows } from '../store/border.ts';
import { releaseOf } from '../store/cases.ts';
import { findConsignment, lineRows } from '../store/consignments.ts';
import { declarationRows } from '../store/papers.ts';

const proof = defineView({
  name: 'goods.proof',
  summary: 'Prints the proof of a release as a PDF with a code that can be checked.',
  roles: [...goodsOfficers, 'trader'],
  input: Type.Object({ consignmentId: identifier, language: Type.Enum([...languages]) }, strict),
  output: fileShape,
  refuses: ['consignment-unknown', 'consignment-not-released', 'party-not-filed'],
  async run({ db, eventId, asOf, actor }, input) {
    const row = await readConsignment(db, eventId, asOf, actor, input.consignmentId);
    const release = await releaseOf(db, eventId, row.number, asOf);
    if (release === undefined) throw new Refusal('consignment-not-released', { number: row.number });
    const declaration = (await declarationRows(db, eventId, row.consignment_id, asOf)).at(-1);
    const lines = await lineRows(db, eventId, row.consignment_id, asOf);
    const { quantities, later } = releasedIn(lines, row.decisions === 0 ? [] : await decisionRows(db, eventId, asOf, { consignmentId: row.consignment_id }), row.released_at ?? asOf);
    const content = await proofSheet({ language: input.language, event: input.language === 'zh' ? release.event_zh : release.event_en, timeZone: release.time_zone, at: asOf }, {
      row, lines, quantities, later, code: release.code, coverCny: release.cover_cny, releasedBy: release.by_en === null || release.by_zh === null ? null : { en: release.by_en, zh: release.by_zh }, declarationNumber: declaration?.number ?? '–', files: await examinedRows(db, eventId, row.consignment_id, row.released_at ?? asOf),
    });
    return { fileName: `release-${row.number}-${input.language}.pdf`, mediaType: 'application/pdf', content: content.toString('base64') };
  },
});

const verify = defineView({
  name: 'goods.verifyRelease',
  summary: 'Checks the code of a proof of release: what was released when, or that no release answers to it.',
  roles: [...roles, 'traveller'],
  input: Type.Object({ code: Type.String({ minLength: 4, maxLength: 60 }) }, strict),
  output: Type.Object({ valid: Type.Boolean(), number: nullableText, releasedAt: nullableText, party: Type.Union([bothLanguages, Type.Null()]), pieces: Type.Union([Type.Integer(), Type.Null()]), venue: nullableText, leavesBy: nullableText }),
  refuses: [],
  async run({ db, eventId, asOf }, input) {
    const nothing = { valid: false, number: null, releasedAt: null, party: null, pieces: null, venue: null, leavesBy: null };
    const read = readProofCode(input.code);
    const release = read === undefined ? undefined : await releaseOf(db, eventId, read.number, asOf);
    if (read === undefined || release === undefined || release.code !== read.code) return nothing;
    const row = await findConsignment(db, eventId, asOf, release.consignment_id);
    return row === undefined ? nothing : { valid: true, number: row.number, releasedAt: row.released_at, party: { en: row.party_en, zh: row.party_zh }, pieces: row.pieces, venue: row.venue, leavesBy: row.leaves_by };
  },
});

/** Lists the views of the proof of release. */
export const proofViews: readonly ViewDefinition[] = [proof, verify];
