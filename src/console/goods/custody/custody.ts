/** Is a name in both languages. */
export type Name = { readonly en: string; readonly zh: string };
/** Is what of a line is at a place, or on a move. Shape: at most five hundred serial numbers; `serialCount` counts all. */
export type PlaceState = { readonly position: number; readonly place: string; readonly moveId: string | null; readonly quantity: string; readonly serials: readonly string[]; readonly serialCount: number };
/** Is a move with whether it was counted in. */
export type Move = {
  readonly moveId: string; readonly fromPlace: string; readonly toPlace: string; readonly carrier: string; readonly sealNumber: string | null; readonly dueAt: string; readonly authorisedAt: string; readonly by: Name;
  readonly receivedAt: string | null; readonly receivedBy: string | null; readonly secondOfficer: string | null; readonly differences: string | null; readonly overdue: boolean; readonly lines: readonly { readonly position: number; readonly quantity: string; readonly serials: number }[];
};
/** Is a line's balance: what came in, what is here, and how the rest has gone. */
export type LineBalance = { readonly position: number; readonly description: Name; readonly unit: string; readonly quantity: string; readonly here: string; readonly gone: Readonly<Record<string, string>> };
/** Is what `goods.custody` says. */
export type Custody = { readonly places: readonly PlaceState[]; readonly moves: readonly Move[]; readonly balances: readonly LineBalance[] };

/** Is what a count found that does not come out. */
export type CountDifference = { readonly position: number; readonly where: 'handedOver' | 'left'; readonly expected: string; readonly counted: string; readonly missing: readonly string[]; readonly extra: readonly string[] };

/** Is what a change does to money and permits. Unit: fen. */
export type ChangeEffect = {
  readonly reservedFen: number; readonly estimateFen: number | null; readonly newEstimateFen: number | null; readonly unpriced: string | null; readonly linesGivenBack: number;
  readonly gaps: readonly { readonly linePosition: number; readonly reason: string; readonly missing: string }[]; readonly appointmentLost: boolean; readonly confirmedAgain: boolean;
};
/** Is what was asked to be changed, and what customs decided. */
export type Change = {
  readonly changeId: string; readonly consignmentId: string; readonly number: string; readonly party: Name; readonly kind: 'declaration' | 'list' | 'cancellation'; readonly reason: string; readonly content: unknown; readonly effect: ChangeEffect;
  readonly askedAt: string; readonly askedBy: Name | null; readonly granted: boolean | null; readonly decisionReason: string | null; readonly decidedAt: string | null; readonly decidedBy: Name | null; readonly successor: { readonly consignmentId: string; readonly number: string } | null;
};

/** Lists who gives leave to move and orders counts. Source: the roles of `goods.authoriseMove`. */
export const moverRoles = ['customsOfficer', 'dutyOfficer'] as const;
/** Lists who counts in what arrived. Source: the roles of `goods.receiveMove`. */
export const receiverRoles = [...moverRoles, 'committee'] as const;
/** Lists who may ask for a change. Source: the roles of `goods.askChange`. */
export const askerRoles = ['trader', 'customsOfficer'] as const;
