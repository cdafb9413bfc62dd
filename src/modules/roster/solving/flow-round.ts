import type { FlowClass } from './flow-classes.ts';
import { nodeOf, restingNode, stepsFrom } from './flow-model.ts';
import type { FlowModel } from './flow-model.ts';
import type { Horizon } from './horizon.ts';
import { Program } from './programs.ts';

/** Is a step of a class's whole flow, with the people who take it. */
export interface WholeArc {
  readonly to: number;
  readonly shift: number;
  readonly sameDay: boolean;
  people: number;
}

/** Is the whole flow of one class. Shape: `arcs[day]` by node; a node is one of the class's network, in a layer for each day off that is still counted. */
export interface WholeFlow {
  readonly arcs: readonly ReadonlyMap<number, readonly WholeArc[]>[];
  readonly layer: number;
}

interface Laid {
  readonly day: number;
  readonly node: number;
  readonly arc: WholeArc;
}

/** Lays out the network of a class. Shape: with `owedOff` days off that every path must have, each counted by a layer, so that no path has more shifts than its people may work. */
function layNetwork(horizon: Horizon, starts: Iterable<number>, canWork: (day: number) => boolean, owedOff: number): { readonly arcs: Map<number, WholeArc[]>[]; readonly laid: Laid[]; readonly layer: number } {
  const layer = restingNode(horizon) + 1;
  const laid: Laid[] = [];
  const arcs: Map<number, WholeArc[]>[] = [];
  let here = new Set(starts);
  for (let day = 0; day < horizon.days; day += 1) {
    const ofDay = new Map<number, WholeArc[]>();
    const next = new Set<number>();
    const waiting = [...here].toSorted((one, other) => one - other);
    for (let at = 0; at < waiting.length; at += 1) {
      const node = waiting[at]!;
      const off = Math.floor(node / layer);
      const own: WholeArc[] = [];
      for (const step of stepsFrom(horizon, node % layer)) {
        if (step.shift !== -1 && !canWork(day)) continue;
        const layers = step.shift === -1 && !step.sameDay ? Math.min(owedOff, off + 1) : off;
        if (!step.sameDay && owedOff - layers > horizon.days - day - 1) continue;
        const arc: WholeArc = { to: step.to + layers * layer, shift: step.shift, sameDay: step.sameDay, people: 0 };
        own.push(arc);
        laid.push({ day, node, arc });
        if (!step.sameDay) next.add(arc.to);
        else if (!here.has(arc.to)) {
          here.add(arc.to);
          waiting.splice(at + 1, 0, arc.to);
        }
      }
      ofDay.set(node, own);
    }
    arcs.push(ofDay);
    here = next;
  }
  return { arcs, laid, layer };
}

/**
 * Rounds the flow of every class to whole people, one class after the other: each takes the flow of its network that is nearest to its own fractions and to what earlier classes of the same people-who-may-do-the-same owe.
 * A flow with such separable costs has a whole optimum, so each is a small program that its relaxation solves. Where a class works nearly all it may, days off are counted in its network, so that no path is longer than allowed.
 */
export function roundFlows(horizon: Horizon, classes: readonly FlowClass[], model: FlowModel, values: Float64Array, secondsLeft: () => number): WholeFlow[] {
  const owed = new Map<string, number>();
  return classes.map((flowClass, at) => {
    // Without time left the class gets no flow, and its people are planned one by one.
    if (secondsLeft() <= 0.1) return { arcs: Array.from({ length: horizon.days }, () => new Map<number, WholeArc[]>()), layer: restingNode(horizon) + 1 };
    const wanted = model.networks[at]!.arcs.map((ofDay) => {
      const row = horizon.shifts.map(() => 0);
      for (const arc of ofDay.flat()) if (arc.shift !== -1) row[arc.shift]! += values[arc.column]!;
      return row;
    });
    const allowed = flowClass.members.reduce((sum, { person }) => sum + person.maxShifts, 0);
    const longest = Math.max(...flowClass.members.map(({ person }) => person.maxShifts));
    const tight = wanted.flat().reduce((sum, people) => sum + people, 0) > 0.85 * allowed;
    const starts = new Map<number, number>();
    for (const { beginning } of flowClass.members) {
      const node = beginning.resting ? restingNode(horizon) : nodeOf(horizon, beginning.from, beginning.run);
      starts.set(node, (starts.get(node) ?? 0) + 1);
    }
    const there = Array.from({ length: horizon.days }, (_, day) => flowClass.members.filter(({ own }) => own.skills[day]!.length > 0).length);
    const network = layNetwork(horizon, starts.keys(), (day) => there[day]! > 0 && model.poolOf[day]![at] !== -1, tight ? Math.max(0, horizon.days - longest) : 0);
    const program = new Program();
    const balance = network.arcs.map((ofDay, day) => new Map([...ofDay.keys()].map((node) => {
      const people = day === 0 ? -(starts.get(node) ?? 0) : 0;
      return [node, program.row(people, people)];
    })));
    const limit = program.row(-Infinity, allowed);
    const days = there.map((people) => program.row(-Infinity, people));
    const takes = wanted.map((ofDay, day) => ofDay.map((people, shift) => {
      // Nobody of the emergency tier is called for the sake of rounding.
      const target = people < 1e-6 && flowClass.tier === 'emergency' ? 0 : Math.max(0, people + (owed.get(`${model.poolOf[day]![at]};${day};${shift}`) ?? 0));
      // What is above or below the target costs 1; convexity keeps the whole numbers next to it cheapest.
      const whole = Math.floor(target + 1e-6);
      const row = program.row(whole, whole);
      program.put(row, program.column(1), 1);
      program.put(row, program.column(1 - 2 * Math.min(1, Math.max(0, target - whole)), 1), -1);
      program.put(row, program.column(1), -1);
      return row;
    }));
    const columns = network.laid.map(({ day, node, arc }) => {
      const column = program.column(arc.shift === -1 ? 0 : 0.001, flowClass.members.length, arc.shift !== -1);
      program.put(balance[day]!.get(node)!, column, -1);
      const to = balance[arc.sameDay ? day : day + 1]?.get(arc.to);
      if (to !== undefined) program.put(to, column, 1);
      if (arc.shift === -1) return column;
      program.put(days[day]!, column, 1);
      program.put(limit, column, 1);
      program.put(takes[day]![arc.shift]!, column, 1);
      return column;
    });
    const solved = program.solve({ seconds: Math.min(5, secondsLeft()), gap: 1e-3 });
    network.laid.forEach(({ day, arc }, index) => {
      arc.people = Math.round(solved.values?.[columns[index]!] ?? 0);
      if (arc.shift !== -1) wanted[day]![arc.shift]! -= arc.people;
    });
    wanted.forEach((ofDay, day) => ofDay.forEach((less, shift) => {
      const key = `${model.poolOf[day]![at]};${day};${shift}`;
      owed.set(key, (owed.get(key) ?? 0) + less);
    }));
    return { arcs: network.arcs, layer: network.layer };
  });
}
