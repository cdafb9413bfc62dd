import type { Field } from './field.ts';
import { Profiler } from './profile.ts';
import type { Area } from './shapes.ts';

/** Cells along each axis of the first search. */
export const searchCells = 24;

/** Is a place that is better than all around it. */
export interface Start {
  readonly place: readonly [number, number, number];
  readonly strength: number;
  /** As the profile has it. */
  readonly misfit: number;
}

/** Searches a grid of cells for the places that are better than their neighbours. Shape: best first, at most `most`; in three dimensions a third as many cells along each axis as in two, half of them upward. */
export function searchStarts(field: Field, area: Area, most: number, beside?: Float64Array): Start[] {
  const flat = field.dimensions === 2;
  const cells = flat ? [searchCells, searchCells, 1] as const : [searchCells / 2, searchCells / 2, searchCells / 4] as const;
  const at = (axis: 0 | 1 | 2, i: number): number => (axis === 2 && flat ? field.height : area.minimum[axis] + ((i + 0.5) / cells[axis]) * (area.maximum[axis] - area.minimum[axis]));
  const misfit = new Float64Array(cells[0] * cells[1] * cells[2]);
  const strength = new Float64Array(misfit.length);
  const profiler = new Profiler(field, beside === undefined ? {} : { beside });
  for (let h = 0, index = 0; h < cells[2]; h += 1) {
    for (let j = 0; j < cells[1]; j += 1) {
      for (let i = 0; i < cells[0]; i += 1, index += 1) {
        profiler.moveTo(at(0, i), at(1, j), at(2, h));
        misfit[index] = profiler.misfit();
        strength[index] = profiler.strength;
      }
    }
  }
  const found: Start[] = [];
  for (let h = 0, index = 0; h < cells[2]; h += 1) {
    for (let j = 0; j < cells[1]; j += 1) {
      for (let i = 0; i < cells[0]; i += 1, index += 1) {
        if (isLowest(misfit, cells, i, j, h)) found.push({ place: [at(0, i), at(1, j), at(2, h)], strength: strength[index]!, misfit: misfit[index]! });
      }
    }
  }
  if (flat && beside === undefined) found.push(...startsNear(field, area, profiler));
  return found.sort((one, other) => one.misfit - other.misfit).slice(0, most);
}

/** How near the loudest readings is looked, in cells of the grid, and in how many directions. */
const nearby = { reaches: [0.12, 0.25, 0.45, 0.75], directions: 8, readings: 2 } as const;

/** Looks closely around the loudest readings, since near one the likelihood has a top that is narrower than a cell. Shape: the best place about each. */
function startsNear(field: Field, area: Area, profiler: Profiler): Start[] {
  const loud = Array.from({ length: field.size }, (_, k) => k).sort((one, other) => rateOver(field, other) - rateOver(field, one)).slice(0, nearby.readings);
  const cell = [0, 1].map((axis) => (area.maximum[axis]! - area.minimum[axis]!) / searchCells) as [number, number];
  return loud.flatMap((k): Start[] => {
    let best: Start | undefined;
    for (const reach of nearby.reaches) {
      for (let turn = 0; turn < nearby.directions; turn += 1) {
        const angle = (2 * Math.PI * (turn + (reach > 0.3 ? 0.5 : 0))) / nearby.directions;
        const [x, y] = [field.x[k]! + reach * cell[0] * Math.cos(angle), field.y[k]! + reach * cell[1] * Math.sin(angle)];
        if (x < area.minimum[0] || x > area.maximum[0] || y < area.minimum[1] || y > area.maximum[1]) continue;
        profiler.moveTo(x, y, field.height);
        const misfit = profiler.misfit();
        if (best === undefined || misfit < best.misfit) best = { place: [x, y, field.height], strength: profiler.strength, misfit };
      }
    }
    return best === undefined ? [] : [best];
  });
}

function rateOver(field: Field, k: number): number {
  return (field.counts[k]! / field.seconds[k]! - field.background[k]!) / field.response[k]!;
}

function isLowest(values: Float64Array, [nx, ny, nz]: readonly [number, number, number], i: number, j: number, h: number): boolean {
  const own = values[(h * ny + j) * nx + i]!;
  for (let c = Math.max(0, h - 1); c <= Math.min(nz - 1, h + 1); c += 1) {
    for (let b = Math.max(0, j - 1); b <= Math.min(ny - 1, j + 1); b += 1) {
      for (let a = Math.max(0, i - 1); a <= Math.min(nx - 1, i + 1); a += 1) if (values[(c * ny + b) * nx + a]! < own) return false;
    }
  }
  return true;
}
