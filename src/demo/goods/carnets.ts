import { carnetPieces } from '../../modules/goods/rules/carnet-imports.ts';
import { writeFen } from '../../kernel/money.ts';
import { illustrativeRates } from '../../modules/goods/catalogue/exchange.ts';
import { listedLines } from '../../modules/goods/rules/listed.ts';
import { minute, portTime } from '../days.ts';
import type { ConsignmentSpec } from './consignment-spec.ts';
import type { GoodsDeed, GoodsKnown } from './deeds.ts';
import { carnets } from './parties.ts';
import type { InstrumentSpec } from './parties.ts';
import { portDay } from './work-time.ts';

/** Names the chain of a carnet's book, whose records follow one another. */
export function carnetChain(instrument: string): string {
  return `book of ${instrument}`;
}

const countryOf: Readonly<Record<string, string>> = { 'carnet 1': 'DEU', 'carnet 2': 'CZE', 'carnet 3': 'FRA', 'carnet 4': 'ESP', 'carnet 5': 'NLD', 'carnet 6': 'JPN' };

/** Writes the book of each carnet: entered with the list of everything that comes under it, then what came in, by item; what leaves is recorded by the act that lets it go. */
export function carnetDeeds(consignments: readonly ConsignmentSpec[]): GoodsDeed[] {
  return carnets.flatMap((carnet) => bookOf(carnet, consignments.filter((spec) => spec.instrument === carnet.key)));
}

function bookOf(carnet: InstrumentSpec, specs: readonly ConsignmentSpec[]): GoodsDeed[] {
  const chain = carnetChain(carnet.key);
  const items = specs.flatMap((spec) => listedLines(spec.list, portDay(spec.at.submit), illustrativeRates).map((line) => ({ spec, line, quantity: carnetPieces(line.quantity, line.unit) })));
  const named = (spec: ConsignmentSpec, positions: readonly number[]): object[] => items.flatMap((one, place) => (one.spec === spec && positions.includes(one.line.position) ? [{ item: place + 1, quantity: one.quantity }] : []));
  const base = { chain, by: 'customsOfficer', station: ['PEK', 'goodsDesk'] } as const;
  const carnetId = ({ result }: GoodsKnown): unknown => result(chain, 'enter')['carnetId'];
  const record = (spec: ConsignmentSpec, kind: string, at: number, positions: readonly number[], more: (known: GoodsKnown) => object | undefined): GoodsDeed => ({
    ...base, needs: [spec.key], name: `${kind} ${spec.key}`, at, action: 'goods.recordCarnet',
    input: (known) => { const given = more(known); return given === undefined ? undefined : { carnetId: carnetId(known), kind, day: portDay(at), place: spec.pointCode, items: named(spec, positions), ...given }; },
  });
  // Right before the assessment, which waits for it: whatever else is done to the consignment has been done by then, so that its records stand in the order of time.
  const records = specs.flatMap((spec) => {
    const all = spec.list.lines.map((line) => line.position);
    return [
      record(spec, 'import', spec.at.assess - minute, all, ({ result }) => {
        const owed = (result(spec.key, 'reroute')['owed'] ?? result(spec.key, 'accept')['owed'] ?? []) as readonly string[];
        return owed.includes('GDS-ATA') ? { voucher: `IMP-${spec.key}`, consignmentId: result(spec.key, 'submit')['consignmentId'] } : undefined;
      }),
    ];
  });
  return [{
    ...base, needs: [], name: 'enter', at: portTime(carnet.beginsOn, 10 * 60 + 30), action: 'goods.enterCarnet',
    input: () => ({
      number: carnet.reference, association: carnet.guarantor, country: countryOf[carnet.key]!, holder: specs[0]?.company.nameEn ?? carnet.guarantor, validFrom: carnet.beginsOn, validTo: carnet.endsOn,
      // The association answers for a tenth more than the duties, as it does by the convention.
      dutiesCny: (Math.ceil((Number(carnet.amountCny) * 100) / 1.1) / 100).toFixed(2), securityCny: carnet.amountCny,
      items: items.map(({ line, quantity }) => ({ description: line.descriptionEn, ...(line.serials.length === 0 ? {} : { serialNumbers: [...line.serials] }), quantity, valueCny: writeFen(line.valueFen) })),
    }),
  }, ...records];
}
