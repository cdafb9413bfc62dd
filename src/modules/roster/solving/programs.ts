import highsLoader from 'highs';
import type { Highs, Model } from 'highs';

let loaded: Highs | undefined;

/** Loads HiGHS once; what solves afterwards is synchronous and belongs into a worker where a server must go on answering. */
export async function loadHighs(): Promise<void> {
  loaded ??= await highsLoader();
}

/** Gives HiGHS. Refuses: a call before it was loaded, which is a fault of the caller. */
export function highsLoaded(): Highs {
  if (loaded === undefined) throw new Error('HiGHS is not loaded; await loadHighs() first.');
  return loaded;
}

/** Is how a program ended. Shape: `values` only where there is a solution; `bound` is the best that is proven, −∞ without one. */
export interface Solved {
  readonly optimal: boolean;
  readonly values: Float64Array | undefined;
  readonly objective: number;
  readonly bound: number;
  /** Prices of the rows, only of a linear program solved to its end: what one more on the right side adds to the cost. */
  readonly prices?: Float64Array;
}

/** Says how a program is solved. Unit: seconds of wall time; `gap` is relative. */
export interface SolveSettings {
  readonly seconds: number;
  readonly relax?: boolean;
  readonly gap?: number;
  readonly seed?: number;
  readonly interior?: boolean;
  readonly crossover?: boolean;
  readonly start?: Float64Array;
  readonly shouldStop?: () => boolean;
  readonly options?: Readonly<Record<string, number | string | boolean>>;
}

/** Is a linear program with whole numbers, built column by column and row by row, to be made as small as it can. */
export class Program {
  readonly cost: number[] = [];
  readonly lower: number[] = [];
  readonly upper: number[] = [];
  readonly whole: (0 | 1)[] = [];
  readonly rowLower: number[] = [];
  readonly rowUpper: number[] = [];
  readonly #rows: { readonly columns: number[]; readonly values: number[] }[] = [];

  /** Adds a variable and gives its number. */
  column(cost: number, upper = Infinity, whole = false, lower = 0): number {
    this.cost.push(cost);
    this.lower.push(lower);
    this.upper.push(upper);
    this.whole.push(whole ? 1 : 0);
    return this.cost.length - 1;
  }

  /** Adds a row and gives its number. */
  row(lower: number, upper: number): number {
    this.rowLower.push(lower);
    this.rowUpper.push(upper);
    this.#rows.push({ columns: [], values: [] });
    return this.#rows.length - 1;
  }

  /** Puts a coefficient where there is none yet. */
  put(row: number, column: number, value: number): void {
    this.#rows[row]!.columns.push(column);
    this.#rows[row]!.values.push(value);
  }

  get size(): { readonly columns: number; readonly rows: number; readonly entries: number } {
    return { columns: this.cost.length, rows: this.#rows.length, entries: this.#rows.reduce((sum, row) => sum + row.columns.length, 0) };
  }

  /** Hands the program to HiGHS; the caller disposes of it. */
  open(highs: Highs, relax: boolean): Model {
    const starts = new Int32Array(this.#rows.length + 1);
    this.#rows.forEach((row, at) => (starts[at + 1] = starts[at]! + row.columns.length));
    const indices = new Int32Array(starts.at(-1)!);
    const values = new Float64Array(indices.length);
    this.#rows.forEach((row, at) => {
      indices.set(row.columns, starts[at]!);
      values.set(row.values, starts[at]!);
    });
    return highs.createModel({
      numCols: this.cost.length, numRows: this.#rows.length, colCost: this.cost, colLower: this.lower, colUpper: this.upper, rowLower: this.rowLower, rowUpper: this.rowUpper,
      matrix: { format: 'csr', numRows: this.#rows.length, numCols: this.cost.length, starts, indices, values },
      ...(relax || !this.whole.includes(1) ? {} : { integrality: Int32Array.from(this.whole) }),
    });
  }

  /** Solves it. The time is wall time; a start must have a value for every column or HiGHS ignores it. */
  solve(settings: SolveSettings): Solved {
    const highs = highsLoaded();
    if (this.cost.length === 0) return { optimal: true, values: new Float64Array(0), objective: 0, bound: 0 };
    const model = this.open(highs, settings.relax === true);
    try {
      model.options.set({
        output_flag: false, time_limit: Math.max(0.05, settings.seconds), mip_rel_gap: settings.gap ?? 1e-6, random_seed: settings.seed ?? 0, ...(settings.interior === true ? { solver: 'ipm', run_crossover: settings.crossover === true ? 'on' : 'off' } : {}), ...settings.options,
      });
      if (settings.start !== undefined) model.setSolution({ colValue: settings.start });
      const interrupt = (event: { interrupt(): void }): undefined => {
        if (settings.shouldStop?.() === true) event.interrupt();
        return undefined;
      };
      const types = highs.constants.callbackType;
      model.run(settings.shouldStop === undefined ? undefined : { [types.mipInterrupt]: interrupt, [types.simplexInterrupt]: interrupt });
      return this.#outcome(highs, model, settings.relax === true || !this.whole.includes(1));
    } finally {
      model.dispose();
    }
  }

  #outcome(highs: Highs, model: Model, linear: boolean): Solved {
    const optimal = model.getModelStatus() === highs.constants.modelStatus.optimal;
    const feasible = model.info.get('primal_solution_status') === highs.constants.solutionStatus.feasible;
    const values = feasible ? model.getSolution().colValue : undefined;
    const bound = linear ? (optimal ? model.getObjectiveValue() : -Infinity) : Number(model.info.get('mip_dual_bound'));
    return { ...(linear && optimal ? { prices: model.getSolution().rowDual } : {}), optimal, values, objective: feasible ? model.getObjectiveValue() : Infinity, bound: Number.isFinite(bound) ? bound : -Infinity };
  }
}
