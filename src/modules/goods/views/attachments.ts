import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { fileShape } from '../../flights/shapes.ts';
import { attachmentLimits } from '../attachment-limits.ts';
import { attachmentKinds } from '../catalogue/attachment-kinds.ts';
import { readConsignment } from '../consignment.ts';
import { bothLanguages, contentHash, goodsOfficers, identifier, nullableText, strict } from '../shapes.ts';
import { attachmentRows, findAttachment } from '../store/attachments.ts';

const attachments = defineView({
  name: 'goods.attachments',
  summary: 'Lists the files kept with a consignment, superseded ones among them, to whoever may read the consignment: what each documents, by whom and when, and its hash; and how much may be kept.',
  roles: [...goodsOfficers, 'trader', 'press'],
  input: Type.Object({ consignmentId: identifier }, strict),
  output: Type.Object({
    attachments: Type.Array(Type.Object({
      sha256: contentHash, kind: Type.Enum([...attachmentKinds]), name: Type.String(), mediaType: Type.String(), bytes: Type.Integer(), givenBy: Type.Enum(['trader', 'officer']), keptAt: Type.String(), by: Type.Union([bothLanguages, Type.Null()]),
      supersedes: nullableText, reason: nullableText, supersededBy: nullableText, gone: Type.Boolean(),
    })),
    mostBytes: Type.Integer(), mostFiles: Type.Integer(),
  }),
  refuses: ['consignment-unknown', 'party-not-filed'],
  async run({ db, eventId, asOf, actor }, input) {
    await readConsignment(db, eventId, asOf, actor, input.consignmentId);
    const limits = attachmentLimits();
    return {
      attachments: (await attachmentRows(db, eventId, input.consignmentId, asOf)).map((row) => ({
        sha256: row.sha256, kind: row.kind, name: row.name, mediaType: row.media_type, bytes: row.byte_count, givenBy: row.given_by, keptAt: row.kept_at, by: row.by_en === null || row.by_zh === null ? null : { en: row.by_en, zh: row.by_zh },
        supersedes: row.supersedes, reason: row.reason, supersededBy: row.superseded_by, gone: row.gone,
      })),
      mostBytes: limits.bytes, mostFiles: limits.files,
    };
  },
});

const attachment = defineView({
  name: 'goods.attachment',
  summary: 'Gives one file of a consignment, byte for byte as it is kept, to whoever may read the consignment.',
  roles: [...goodsOfficers, 'trader', 'press'],
  input: Type.Object({ consignmentId: identifier, sha256: contentHash }, strict),
  output: fileShape,
  refuses: ['consignment-unknown', 'party-not-filed', 'attachment-unknown', 'attachment-gone'],
  async run({ db, eventId, asOf, actor }, input) {
    await readConsignment(db, eventId, asOf, actor, input.consignmentId);
    const file = await findAttachment(db, eventId, input.consignmentId, input.sha256, asOf);
    if (file === undefined) throw new Refusal('attachment-unknown', { sha256: input.sha256 }, '/sha256');
    if (file.content === null) throw new Refusal('attachment-gone', { sha256: input.sha256 }, '/sha256');
    return { fileName: file.name, mediaType: file.media_type, content: file.content.toString('base64') };
  },
});

/** Lists the views of files kept with a consignment. */
export const attachmentViews: readonly ViewDefinition[] = [attachments, attachment];
