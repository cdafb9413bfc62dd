import { coordinatesOf, isObject, numberOf, ObjectReader } from './file-values.ts';
import type { Gathered } from './file-values.ts';
import type { AngularResponse, Point, Reading } from './shapes.ts';

const seconds = 'seconds';
const rate = 'counts per second';

function readBackground(reader: ObjectReader, gathered: Gathered): { cps: number; seconds?: number } | undefined {
  const found = reader.take('background', 'backgroundCps', 'backgroundCounts');
  const time = reader.number(['backgroundSeconds', 'backgroundTime', 'backgroundTimeSeconds', 'backgroundLiveTime', 'backgroundLiveTimeSeconds'], 1e-6, 1e9, `${seconds} for which the background was measured`);
  if (found === undefined) return gathered.refuse(reader.place('background'), 'is missing; give counts per second, or {"counts": …, "seconds": …}.');
  if (!isObject(found.value)) {
    const value = numberOf(found.value, found.where, 0, 1e12, found.name === 'backgroundCounts' ? 'counts' : rate, gathered);
    if (value === undefined) return undefined;
    if (found.name !== 'backgroundCounts') return { cps: value, ...(time === undefined ? {} : { seconds: time }) };
    return time === undefined ? gathered.refuse(found.where, 'needs "backgroundSeconds", the time in which these counts came.') : { cps: value / time, seconds: time };
  }
  const own = new ObjectReader(found.value, found.where, gathered);
  const [counts, cps, within] = [own.number(['counts'], 0, 1e15, 'counts'), own.number(['cps', 'rate', 'countsPerSecond'], 0, 1e12, rate), own.number(['seconds', 'time', 'timeSeconds', 'liveTime', 'liveTimeSeconds'], 1e-6, 1e9, seconds)];
  own.finish();
  const measured = within ?? time;
  if (counts !== undefined && cps === undefined) return measured === undefined ? gathered.refuse(found.where, 'needs "seconds", the time in which these counts came.') : { cps: counts / measured, seconds: measured };
  if (cps !== undefined && counts === undefined) return { cps, ...(measured === undefined ? {} : { seconds: measured }) };
  return gathered.refuse(found.where, 'needs either "counts" with "seconds", or "cps".');
}

function readFacing(reader: ObjectReader, gathered: Gathered): Point | undefined {
  const degrees = reader.number(['facingDegrees'], -360, 720, 'degrees counter-clockwise from the x axis');
  const found = reader.take('facing');
  if (degrees !== undefined) return [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180), 0];
  if (found === undefined) return gathered.refuse(reader.place('facingDegrees'), 'is missing; say where the detector faces, in degrees counter-clockwise from the x axis, or as a direction "facing": [x, y].');
  const direction = coordinatesOf(found.value, found.where, gathered);
  if (direction === undefined) return undefined;
  const length = Math.hypot(...direction);
  return length > 0 ? [direction[0]! / length, direction[1]! / length, (direction[2] ?? 0) / length] : gathered.refuse(found.where, 'has no length; give a direction.');
}

function readTable(value: unknown, where: string, facing: Point, gathered: Gathered): AngularResponse | undefined {
  const rows = Array.isArray(value) ? value.map((row): unknown[] => (Array.isArray(row) ? row : isObject(row) ? [(row as Record<string, unknown>)['degrees'], (row as Record<string, unknown>)['relative']] : [])) : [];
  if (rows.length === 0) return gathered.refuse(where, 'is no table; give [[degrees, relative response], …] from 0 (straight ahead) to 180.');
  const degrees = rows.map((row, at) => numberOf(row[0], `${where}[${at}][0]`, 0, 180, 'degrees from the facing', gathered));
  const relative = rows.map((row, at) => numberOf(row[1], `${where}[${at}][1]`, 0, 10, 'the response relative to straight ahead', gathered));
  if (degrees.includes(undefined) || relative.includes(undefined)) return undefined;
  if (degrees.some((angle, at) => at > 0 && angle! <= degrees[at - 1]!)) return gathered.refuse(where, 'does not ascend; put the angles in order, each once.');
  return { kind: 'table', facing, degrees: degrees as number[], relative: relative as number[] };
}

function readResponse(reader: ObjectReader, gathered: Gathered): { value: number; angular?: AngularResponse } | undefined {
  const found = reader.take('response', 'responseCpsM2');
  if (found === undefined) return { value: 1 };
  if (!isObject(found.value)) {
    const value = numberOf(found.value, found.where, 1e-12, 1e12, 'cps·m² per unit of strength', gathered);
    return value === undefined ? undefined : { value };
  }
  const own = new ObjectReader(found.value, found.where, gathered);
  const value = own.number(['cpsM2', 'value', 'responseCpsM2'], 1e-12, 1e12, 'cps·m² per unit of strength') ?? 1;
  const power = own.number(['cosinePower'], 0, 10, 'the power of the cosine');
  const floor = own.number(['floor'], 0, 1, 'the share that the back still sees') ?? 0.02;
  const table = own.take('angles', 'table');
  const angular = power === undefined && table === undefined ? undefined : readFacing(own, gathered);
  if (power !== undefined && table !== undefined) gathered.refuse(table.where, 'stands beside "cosinePower"; leave one of them out.');
  own.finish();
  if (angular === undefined) return { value };
  if (table === undefined) return { value, angular: { kind: 'cosine', facing: angular, power: power!, floor } };
  const read = readTable(table.value, table.where, angular, gathered);
  return read === undefined ? undefined : { value, angular: read };
}

function readPose(reader: ObjectReader, gathered: Gathered): number[] | undefined {
  const found = reader.take('poseCovariance');
  const sigma = reader.number(['poseSigmaMetres'], 0, 1000, 'metres');
  if (found === undefined) return sigma === undefined ? undefined : [sigma ** 2, 0, 0, sigma ** 2];
  const rows = Array.isArray(found.value) && found.value.every((row) => Array.isArray(row)) ? found.value as unknown[][] : undefined;
  const size = rows?.length ?? 0;
  if (rows === undefined || (size !== 2 && size !== 3) || rows.some((row) => row.length !== size)) return gathered.refuse(found.where, 'is no covariance; give [[xx, xy], [xy, yy]] in m², three by three with z, or "poseSigmaMetres".');
  const values = rows.flatMap((row, i) => row.map((one, j) => numberOf(one, `${found.where}[${i}][${j}]`, -1e6, 1e6, 'm²', gathered)));
  if (values.includes(undefined)) return undefined;
  const all = values as number[];
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < size; j += 1) {
      const [one, other, limit] = [all[i * size + j]!, all[j * size + i]!, all[i * size + i]! * all[j * size + j]!];
      if (Math.abs(one - other) > 1e-9 * Math.max(1, Math.abs(one)) || all[i * size + i]! < 0 || one * one > limit * (1 + 1e-9)) return gathered.refuse(found.where, 'is no covariance: it must be symmetric, with no negative variance and no correlation above one.');
    }
  }
  return all;
}

/** Reads one detector or one dwell. Refuses: by place, everything that is wrong with it. */
export function readReading(value: unknown, where: string, name: string, dimensions: 2 | 3, gathered: Gathered): Reading | undefined {
  if (!isObject(value)) return gathered.refuse(where, 'is no object; give {"position": [x, y], "liveTimeSeconds": …, "counts": …, "background": …}.');
  const reader = new ObjectReader(value, where, gathered);
  const before = gathered.problems.length;
  const id = reader.take('id', 'name');
  const at = reader.take('position');
  const axes = ['x', 'y', 'z'].map((axis) => reader.take(axis));
  const place = at ?? (axes[0] !== undefined && axes[1] !== undefined ? { value: axes.flatMap((axis) => (axis === undefined ? [] : [axis.value])), where } : undefined);
  if (place === undefined) gathered.refuse(reader.place('position'), 'is missing; give [x, y] or [x, y, z] in metres.');
  const position = place === undefined ? undefined : coordinatesOf(place.value, place.where, gathered);
  if (position?.length === 2 && dimensions === 3) gathered.refuse(place!.where, 'has no z; three dimensions need it.');
  const time = reader.needed(['liveTimeSeconds', 'liveTime', 'liveSeconds', 'time', 'seconds'], 1e-6, 1e9, seconds);
  const counts = reader.needed(['counts'], 0, 1e15, 'counts');
  const background = readBackground(reader, gathered);
  const response = readResponse(reader, gathered);
  const pose = readPose(reader, gathered);
  reader.finish();
  if (counts !== undefined && !Number.isInteger(counts)) gathered.findings.push({ where: reader.place('counts'), reason: 'is no whole number; it is used as it stands, but corrected counts scatter more than counts do.' });
  if (gathered.problems.length > before || position === undefined || time === undefined || counts === undefined || background === undefined || response === undefined) return undefined;
  return {
    id: typeof id?.value === 'string' || typeof id?.value === 'number' ? String(id.value).slice(0, 80) : name, position: [position[0]!, position[1]!, position[2] ?? 0],
    liveTimeSeconds: time, counts, backgroundCps: background.cps, ...(background.seconds === undefined ? {} : { backgroundSeconds: background.seconds }),
    responseCpsM2: response.value, ...(response.angular === undefined ? {} : { angular: response.angular }), ...(pose === undefined ? {} : { poseCovariance: pose }),
  };
}
