import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { Exact } from '../../../kernel/money.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { bytesOf } from '../../travellers/reading.ts';
import type { KeptTariffRow } from '../reference.ts';
import { isDay } from '../rules/dates.ts';
import { readNumber } from '../rules/reading-numbers.ts';
import { decodeText, readTable, UnreadableTable } from '../rules/table-text.ts';
import { readTariff } from '../rules/tariff-rows.ts';
import { writeExact } from '../rules/tax/assessment.ts';
import { strict } from '../shapes.ts';
import { insertReferenceRows } from '../store/reference.ts';

const file = Type.Object({ fileName: Type.String({ maxLength: 200 }), content: Type.String({ maxLength: 14_000_000 }) }, strict);
const outcome = Type.Object({ rows: Type.Integer(), quarantined: Type.Array(Type.Object({ where: Type.String(), reason: Type.String() })) });
const written = (value: Exact | null): string | null => (value === null ? null : writeExact(value));

const importTariff = defineAction({
  name: 'goods.importTariff',
  summary: 'Takes rows of the tariff in from CSV, dated and with their source; from now on they count before what ships with the product. A wrong row is kept out with its place, the others are taken.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: file,
  output: outcome,
  refuses: ['content-invalid', 'file-unreadable', 'officer-needed'],
  async run({ tx, eventId, now, actor, announce }, input) {
    if (actor.officerId === null) throw new Refusal('officer-needed');
    const { rows, quarantined } = readTariff(bytesOf(input));
    if (rows.length === 0) throw new Refusal('file-unreadable', { fileName: input.fileName, code: 'no-rows', reason: quarantined[0]?.reason ?? '' }, '/content');
    await insertReferenceRows(tx, eventId, 'tariff', rows.map((row) => ({
      rowId: uuidv7(), code: row.code, validFrom: row.validFrom, validUntil: row.validTo, source: row.source,
      content: { descriptionEn: row.description.en, descriptionZh: row.description.zh, unit: row.unit, dutyRate: written(row.duty.rate), dutyAmount: written(row.duty.amountPerUnit), combination: row.duty.combination, vat: writeExact(row.vat), consumptionTaxRate: written(row.consumptionTax?.rate ?? null), consumptionTaxAmount: written(row.consumptionTax?.amountPerUnit ?? null) } satisfies KeptTariffRow,
    })), actor.officerId, now);
    announce('references');
    return { rows: rows.length, quarantined: quarantined.map(({ where, reason }) => ({ where, reason })) };
  },
});

const importRates = defineAction({
  name: 'goods.importRates',
  summary: 'Takes exchange rates in from CSV: currency, rate (yuan for one unit), validFrom, validTo, source. Of a currency that was imported the illustrative rates count no more.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: file,
  output: outcome,
  refuses: ['content-invalid', 'file-unreadable', 'officer-needed'],
  async run({ tx, eventId, now, actor, announce }, input) {
    if (actor.officerId === null) throw new Refusal('officer-needed');
    const quarantined: { where: string; reason: string }[] = [];
    const rows: { rowId: string; code: string; validFrom: string; validUntil: string | null; content: object; source: string }[] = [];
    try {
      const table = readTable(decodeText(bytesOf(input)));
      const at = (name: string): number => table.header.cells.findIndex((cell) => cell.trim().toLowerCase() === name.toLowerCase());
      const places = { currency: at('currency'), rate: at('rate'), validFrom: at('validFrom'), validTo: at('validTo'), source: at('source') };
      const missing = (['currency', 'rate', 'validFrom', 'source'] as const).filter((name) => places[name] === -1);
      if (missing.length > 0) throw new UnreadableTable(`The columns ${missing.join(', ')} are missing.`);
      for (const line of table.rows) {
        const cell = (place: number): string => (place === -1 ? '' : (line.cells[place] ?? '').trim());
        const [currency, rate, validFrom, validTo, source] = [cell(places.currency).toUpperCase(), readNumber(cell(places.rate)), cell(places.validFrom), cell(places.validTo), cell(places.source)];
        const reason = !/^[A-Z]{3}$/.test(currency) ? 'The currency has three letters, like EUR.' : 'reason' in rate ? rate.reason : rate.value.compare(Exact.zero) <= 0 ? 'The rate is above zero: yuan for one unit.'
          : !isDay(validFrom) || (validTo !== '' && (!isDay(validTo) || validTo < validFrom)) ? 'Days are written YYYY-MM-DD, the first not after the last.' : source === '' ? 'The source is missing.' : undefined;
        if (reason !== undefined || 'reason' in rate) quarantined.push({ where: `row ${line.number}`, reason: reason ?? '' });
        else rows.push({ rowId: uuidv7(), code: currency, validFrom, validUntil: validTo === '' ? null : validTo, content: { rate: writeExact(rate.value) }, source });
      }
    } catch (error) {
      if (!(error instanceof UnreadableTable)) throw error;
      throw new Refusal('file-unreadable', { fileName: input.fileName, code: 'no-table', reason: error.message }, '/content');
    }
    if (rows.length === 0) throw new Refusal('file-unreadable', { fileName: input.fileName, code: 'no-rows', reason: quarantined[0]?.reason ?? 'No row.' }, '/content');
    await insertReferenceRows(tx, eventId, 'exchange', rows, actor.officerId, now);
    announce('references');
    return { rows: rows.length, quarantined };
  },
});

/** Lists the actions that take reference data in. */
export const referenceActions: readonly ActionDefinition[] = [importTariff, importRates];
