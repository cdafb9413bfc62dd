import type { Instance } from './instance.ts';

/** Is one breach of a hard rule. Shape: `day` is missing where the whole horizon breaks the rule. */
export interface Violation { readonly employee: string; readonly day?: number; readonly rule: string; readonly text: string }

/** Is the verdict on a roster, found from the instance and who works what alone. */
export interface Verdict { readonly valid: boolean; readonly objective: number; readonly requests: number; readonly cover: number; readonly violations: readonly Violation[] }

/** Is a roster by names. Shape: for each employee one shift id a day, null for a day off. */
export type NamedRoster = Readonly<Record<string, readonly (string | null)[]>>;

/**
 * Reads a solution: the JSON that `roster` prints, or one line an employee: the id, a comma or colon, and one shift id a day (`-`, `.` or nothing is a day off), with `#` for comments.
 * Refuses: what is neither, by line.
 */
export function readSolution(text: string): { readonly roster: NamedRoster } | { readonly refused: readonly { readonly line: number; readonly reason: string }[] } {
  const roster: Record<string, (string | null)[]> = Object.create(null) as Record<string, (string | null)[]>;
  if (/^\s*\{/.test(text)) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return { refused: [{ line: 0, reason: 'is no JSON although it begins with {; give the output of roster, or one line an employee.' }] };
    }
    const assignment = (value as { assignment?: unknown }).assignment;
    if (typeof assignment !== 'object' || assignment === null) return { refused: [{ line: 0, reason: 'has no "assignment"; give the output of roster.' }] };
    for (const [id, days] of Object.entries(assignment)) {
      if (!Array.isArray(days) || !days.every((day) => day === null || typeof day === 'string')) return { refused: [{ line: 0, reason: `assignment of ${JSON.stringify(id.slice(0, 60))} is no list of shift ids and nulls; write one entry a day.` }] };
      roster[id] = days as (string | null)[];
    }
    return { roster };
  }
  const refused: { line: number; reason: string }[] = [];
  for (const [at, raw] of text.replace(/^\uFEFF/, '').split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const match = /^([^,:\s]+)\s*[,:\s]\s*(.*)$/.exec(line);
    const id = match?.[1];
    if (match === null || id === undefined) refused.push({ line: at + 1, reason: 'has no days; write the employee, a comma, then one shift id a day.' });
    else if (id in roster) refused.push({ line: at + 1, reason: `employee ${id.slice(0, 60)} stands a second time; keep one line.` });
    else roster[id] = (match[2]!.includes(',') ? match[2]!.split(',') : match[2]!.split(/\s+/)).map((field) => field.trim()).map((field) => (field === '' || field === '-' || field === '.' ? null : field));
    if (refused.length >= 50) break;
  }
  return refused.length > 0 ? { refused } : { roster };
}

/** Parts a list into runs of working and of free days, each with its first day and length. */
function runsOf(days: readonly (string | null)[]): { works: boolean; first: number; length: number }[] {
  const runs: { works: boolean; first: number; length: number }[] = [];
  days.forEach((shift, day) => {
    const last = runs.at(-1);
    if (last !== undefined && last.works === (shift !== null)) last.length += 1;
    else runs.push({ works: shift !== null, first: day, length: 1 });
  });
  return runs;
}

/**
 * Checks a roster against every hard rule and adds up what it costs, by the words of the format and by no code of the solver.
 * Shape: runs that touch the first or last day need no least length; violations by employee, then rule. An employee without a line breaks `missing`.
 */
export function checkRoster(instance: Instance, roster: NamedRoster): Verdict {
  const violations: Violation[] = [];
  const shifts = new Map(instance.shifts.map((shift) => [shift.id, shift]));
  const known = new Set(instance.employees.map(({ id }) => id));
  for (const id of Object.keys(roster)) if (!known.has(id)) violations.push({ employee: id.slice(0, 60), rule: 'unknown-employee', text: 'is no employee of the instance' });
  const worked = new Map<string, number>();
  const of = new Map<string, readonly (string | null)[]>();
  for (const employee of instance.employees) {
    const breach = (rule: string, text: string, day?: number): void => void violations.push({ employee: employee.id, ...(day === undefined ? {} : { day }), rule, text });
    const given = Object.hasOwn(roster, employee.id) || employee.id in roster ? roster[employee.id]! : undefined;
    if (given === undefined) breach('missing', 'has no line');
    else if (given.length !== instance.days) breach('horizon', `has ${given.length} days instead of ${instance.days}`);
    const days = Array.from({ length: instance.days }, (_, day) => {
      const shift = given?.[day] ?? null;
      if (shift === null || shifts.has(shift)) return shift;
      breach('unknown-shift', `${JSON.stringify(shift.slice(0, 60))} is no shift of the instance`, day);
      return null;
    });
    of.set(employee.id, days);
    const counts = new Map<string, number>();
    let minutes = 0;
    const weekends = new Set<number>();
    days.forEach((id, day) => {
      if (id === null) return;
      const shift = shifts.get(id)!;
      minutes += shift.minutes;
      counts.set(id, (counts.get(id) ?? 0) + 1);
      worked.set(`${day} ${id}`, (worked.get(`${day} ${id}`) ?? 0) + 1);
      if (day % 7 >= 5) weekends.add(Math.floor(day / 7));
      if (employee.away[day] === 1) breach('day-off', `works ${id} on a day off`, day);
      const next = days[day + 1];
      if (next !== null && next !== undefined && shift.notNext.some((place) => instance.shifts[place]!.id === next)) breach('shift-order', `works ${next} on the day after ${id}`, day + 1);
    });
    instance.shifts.forEach(({ id }, place) => {
      if ((counts.get(id) ?? 0) > employee.mostOf[place]!) breach('most-of-shift', `works ${id} ${counts.get(id)} times, at most ${employee.mostOf[place]}`);
    });
    if (minutes > employee.mostMinutes) breach('most-minutes', `works ${minutes} minutes, at most ${employee.mostMinutes}`);
    if (minutes < employee.leastMinutes) breach('least-minutes', `works ${minutes} minutes, at least ${employee.leastMinutes}`);
    if (weekends.size > employee.mostWeekends) breach('most-weekends', `works on ${weekends.size} weekends, at most ${employee.mostWeekends}`);
    for (const { works, first, length } of runsOf(days)) {
      const atEdge = first === 0 || first + length === instance.days;
      if (works && length > employee.mostInRow) breach('most-in-row', `works ${length} days in a row, at most ${employee.mostInRow}`, first);
      if (works && !atEdge && length < employee.leastInRow) breach('least-in-row', `works ${length} days in a row, at least ${employee.leastInRow}`, first);
      if (!works && !atEdge && length < employee.leastOffInRow) breach('least-off-in-row', `has ${length} days off in a row, at least ${employee.leastOffInRow}`, first);
    }
  }
  const has = (employee: number, day: number, shift: number): boolean => of.get(instance.employees[employee]!.id)![day] === instance.shifts[shift]!.id;
  let requests = 0;
  for (const wish of instance.wanted) if (!has(wish.employee, wish.day, wish.shift)) requests += wish.weight;
  for (const wish of instance.unwanted) if (has(wish.employee, wish.day, wish.shift)) requests += wish.weight;
  let cover = 0;
  for (const want of instance.cover) {
    const present = worked.get(`${want.day} ${instance.shifts[want.shift]!.id}`) ?? 0;
    cover += present < want.required ? (want.required - present) * want.under : (present - want.required) * want.over;
  }
  return { valid: violations.length === 0, objective: requests + cover, requests, cover, violations };
}
