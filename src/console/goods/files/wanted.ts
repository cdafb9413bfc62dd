import type { AttachmentKind } from '../../../modules/goods/catalogue/attachment-kinds.ts';
import { documentsOf } from '../../../modules/goods/rules/attachments.ts';
import type { WholeConsignment } from '../shapes.ts';

/** Lists the documents that the declaration of a consignment comes with, as far as it is known. */
export function documentsOfDesk({ consignment, declarations, case: found }: WholeConsignment, transportMode = declarations.at(-1)?.content['transportMode']): readonly AttachmentKind[] {
  const steps = new Set(found.steps.map((step) => step.step));
  return documentsOf({ cover: consignment.cover, transportMode, permitNeeded: steps.has('GDS-PERM'), quarantine: steps.has('GDS-HQ') || steps.has('GDS-APQ'), certified: steps.has('GDS-CERT') });
}

/** Tells under which number the declaration names a document. Shape: undefined where it names none. */
export function numberNamed(kind: AttachmentKind, declaration: WholeConsignment['declarations'][number] | undefined): string | undefined {
  const field = kind === 'airWaybill' || kind === 'billOfLading' || kind === 'transportNote' ? 'billNumber' : kind === 'contract' ? 'contractNumber' : kind === 'permit' ? 'licenceNumber' : undefined;
  const number = field === undefined ? undefined : declaration?.content[field];
  return number === undefined || number.trim() === '' ? undefined : number;
}
