import { readPaxlst } from '../../src/modules/travellers/formats/paxlst/read.ts';
import { plainSeparators, specimenList } from '../../src/modules/travellers/formats/paxlst/specimens.ts';

/** What the PAXLST bench found. Unit: megabytes (10^6 bytes) per second. */
export interface PaxlstBench {
  name: 'paxlst';
  /** The reader's speed as a share of a bare loop that only splits the same bytes at the terminator, in the same run. */
  ratio: number;
  readerMegabytesPerSecond: number;
  bareMegabytesPerSecond: number;
  megabytes: number;
  persons: number;
  rounds: number;
}

const rounds = 9;

/** A day of wide-body lists as carriers send them: plain, one segment a line, teleprinter wrapping, other separators, in parts, crew lists. */
function dayOfLists(): Uint8Array {
  const texts: string[] = [];
  for (let flight = 0; flight < 24; flight += 1) {
    const from = 1 + flight * 1000;
    const own = { flight: `ZZ${900 + flight}`, reference: `R${flight}`, from };
    texts.push(specimenList({ ...own, passengers: 280 + flight, wrap: [undefined, 0, 63][flight % 3] }));
    texts.push(specimenList({ ...own, passengers: 0, crew: 14, reference: `C${flight}`, separators: { ...plainSeparators, element: '*', terminator: '#' } }));
    for (let part = 1; part <= 3; part += 1) {
      texts.push(specimenList({ flight: `YY${100 + flight}`, reference: `P${flight}-${part}`, from: from + part * 100, passengers: 60, part: `0${part}:${part === 3 ? 'F' : 'C'}`, count: 180, wrap: 63 }));
    }
  }
  return new TextEncoder().encode(texts.join('\r\n'));
}

function bareLoop(bytes: Uint8Array): number {
  const text = new TextDecoder().decode(bytes);
  const segments: string[] = [];
  for (let from = 0; from < text.length; ) {
    const found = text.indexOf("'", from);
    const end = found < 0 ? text.length : found;
    segments.push(text.slice(from, end));
    from = end + 1;
  }
  return segments.length;
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

/** Measures the PAXLST reader against a bare loop that only splits the same bytes at the terminator. */
export async function bench(): Promise<PaxlstBench> {
  const bytes = dayOfLists();
  const megabytes = bytes.length / 1e6;
  const [reader, bare]: [number[], number[]] = [[], []];
  let persons = 0;
  let checksum = 0;
  for (let round = -2; round < rounds; round += 1) {
    const start = performance.now();
    persons = readPaxlst(bytes, { receivedOn: '2022-01-27' }).records.length;
    const middle = performance.now();
    checksum += bareLoop(bytes);
    const end = performance.now();
    if (round < 0) continue;
    reader.push(megabytes / ((middle - start) / 1000));
    bare.push(megabytes / ((end - middle) / 1000));
    await new Promise((resolve) => { setTimeout(resolve, 0); });
  }
  if (checksum === 0) throw new Error('The bare loop did nothing.');
  const [readerMegabytesPerSecond, bareMegabytesPerSecond] = [median(reader), median(bare)];
  const round2 = (value: number): number => Math.round(value * 100) / 100;
  return {
    name: 'paxlst', ratio: Math.round((readerMegabytesPerSecond / bareMegabytesPerSecond) * 1000) / 1000,
    readerMegabytesPerSecond: round2(readerMegabytesPerSecond), bareMegabytesPerSecond: round2(bareMegabytesPerSecond),
    megabytes: round2(megabytes), persons, rounds,
  };
}
