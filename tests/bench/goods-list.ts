import { parse } from 'csv-parse/sync';
import { readGoodsList } from '../../src/modules/goods/formats/list/read.ts';
import { writeGoodsList } from '../../src/modules/goods/rules/list-writing.ts';
import { makeList } from '../../src/modules/goods/shapes/sample.ts';

/** Are the figures. Unit: milliseconds, medians; bytes. */
interface GoodsListFigures {
  readonly lines: number;
  readonly serials: number;
  readonly bytes: number;
  readonly parseMilliseconds: number;
  readonly importMilliseconds: number;
  /** How many times longer reading and checking takes than csv-parse takes for the same bytes. */
  readonly ratio: number;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function timed(run: () => void): number {
  const began = performance.now();
  run();
  return performance.now() - began;
}

/** Measures how long a list takes to be read and checked, against csv-parse alone on the same bytes, by turns in the same run. */
export async function bench({ lines = 5000, serialsPerLine = 20, rounds = 9 }: { lines?: number; serialsPerLine?: number; rounds?: number } = {}): Promise<GoodsListFigures> {
  const list = makeList(Array.from({ length: lines }, (_, at) => ({
    quantity: String(serialsPerLine), totalValue: `${serialsPerLine * 1200}.00`, model: `SC-${at}`, serials: Array.from({ length: serialsPerLine }, (_one, piece) => `SN${String(at).padStart(5, '0')}${String(piece).padStart(3, '0')}X`),
  })), { lines });
  const bytes = new TextEncoder().encode(writeGoodsList(list, 'en'));
  const [parsing, importing]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    parsing.push(timed(() => parse(new TextDecoder().decode(bytes), { relax_column_count: true, relax_quotes: true })));
    importing.push(timed(() => {
      const read = readGoodsList(bytes, 'list.csv');
      if (read.list.lines.length !== lines || read.quarantined.length > 0 || read.problems.length > 0) throw new Error('The list was not read as it was written');
    }));
  }
  const [parseMilliseconds, importMilliseconds] = [Math.round(median(parsing)), Math.round(median(importing))];
  return { lines, serials: lines * serialsPerLine, bytes: bytes.length, parseMilliseconds, importMilliseconds, ratio: Math.round((median(importing) / median(parsing)) * 100) / 100 };
}
