/** Says what is wrong in a file, where, and how to put it right. */
export interface FileProblem {
  readonly where: string;
  readonly reason: string;
}

const plain = (key: string): string => key.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Is what was gathered while a file was read: what forbids its use, and what was left unused. */
export class Gathered {
  readonly problems: FileProblem[] = [];
  readonly findings: FileProblem[] = [];

  refuse(where: string, reason: string): undefined {
    this.problems.push({ where, reason });
    return undefined;
  }
}

/** Reads one object of a file by the names that its fields may have, and says at the end which keys nobody asked for. */
export class ObjectReader {
  readonly #where: string;
  readonly #gathered: Gathered;
  readonly #values = new Map<string, { readonly key: string; readonly value: unknown }>();
  readonly #used = new Set<string>();

  constructor(value: object, where: string, gathered: Gathered) {
    this.#where = where;
    this.#gathered = gathered;
    for (const [key, own] of Object.entries(value)) if (own !== null) this.#values.set(plain(key), { key, value: own });
  }

  /** Gives a field by any of its names. Refuses: two names of one field at once. */
  take(...names: readonly string[]): { readonly value: unknown; readonly where: string; readonly name: string } | undefined {
    const found = names.flatMap((name) => {
      const own = this.#values.get(plain(name));
      return own === undefined ? [] : [{ ...own, name }];
    });
    for (const name of names) this.#used.add(plain(name));
    if (found.length > 1) this.#gathered.refuse(this.place(found[1]!.key), `says the same as "${found[0]!.key}"; leave one of them out.`);
    return found[0] === undefined ? undefined : { value: found[0].value, where: this.place(found[0].key), name: found[0].name };
  }

  /** Gives a number of a field. Refuses: no number, or one out of its range. */
  number(names: readonly string[], least: number, most: number, unit: string): number | undefined {
    const found = this.take(...names);
    return found === undefined ? undefined : numberOf(found.value, found.where, least, most, unit, this.#gathered);
  }

  /** Gives a number that must be there. */
  needed(names: readonly string[], least: number, most: number, unit: string): number | undefined {
    const found = this.take(...names);
    return found === undefined ? this.#gathered.refuse(this.place(names[0]!), `is missing; give ${unit}.`) : numberOf(found.value, found.where, least, most, unit, this.#gathered);
  }

  place(key: string): string {
    return this.#where === '' ? key : `${this.#where}.${key}`;
  }

  /** Reports the keys that nobody asked for. */
  finish(): void {
    for (const [name, { key }] of this.#values) if (!this.#used.has(name)) this.#gathered.findings.push({ where: this.place(key), reason: 'is no field of this file and was not used; see docs/how-to/check-files-on-the-command-line.md for the fields.' });
  }
}

/** Reads a number. Refuses: what is none, or is out of its range. */
export function numberOf(value: unknown, where: string, least: number, most: number, unit: string, gathered: Gathered): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return gathered.refuse(where, `is ${typeof value === 'string' ? `the text "${value.slice(0, 40)}"` : 'no number'}; give ${unit} as a JSON number.`);
  if (value < least || value > most) return gathered.refuse(where, `is ${value}; give ${unit}, ${most >= 1e15 && value < least ? `at least ${least}` : `from ${least} to ${most}`}.`);
  return value;
}

/** Tells an object of JSON from everything else. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a place or a direction: [x, y], [x, y, z] or {"x": …, "y": …, "z": …}. Shape: two or three numbers. */
export function coordinatesOf(value: unknown, where: string, gathered: Gathered): number[] | undefined {
  const parts = isObject(value) ? ['x', 'y', 'z'].flatMap((axis) => (Object.hasOwn(value, axis) ? [(value as Record<string, unknown>)[axis]] : [])) : value;
  if (!Array.isArray(parts) || parts.length < 2 || parts.length > 3 || (isObject(value) && !(Object.hasOwn(value, 'x') && Object.hasOwn(value, 'y')))) return gathered.refuse(where, 'is no place; give [x, y] or [x, y, z] in metres, or {"x": …, "y": …}.');
  const numbers = parts.map((part, at) => numberOf(part, `${where}[${at}]`, -1e5, 1e5, 'metres', gathered));
  return numbers.includes(undefined) ? undefined : numbers as number[];
}
