import type { Actor } from '../src/kernel/officer.ts';
import { openGoodsPort } from './goods-port.ts';
import type { GoodsPort } from './goods-port.ts';

/** Is an invented port where food comes in: a company that files it, a food supervisor, stores and kitchens, a register of producers. */
export interface FoodPort {
  readonly goods: GoodsPort;
  readonly supervisor: Actor;
  readonly places: { readonly port: string; readonly store: string; readonly kitchen: string; readonly otherKitchen: string };
  /** Files, confirms and (unless told otherwise) releases a consignment of food and opens its lots. */
  brings(given?: { lots?: readonly FoodLot[]; released?: boolean; partyId?: string }): Promise<{ consignmentId: string; number: string; lotIds: string[] }>;
  /** Does every step that a lot owes and releases it. */
  frees(lotId: string): Promise<void>;
  close(): Promise<void>;
}

/** Is a lot as a test names it. */
export interface FoodLot { readonly lotNumber: string; readonly hsCode?: string; readonly quantity?: string; readonly category?: string; readonly storage?: string; readonly producerNumber?: string; readonly producedOn?: string; readonly bestBefore?: string; readonly descriptionEn?: string; readonly descriptionZh?: string }

/** Writes bytes as actions take them. */
export const sent = (text: string): string => Buffer.from(text).toString('base64');

/** Makes a logger's file: one reading every ten minutes. Unit: degrees Celsius. */
export function logOf(celsius: (place: number) => number, readings = 60, beginsAt = '2022-01-03T00:00:00.000Z'): string {
  return `Logger,INV-1\nTime,Temperature (°C),Humidity (%)\n${Array.from({ length: readings }, (_, place) => `${new Date(Date.parse(beginsAt) + place * 600_000).toISOString()},${celsius(place).toFixed(1)},60`).join('\n')}\n`;
}

const producers = 'number,name,country,categories,validFrom,validUntil,suspendedFrom,source\nINV-M-001,Invented Meat Works,NZ,meat|dairy,2021-01-01,2026-12-31,,GACC\nINV-B-002,Invented Water,NO,beverage,2021-01-01,,,GACC\nINV-S-003,Suspended Farm,AU,meat,2021-01-01,,2021-12-01,GACC\n';

/** Opens the port. */
export async function openFoodPort(): Promise<FoodPort> {
  const goods = await openGoodsPort();
  const { world, customs, partyId } = goods;
  const supervisor = await world.makeOfficer('foodSupervisor');
  await world.done('food.importProducers', { fileName: 'producers.csv', content: sent(producers) }, { as: supervisor });
  const place = async (kind: string, nameEn: string, nameZh: string, venue: string): Promise<string> => (await world.done<{ placeId: string }>('food.openPlace', { kind, nameEn, nameZh, venue }, { as: supervisor })).placeId;
  const places = { port: await place('portStore', 'Port cold store', '口岸冷库', 'Invented Port'), store: await place('venueStore', 'Village store', '村内库房', 'Invented Village'), kitchen: await place('kitchen', 'Village kitchen', '村内厨房', 'Invented Village'), otherKitchen: await place('kitchen', 'Oval kitchen', '速滑馆厨房', 'Invented Oval') };
  let drawn = 0;
  const port: FoodPort = {
    goods, supervisor, places,
    async brings({ lots = [{ lotNumber: 'W-1' }], released = true } = {}) {
      const lines = lots.map((lot) => ({
        hsCode: lot.hsCode ?? '220110', descriptionEn: lot.descriptionEn ?? 'Invented water', descriptionZh: lot.descriptionZh ?? '虚构饮用水', quantity: lot.quantity ?? '100', unit: 'KGM', unitValue: '10.00', totalValue: String(Number(lot.quantity ?? '100') * 10), origin: 'NO', serials: [],
        lot: lot.lotNumber, productionDate: lot.producedOn ?? '2021-12-01', expiryDate: lot.bestBefore ?? '2022-12-01', producerRegistration: lot.producerNumber ?? (lot.category === 'meat' ? 'INV-M-001' : 'INV-B-002'),
      }));
      const filed = await goods.submits({ kind: 'K10', cover: 'tax', lines, venue: 'Invented Village' });
      await goods.confirms(filed.consignmentId);
      if (lots.some((lot) => lot.category === 'meat')) {
        drawn += 1;
        await world.done('goods.enterPermit', { kind: 'quarantine', number: `Q-${drawn}`, authority: 'GACC', partyId, validFrom: '2022-01-01', validUntil: '2022-06-30', points: [], lines: [{ hsPrefix: '02', description: 'Meat', unit: 'KGM', approved: '100000', serials: [] }] }, { as: customs });
        await world.done('goods.drawPermits', { consignmentId: filed.consignmentId }, { as: customs });
      }
      if (released) {
        // Declared first, so that what is seen at the port can be recorded.
        await world.done('goods.declare', { consignmentId: filed.consignmentId, form: 'simplified', timing: 'advance', content: { supervisionMode: '0110', transportMode: 'air', conveyance: 'XX101', dispatchCountry: 'NO' } }, { as: goods.trader });
        await world.done('goods.accept', { consignmentId: filed.consignmentId, accepted: true }, { as: customs });
        const pieces = 1;
        const { consignment } = await world.see<{ consignment: { pieces: number } }>('goods.consignment', { consignmentId: filed.consignmentId }, { as: customs });
        const seen: Record<string, object> = {
          'GDS-DOCS': { complete: true, documents: 'invoice' }, 'GDS-ARR': { pieces: consignment.pieces, piecesDeclared: consignment.pieces, conveyance: 'XX101', healthOrder: false }, 'GDS-RADN': { doseRateMicrosievertPerHour: 0.09, alarm: false }, 'GDS-PACK': { woodPacking: false, marked: false },
          'GDS-APPT': { kept: true, window: '10:00', present: 'Agent' }, 'GDS-COUNT': { declared: pieces, counted: pieces }, 'GDS-LABL': { labelled: true, producerRegistered: true, producer: 'Invented' }, 'GDS-HQ': { approval: 'HQ-1', passed: true }, 'GDS-SAMP': { sampleNumber: `S-${filed.number}`, conforms: true, laboratory: 'Lab', result: 'conforms' },
        };
        for (let rounds = 0; rounds < 2; rounds += 1) {
          const { case: found } = await world.see<{ case: { steps: { step: string; state: string }[] } }>('goods.consignment', { consignmentId: filed.consignmentId }, { as: customs });
          for (const step of found.steps) if (step.state === 'owed' && seen[step.step] !== undefined) await world.recordDirectly(filed.consignmentId, step.step, seen[step.step]!);
        }
        await world.done('goods.assess', { consignmentId: filed.consignmentId, paymentReference: 'PAID-1' }, { as: customs });
        await world.done('goods.release', { consignmentId: filed.consignmentId }, { as: customs });
      }
      const { lots: proposed } = await world.see<{ lots: (Record<string, unknown> & { position: number })[] }>('food.proposal', { consignmentId: filed.consignmentId }, { as: goods.trader });
      const opened = await world.done<{ lots: { lotId: string }[] }>('food.openLots', { consignmentId: filed.consignmentId, lots: proposed.map(({ description: _d, left: _l, unit: _u, ...lot }, at) => ({ ...lot, importerFiling: 'IMP-1', category: lots[at]!.category ?? 'beverage', storage: lots[at]!.storage ?? 'ambient' })) }, { as: goods.trader });
      return { consignmentId: filed.consignmentId, number: filed.number, lotIds: opened.lots.map((lot) => lot.lotId) };
    },
    async frees(lotId) {
      const steps = async (): Promise<string[]> => (await world.see<{ lot: { owed: string[] } }>('food.lot', { lotId }, { as: supervisor })).lot.owed;
      const as = { as: supervisor };
      const owed = await steps();
      if (owed.includes('LOT-PROD')) await world.done('food.verifyProducer', { lotId }, as);
      if (owed.includes('LOT-PERM')) await world.done('food.verifyPermit', { lotId }, as);
      if (owed.includes('LOT-COLD')) await world.done('food.attachLog', { lotId, fileName: 'log.csv', content: sent(logOf(() => -20)) }, as);
      for (const [step, evidence] of [['LOT-IMPF', { filed: true, filingNumber: 'IMP-1' }], ['LOT-LABL', { chinese: true, matches: true }], ['LOT-SAMP', { taken: true, sampleNumber: `LS-${lotId.slice(-8)}` }], ['LOT-RSLT', { sampleNumber: `LS-${lotId.slice(-8)}`, conforms: true, laboratory: 'Invented Laboratory', result: 'within limits' }]] as const) if (owed.includes(step)) await (step === 'LOT-RSLT' ? world.done('food.recordResult', { lotId, evidence }, as) : world.done('prescribed.record', { caseId: lotId, step, evidence }, as));
      await world.done('food.release', { lotId }, as);
    },
    close: () => goods.close(),
  };
  return port;
}
