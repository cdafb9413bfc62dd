import type { ActionContext } from '../../kernel/action.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { attachmentRows } from './store/attachments.ts';

/**
 * Checks that what a record is to name are files kept with its consignment, and gives them for its evidence.
 * Shape: `{ files }` with each hash once, in the order given; empty where none is given.
 * Refuses: `attachment-unknown`, `attachment-gone`.
 */
export async function filesForEvidence({ tx, eventId, now }: ActionContext, consignmentId: string, files: readonly string[] | undefined): Promise<{ readonly files?: readonly string[] }> {
  if (files === undefined || files.length === 0) return {};
  const kept = new Map((await attachmentRows(tx, eventId, consignmentId, now)).map((row) => [row.sha256, row]));
  for (const [place, sha256] of files.entries()) {
    const row = kept.get(sha256);
    if (row === undefined) throw new Refusal('attachment-unknown', { sha256 }, `/files/${place}`);
    // Nobody examines what is no longer there.
    if (row.gone) throw new Refusal('attachment-gone', { sha256 }, `/files/${place}`);
  }
  return { files: [...new Set(files)] };
}
