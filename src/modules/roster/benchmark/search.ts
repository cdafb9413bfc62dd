import type { Board } from './board.ts';

/** Gives numbers from 0 to below 1 that depend on the seed alone (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Improves a board by lifting some weeks of a few employees and planning each anew, exactly, as the others stand; worse boards are taken by simulated annealing.
 * Shape: calls `found` at each best board so far; ends when `done` says so. The board is left at its last state. Source: ruin and recreate, Schrimpf and others (2000).
 */
export function improve(board: Board, chance: () => number, progress: () => number, done: () => boolean, found: () => void): void {
  const { days, rules, under } = board.problem;
  const weeks = Math.ceil(days / 7);
  const heat = Math.max(2, Math.min(30, under.reduce((most, each) => Math.max(most, each), 0) / 10));
  let best = board.value;
  while (!done()) {
    const longest = Math.min(weeks, 6);
    const length = weeks <= 4 && chance() < 0.5 ? weeks : 1 + Math.floor(chance() * longest);
    const from = Math.floor(chance() * (weeks - length + 1)) * 7;
    const to = Math.min(days, from + length * 7);
    const many = Math.min(rules.length, 1 + Math.floor(chance() * 4));
    const chosen = new Set<number>();
    while (chosen.size < many) chosen.add(Math.floor(chance() * rules.length));
    const order = [...chosen];
    const before = board.value;
    const old = order.map((place) => board.plans[place]!.slice(from, to));
    for (const place of order) board.lift(place, from, to);
    const noise = chance() < 0.5 ? 0 : heat * 0.2;
    let whole = order.every((place) => board.plan(place, from, to, noise, chance));
    for (let round = 0; whole && round < (many > 1 ? 1 : 0); round += 1) {
      whole = order.every((place) => {
        board.lift(place, from, to);
        return board.plan(place, from, to);
      });
    }
    const temperature = heat * (0.02 + 0.5 * (1 - Math.min(1, progress())) ** 2);
    if (!whole || board.value - before > -temperature * Math.log(1 - chance())) {
      for (const place of order) board.lift(place, from, to);
      order.forEach((place, at) => board.put(place, from, old[at]!));
    }
    if (board.value < best - 1e-6) {
      best = board.value;
      found();
    }
  }
}
