import type { Cover, Employee, Instance, ShiftKind, Wish } from './instance.ts';

/** Is one reason why a file is refused. Shape: the line counts from 1; 0 is the file as a whole. */
export interface FormatFault { readonly line: number; readonly reason: string }

const sections = ['SECTION_HORIZON', 'SECTION_SHIFTS', 'SECTION_STAFF', 'SECTION_DAYS_OFF', 'SECTION_SHIFT_ON_REQUESTS', 'SECTION_SHIFT_OFF_REQUESTS', 'SECTION_COVER'] as const;
type Section = (typeof sections)[number];
const needed: readonly Section[] = ['SECTION_HORIZON', 'SECTION_SHIFTS', 'SECTION_STAFF', 'SECTION_COVER'];
const limits = { days: 1500, shifts: 120, employees: 2000, cells: 12_000_000, number: 10_000_000, faults: 50, text: 60 };
interface Row { readonly line: number; readonly fields: readonly string[] }

const shown = (text: string): string => JSON.stringify(text.length > limits.text ? `${text.slice(0, limits.text)}…` : text);

class Reader {
  readonly faults: FormatFault[] = [];
  readonly rows = new Map<Section, Row[]>();
  private readonly shiftPlaces = new Map<string, number>();
  private readonly employeePlaces = new Map<string, number>();

  refuse(line: number, reason: string): void {
    if (this.faults.length < limits.faults) this.faults.push({ line, reason });
    else if (this.faults.length === limits.faults) this.faults.push({ line: 0, reason: `has more than ${limits.faults} faults; put these right first.` });
  }

  split(text: string): void {
    let current: Row[] | undefined;
    let line = 0;
    for (const raw of text.replace(/^\uFEFF/, '').split('\n')) {
      line += 1;
      const content = raw.endsWith('\r') ? raw.slice(0, -1).trim() : raw.trim();
      if (content === '' || content.startsWith('#')) continue;
      if (content.startsWith('SECTION_')) {
        const name = sections.find((section) => section === content);
        if (name === undefined) this.refuse(line, `${shown(content)} is no section; there are ${sections.join(', ')}.`);
        else if (this.rows.has(name)) this.refuse(line, `${name} stands a second time; put all its lines into one section.`);
        current = [];
        if (name !== undefined && !this.rows.has(name)) this.rows.set(name, current);
        continue;
      }
      if (current === undefined) this.refuse(line, `${shown(content)} stands before any section; begin with SECTION_HORIZON.`);
      else current.push({ line, fields: content.split(',').map((field) => field.trim()) });
      if (this.faults.length > limits.faults) return;
    }
    for (const name of needed) if (!this.rows.has(name)) this.refuse(0, `has no ${name}; add it.`);
  }

  whole(row: Row, at: number, what: string, least = 0, most = limits.number): number {
    const text = row.fields[at] ?? '';
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    this.refuse(row.line, `${what} is ${shown(text)}; write a whole number from ${least} to ${most}.`);
    return least;
  }

  has(row: Row, count: number, columns: string): boolean {
    if (row.fields.length === count) return true;
    this.refuse(row.line, `has ${row.fields.length} fields instead of ${count}; write ${columns}.`);
    return false;
  }

  known(places: ReadonlyMap<string, number>, row: Row, at: number, what: string, section: string): number | undefined {
    const place = places.get(row.fields[at] ?? '');
    if (place === undefined) this.refuse(row.line, `${shown(row.fields[at] ?? '')} is no ${what}; use an id of ${section}.`);
    return place;
  }

  of(section: Section): readonly Row[] {
    return this.rows.get(section) ?? [];
  }

  named(places: Map<string, number>, row: Row, what: string): void {
    const id = row.fields[0] ?? '';
    if (id === '' || id.length > limits.text || /[|=\s:]/.test(id)) this.refuse(row.line, `the id ${shown(id)} of the ${what} cannot be used; write 1 to ${limits.text} letters or digits.`);
    else if (places.has(id)) this.refuse(row.line, `the ${what} ${shown(id)} stands a second time; give each its own id.`);
    places.set(id, places.size);
  }

  horizon(): number {
    const rows = this.of('SECTION_HORIZON');
    if (rows.length !== 1) {
      if (this.rows.has('SECTION_HORIZON')) this.refuse(rows[1]?.line ?? 0, `SECTION_HORIZON has ${rows.length} lines; write the number of days, once.`);
      return 1;
    }
    return this.has(rows[0]!, 1, 'the number of days') ? this.whole(rows[0]!, 0, 'the number of days', 1, limits.days) : 1;
  }

  shifts(): ShiftKind[] {
    const rows = this.of('SECTION_SHIFTS').slice(0, limits.shifts + 1);
    if (this.rows.has('SECTION_SHIFTS') && (rows.length === 0 || rows.length > limits.shifts)) this.refuse(rows.at(-1)?.line ?? 0, `SECTION_SHIFTS must name 1 to ${limits.shifts} shifts.`);
    for (const row of rows) this.named(this.shiftPlaces, row, 'shift');
    return rows.map((row) => {
      if (!this.has(row, 3, 'id, minutes, ids that must not follow, separated by |')) return { id: row.fields[0] ?? '', minutes: 1, notNext: [] };
      const after = (row.fields[2] ?? '') === '' ? [] : row.fields[2]!.split('|').slice(0, limits.shifts).map((id) => this.known(this.shiftPlaces, { line: row.line, fields: [id.trim()] }, 0, 'shift', 'SECTION_SHIFTS'));
      return { id: row.fields[0]!, minutes: this.whole(row, 1, 'the length in minutes', 1, 2880), notNext: [...new Set(after.filter((place) => place !== undefined))] };
    });
  }

  mostOf(row: Row, shifts: readonly ShiftKind[], days: number): number[] {
    const most = new Map<string, number>();
    for (const part of (row.fields[1] ?? '').split('|').slice(0, limits.shifts + 1)) {
      const [id = '', count = '', ...rest] = part.split('=').map((each) => each.trim());
      if (rest.length > 0 || !this.shiftPlaces.has(id)) this.refuse(row.line, `${shown(part)} is no limit of a shift; write ID=NUMBER with an id of SECTION_SHIFTS.`);
      else if (most.has(id)) this.refuse(row.line, `the limit of shift ${shown(id)} stands a second time; keep one.`);
      else most.set(id, this.whole({ line: row.line, fields: [count] }, 0, `the most shifts ${id}`));
    }
    for (const { id } of shifts) if (!most.has(id)) this.refuse(row.line, `gives no limit of shift ${shown(id)}; add ${id}=${days} if there is none.`);
    return shifts.map(({ id }) => Math.min(days, most.get(id) ?? 0));
  }

  employees(shifts: readonly ShiftKind[], days: number): Employee[] {
    const rows = this.of('SECTION_STAFF').slice(0, limits.employees + 1);
    if (this.rows.has('SECTION_STAFF') && (rows.length === 0 || rows.length > limits.employees)) this.refuse(rows.at(-1)?.line ?? 0, `SECTION_STAFF must name 1 to ${limits.employees} employees.`);
    if (rows.length * days * shifts.length > limits.cells) {
      this.refuse(0, `has ${rows.length} employees × ${days} days × ${shifts.length} shifts; at most ${limits.cells} together are taken. Split it.`);
      return [];
    }
    for (const row of rows) this.named(this.employeePlaces, row, 'employee');
    const employees = rows.filter((row) => this.has(row, 8, 'id, most of each shift, most minutes, least minutes, most shifts in a row, least shifts in a row, least days off in a row, most weekends')).map((row): Employee => {
      const one = {
        id: row.fields[0]!, mostOf: this.mostOf(row, shifts, days), mostMinutes: this.whole(row, 2, 'the most minutes'), leastMinutes: this.whole(row, 3, 'the least minutes'),
        mostInRow: Math.min(days, this.whole(row, 4, 'the most shifts in a row')), leastInRow: this.whole(row, 5, 'the least shifts in a row'), leastOffInRow: this.whole(row, 6, 'the least days off in a row'),
        mostWeekends: this.whole(row, 7, 'the most weekends'), away: new Uint8Array(days),
      };
      if (one.leastMinutes > one.mostMinutes) this.refuse(row.line, `the least minutes (${one.leastMinutes}) are more than the most (${one.mostMinutes}); exchange them.`);
      return one;
    });
    for (const row of this.of('SECTION_DAYS_OFF')) {
      const place = this.known(this.employeePlaces, row, 0, 'employee', 'SECTION_STAFF');
      for (let at = 1; at < row.fields.length; at += 1) {
        if (row.fields[at] === '' && row.fields.length === 2) continue;
        const day = this.whole(row, at, 'the day off', 0, days - 1);
        if (place !== undefined) employees[place]?.away.fill(1, day, day + 1);
        if (this.faults.length > limits.faults) return employees;
      }
    }
    return employees;
  }

  wishes(section: Section, days: number): Wish[] {
    return this.of(section).flatMap((row) => {
      if (this.faults.length > limits.faults || !this.has(row, 4, 'employee, day, shift, weight')) return [];
      const employee = this.known(this.employeePlaces, row, 0, 'employee', 'SECTION_STAFF');
      const shift = this.known(this.shiftPlaces, row, 2, 'shift', 'SECTION_SHIFTS');
      const day = this.whole(row, 1, 'the day', 0, days - 1);
      const weight = this.whole(row, 3, 'the weight');
      return employee === undefined || shift === undefined ? [] : [{ employee, day, shift, weight }];
    });
  }

  covers(days: number): Cover[] {
    const seen = new Set<number>();
    return this.of('SECTION_COVER').flatMap((row) => {
      if (this.faults.length > limits.faults || !this.has(row, 5, 'day, shift, required, weight of each too few, weight of each too many')) return [];
      const shift = this.known(this.shiftPlaces, row, 1, 'shift', 'SECTION_SHIFTS');
      const one = { day: this.whole(row, 0, 'the day', 0, days - 1), required: this.whole(row, 2, 'the number required'), under: this.whole(row, 3, 'the weight of too few'), over: this.whole(row, 4, 'the weight of too many') };
      if (shift === undefined) return [];
      if (seen.has(one.day * limits.shifts + shift)) this.refuse(row.line, `the cover of day ${one.day} and shift ${shown(row.fields[1]!)} stands a second time; keep one line.`);
      seen.add(one.day * limits.shifts + shift);
      return [{ ...one, shift }];
    });
  }
}

/**
 * Reads an instance of the shift scheduling benchmark as its text format has it: LF or CRLF, `#` begins a comment.
 * Shape: the instance, or every fault with its line. Refuses: whatever is not in the format, more than 12 million employees × days × shifts.
 */
export function readInstance(text: string): { readonly instance: Instance } | { readonly refused: readonly FormatFault[] } {
  const reader = new Reader();
  reader.split(text);
  if (reader.faults.length > 0) return { refused: reader.faults };
  const days = reader.horizon();
  const shifts = reader.shifts();
  if (reader.faults.length > 0) return { refused: reader.faults };
  const employees = reader.employees(shifts, days);
  if (reader.faults.length > 0) return { refused: reader.faults };
  const instance = { days, shifts, employees, wanted: reader.wishes('SECTION_SHIFT_ON_REQUESTS', days), unwanted: reader.wishes('SECTION_SHIFT_OFF_REQUESTS', days), cover: reader.covers(days) };
  return reader.faults.length > 0 ? { refused: reader.faults } : { instance };
}
