import { join } from 'node:path';
import { withClient } from '../../src/kernel/postgres/roles.ts';
import { openGoodsPort } from '../goods-port.ts';
import { onOwnServer } from './own-server.ts';

/**
 * Measures the close-out of a consignment: one exit scan of all its serial numbers, which matches them, books what leaves and frees the guarantee in the same act, and the closing over the hash of all records.
 * The ratio is its time over that of a bare statement that marks as many rows of a copy of the same table in the same database.
 */
export async function bench(options: { lines?: number; serials?: number } = {}): Promise<Record<string, unknown>> {
  const lines = options.lines ?? 1000;
  const serials = options.serials ?? 100_000;
  return onOwnServer(async (database, directory) => {
    process.env['TONGGUAN_KEYS'] = join(directory, 'keys');
    const port = await openGoodsPort({ database: { url: database.url, administratorUrl: database.ownerUrl, close: async () => undefined }, amountCny: '9000000000.00' });
    try {
      const perLine = Math.ceil(serials / lines);
      const numbers = Array.from({ length: lines }, (_, line) => Array.from({ length: perLine }, (_piece, piece) => `SN-${String(line).padStart(5, '0')}-${String(piece).padStart(4, '0')}`));
      const began = performance.now();
      const { consignmentId } = await port.submits({ lines: numbers.map((own) => ({ quantity: String(own.length), unitValue: '1000.00', totalValue: `${own.length * 1000}.00`, serials: own })) });
      await port.confirms(consignmentId);
      const filed = performance.now();
      await port.releases(consignmentId);
      const released = performance.now();
      for (const [step, evidence] of [['GDS-DLVR', { venue: 'Centre', pieces: lines, piecesReleased: lines, receivedBy: 'Receiver' }], ['GDS-STOCK', { expected: lines * perLine, counted: lines * perLine }], ['GDS-RPT', { sent: true, recipients: 'Duty desk' }]] as const) await port.records(consignmentId, step, evidence);
      const scanned = performance.now();
      const exit = await port.world.done<{ found: number; outcome: string }>('goods.scanExit', { consignmentId, serials: numbers.flat().toReversed(), evidence: 'XX102' }, { as: port.customs });
      const left = performance.now();
      if (exit.outcome !== 'passed' || exit.found !== lines * perLine) throw new Error('Not everything left');
      await port.world.done('goods.close', { consignmentId }, { as: port.customs });
      const closed = performance.now();
      // The bare statement is the owner's: the application's role may not make tables.
      const bare = await withClient(database.ownerUrl, async (client) => {
        await client.query('CREATE TABLE bench_serials AS SELECT * FROM goods_serials');
        const start = performance.now();
        await client.query('UPDATE bench_serials SET disposition_id = NULL');
        return performance.now() - start;
      });
      const whole = (value: number): number => Math.round(value);
      return {
        lines, serials: lines * perLine, fileAndConfirmMilliseconds: whole(filed - began), toReleaseMilliseconds: whole(released - filed), exitScanMilliseconds: whole(left - scanned), closeMilliseconds: whole(closed - left), bareUpdateMilliseconds: whole(bare),
        ratio: Math.round(((closed - scanned) / bare) * 100) / 100,
      };
    } finally {
      await port.close();
    }
  });
}
