import type { Db } from '../../kernel/db.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { UnreadableFile } from '../travellers/formats/roster/grid.ts';
import { bytesOf } from '../travellers/reading.ts';
import { illustrativeRates } from './catalogue/exchange.ts';
import { readReference } from './formats/reference.ts';
import type { ExchangeRate } from './rules/exchange.ts';
import { findInForce } from './rules/in-force.ts';
import type { RowProblem } from './rules/reading-rows.ts';
import { changesOf, keepRate, readKeptTariff, shippedTariff } from './rules/reference-rows.ts';
import type { KeptRow, RateContent, ReferenceKind, RowChange } from './rules/reference-rows.ts';
import type { TariffRow } from './rules/tariff-rows.ts';
import { referenceRows } from './store/reference.ts';

/** Lists what was imported of a kind by an instant, the newest import first. */
export async function importedRows(db: Db, eventId: string, kind: ReferenceKind, asOf?: string): Promise<KeptRow[]> {
  return (await referenceRows(db, eventId, kind, asOf)).map((row) => ({ code: row.code, validFrom: row.valid_from, validTo: row.valid_until, source: row.source, content: row.content as KeptRow['content'] }));
}

/** Lists exchange rates: those imported, and of currencies that none was imported of the illustrative ones that ship. */
export function ratesOf(imported: readonly KeptRow[]): readonly ExchangeRate[] {
  const known = new Set(imported.map((row) => row.code));
  return [...imported.map((row) => ({ currency: row.code, rate: (row.content as RateContent).rate, validFrom: row.validFrom, validTo: row.validTo, source: row.source })), ...illustrativeRates.filter((row) => !known.has(row.currency))];
}

/** Lists the exchange rates of an event: those imported, and of currencies that none was imported of the illustrative ones that ship. */
export async function exchangeRates(db: Db, eventId: string): Promise<readonly ExchangeRate[]> {
  return ratesOf(await importedRows(db, eventId, 'exchange'));
}

/** Lists the imported rows of the tariff; codes that none covers fall back on the illustrative rates. */
export async function tariffRows(db: Db, eventId: string): Promise<readonly TariffRow[]> {
  return (await importedRows(db, eventId, 'tariff')).map(readKeptTariff);
}

/** Reads a file of reference data and tells what each row of it changes. Refuses: `content-invalid`, `file-unreadable`. */
export async function checkReference(db: Db, eventId: string, kind: ReferenceKind, file: { readonly fileName: string; readonly content: string }, asOf?: string): Promise<{ readonly changes: readonly RowChange[]; readonly quarantined: readonly RowProblem[] }> {
  try {
    const { rows, quarantined } = readReference(kind, bytesOf(file), file.fileName);
    if (rows.length === 0 && quarantined.length === 0) throw new UnreadableFile('no-rows', 'No row stands under the header.');
    const imported = await importedRows(db, eventId, kind, asOf);
    const shipped = (code: string, day: string): KeptRow | undefined => {
      const found = imported.some((row) => row.code === code) ? undefined : findInForce(illustrativeRates.filter((row) => row.currency === code), day);
      return found === undefined ? undefined : keepRate(found);
    };
    return { changes: changesOf(rows, imported, kind === 'tariff' ? shippedTariff(imported) : shipped), quarantined };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new Refusal('file-unreadable', { fileName: file.fileName, code: error.code, reason: error.message }, '/content');
  }
}
