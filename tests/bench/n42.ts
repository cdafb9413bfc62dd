import { SaxesParser } from 'saxes';
import { readN42 } from '../../src/modules/devices/formats/n42/read.ts';

/** What reading a portal's file costs. Unit: milliseconds of processor time, medians; bytes. */
interface N42Figures {
  readonly bytes: number;
  readonly spectra: number;
  readonly channels: number;
  /** Parsing the same text with saxes alone, its texts handed over and looked at by nobody. */
  readonly bareMilliseconds: number;
  /** Reading the bytes to the report, with the size and the sum of every spectrum. */
  readonly readMilliseconds: number;
  /** The same, and every spectrum unfolded into its channels. */
  readonly unfoldedMilliseconds: number;
  readonly ratio: number;
  readonly unfoldedRatio: number;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!;
}

/** Measures processor time, so that other work on the machine counts as little as can be. */
function timed(run: () => void): number {
  const began = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

/** Draws the same numbers at every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Writes the counts of one quarter of a second before a detector of 16,384 channels, in lines of counted zeroes. */
function folded(random: () => number, counts: number): string {
  const channels = Array.from({ length: counts }, () => Math.floor(random() ** 3 * 16_000)).sort((one, other) => one - other);
  const words: string[] = [];
  let next = 0;
  for (let at = 0; at < channels.length;) {
    const channel = channels[at]!;
    let count = 0;
    while (channels[at] === channel) {
      count += 1;
      at += 1;
    }
    if (channel > next) words.push('0', String(channel - next));
    words.push(String(count));
    next = channel + 1;
  }
  if (next < 16_384) words.push('0', String(16_384 - next));
  const lines: string[] = [];
  for (let at = 0; at < words.length; at += 22) lines.push(` ${words.slice(at, at + 22).join(' ')}`);
  return lines.join('\n');
}

/** Makes a portal's pass: time slices of a quarter of a second before eight detectors of 16,384 channels. */
function portal(slices: number, counts: number): Uint8Array {
  const random = seeded(20_220_128);
  const names = ['A1', 'A2', 'A3', 'A4', 'B1', 'B2', 'B3', 'B4'];
  const parts = [`<?xml version="1.0"?>
<RadInstrumentData xmlns="http://physics.nist.gov/N42/2011/N42" n42DocUUID="0b6a1f2c-2f5e-4a59-9d0c-5a1de8d0c001">
<RadInstrumentDataCreatorName>bench</RadInstrumentDataCreatorName>
<RadInstrumentInformation id="portal"><RadInstrumentManufacturerName>Bench</RadInstrumentManufacturerName><RadInstrumentModelName>P8</RadInstrumentModelName><RadInstrumentClassCode>Spectroscopic Portal Monitor</RadInstrumentClassCode><RadInstrumentVersion><RadInstrumentComponentName>Software</RadInstrumentComponentName><RadInstrumentComponentVersion>1</RadInstrumentComponentVersion></RadInstrumentVersion></RadInstrumentInformation>`];
  for (const name of names) {
    parts.push(`<RadDetectorInformation id="${name}"><RadDetectorCategoryCode>Gamma</RadDetectorCategoryCode></RadDetectorInformation>`);
  }
  for (const name of names) parts.push(`<EnergyCalibration id="E${name}"><CoefficientValues>0.14 0.187422 -2.07732e-09</CoefficientValues></EnergyCalibration>`);
  for (let slice = 0; slice < slices; slice += 1) {
    parts.push(`<RadMeasurement id="M${slice}">\n<MeasurementClassCode>Foreground</MeasurementClassCode>\n<StartDateTime>2022-01-28T06:10:${String(Math.floor(slice / 4) % 60).padStart(2, '0')}.${['000', '250', '500', '750'][slice % 4]}Z</StartDateTime>\n<RealTimeDuration>PT0.250S</RealTimeDuration>`);
    for (const name of names) {
      parts.push(`<Spectrum id="S${slice}${name}" radDetectorInformationReference="${name}" energyCalibrationReference="E${name}">\n<LiveTimeDuration>PT0.240S</LiveTimeDuration>\n<ChannelData compressionCode="CountedZeroes">\n${folded(random, counts)}\n</ChannelData>\n</Spectrum>`);
    }
    parts.push('<OccupancyIndicator>true</OccupancyIndicator>\n</RadMeasurement>');
  }
  parts.push('</RadInstrumentData>\n');
  return new TextEncoder().encode(parts.join('\n'));
}

function bare(bytes: Uint8Array): number {
  const parser = new SaxesParser();
  let seen = 0;
  parser.on('opentag', () => undefined);
  parser.on('closetag', () => undefined);
  parser.on('text', (text) => {
    seen += text.length;
  });
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes.length; at += 262_144) parser.write(decoder.decode(bytes.subarray(at, at + 262_144), { stream: true }));
  parser.close();
  return seen;
}

/** Measures how long a portal's file takes to be read with all its spectra, against saxes alone on the same bytes, by turns in the same run. The bar is a ratio of 1.2. */
export async function bench({ slices = 160, counts = 360, rounds = 25 }: { slices?: number; counts?: number; rounds?: number } = {}): Promise<N42Figures> {
  const bytes = portal(slices, counts);
  const [alone, reading, unfolding]: [number[], number[], number[]] = [[], [], []];
  let channels = 0;
  for (let round = -3; round < rounds; round += 1) {
    const times = [
      timed(() => bare(bytes)),
      timed(() => {
        const { records, quarantined, findings } = readN42(bytes);
        if (records.length !== slices || quarantined.length > 0 || findings.length > 0) throw new Error('The file was not read as it was written');
      }),
      timed(() => {
        channels = 0;
        for (const record of readN42(bytes).records) for (const spectrum of record.spectra) channels += spectrum.channelCounts().length;
      }),
    ];
    if (round < 0) continue;
    [alone, reading, unfolding].forEach((list, at) => list.push(times[at]!));
  }
  const round2 = (value: number): number => Math.round(value * 100) / 100;
  return {
    bytes: bytes.length, spectra: slices * 8, channels, bareMilliseconds: round2(median(alone)), readMilliseconds: round2(median(reading)), unfoldedMilliseconds: round2(median(unfolding)),
    ratio: round2(median(reading) / median(alone)), unfoldedRatio: round2(median(unfolding) / median(alone)),
  };
}
