import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { hasRole } from '../../../kernel/officer.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { bytesOf } from '../../certificates/actions.ts';
import { recordInTransaction } from '../../prescribed/in-transaction.ts';
import { attachmentLimits } from '../attachment-limits.ts';
import { filesForEvidence } from '../attaching.ts';
import { attachmentDefinitions, attachmentKinds } from '../catalogue/attachment-kinds.ts';
import { announceConsignment, getConsignment, getLocked } from '../consignment.ts';
import { readAttachment } from '../formats/attachment/read.ts';
import { canAttach, canSupersede, fileNameOf } from '../rules/attachments.ts';
import { contentHash, goodsOfficers, identifier, strict } from '../shapes.ts';
import { attachmentRows, insertAttachment } from '../store/attachments.ts';

const attach = defineAction({
  name: 'goods.attach',
  summary: 'Keeps a file with a consignment: a document of its declaration, or a photograph. It is judged by its content, loses what a picture tells of place and device, and is named by the SHA-256 of what is kept; the same bytes twice are the same file. What was wrong is superseded by another file, with the reason.',
  roles: ['trader', 'customsOfficer', 'dutyOfficer', 'healthOfficer', 'foodSupervisor', 'committee'],
  input: Type.Object({
    consignmentId: identifier, kind: Type.Enum([...attachmentKinds]), fileName: Type.String({ minLength: 1, maxLength: 400 }), content: Type.String({ minLength: 1, maxLength: 22_000_000 }),
    supersedes: Type.Optional(Type.Object({ sha256: contentHash, reason: Type.String({ minLength: 3, maxLength: 1000 }) }, strict)),
  }, strict),
  output: Type.Object({ sha256: contentHash, isNew: Type.Boolean(), kind: Type.Enum([...attachmentKinds]), name: Type.String(), mediaType: Type.String(), bytes: Type.Integer() }),
  refuses: [
    'consignment-unknown', 'party-not-filed', 'consignment-cancelled', 'case-closed', 'attachment-too-large', 'content-invalid', 'attachment-unknown-format', 'attachment-heif', 'attachment-tiff', 'attachment-locked', 'attachment-broken', 'attachment-pixels',
    'attachment-not-picture', 'attachment-unknown', 'attachment-same', 'attachment-superseded', 'attachment-of-others', 'attachment-too-many',
  ],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    const row = await getLocked(context, input.consignmentId);
    demand(canAttach(row));
    const limits = attachmentLimits();
    // Four signs of base64 stand for three bytes; a file that is too large is not even decoded.
    if (input.content.length * 0.75 > limits.bytes + 2) throw new Refusal('attachment-too-large', { name: input.fileName, megabytes: limits.bytes / 1_000_000 }, '/content');
    const { mediaType, bytes } = readAttachment(bytesOf(input.content, input.fileName), input.fileName);
    if (attachmentDefinitions[input.kind].pictureOnly === true && mediaType === 'application/pdf') throw new Refusal('attachment-not-picture', { name: input.fileName }, '/kind');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const kept = await attachmentRows(tx, eventId, row.consignment_id, now);
    const same = kept.find((one) => one.sha256 === sha256);
    const givenBy = hasRole(actor, goodsOfficers) ? 'officer' : 'trader';
    if (input.supersedes !== undefined) {
      const older = kept.find((one) => one.sha256 === input.supersedes!.sha256);
      if (older === undefined) throw new Refusal('attachment-unknown', { sha256: input.supersedes.sha256 }, '/supersedes');
      if (same !== undefined) throw new Refusal('attachment-same', { name: same.name }, '/content');
      demand(canSupersede({ name: older.name, givenBy: older.given_by, supersededBy: older.superseded_by }, givenBy));
    } else if (same !== undefined) return { sha256, isNew: false, kind: same.kind, name: same.name, mediaType: same.media_type, bytes: same.byte_count };
    if (kept.length >= limits.files) throw new Refusal('attachment-too-many', { number: row.number, most: limits.files }, '/content');
    const name = fileNameOf(input.fileName, input.kind, mediaType);
    await insertAttachment(tx, eventId, { consignmentId: row.consignment_id, sha256, kind: input.kind, name, mediaType, bytes, givenBy, supersedes: input.supersedes?.sha256 ?? null, reason: input.supersedes?.reason ?? null }, actor.officerId, now);
    announceConsignment(context, row.consignment_id);
    return { sha256, isNew: true, kind: input.kind, name, mediaType, bytes: bytes.length };
  },
});

const recordWithFiles = defineAction({
  name: 'goods.recordWithFiles',
  summary: 'Records one step of a consignment with the files that were examined or the photographs that were taken for it: its evidence names their hashes, so that the hash of the record’s case covers them.',
  roles: ['customsOfficer', 'dutyOfficer', 'healthOfficer', 'foodSupervisor', 'committee'],
  input: Type.Object({
    consignmentId: identifier, step: Type.String({ maxLength: 12 }), evidence: Type.Object({}, { additionalProperties: true }), files: Type.Array(contentHash, { minItems: 1, maxItems: 200 }), corrects: Type.Optional(identifier),
  }, strict),
  output: Type.Object({ outcome: Type.String(), added: Type.Array(Type.String()), owed: Type.Array(Type.String()) }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'attachment-unknown', 'attachment-gone', 'step-unknown', 'role-not-allowed', 'step-by-action', 'evidence-invalid', 'step-not-owed', 'step-too-early', 'still-owed', 'case-closed', 'case-withdrawn', 'correction-unknown', 'evidence-key-taken'],
  async run(context, input) {
    const row = await getConsignment(context, input.consignmentId);
    const named = await filesForEvidence(context, row.consignment_id, input.files);
    const [result] = await recordInTransaction(context, [{ recordId: context.command.id, caseId: row.consignment_id, step: input.step, evidence: { ...input.evidence, ...named }, ...(input.corrects === undefined ? {} : { corrects: input.corrects }) }]);
    announceConsignment(context, row.consignment_id);
    return { outcome: result!.outcome, added: [...result!.added], owed: [...result!.owed] };
  },
});

/** Lists the actions on files kept with a consignment. */
export const attachmentActions: readonly ActionDefinition[] = [attach, recordWithFiles];
