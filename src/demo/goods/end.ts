import { prescribedFor } from '../../modules/prescribed/catalogue/consignment-kinds.ts';
import { kinds } from '../../modules/goods/catalogue/kinds.ts';
import type { GoodsLine } from '../../modules/goods/shapes/list.ts';
import { dayLength } from '../days.ts';
import type { ConsignmentSpec } from './consignment-spec.ts';
import type { GoodsDeed, GoodsKnown } from './deeds.ts';
import { portDay } from './work-time.ts';

type Customs = (name: string, when: number, action: string, input: (known: GoodsKnown) => object | undefined, station?: string) => GoodsDeed;

const itemOf = (line: GoodsLine): object => ({ position: line.position, quantity: line.quantity, ...(line.serials.length === 0 ? {} : { serials: line.serials }) });

// Under a carnet the re-export has its voucher.
const voucherOf = (spec: ConsignmentSpec): object => (spec.cover === 'carnet' ? { voucher: `EXP-${spec.key}` } : {});

// What leaves is scanned against what came in; now and then one line was broken and has been destroyed before.
function leaving(spec: ConsignmentSpec, number: number, from: number, customs: Customs, owed: (known: GoodsKnown) => readonly string[]): GoodsDeed[] {
  const { lines } = spec.list;
  const broken = number % 6 === 0 && lines.length > 1 && kinds[spec.kind].closesBy.includes('destruction') ? lines[0]! : undefined;
  const rest = lines.filter((line) => line !== broken);
  return [
    ...(broken === undefined ? [] : [customs('destroy', from - dayLength, 'goods.dispose', () => ({ kind: 'destruction', evidence: `Record of destruction ${spec.key}`, items: [itemOf(broken)] }), 'venueStore')]),
    customs('exit', from, 'goods.scanExit', (known) => (owed(known).includes('GDS-EXIT') ? { serials: rest.flatMap((line) => line.serials), counts: rest.filter((line) => line.serials.length === 0).map(({ position, quantity }) => ({ position, quantity })), evidence: `Left by ${spec.conveyance}`, ...voucherOf(spec) } : undefined), 'cargoExit'),
    customs('close', from + dayLength / 24, 'goods.close', () => ({})),
  ];
}

/** Writes how a consignment ends: it leaves whole and is closed, it leaves in part, its stay is extended, or it is used up where it was to stay. */
export function endDeeds(spec: ConsignmentSpec, number: number, customs: Customs, owed: (known: GoodsKnown) => readonly string[]): GoodsDeed[] {
  const { fate, kind, list, at } = spec;
  if (fate === 'stays') return [];
  const after = (days: number): number => at.deliver + days * dayLength;
  if (!kinds[kind].temporary) {
    const owesDisposition = prescribedFor[kind]['GDS-DISP'] === 'always' || spec.freeQuota;
    // Instruments with numbers are kept, not used up.
    if (owesDisposition && list.lines.some((line) => line.serials.length > 0)) return [];
    const from = after(10 + (number % 21));
    return [...(owesDisposition ? [customs('consume', from, 'goods.dispose', () => ({ kind: 'consumption', evidence: `Stock card ${spec.key}`, items: list.lines.map(itemOf) }), 'venueStore')] : []), customs('close', from + dayLength / 24, 'goods.close', () => ({}))];
  }
  const isEarly = portDay(at.release) < '2021-08-01';
  const deeds: GoodsDeed[] = [];
  if (fate === 'leaves') deeds.push(...leaving(spec, number, after(isEarly ? 40 + ((number * 13) % 100) : 18 + ((number * 13) % 40)), customs, owed));
  // Half of the lines go home after the test event, the rest waits for the Games.
  if ((fate === 'leavesInPart' || fate === 'extendedInPart') && list.lines.length > 1) deeds.push(customs('part', after(20 + (number % 30)), 'goods.dispose', () => ({ kind: 'reExport', evidence: `Left by ${spec.conveyance}`, ...voucherOf(spec), items: list.lines.slice(0, Math.ceil(list.lines.length / 2)).map(itemOf) }), 'cargoExit'));
  if (fate === 'extended' || fate === 'extendedInPart') deeds.push(customs('extend', after(155 + (number % 15)), 'goods.extend', () => ({ months: 6, reason: 'Used again at the Games' })));
  return deeds;
}
