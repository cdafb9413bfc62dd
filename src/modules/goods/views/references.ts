import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { tariffHeadings } from '../catalogue/tariff.ts';
import { dayAt } from '../posting.ts';
import { checkReference, importedRows, ratesOf } from '../reference.ts';
import { findInForce } from '../rules/in-force.ts';
import { keepRate, keepTariff, readKeptTariff, referenceKinds, rowsByCode, rowStates } from '../rules/reference-rows.ts';
import type { KeptRow } from '../rules/reference-rows.ts';
import { findTariffRow } from '../rules/tariff.ts';
import { bothLanguages, day, goodsOfficers, nullableText, strict } from '../shapes.ts';
import { referenceFile, rowProblem } from '../shapes/reference.ts';
import { referenceImports } from '../store/reference.ts';

const kind = Type.Enum([...referenceKinds]);
const keptRow = Type.Object({ code: Type.String(), validFrom: Type.String(), validTo: nullableText, source: Type.String(), content: Type.Unknown() });

const references = defineView({
  name: 'goods.references',
  summary: 'Lists the rows of the tariff or the exchange rates in force on a day, each with its source and whether it was imported or ships as an illustration, and every import with who, when, sources and days.',
  roles: [...goodsOfficers],
  input: Type.Object({ kind, day: Type.Optional(day) }, strict),
  output: Type.Object({
    day: Type.String(), rows: Type.Array(Type.Object({ ...keptRow.properties, imported: Type.Boolean() })),
    imports: Type.Array(Type.Object({ importedAt: Type.String(), by: bothLanguages, rows: Type.Integer(), codes: Type.Integer(), firstDay: Type.String(), lastDay: nullableText, sources: Type.Array(Type.String()) })),
  }),
  refuses: [],
  async run({ db, eventId, asOf }, input) {
    const on = input.day ?? await dayAt(db, eventId, asOf);
    const imported = await importedRows(db, eventId, input.kind, asOf);
    const known = rowsByCode(imported);
    const rows = input.kind === 'tariff'
      ? [...new Set([...known.keys(), ...tariffHeadings.map((heading) => heading.code)])].flatMap((code) => {
          const own = findInForce(known.get(code) ?? [], on);
          // What ships counts where no imported row of the code holds on the day.
          const found = own === undefined ? code.length === 6 ? findTariffRow(code, on) : undefined : readKeptTariff(own);
          return found === undefined ? [] : [{ ...keepTariff(found), imported: own !== undefined }];
        })
      : [...rowsByCode(ratesOf(imported).map(keepRate))].flatMap(([currency, rates]) => {
          const found = findInForce(rates, on);
          return found === undefined ? [] : [{ ...found, imported: known.has(currency) }];
        });
    const imports = await referenceImports(db, eventId, input.kind, asOf);
    return {
      day: on, rows: rows.toSorted((one, other) => (one.code < other.code ? -1 : 1)),
      imports: imports.map((row) => ({ importedAt: row.imported_at, by: { en: row.by_en, zh: row.by_zh }, rows: row.rows, codes: row.codes, firstDay: row.first_day, lastDay: row.last_day, sources: [...row.sources] })),
    };
  },
});

const plainRow = ({ code, validFrom, validTo, source, content }: KeptRow) => ({ code, validFrom, validTo, source, content });

const checkFile = defineView({
  name: 'goods.checkReferences',
  summary: 'Reads a file of the tariff or of exchange rates and changes nothing: what each row adds, what it takes the place of, what stands already, and what is refused by row and column.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ kind, ...referenceFile.properties }, strict),
  output: Type.Object({ changes: Type.Array(Type.Object({ row: Type.Integer(), state: Type.Enum([...rowStates]), before: Type.Union([keptRow, Type.Null()]), after: keptRow })), quarantined: Type.Array(rowProblem) }),
  refuses: ['content-invalid', 'file-unreadable'],
  async run({ db, eventId, asOf }, input) {
    const { changes, quarantined } = await checkReference(db, eventId, input.kind, input, asOf);
    return { changes: changes.map(({ row, state, before, after }) => ({ row, state, before: before === null ? null : plainRow(before), after: plainRow(after) })), quarantined: [...quarantined] };
  },
});

/** Lists the views of reference data. */
export const referenceViews: readonly ViewDefinition[] = [references, checkFile];
