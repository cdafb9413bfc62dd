import { readReading } from './file-reading.ts';
import { coordinatesOf, Gathered, isObject, ObjectReader } from './file-values.ts';
import type { FileProblem } from './file-values.ts';
import { areaAmong } from './locate.ts';
import { attenuationOfAirAt662PerMetre } from './shapes.ts';
import type { Area, Point, Reading, Settings } from './shapes.ts';

/** Is a file that can be used, or why it cannot. Shape: findings name what was not used. */
export type LocateFile =
  | { readonly readings: readonly Reading[]; readonly settings: Settings; readonly strengthUnit: string; readonly findings: readonly FileProblem[] }
  | { readonly refused: readonly FileProblem[]; readonly findings: readonly FileProblem[] };

const mostReadings = 5000;

function point(values: readonly number[]): Point {
  return [values[0]!, values[1]!, values[2] ?? 0];
}

function readArea(value: unknown, where: string, dimensions: 2 | 3, gathered: Gathered): Area | undefined {
  if (!isObject(value)) return gathered.refuse(where, 'is no area; give {"minimum": [x, y], "maximum": [x, y]} in metres, or {"width": …, "depth": …} from the origin.');
  const reader = new ObjectReader(value, where, gathered);
  const [low, high] = [reader.take('minimum', 'min'), reader.take('maximum', 'max')];
  const [width, depth, height] = [reader.number(['width'], 0, 1e5, 'metres'), reader.number(['depth'], 0, 1e5, 'metres'), reader.number(['height'], 0, 1e5, 'metres')];
  reader.finish();
  const sized = width !== undefined && depth !== undefined ? [width, depth, ...(height === undefined ? [] : [height])] : undefined;
  if (sized === undefined && (low === undefined || high === undefined)) return gathered.refuse(where, 'needs both "minimum" and "maximum", or both "width" and "depth".');
  const minimum = sized === undefined ? coordinatesOf(low!.value, low!.where, gathered) : sized.map(() => 0);
  const maximum = sized ?? coordinatesOf(high!.value, high!.where, gathered);
  if (minimum === undefined || maximum === undefined) return undefined;
  if (minimum.length < dimensions || maximum.length < dimensions) return gathered.refuse(where, 'has no third dimension; give it from where to where z is looked for, or leave "dimensions" at 2.');
  for (let axis = 0; axis < dimensions; axis += 1) if (!(maximum[axis]! > minimum[axis]!)) return gathered.refuse(where, `is empty along ${'xyz'[axis]}: the maximum must be above the minimum.`);
  return { minimum: point(minimum), maximum: point(maximum) };
}

function readReadings(reader: ObjectReader, dimensions: 2 | 3, gathered: Gathered): Reading[] {
  const readings: Reading[] = [];
  let lists = 0;
  for (const name of ['detectors', 'readings']) {
    const found = reader.take(name);
    if (found === undefined) continue;
    lists += 1;
    if (!Array.isArray(found.value)) gathered.refuse(found.where, 'is no list; give [{"position": …, "liveTimeSeconds": …, "counts": …, "background": …}, …].');
    else if (found.value.length > mostReadings) gathered.refuse(found.where, `has ${found.value.length} entries; at most ${mostReadings} are read.`);
    else found.value.forEach((value, at) => {
      const reading = readReading(value, `${found.where}[${at}]`, `${name === 'detectors' ? 'D' : 'R'}${at + 1}`, dimensions, gathered);
      if (reading !== undefined) readings.push(reading);
    });
  }
  if (lists === 0) gathered.refuse('detectors', 'is missing; give the list of detectors, of a robot\'s dwells as "readings", or both.');
  else if (readings.length === 0 && gathered.problems.length === 0) gathered.refuse('detectors', 'is empty; at least one reading is needed.');
  const ids = new Set<string>();
  for (const { id } of readings) {
    if (ids.has(id)) gathered.findings.push({ where: 'detectors', reason: `The name "${id}" stands more than once; the readings count each by itself.` });
    ids.add(id);
  }
  return readings;
}

function readSettings(reader: ObjectReader, gathered: Gathered): Omit<Settings, 'area'> & { heightGiven: boolean; strengthUnit: string } {
  const options = reader.take('options');
  if (options !== undefined && !isObject(options.value)) gathered.refuse(options.where, 'is no object; give {"responseError": 0.1, "maximumSources": 1, …}.');
  const own = new ObjectReader(isObject(options?.value) ? options.value : {}, 'options', gathered);
  const dimensions = reader.number(['dimensions'], 2, 3, '2 or 3');
  if (dimensions !== undefined && dimensions !== 2 && dimensions !== 3) gathered.refuse('dimensions', 'is neither 2 nor 3.');
  const height = own.number(['sourceHeightMetres', 'sourceHeight'], -1e4, 1e4, 'metres');
  const most = own.number(['maximumSources'], 1, 3, '1, 2 or 3');
  if (most !== undefined && !Number.isInteger(most)) gathered.refuse('options.maximumSources', 'is not 1, 2 or 3.');
  const unit = own.take('strengthUnit');
  if (unit !== undefined && typeof unit.value !== 'string') gathered.refuse(unit.where, 'is no text; give the unit of the strength, for example "Bq".');
  const settings = {
    dimensions: (dimensions === 3 ? 3 : 2) as 2 | 3,
    attenuationPerMetre: reader.number(['attenuationPerMetre', 'attenuation'], 0, 100, 'an attenuation per metre') ?? attenuationOfAirAt662PerMetre,
    sourceHeightMetres: height ?? 0, heightGiven: height !== undefined,
    responseError: own.number(['responseError'], 0, 2, 'a relative error, 0.1 for 10 %') ?? 0,
    maximumSources: (most ?? 3) as 1 | 2 | 3,
    confidence: own.number(['confidence'], 0.5, 0.999, 'a probability') ?? 0.95,
    strengthUnit: typeof unit?.value === 'string' ? unit.value.slice(0, 40) : 'relative: a response of 1 cps·m² counts strength/4π per second at one metre',
  };
  own.finish();
  return settings;
}

/** Reads the file of a localisation. Shape: one JSON object with detectors, readings or both. Refuses: by place, what is missing or cannot be meant, all of it at once. */
export function readLocateFile(value: unknown): LocateFile {
  const gathered = new Gathered();
  if (!isObject(value)) return { refused: [{ where: 'file', reason: 'holds no JSON object; give {"detectors": [{"position": [x, y], "liveTimeSeconds": …, "counts": …, "background": …}, …]}.' }], findings: [] };
  const reader = new ObjectReader(value, '', gathered);
  const { heightGiven, strengthUnit, ...settings } = readSettings(reader, gathered);
  const area = reader.take('area');
  const readings = readReadings(reader, settings.dimensions, gathered);
  const given = area === undefined ? undefined : readArea(area.value, area.where, settings.dimensions, gathered);
  reader.finish();
  if (gathered.problems.length > 0) return { refused: gathered.problems, findings: gathered.findings };
  const heights = readings.map((one) => one.position[2]);
  const sourceHeightMetres = heightGiven ? settings.sourceHeightMetres : heights.reduce((sum, height) => sum + height, 0) / heights.length;
  return { readings, settings: { ...settings, sourceHeightMetres, area: given ?? areaAmong(readings), areaIsGuessed: given === undefined }, strengthUnit, findings: gathered.findings };
}

/** Reads the text of such a file. Refuses: what is no JSON, with the place where it stops being any. */
export function readLocateText(text: string): LocateFile {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { refused: [{ where: 'file', reason: `is no JSON: ${error instanceof Error ? error.message : String(error)}.` }], findings: [] };
  }
  return readLocateFile(value);
}

