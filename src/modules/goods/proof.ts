import { createHash } from 'node:crypto';

/** Makes the code of a proof of release: the consignment's number, and eight signs that only the record of its release gives. Shape: `PEK-2201-7K3QX/4F9A22C1`. */
export function proofCode(number: string, recordId: string, contentHash: string): string {
  return `${number}/${createHash('sha256').update(`${recordId}\n${contentHash}`).digest('hex').slice(0, 8).toUpperCase()}`;
}

/** Parts a code as somebody typed it. Shape: undefined where it has not the form of one. */
export function readProofCode(text: string): { readonly number: string; readonly code: string } | undefined {
  const plain = text.normalize('NFKC').toUpperCase().replaceAll(/\s/g, '');
  const match = /^([A-Z0-9]{2,8}-\d{4}-[0-9A-Z]{5})\/([0-9A-F]{8})$/.exec(plain);
  return match === null ? undefined : { number: match[1]!, code: plain };
}
