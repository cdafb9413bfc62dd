import type { Db } from '../../kernel/db.ts';
import { illustrativeRates } from './catalogue/exchange.ts';
import type { ExchangeRate } from './rules/exchange.ts';
import { referenceRows } from './store/reference.ts';

/** Lists the exchange rates of an event: those imported, and of currencies that none was imported of the illustrative ones that ship. */
export async function exchangeRates(db: Db, eventId: string): Promise<readonly ExchangeRate[]> {
  const imported = await referenceRows(db, eventId, 'exchange');
  const known = new Set(imported.map((row) => row.code));
  return [...imported.map((row) => ({ currency: row.code, rate: String((row.content as { rate: string }).rate), validFrom: row.valid_from, validTo: row.valid_until, source: row.source })), ...illustrativeRates.filter((row) => !known.has(row.currency))];
}
