/** Gives the address of a person's case, where each of their steps can be done. */
export function personPath(caseId: string, step?: string): string {
  return `/person/${caseId}${step === undefined ? '' : `?step=${step}`}`;
}
