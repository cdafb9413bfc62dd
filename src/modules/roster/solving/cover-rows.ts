import type { Program } from './programs.ts';

/** Is a variable that gives people to slots of a skill, or takes them away for a break. */
export interface Supply {
  readonly column: number;
  readonly slots: readonly number[];
  readonly value: 1 | -1;
}

/** Is a shortage variable with the slots that it stands for. */
export interface Shortage {
  readonly column: number;
  readonly slots: readonly number[];
}

/**
 * Adds the rows that say: who is there and who is missing make up the need. Slots with the same supply and need share one row, which changes nothing and makes the program several times smaller.
 * Unit: `costOfSlot` is what one person missing in one slot costs.
 */
export function addCoverRows(program: Program, need: Int32Array, supplies: readonly Supply[], costOfSlot: number): Shortage[] {
  const bySlot: Supply[][] = Array.from(need, () => []);
  for (const supply of supplies) for (const slot of supply.slots) bySlot[slot]?.push(supply);
  const same = new Map<string, number[]>();
  need.forEach((people, slot) => {
    if (people <= 0) return;
    const key = `${people};${bySlot[slot]!.map(({ column, value }) => column * value).join()}`;
    const slots = same.get(key);
    if (slots === undefined) same.set(key, [slot]);
    else slots.push(slot);
  });
  return [...same.values()].map((slots) => {
    const people = need[slots[0]!]!;
    const column = program.column(costOfSlot * slots.length, people);
    const row = program.row(people, Infinity);
    program.put(row, column, 1);
    for (const supply of bySlot[slots[0]!]!) program.put(row, supply.column, supply.value);
    return { column, slots };
  });
}
