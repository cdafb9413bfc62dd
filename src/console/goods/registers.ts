import type { Text } from '../../words/area.ts';
import type { PermitKind } from '../../modules/goods/catalogue/kinds.ts';
import type { Account, EntryKind, InstrumentKind } from '../../modules/goods/rules/ledger/accounts.ts';
import type { Mandate } from '../../modules/goods/rules/parties.ts';
import { goodsOfficers, type partyKinds } from '../../modules/goods/shapes.ts';
import { eventNow } from '../session.ts';
import { useWords } from '../words.tsx';
import { useMoney } from './money.ts';

/** Lists who may file goods lists. */
export const listRoles = ['trader', 'customsOfficer'] as const;
/** Lists who sees parties and permits; a trader sees their own. */
export const registerRoles = [...goodsOfficers, 'trader'] as const;
/** Lists who sees the guarantees and their books. */
export const ledgerRoles = ['customsOfficer', 'dutyOfficer', 'committee', 'auditor', 'administrator'] as const;
/** Lists who sees the figures; the press without the consignments behind them. */
export const figureRoles = [...goodsOfficers, 'press'] as const;
/** Lists who decides on parties, permits and guarantees. */
export const customsRoles = ['customsOfficer', 'dutyOfficer'] as const;

/** Is a party as the register shows it. Shape: `registered` is null until customs has decided; what a trader may not see of others is null. */
export type Party = {
  readonly partyId: string; readonly kind: (typeof partyKinds)[number]; readonly name: { readonly en: string; readonly zh: string }; readonly registration: string | null; readonly contact: string | null;
  readonly filedAt: string; readonly registered: boolean | null; readonly reason: string | null; readonly decidedAt: string | null;
};
/** Is a mandate by which an agent acts for a principal. */
export type MandateEntry = { readonly mandateId: string; readonly principalId: string; readonly agentId: string; readonly validFrom: string; readonly validUntil: string; readonly revokedAt: string | null };
/** Is what `goods.parties` gives. Shape: `own` is whom a trader stands for, null for nobody and for officers. */
export type Parties = { readonly own: string | null; readonly parties: readonly Party[]; readonly mandates: readonly MandateEntry[] };

/** Is one approved line of a permit with what is drawn of it. */
export type PermitLine = {
  readonly permitId: string; readonly kind: PermitKind; readonly number: string; readonly authority: string; readonly partyId: string; readonly validFrom: string; readonly validUntil: string; readonly points: readonly string[];
  readonly position: number; readonly hsPrefix: string; readonly description: string; readonly unit: string; readonly approved: string; readonly drawn: string; readonly serials: readonly string[];
};

/** Is a guarantee with its balances. Unit: fen. */
export type Instrument = {
  readonly instrumentId: string; readonly kind: InstrumentKind; readonly reference: string; readonly guarantor: string; readonly beginsOn: string; readonly endsOn: string; readonly claimDays: number; readonly limitFen: number;
  readonly availableFen: number; readonly reservedFen: number; readonly committedFen: number; readonly claimedFen: number; readonly calledFen: number; readonly linesOpen: number;
};
/** Is one entry of a guarantee's book. Unit: fen. */
export type BookEntry = {
  readonly entryId: string; readonly position: number; readonly kind: EntryKind; readonly postedAt: string; readonly reason: string | null; readonly consignmentId: string | null; readonly number: string | null; readonly linePosition: number | null;
  readonly by: Text | null; readonly transfers: readonly { readonly debit: Account; readonly credit: Account; readonly amountFen: number }[];
};

/** Is a port that goods come in at. */
export type Point = { readonly code: string; readonly nameEn: string; readonly nameZh: string };

/** Gives a component how money, ports and days are written on the pages of goods. */
export function useGoodsWords() {
  const words = useWords();
  const money = useMoney();
  return {
    ...words,
    /** 1,234.50, from fen. */
    yuan: money.fen,
    /** PEK Capital Airport. */
    pointName: (point: Point): string => `${point.code} ${words.language === 'zh' ? point.nameZh : point.nameEn}`,
    /** A quantity of decimal text with its thousands parted. */
    quantity: (text: string): string => words.number(Number(text)),
    /** The event's today. */
    today: new Intl.DateTimeFormat('en-CA', { timeZone: words.timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(eventNow()),
  };
}

/** Tells how a mandate or a permit stands on a day. */
export function standingOn(on: string, entry: { readonly validFrom: string; readonly validUntil: string; readonly revokedAt?: string | null }): 'revoked' | 'future' | 'ended' | 'valid' {
  if (entry.revokedAt !== undefined && entry.revokedAt !== null) return 'revoked';
  return on < entry.validFrom ? 'future' : entry.validUntil < on ? 'ended' : 'valid';
}

/** Writes mandates as the rules read them. */
export function ruleMandates(mandates: readonly MandateEntry[]): Mandate[] {
  return mandates.map((one) => ({ principal_id: one.principalId, agent_id: one.agentId, valid_from: one.validFrom, valid_until: one.validUntil, revoked_at: one.revokedAt }));
}

/** Reads an amount as people write it: full-width digits, blanks and commas between thousands. Shape: undefined where it is none above zero. Unit: CNY, decimal text. */
export function readCny(typed: string): string | undefined {
  const plain = typed.normalize('NFKC').replaceAll(/[\s'’]/gu, '').replace(/^(?:CNY|RMB|¥)/iu, '').replaceAll(/,(?=\d{3}(?:\D|$))/gu, '');
  return /^\d{1,13}(?:\.\d{1,2})?$/.test(plain) && Number(plain) > 0 ? plain : undefined;
}
