import type { Highs, Model } from 'highs';
import type { Problem } from './board.ts';

/** Is one whole plan of an employee in the master's pool. Unit: cost of its wishes. */
export interface Column { readonly place: number; readonly plan: Int16Array; readonly cost: number }

/** Is a solved master: what it costs, how much of each column it takes, and the price of each employee and each cover. */
export interface Solved { readonly value: number; readonly taken: Float64Array; readonly employees: Float64Array; readonly cover: Float64Array }

/** Is the master program: each employee takes one plan, cover is met or paid for. Shape: `cells` are the cells of day × shift that have a row. */
export class Master {
  readonly columns: Column[] = [];
  readonly cells: readonly number[];
  private readonly known = new Set<string>();
  private readonly byPlace: Int16Array[][];
  private readonly rowOf: Int32Array;
  private readonly model: Model;
  private readonly first: number;
  private readonly highs: Highs;

  constructor(private readonly problem: Problem, highs: Highs) {
    const { required, under, over, rules } = problem;
    this.highs = highs;
    this.byPlace = rules.map(() => []);
    this.cells = Array.from(required.keys()).filter((cell) => under[cell]! > 0 || over[cell]! > 0);
    this.rowOf = new Int32Array(required.length).fill(-1);
    this.cells.forEach((cell, at) => (this.rowOf[cell] = rules.length + at));
    this.first = 2 * this.cells.length;
    const rows = rules.length + this.cells.length;
    const right = Float64Array.from({ length: rows }, (_, row) => (row < rules.length ? 1 : required[this.cells[row - rules.length]!]!));
    this.model = highs.createModel({
      numCols: this.first, numRows: rows, colCost: this.cells.flatMap((cell) => [under[cell]!, over[cell]!]), colLower: new Float64Array(this.first), colUpper: new Float64Array(this.first).fill(highs.infinity),
      rowLower: right, rowUpper: right,
      matrix: { format: 'csc', numRows: rows, numCols: this.first, starts: Int32Array.from({ length: this.first + 1 }, (_, at) => at), indices: Int32Array.from({ length: this.first }, (_, at) => rules.length + (at >> 1)), values: Float64Array.from({ length: this.first }, (_, at) => (at % 2 === 0 ? 1 : -1)) },
    });
    this.model.options.set({ output_flag: false, presolve: 'off', simplex_strategy: 4 });
  }

  /** Puts plans into the pool, each only once, and says how many were new. */
  add(plans: readonly { readonly place: number; readonly plan: Int16Array }[]): number {
    const fresh: Column[] = [];
    for (const { place, plan } of plans) {
      const key = `${place} ${plan.join('.')}`;
      if (this.known.has(key)) continue;
      this.known.add(key);
      fresh.push({ place, plan, cost: plan.reduce((sum, shift, day) => (shift < 0 ? sum : sum + this.problem.wishes[place]![day * this.problem.shifts + shift]!), 0) });
    }
    if (fresh.length === 0) return 0;
    const starts = [0];
    const indices: number[] = [];
    for (const { place, plan } of fresh) {
      indices.push(place);
      plan.forEach((shift, day) => {
        const row = shift < 0 ? -1 : this.rowOf[day * this.problem.shifts + shift]!;
        if (row >= 0) indices.push(row);
      });
      starts.push(indices.length);
    }
    this.model.addCols({
      cost: Float64Array.from(fresh, ({ cost }) => cost), lower: new Float64Array(fresh.length), upper: new Float64Array(fresh.length).fill(this.highs.infinity),
      matrix: { format: 'csc', numRows: this.problem.rules.length + this.cells.length, numCols: fresh.length, starts: Int32Array.from(starts), indices: Int32Array.from(indices), values: new Float64Array(indices.length).fill(1) },
    });
    for (const column of fresh) {
      this.columns.push(column);
      this.byPlace[column.place]!.push(column.plan);
    }
    return fresh.length;
  }

  /** Gives the plans of an employee that came last into the pool. */
  recent(place: number, many: number): readonly Int16Array[] {
    return this.byPlace[place]!.slice(-many);
  }

  /** Fixes employees to a column of the pool each; all others are free. Shape: by employee the place of the column, or −1. */
  fix(chosen: Int32Array): void {
    const fixed = this.columns.map(({ place }, at) => (chosen[place]! < 0 ? this.highs.infinity : chosen[place] === at ? 1 : 0));
    if (fixed.length === 0) return;
    this.model.changeColsBounds({ kind: 'range', from: this.first, to: this.first + fixed.length - 1 }, new Float64Array(fixed.length), Float64Array.from(fixed));
  }

  /** Solves the linear master. Unit: seconds. Shape: undefined when time ran out. */
  solve(seconds: number): Solved | undefined {
    this.model.zeroAllClocks();
    this.model.options.set('time_limit', Math.max(0.01, seconds));
    const { modelStatus } = this.model.run();
    if (modelStatus !== this.highs.constants.modelStatus.optimal) return undefined;
    const { colValue, rowDual } = this.model.getSolution();
    const many = this.problem.rules.length;
    return { value: this.model.getObjectiveValue() + this.problem.constant, taken: colValue.slice(this.first), employees: rowDual.slice(0, many), cover: rowDual.slice(many) };
  }

  /** Chooses one whole plan for each employee from the pool. Unit: seconds. Shape: plans by employee; undefined when none better than `value` was found in time. */
  whole(seconds: number, value: number, start: readonly Int16Array[] | undefined): Int16Array[] | undefined {
    const many = this.columns.length;
    const range = { kind: 'range', from: this.first, to: this.first + many - 1 } as const;
    this.fix(new Int32Array(this.problem.rules.length).fill(-1));
    try {
      this.model.changeColsIntegrality(range, new Int32Array(many).fill(1));
      this.model.options.set({ presolve: 'on', simplex_strategy: 1, mip_rel_gap: 0, mip_abs_gap: 0.99, objective_bound: value - this.problem.constant - 0.5 });
      this.model.zeroAllClocks();
      this.model.options.set('time_limit', Math.max(0.05, seconds));
      if (start !== undefined) this.begin(start);
      this.model.run();
      const { colValue } = this.model.getSolution();
      const plans: Int16Array[] = [];
      this.columns.forEach(({ place, plan }, at) => {
        if (colValue[this.first + at]! > 0.5) plans[place] = plan;
      });
      return this.problem.rules.every((_, place) => plans[place] !== undefined) ? plans : undefined;
    } finally {
      this.model.changeColsIntegrality(range, new Int32Array(many));
      this.model.options.set({ presolve: 'off', simplex_strategy: 4, objective_bound: 1e100 });
      this.model.clearSolver();
    }
  }

  private begin(start: readonly Int16Array[]): void {
    const values = new Float64Array(this.first + this.columns.length);
    const present = new Int32Array(this.problem.required.length);
    start.forEach((plan, place) => {
      const key = plan.join('.');
      const at = this.columns.findIndex((column) => column.place === place && column.plan.join('.') === key);
      if (at >= 0) values[this.first + at] = 1;
      plan.forEach((shift, day) => {
        if (shift >= 0) present[day * this.problem.shifts + shift]! += 1;
      });
    });
    this.cells.forEach((cell, at) => {
      const missing = this.problem.required[cell]! - present[cell]!;
      values[2 * at] = Math.max(0, missing);
      values[2 * at + 1] = Math.max(0, -missing);
    });
    this.model.setSolution({ colValue: values });
  }

  /** Frees the memory of the solver. */
  dispose(): void {
    this.model.dispose();
  }
}
