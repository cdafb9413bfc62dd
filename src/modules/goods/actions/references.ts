import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { checkReference } from '../reference.ts';
import type { ReferenceKind } from '../rules/reference-rows.ts';
import { referenceFile, rowProblem } from '../shapes/reference.ts';
import { insertReferenceRows } from '../store/reference.ts';

const outcome = Type.Object({ rows: Type.Integer(), unchanged: Type.Integer(), quarantined: Type.Array(rowProblem) });

async function importRows({ tx, eventId, now, actor, announce }: ActionContext, kind: ReferenceKind, file: { readonly fileName: string; readonly content: string }) {
  if (actor.officerId === null) throw new Refusal('officer-needed');
  const { changes, quarantined } = await checkReference(tx, eventId, kind, file);
  if (changes.length === 0) throw new Refusal('file-unreadable', { fileName: file.fileName, code: 'no-rows', reason: quarantined[0]?.reason ?? '' }, '/content');
  const news = changes.filter((change) => change.state !== 'unchanged').map(({ after }) => after);
  if (news.length > 0) await insertReferenceRows(tx, eventId, kind, news.map((row) => ({ rowId: uuidv7(), code: row.code, validFrom: row.validFrom, validUntil: row.validTo, source: row.source, content: row.content })), actor.officerId, now);
  announce('references');
  return { rows: news.length, unchanged: changes.length - news.length, quarantined: [...quarantined] };
}

const importTariff = defineAction({
  name: 'goods.importTariff',
  summary: 'Takes rows of the tariff in from CSV or XLSX, dated and with their source; from now on they count before what ships with the product. A wrong row is kept out with its place, the others are taken; a row that stands already is not taken again.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: referenceFile,
  output: outcome,
  refuses: ['officer-needed', 'content-invalid', 'file-unreadable'],
  run: async (context, input) => importRows(context, 'tariff', input),
});

const importRates = defineAction({
  name: 'goods.importRates',
  summary: 'Takes exchange rates in from CSV or XLSX: currency, rate (yuan for one unit), validFrom, validTo, source. Of a currency that was imported the illustrative rates count no more.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: referenceFile,
  output: outcome,
  refuses: ['officer-needed', 'content-invalid', 'file-unreadable'],
  run: async (context, input) => importRows(context, 'exchange', input),
});

/** Lists the actions that take reference data in. */
export const referenceActions: readonly ActionDefinition[] = [importTariff, importRates];
