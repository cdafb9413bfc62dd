import type { Actor } from '../src/kernel/officer.ts';
import type { GoodsLine, GoodsList } from '../src/modules/goods/shapes/list.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

/** Is an invented port where goods come in: a company with its account, the organiser, customs, and one guarantee. */
export interface GoodsPort {
  readonly world: TestWorld;
  readonly trader: Actor;
  readonly committee: Actor;
  readonly customs: Actor;
  readonly partyId: string;
  readonly instrumentId: string;
  /** Files a list as the company. */
  submits(given?: { kind?: string; cover?: string; lines?: Partial<GoodsLine>[]; venue?: string }): Promise<{ consignmentId: string; number: string; contentHash: string; owed: string[] }>;
  /** Confirms as organiser and, where the kind owes it, as customs. */
  confirms(consignmentId: string): Promise<void>;
  /** Takes a confirmed consignment through cover, declaration, arrival and assessment to the release. */
  releases(consignmentId: string): Promise<{ code: string; coverCny: string; leavesBy: string | null }>;
  /** Does everything that a declared and accepted consignment owes before its release. */
  completes(consignmentId: string): Promise<void>;
  /** Gets another customs officer than the first, who signs as the second. */
  second(): Promise<Actor>;
  /** Records what a station sees. */
  records(consignmentId: string, step: string, evidence: object): Promise<{ outcome: string; owed: string[] }>;
  close(): Promise<void>;
}

/** Makes a goods line. */
export function goodsLineOf(position: number, more: Partial<GoodsLine> = {}): GoodsLine {
  return { position, descriptionEn: `Invented camera ${position}`, descriptionZh: `虚构摄像机${position}`, hsCode: '852589', quantity: '2', unit: 'C62', unitValue: '50000.00', totalValue: '100000.00', currency: 'CNY', origin: 'DE', serials: [`CAM-${position}-1`, `CAM-${position}-2`], packages: 1, ...more };
}

/** Makes a goods list of lines. */
export function goodsListOf(lines: readonly Partial<GoodsLine>[]): GoodsList {
  return { head: { title: 'Invented list' }, lines: lines.map((line, place) => goodsLineOf(place + 1, line)) };
}

/** Opens the port, on a database of its own unless one is given. */
export async function openGoodsPort(options: Pick<Parameters<typeof makeWorld>[0] & object, 'database'> & { readonly amountCny?: string } = {}): Promise<GoodsPort> {
  const world = await makeWorld({ startsAt: '2022-01-05T01:00:00.000Z', ...(options.database === undefined ? {} : { database: options.database }) });
  const [trader, committee, customs] = [await world.makeOfficer('trader'), await world.makeOfficer('committee'), await world.makeOfficer('customsOfficer')];
  const { partyId } = await world.done<{ partyId: string }>('goods.fileParty', { kind: 'company', nameEn: 'Invented Broadcast Ltd', nameZh: '虚构转播有限公司', registration: '91110000MA0000001L', contact: 'desk@example.org' }, { as: trader });
  await world.done('goods.decideParty', { partyId, registered: true, reason: '' }, { as: customs });
  const { instrumentId } = await world.done<{ instrumentId: string }>('goods.acceptInstrument', { kind: 'bankLetter', reference: 'LG-INVENTED-1', guarantor: 'Invented Bank', beginsOn: '2022-01-01', endsOn: '2023-06-30', claimDays: 90, amountCny: options.amountCny ?? '1000000.00' }, { as: customs });
  let second: Promise<Actor> | undefined;
  const port: GoodsPort = {
    second: () => (second ??= world.makeOfficer('customsOfficer')),
    world, trader, committee, customs, partyId, instrumentId,
    async submits({ kind = 'K03', cover = 'organiser', lines = [{}, {}], venue = 'Invented Broadcast Centre' } = {}) {
      return world.done('goods.submit', { kind, cover, pointCode: 'PEK', venue, expectedOn: '2022-01-08', partyId, list: goodsListOf(lines) }, { as: trader });
    },
    async confirms(consignmentId) {
      const { consignment } = await world.see<{ consignment: { contentHash: string; owesConfirmation: boolean } }>('goods.consignment', { consignmentId }, { as: customs });
      await world.done('goods.confirm', { consignmentId, contentHash: consignment.contentHash, confirmed: true }, { as: committee });
      if (consignment.owesConfirmation) await world.done('goods.confirm', { consignmentId, contentHash: consignment.contentHash, confirmed: true }, { as: customs });
    },
    async records(consignmentId, step, evidence) {
      return world.done('prescribed.record', { caseId: consignmentId, step, evidence }, { as: customs });
    },
    async completes(consignmentId) {
      const { consignment } = await world.see<{ consignment: { cover: string; pieces: number } }>('goods.consignment', { consignmentId }, { as: customs });
      const owed = async (): Promise<string[]> => (await world.see<{ case: { steps: { step: string; state: string; bars: string }[] } }>('goods.consignment', { consignmentId }, { as: customs })).case.steps.filter((step) => step.state === 'owed' && step.bars === 'release').map((step) => step.step);
      const { pieces } = consignment;
      const seen: Record<string, object> = {
        'GDS-DOCS': { complete: true, documents: 'invoice, packing list' }, 'GDS-ARR': { pieces, piecesDeclared: pieces, conveyance: 'XX101', healthOrder: false }, 'GDS-RADN': { doseRateMicrosievertPerHour: 0.09, alarm: false }, 'GDS-PACK': { woodPacking: false, marked: false },
        'GDS-APPT': { kept: true, window: '2022-01-08 10:00', present: 'Invented agent' }, 'GDS-COUNT': { declared: pieces, counted: pieces }, 'GDS-SEAL': { sealNumber: 'S-1', intact: true },
      };
      for (let rounds = 0; rounds < 3; rounds += 1) for (const step of await owed()) if (seen[step] !== undefined) await port.records(consignmentId, step, seen[step]);
      if ((await owed()).includes('GDS-CNT2')) await world.done('goods.signCount', { consignmentId, declared: pieces, counted: pieces }, { as: await port.second() });
      if ((await owed()).includes('GDS-SERL')) {
        const { list } = await world.see<{ list: GoodsList }>('goods.listVersion', { consignmentId }, { as: customs });
        await world.done('goods.scanSerials', { consignmentId, serials: list.lines.flatMap((line) => line.serials) }, { as: customs });
      }
      await world.done('goods.assess', { consignmentId, ...(consignment.cover === 'tax' ? { paymentReference: 'PAID-1' } : {}) }, { as: customs });
    },
    async releases(consignmentId) {
      const { consignment } = await world.see<{ consignment: { cover: string } }>('goods.consignment', { consignmentId }, { as: customs });
      if (consignment.cover === 'organiser') await world.done('goods.reserveCover', { consignmentId, instrumentId }, { as: customs });
      await world.done('goods.declare', { consignmentId, form: 'simplified', timing: 'advance', content: { supervisionMode: '2600', transportMode: 'air', conveyance: 'XX101', dispatchCountry: 'DE' } }, { as: trader });
      await world.done('goods.accept', { consignmentId, accepted: true }, { as: customs });
      await port.completes(consignmentId);
      return world.done('goods.release', { consignmentId }, { as: customs });
    },
    close: () => world.close(),
  };
  return port;
}
