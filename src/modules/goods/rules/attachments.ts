import { allowed, refused } from '../../../kernel/refusal.ts';
import type { Verdict } from '../../../kernel/refusal.ts';
import { attachmentEndings } from '../catalogue/attachment-kinds.ts';
import type { AttachmentKind, AttachmentMediaType } from '../catalogue/attachment-kinds.ts';
import type { Cover } from '../shapes.ts';

/** Is what is judged when a file is to take the place of another. */
export interface KeptFile { readonly name: string; readonly givenBy: 'trader' | 'officer'; readonly supersededBy: string | null }

/** Says whether a file may be kept with a consignment: until it has ended. Refuses: `consignment-cancelled`, `case-closed`. */
export function canAttach(facts: { readonly number: string; readonly taken_out_at: string | null; readonly closed_at: string | null }): Verdict {
  if (facts.taken_out_at !== null) return refused('consignment-cancelled', { number: facts.number });
  return facts.closed_at === null ? allowed : refused('case-closed');
}

/** Says whether a side may put another file in the place of one: of its own files, and of the newest only. Refuses: `attachment-superseded`, `attachment-of-others`. */
export function canSupersede(file: KeptFile, side: 'trader' | 'officer'): Verdict {
  if (file.supersededBy !== null) return refused('attachment-superseded', { name: file.name }, '/supersedes');
  return file.givenBy === side ? allowed : refused('attachment-of-others', { name: file.name }, '/supersedes');
}

// Controls, and signs that turn the direction of a text or cannot be seen.
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const longest = 120;

/** Makes of whatever a file was called a name that can be shown and saved: its last part, without signs that cannot be seen, with the ending that its content has. */
export function fileNameOf(given: string, kind: AttachmentKind, mediaType: AttachmentMediaType): string {
  const ending = attachmentEndings[mediaType];
  const last = given.normalize('NFC').split(/[/\\]/).at(-1)!.replaceAll(unseen, '').replaceAll(/[<>:"|?*]/g, '_').replaceAll(/\s+/g, ' ').replaceAll(/^[. ]+|[. ]+$/g, '');
  const own = mediaType === 'image/jpeg' ? /\.jpe?g$/i : new RegExp(`\\.${ending}$`, 'i');
  const stem = [...(own.test(last) ? last.replace(own, '') : last)].slice(0, longest).join('').trim();
  return `${stem === '' ? kind : stem}.${ending}`;
}

/** Is what says which documents a declaration comes with. */
export interface DocumentFacts { readonly cover: Cover; readonly transportMode: string | undefined; readonly permitNeeded: boolean; readonly quarantine: boolean; readonly certified: boolean }

/** Lists the documents that a declaration comes with, in their order. Source: 海关法 art. 24; the letter: published guide; the carnet: A.T.A. Convention. */
export function documentsOf(facts: DocumentFacts): readonly AttachmentKind[] {
  const transport: AttachmentKind | undefined = facts.transportMode === 'air' ? 'airWaybill' : facts.transportMode === 'sea' ? 'billOfLading' : facts.transportMode === 'carried' || facts.transportMode === undefined ? undefined : 'transportNote';
  return [
    'invoice', 'packingList', ...(transport === undefined ? [] : [transport]), ...(facts.certified ? ['proofLetter' as const] : []), ...(facts.permitNeeded ? ['permit' as const] : []), ...(facts.cover === 'carnet' ? ['carnet' as const] : []),
    ...(facts.quarantine ? ['quarantineCertificate' as const] : []),
  ];
}
