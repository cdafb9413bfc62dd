import type { ConsignmentState } from '../../../modules/goods/shapes.ts';

/** Lists who files press equipment: journalists their own, officers for somebody. */
export const kitFilers = ['press', 'committee', 'customsOfficer'] as const;
/** Lists who sees press equipment; a journalist sees their own. */
export const kitRoles = ['customsOfficer', 'dutyOfficer', 'committee', 'auditor', 'press'] as const;

/** Is what a journalist carries in. Unit: value in fen; `daysLeft` is negative when late, null where nothing is here. */
export type Kit = {
  readonly consignmentId: string; readonly number: string; readonly accreditation: string; readonly holderName: string; readonly state: ConsignmentState; readonly pointCode: string; readonly point: { readonly en: string; readonly zh: string }; readonly venue: string;
  readonly arrivesOn: string; readonly leavesOn: string; readonly daysLeft: number | null; readonly undertaking: string | null; readonly acceptedAt: string | null; readonly carnetNumber: string | null; readonly pieces: number; readonly linesOpen: number; readonly valueFen: number; readonly owed: number;
};
/** Is what `goods.pressKits` says. */
export type Kits = { readonly own: { readonly accreditation: string; readonly holderName: string } | null; readonly kits: readonly Kit[] };

/** Lists the codes that the form offers, cameras first. Source: the tariff rows of the catalogue. */
export const kitCodes = ['852589', '900211', '847130', '851713', '851810', '852190', '852351', '962000', '851762', '852560'] as const;

/** Is a piece as it is typed. */
export type TypedPiece = { readonly key: number; readonly hsCode: string; readonly descriptionZh: string; readonly descriptionEn: string; readonly brand: string; readonly model: string; readonly serial: string; readonly value: string; readonly currency: string; readonly origin: string };

/** Gives the next piece: currency and country go on from the one before. */
export function nextPiece(pieces: readonly TypedPiece[]): TypedPiece {
  const last = pieces.at(-1);
  return { key: Math.max(0, ...pieces.map((piece) => piece.key)) + 1, hsCode: '852589', descriptionZh: '', descriptionEn: '', brand: '', model: '', serial: '', value: '', currency: last?.currency ?? 'CNY', origin: last?.origin ?? '' };
}

/** Says how a kit stands in the words of its holder: a released kit of which nothing is here has left. */
export function standingOf(kit: Kit): ConsignmentState | 'left' {
  return kit.state === 'released' && kit.linesOpen === 0 ? 'left' : kit.state;
}
