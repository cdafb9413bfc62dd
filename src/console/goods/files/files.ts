import type { AttachmentKind, AttachmentMediaType } from '../../../modules/goods/catalogue/attachment-kinds.ts';
import { readView, useView } from '../../client.ts';

/** Is a file kept with a consignment, as `goods.attachments` shows it. */
export type Attachment = {
  readonly sha256: string; readonly kind: AttachmentKind; readonly name: string; readonly mediaType: AttachmentMediaType; readonly bytes: number; readonly givenBy: 'trader' | 'officer'; readonly keptAt: string;
  readonly by: { readonly en: string; readonly zh: string } | null; readonly supersedes: string | null; readonly reason: string | null; readonly supersededBy: string | null; readonly gone: boolean;
};

/** Is what `goods.attachments` says. Unit: bytes, files. */
export type Attachments = { readonly attachments: readonly Attachment[]; readonly mostBytes: number; readonly mostFiles: number };

/** Is what `goods.attach` says. */
export type KeptAttachment = { readonly sha256: string; readonly isNew: boolean; readonly kind: AttachmentKind; readonly name: string };

/** Lists who may attach files. Source: the roles of `goods.attach`. */
export const attachers = ['trader', 'customsOfficer', 'dutyOfficer', 'healthOfficer', 'foodSupervisor', 'committee'] as const;

/** Reads the files of a consignment and keeps them fresh. */
export function useFiles(consignmentId: string, topics: readonly string[]): ReturnType<typeof useView<Attachments>> {
  return useView<Attachments>('goods.attachments', { consignmentId }, { topics });
}

/** Tells whether a file counts now: no newer one stands in its place, and its bytes are there. */
export function isCurrent(file: Attachment): boolean {
  return file.supersededBy === null && !file.gone;
}

/** Tells whether a file is a picture. */
export function isPicture(file: Pick<Attachment, 'mediaType'>): boolean {
  return file.mediaType !== 'application/pdf';
}

/** Gives the address of a file, for an image on the page; it answers only to whoever may read the consignment. */
export function fileAddress(consignmentId: string, sha256: string): string {
  return `/api/files/goods.attachment?input=${encodeURIComponent(JSON.stringify({ consignmentId, sha256 }))}`;
}

type FileContent = { readonly fileName: string; readonly mediaType: string; readonly content: string };

/** Reads a file whole. */
export async function readFile(consignmentId: string, sha256: string): Promise<FileContent> {
  return (await readView<FileContent>('goods.attachment', { consignmentId, sha256 })).data;
}

/** Opens a file in a tab of its own, from memory. Shape: false where the browser keeps the tab shut. */
export async function openFile(consignmentId: string, sha256: string): Promise<boolean> {
  // The tab is opened at the click; a browser keeps one shut that comes later.
  const tab = window.open('', '_blank');
  if (tab === null) return false;
  try {
    const { mediaType, content } = await readFile(consignmentId, sha256);
    const address = URL.createObjectURL(new Blob([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], { type: mediaType }));
    tab.location.href = address;
    setTimeout(() => URL.revokeObjectURL(address), 10 * 60_000);
    return true;
  } catch (error) {
    tab.close();
    throw error;
  }
}
