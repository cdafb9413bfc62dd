import { expect } from 'vitest';
import type { Actor } from '../src/kernel/officer.ts';
import { openGoodsPort } from './goods-port.ts';
import type { GoodsPort } from './goods-port.ts';

/** Is a line as the tests read it. */
export interface Line { lineId: string; position: number; quantity: string; closed: string; away: string; reservedFen: number; committedFen: number }

/** Is a decision at the border as the tests read it. */
export interface Decision { decisionId: string; kind: string; state: string; dueOn: string; contentHash: string; clockSince: string | null; clockDaysLeft: number | null; overdue: boolean; signedWay: string | null; freedFen: number; source: { text: string; verified: boolean }; traderMay: { en: string; zh: string } }

/** Is a consignment as the tests of decisions read it. */
export interface Seen { consignment: { state: string; leavesBy: string | null; linesOpen: number; overdue: number }; lines: Line[]; decisions: Decision[]; failedSteps: string[]; draws: { quantity: string }[]; assessments: { totalFen: number }[]; case: { steps: { step: string; state: string; ordinal: number; bars: string }[]; records: { step: string; outcome: string; rule: string | null; ordinal: number }[] } }

/** Is a port at which goods fail: its duty officers, who decide and sign, and what the tests do with decisions. */
export interface BorderPort {
  readonly port: GoodsPort;
  readonly duty: Actor;
  readonly duty2: Actor;
  readonly second: Actor;
  see(consignmentId: string, as?: Actor): Promise<Seen>;
  /** Tells what of the port's guarantee is free, in fen. */
  free(): Promise<number>;
  /** Takes a consignment to the inspection, where its documents are found wrong. */
  failing(given?: Parameters<GoodsPort['submits']>[0], instrumentId?: string): Promise<string>;
  decision(consignmentId: string, kind: string, more?: object): object;
  /** Decides, with the second officer's signature where two are needed, and puts it in force. */
  decides(consignmentId: string, kind: string, more?: object, as?: Actor): Promise<string>;
}

/** Lists the steps that a consignment owes. */
export function owed(seen: Seen): string[] {
  return seen.case.steps.filter((step) => step.state === 'owed').map((step) => step.step);
}

/** Opens the port. */
export async function openBorderPort(): Promise<BorderPort> {
  const port = await openGoodsPort({ amountCny: '10000000.00' });
  const [duty, duty2, second] = [await port.world.makeOfficer('dutyOfficer'), await port.world.makeOfficer('dutyOfficer'), await port.world.makeOfficer('customsOfficer')];
  const decision = (consignmentId: string, kind: string, more: object = {}): object => ({ consignmentId, kind, step: 'GDS-DOCS', reason: 'The papers are of other goods', place: 'Cage 4', seals: ['SE-1'], dueOn: '2022-01-20', ...more });
  return {
    port, duty, duty2, second, decision,
    see: (consignmentId, as = port.customs) => port.world.see<Seen>('goods.consignment', { consignmentId }, { as }),
    free: async () => (await port.world.see<{ instruments: { reference: string; availableFen: number }[] }>('goods.guarantees', {}, { as: port.customs })).instruments.find((one) => one.reference === 'LG-INVENTED-1')!.availableFen,
    async failing(given = {}, instrumentId = port.instrumentId) {
      const { consignmentId } = await port.submits(given);
      await port.confirms(consignmentId);
      if (['organiser', 'carnet'].includes(given.cover ?? 'organiser')) await port.world.done('goods.reserveCover', { consignmentId, instrumentId }, { as: port.customs });
      await port.world.done('goods.declare', { consignmentId, form: 'simplified', timing: 'advance', content: { supervisionMode: '2600', transportMode: 'air', conveyance: 'XX101', dispatchCountry: 'DE' } }, { as: port.trader });
      await port.world.done('goods.accept', { consignmentId, accepted: true }, { as: port.customs });
      expect(await port.records(consignmentId, 'GDS-DOCS', { complete: false, documents: 'invoice of another' })).toMatchObject({ outcome: 'failed' });
      return consignmentId;
    },
    async decides(consignmentId, kind, more = {}, as = port.customs) {
      const { decisionId, contentHash, inForce } = await port.world.done<{ decisionId: string; contentHash: string; inForce: boolean }>('goods.decideAtBorder', decision(consignmentId, kind, more), { as });
      if (inForce) return decisionId;
      await port.world.done('goods.signDecision', { decisionId, contentHash }, { as: as === duty ? duty2 : second });
      await port.world.done('goods.enforceDecision', { decisionId }, { as });
      return decisionId;
    },
  };
}
