import { prescribedFor } from '../../modules/prescribed/catalogue/consignment-kinds.ts';
import { kinds } from '../../modules/goods/catalogue/kinds.ts';
import type { Role } from '../../kernel/officer.ts';
import { minute, portTime } from '../days.ts';
import { madeUntil } from '../schedule.ts';
import { carnetChain } from './carnets.ts';
import type { ConsignmentSpec } from './consignment-spec.ts';
import type { GoodsDeed, GoodsKnown } from './deeds.ts';
import { endDeeds } from './end.ts';
import { permitChain, permitsOf } from './opening.ts';
import { evidenceOf } from './seen.ts';
import { portDay } from './work-time.ts';

// Who sees at the inspection what is not customs' own to see.
const seenBy: Readonly<Partial<Record<ConsignmentSpec['kind'], { readonly by: Role; readonly steps: readonly string[] }>>> = {
  K09: { by: 'healthOfficer', steps: ['GDS-HQ', 'GDS-SAMP'] }, K10: { by: 'foodSupervisor', steps: ['GDS-LABL', 'GDS-SAMP'] }, K12: { by: 'healthOfficer', steps: ['GDS-APQ'] }, K13: { by: 'healthOfficer', steps: ['GDS-APQ', 'GDS-SAMP'] },
};
const afterRelease = new Set(['GDS-DLVR', 'GDS-STOCK', 'GDS-RPT']);

// What is owed stands in the answer by which the lane was set, the last one where there are several.
const owedBy = ({ result }: GoodsKnown, chain: string): readonly string[] => (result(chain, 'reroute')['owed'] ?? result(chain, 'accept')['owed'] ?? []) as readonly string[];
const idBy = ({ result }: GoodsKnown, chain: string): unknown => result(chain, 'submit')['consignmentId'];

function recordsOf(known: GoodsKnown, spec: ConsignmentSpec, number: number, wanted: (step: string) => boolean): object[] {
  return owedBy(known, spec.key).flatMap((step) => {
    const evidence = wanted(step) ? evidenceOf(spec, step, number) : undefined;
    return evidence === undefined ? [] : [{ consignmentId: idBy(known, spec.key), step, evidence }];
  });
}

const deliveryChain = (spec: ConsignmentSpec): string => `deliveries ${portDay(spec.at.deliver)}`;

/** Writes how the venues' stores report in the evening what reached them on the day, all of it at once. */
export function deliveryDeeds(consignments: readonly ConsignmentSpec[]): GoodsDeed[] {
  const days = new Map<string, { spec: ConsignmentSpec; number: number }[]>();
  consignments.forEach((spec, number) => days.set(deliveryChain(spec), [...(days.get(deliveryChain(spec)) ?? []), { spec, number }]));
  return [...days].map(([chain, brought]): GoodsDeed => ({
    chain, needs: brought.map(({ spec }) => spec.key), name: 'deliver', at: portTime(portDay(brought[0]!.spec.at.deliver), 19 * 60 + 30), by: 'customsOfficer', station: ['PEK', 'venueStore'], action: 'goods.recordMany',
    input: (known) => { const records = brought.flatMap(({ spec, number }) => recordsOf(known, spec, number, (step) => afterRelease.has(step))); return records.length === 0 ? undefined : { records }; },
  }));
}

/** Writes the script of a consignment: everything that happens to it, in the order of time. */
export function consignmentDeeds(spec: ConsignmentSpec, number: number): GoodsDeed[] {
  const { key: chain, kind, at, story, pointCode } = spec;
  const owed = (known: GoodsKnown): readonly string[] => owedBy(known, chain);
  const deed = (name: string, when: number, by: GoodsDeed['by'], station: string | null, action: string, input: (known: GoodsKnown) => object | undefined, needs: readonly string[] = []): GoodsDeed => ({
    chain, needs, name, at: when, by, station: station === null ? null : [pointCode, station], action, input: (known) => { const given = input(known); return given === undefined ? undefined : name === 'submit' ? given : { consignmentId: idBy(known, chain), ...given }; },
  });
  const customs = (name: string, when: number, action: string, input: (known: GoodsKnown) => object | undefined, station = 'goodsDesk', needs: readonly string[] = []): GoodsDeed => deed(name, when, 'customsOfficer', station, action, input, needs);
  const filer = spec.agent ?? spec.company;

  const filing = ({ result }: GoodsKnown): object => ({
    kind, cover: spec.cover, pointCode, venue: spec.venue, expectedOn: portDay(at.gate), partyId: result(spec.company.key, 'file')['partyId'], ...(spec.agent === null ? {} : { agentId: result(spec.agent.key, 'file')['partyId'] }), ...(spec.freeQuota ? { freeQuota: true } : {}),
    fileName: `${spec.key}.xlsx`,
  });
  const deeds = [deed('submit', at.submit, filer, null, 'goods.submit', (known) => ({ ...filing(known), list: spec.list }), [spec.company.key, ...(spec.agent === null ? [] : [spec.agent.key])])];

  const owesCertificate = prescribedFor[kind]['GDS-CERT'] !== undefined;
  const owesConfirmation = prescribedFor[kind]['GDS-CONF'] === 'always' || spec.freeQuota;
  const sign = (name: string, when: number, by: 'committee' | 'customsOfficer', of: 'submit' | 'resubmit', reason?: string): GoodsDeed =>
    deed(name, when, by, by === 'committee' ? null : 'goodsDesk', 'goods.confirm', ({ result }) => ({ contentHash: result(chain, of)['contentHash'], confirmed: reason === undefined, ...(reason === undefined ? {} : { reason }) }));
  if (owesCertificate) {
    const { returnedBy } = story;
    if (returnedBy === undefined) deeds.push(sign('certify', at.certify, 'committee', 'submit'));
    else {
      // Between the return and the next milestone the list is filed again, and confirmed again by whoever had confirmed it.
      const [from, to] = returnedBy === 'committee' ? [at.certify, at.confirm] : [at.confirm, at.papers];
      const between = (part: number): number => from + Math.round((to - from) * part);
      if (returnedBy === 'customsOfficer') deeds.push(sign('certify', at.certify, 'committee', 'submit'));
      const where = `Line ${spec.list.lines.length}: the venue is not the one that the organiser has booked`;
      deeds.push(sign('return', from, returnedBy, 'submit', where));
      const list = { ...spec.list, lines: spec.list.lines.map((line, place) => (place === spec.list.lines.length - 1 ? { ...line, venue: spec.venue } : line)) };
      deeds.push(deed('resubmit', between(0.3), filer, null, 'goods.submit', (known) => ({ ...filing(known), list })), sign('certifyAgain', between(0.6), 'committee', 'resubmit'));
      if (returnedBy === 'customsOfficer') deeds.push(sign('confirmAgain', between(0.9), 'customsOfficer', 'resubmit'));
    }
    if (owesConfirmation && returnedBy !== 'customsOfficer') deeds.push(sign('confirm', at.confirm, 'customsOfficer', returnedBy === undefined ? 'submit' : 'resubmit'));
  }

  const permits = permitsOf(spec);
  if (permits.length > 0) deeds.push(customs('permits', at.papers, 'goods.drawPermits', () => ({}), 'goodsDesk', story.permitMissing === true ? [] : [...new Set(permits.map((permit) => permitChain(spec, permit.kind)))]));
  const { instrument } = spec;
  if (instrument !== null) deeds.push(customs('reserve', at.papers + 3 * minute, 'goods.reserveCover', ({ result }) => ({ instrumentId: result(instrument, 'accept')['instrumentId'] }), 'goodsDesk', [instrument]));

  const declare = (name: string, when: number): GoodsDeed => deed(name, when, filer, null, 'goods.declare', () => ({ form: 'simplified', timing: 'advance', content: { supervisionMode: kinds[kind].temporary ? '2600' : '0110', transportMode: spec.transport, conveyance: spec.conveyance, dispatchCountry: spec.dispatchCountry } }));
  if (story.sentBack === true) deeds.push(declare('declareFirst', at.declare - 25 * minute), customs('sendBack', at.declare - 10 * minute, 'goods.accept', () => ({ accepted: false, reason: 'The conveyance is not the one announced' })));
  deeds.push(declare('declare', at.declare), customs('accept', at.accept, 'goods.accept', () => ({ accepted: true })));
  if (story.rerouted === true) deeds.push(customs('reroute', at.accept + 6 * minute, 'goods.setLane', () => ({ lane: 'red', reason: 'A tip by the point of dispatch' })));

  const record = (name: string, when: number, by: Role, station: string, wanted: (step: string) => boolean): GoodsDeed => ({ ...deed(name, when, by, station, 'goods.recordMany', () => undefined), input: (known) => {
    const records = recordsOf(known, spec, number, wanted);
    return records.length === 0 ? undefined : { records };
  } });
  const others = seenBy[kind];
  deeds.push(record('gate', at.gate, 'customsOfficer', 'cargoArrival', (step) => !afterRelease.has(step) && others?.steps.includes(step) !== true));
  // What is counted by two is signed by another officer than the one at the gate.
  if (kinds[kind].countedByTwo === true) deeds.push(deed('signCount', at.gate + 2 * minute, 'dutyOfficer', 'inspection', 'goods.signCount', (known) => (owed(known).includes('GDS-CNT2') ? { declared: spec.pieces, counted: spec.pieces } : undefined)));
  if (others !== undefined) deeds.push(record('inspect', at.inspect, others.by, 'inspection', (step) => others.steps.includes(step)));
  if (story.hold !== undefined) {
    const { agency, reason, nextActor, by } = story.hold;
    const placedAt = (at.gate <= madeUntil ? at.gate : at.accept) + 5 * minute;
    deeds.push(deed('hold', placedAt, by, 'inspection', 'goods.placeHold', () => ({ agency, reason, nextActor, dueAt: new Date(placedAt + 24 * 60 * minute).toISOString() })),
      deed('lift', at.assess - 2 * minute, by, 'inspection', 'goods.liftHold', ({ result }) => ({ holdId: result(chain, 'hold')['holdId'], reason: 'What was missing has been shown' })));
  }
  const serials = spec.list.lines.flatMap((line) => line.serials);
  const scan = (name: string, when: number, found: readonly string[]): GoodsDeed => customs(name, when, 'goods.scanSerials', (known) => (owed(known).includes('GDS-SERL') ? { serials: found } : undefined), 'inspection');
  if (story.scanFails === true && serials.length > 1) deeds.push(scan('scanFirst', at.inspect + minute, serials.slice(0, -1)), scan('scan', at.inspect + Math.round((at.assess - at.inspect) / 2), serials));
  else if (serials.length > 0) deeds.push(scan('scan', at.inspect + minute, serials));
  // What comes under a carnet is recorded on it before.
  const book = spec.cover === 'carnet' && instrument !== null ? [carnetChain(instrument)] : [];
  deeds.push(customs('assess', at.assess, 'goods.assess', (known) => (owed(known).includes('GDS-TAX') ? spec.cover === 'tax' ? { paymentReference: `PAID-${chain}` } : {} : undefined), 'goodsDesk', book));
  deeds.push(customs('release', at.release, 'goods.release', () => ({})));
  const ending = endDeeds(spec, number, (name, when, action, input, station = 'goodsDesk') => customs(name, when, action, input, station, [deliveryChain(spec)]), owed);
  return [...deeds, ...ending].toSorted((one, other) => one.at - other.at);
}
