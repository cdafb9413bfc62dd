import { type Curve, fitCurve, slopeAt, valueAt } from './curves.ts';
import { type Row, placeOf } from './rows.ts';

/**
 * A place in the picture that may be a machine-readable zone: two or three rows counted alike.
 * Shape: `rows` give the middles of the signs; `first` and `last` are the outermost columns where signs were seen, `columns` how many a
 * row must have.
 */
export interface Zone {
  readonly rows: readonly { x: Curve; y: Curve }[];
  readonly columns: number;
  readonly first: number;
  readonly last: number;
  readonly seen: number;
}

/** Rows lie a quarter of an inch apart, signs a tenth: ICAO Doc 9303-3 section 4. */
export const rowsApart = 2.5;

const shapes: readonly { rows: number; columns: number; least: number; most: number }[] = [
  { rows: 3, columns: 30, least: 26, most: 34 },
  { rows: 2, columns: 44, least: 39, most: 49 },
  { rows: 2, columns: 36, least: 31, most: 40 },
];

const moved = (curve: Curve, by: number): Curve => ({ ...curve, middle: curve.middle - by });

/**
 * Tells where a row stands below another.
 * Shape: by how many signs its count is ahead, or undefined when it is not the next row of the same zone.
 */
function stepDown(upper: Row, lower: Row): number | undefined {
  if (Math.abs(upper.pitch / lower.pitch - 1) > 0.2) return undefined;
  const at = Math.round((upper.first + upper.last) / 2);
  const [x, y] = placeOf(upper, at);
  const [alongX, alongY] = [slopeAt(upper.x, at), slopeAt(upper.y, at)];
  const pitch = Math.hypot(alongX, alongY);
  let below = (lower.first + lower.last) / 2;
  for (let round = 0; round < 4; round += 1) {
    const [px, py] = placeOf(lower, below);
    below -= ((px - x) * alongX + (py - y) * alongY) / (pitch * pitch);
  }
  if (below < lower.first - 4 || below > lower.last + 4) return undefined;
  const [px, py] = placeOf(lower, below);
  const apart = ((py - y) * alongX - (px - x) * alongY) / (pitch * pitch);
  if (apart < 1.7 || apart > 3.3) return undefined;
  return Math.round(below) - at;
}

/** Finds what may be a zone among the rows, those with most signs seen first. */
export function zonesOf(rows: readonly Row[]): Zone[] {
  const zones: Zone[] = [];
  const add = (parts: readonly { row: Row; ahead: number }[]): void => {
    const first = Math.min(...parts.map(({ row, ahead }) => row.first - ahead));
    const last = Math.max(...parts.map(({ row, ahead }) => row.last - ahead));
    const count = last - first + 1;
    for (const shape of shapes) {
      if (shape.rows !== parts.length || count < shape.least || count > shape.most) continue;
      const curves = parts.map(({ row, ahead }) => ({ x: moved(row.x, ahead), y: moved(row.y, ahead) }));
      zones.push({ rows: curves, columns: shape.columns, first, last, seen: parts.reduce((sum, { row }) => sum + row.seen, 0) });
    }
  };
  for (const upper of rows) {
    for (const lower of rows) {
      const ahead = upper === lower ? undefined : stepDown(upper, lower);
      if (ahead === undefined) continue;
      add([{ row: upper, ahead: 0 }, { row: lower, ahead }]);
      for (const third of rows) {
        const further = third === lower ? undefined : stepDown(lower, third);
        if (further !== undefined) add([{ row: upper, ahead: 0 }, { row: lower, ahead }, { row: third, ahead: ahead + further }]);
      }
    }
  }
  return zones.sort((one, other) => other.seen - one.seen);
}

/** Where one sign stands and how its cell lies: along the row and down, each one pitch long. */
export interface Cell {
  x: number;
  y: number;
  alongX: number;
  alongY: number;
  downX: number;
  downY: number;
}

/** Gives the cell of a row and column of a zone. */
export function cellOf({ rows }: Zone, row: number, column: number): Cell {
  const own = rows[row]!;
  const [top, bottom] = [rows[0]!, rows.at(-1)!];
  const pitches = rowsApart * (rows.length - 1);
  return {
    x: valueAt(own.x, column), y: valueAt(own.y, column), alongX: slopeAt(own.x, column), alongY: slopeAt(own.y, column),
    downX: (valueAt(bottom.x, column) - valueAt(top.x, column)) / pitches, downY: (valueAt(bottom.y, column) - valueAt(top.y, column)) / pitches,
  };
}

/** A place at which a sign was recognised, and how surely (0 to 1). */
export interface Sighting {
  row: number;
  column: number;
  x: number;
  y: number;
  weight: number;
}

/** Lays the rows of a zone anew through the places where signs were recognised. */
export function laidAnew(zone: Zone, sightings: readonly Sighting[]): Zone {
  const rows = zone.rows.map((old, row) => {
    const own = sightings.filter((one) => one.row === row);
    if (own.length < 14) return old;
    const columns = own.map(({ column }) => column);
    const weights = own.map(({ weight }) => weight);
    const pitch = slopeAt(old.x, (zone.first + zone.last) / 2);
    return {
      x: fitCurve(columns, own.map(({ x }) => x), 3, pitch * 0.12, weights).curve,
      y: fitCurve(columns, own.map(({ y }) => y), 3, pitch * 0.12, weights).curve,
    };
  });
  return { ...zone, rows };
}
