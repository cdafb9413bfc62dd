import type { Carnet, CarnetRecord, CarnetRecordKind, CarnetStanding, ItemState } from '../../../modules/goods/rules/carnets.ts';
import type { Text } from '../../../words/area.ts';
import type { Tone } from '../../design/Badge.tsx';

/** Is a carnet as the list shows it. */
export type CarnetHead = {
  readonly carnetId: string; readonly number: string; readonly association: string; readonly country: string; readonly holder: string; readonly validFrom: string; readonly validTo: string; readonly state: CarnetStanding;
  readonly leavesBy: string | null; readonly daysLeft: number | null; readonly pieces: number; readonly here: number; readonly seized: number;
};

/** Is an item of a carnet with where its pieces are. */
export type CarnetLine = {
  readonly item: number; readonly description: string; readonly serialNumbers: readonly string[]; readonly quantity: number; readonly valueFen: number; readonly imported: number; readonly reExported: number; readonly regularised: number; readonly here: number; readonly seized: number; readonly leavesBy: string | null; readonly state: ItemState;
};

/** Is one record of a carnet. */
export type CarnetEntry = {
  readonly recordId: string; readonly kind: CarnetRecordKind; readonly day: string; readonly voucher: string | null; readonly place: string | null; readonly reexportBy: string | null; readonly consignment: { readonly consignmentId: string; readonly number: string } | null;
  readonly items: readonly { readonly item: number; readonly quantity: number }[]; readonly by: Text | null; readonly recordedAt: string;
};

/** Is what `goods.carnet` gives. Unit: fen. */
export type WholeCarnet = {
  readonly carnet: CarnetHead & { readonly dutiesFen: number; readonly securityFen: number };
  readonly items: readonly CarnetLine[];
  readonly records: readonly CarnetEntry[];
  readonly clocks: { readonly claimBy: string; readonly claimedOn: string | null; readonly proveBy: string | null; readonly depositFrom: string | null; readonly depositedOn: string | null; readonly finalAfter: string | null; readonly withdrawnOn: string | null; readonly suspendedDays: number };
};

/** Lists the tones of a carnet's states and of its items'. */
export const carnetTones: Readonly<Record<CarnetStanding | ItemState, Tone>> = { abroad: 'neutral', here: 'current', overdue: 'wrong', claimed: 'late', closed: 'quiet', seized: 'late' };

/** Writes a carnet as the rules read it. */
export function ruleCarnet({ carnet, items }: WholeCarnet): Carnet {
  return {
    carnetId: carnet.carnetId, number: carnet.number, association: carnet.association, country: carnet.country, holder: carnet.holder, issuedOn: carnet.validFrom, validTo: carnet.validTo, dutiesFen: BigInt(carnet.dutiesFen), securityFen: BigInt(carnet.securityFen),
    items: items.map((one) => ({ item: one.item, description: one.description, serialNumbers: one.serialNumbers, quantity: BigInt(one.quantity), valueFen: BigInt(one.valueFen) })),
  };
}

/** Writes the records of a carnet as the rules read them. */
export function ruleRecords(records: readonly CarnetEntry[]): CarnetRecord[] {
  return records.map(({ kind, day, voucher, place, reexportBy, items }) => ({ kind, day, voucher, place, reexportBy, items: items.map((one) => ({ item: one.item, quantity: BigInt(one.quantity) })) }));
}
