import { isObject, numberOf, ObjectReader } from '../../devices/rules/localisation/file-values.ts';
import type { Gathered } from '../../devices/rules/localisation/file-values.ts';

/** Is a demand by skill. Shape: one number for each slot of all days from the first midnight. */
export interface Series {
  readonly days: number;
  readonly need: ReadonlyMap<string, Int32Array>;
}

const mostDays = 31;
const mostPeople = 100_000;
const mostEntries = 300_000;

/** Reads a name. Refuses: no text, an empty one, or one that is too long. */
export function nameOf(value: unknown, where: string, gathered: Gathered): string | undefined {
  if (typeof value === 'number' && Number.isInteger(value)) return String(value);
  if (typeof value !== 'string' || value.trim() === '') return gathered.refuse(where, 'is no name; give a short text.');
  return value.length > 120 ? gathered.refuse(where, `has ${value.length} characters; a name has at most 120.`) : value.trim();
}

/** Reads a time of the day as minutes from midnight or as "06:30". Refuses: anything else. */
export function minuteOf(value: unknown, where: string, gathered: Gathered): number | undefined {
  if (typeof value === 'string') {
    const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(value.trim());
    return match === null ? gathered.refuse(where, `is "${value.slice(0, 40)}"; give a time such as "06:30", or minutes from midnight.`) : Number(match[1]) * 60 + Number(match[2]);
  }
  return numberOf(value, where, 0, 1439, 'minutes from midnight, or a time such as "06:30"', gathered);
}

interface Entry {
  readonly skill: string;
  readonly slot: number;
  readonly people: number;
}

/** Reads one entry of a list. Refuses: what is missing or out of range, by place. */
function readEntry(value: unknown, where: string, slotMinutes: number, only: string | undefined, gathered: Gathered): Entry[] {
  if (!isObject(value)) return gathered.refuse(where, 'is no entry; give {"from": "06:00", "skill": "card check", "people": 12}.') ?? [];
  const reader = new ObjectReader(value, where, gathered);
  const day = reader.number(['day'], 0, mostDays - 1, 'a day, 0 for the first') ?? 0;
  if (!Number.isInteger(day)) gathered.refuse(`${where}.day`, 'is no whole number.');
  const named = reader.take('skill', 'activity', 'post');
  const skill = named === undefined ? only ?? gathered.refuse(`${where}.skill`, 'is missing; give what is to be done.') : nameOf(named.value, named.where, gathered);
  const people = reader.needed(['people', 'needed', 'count'], 0, mostPeople, 'how many people');
  if (people !== undefined && !Number.isInteger(people)) gathered.refuse(`${where}.people`, `is ${people}; give whole people.`);
  const begin = reader.take('from', 'start');
  const from = begin === undefined ? gathered.refuse(`${where}.from`, 'is missing; give when the slot begins.') : minuteOf(begin.value, begin.where, gathered);
  const end = reader.take('to', 'until');
  const to = end === undefined ? undefined : end.value === '24:00' || end.value === 1440 ? 1440 : minuteOf(end.value, end.where, gathered);
  reader.finish();
  if (from !== undefined && from % slotMinutes !== 0) gathered.refuse(`${where}.from`, `is no beginning of a slot of ${slotMinutes} minutes.`);
  if (to !== undefined && from !== undefined && (to <= from || to % slotMinutes !== 0)) gathered.refuse(`${where}.to`, `is no end of a slot of ${slotMinutes} minutes after "from".`);
  if (skill === undefined || people === undefined || from === undefined || (end !== undefined && to === undefined)) return [];
  const first = (day * 1440 + from) / slotMinutes;
  return Array.from({ length: Math.max(1, Math.round(((to ?? from + slotMinutes) - from) / slotMinutes)) }, (_, at) => ({ skill, slot: Math.floor(first) + at, people }));
}

function readRow(value: unknown, where: string, skill: string, gathered: Gathered): Entry[] {
  if (!Array.isArray(value)) return gathered.refuse(where, 'is no list; give one number for each slot.') ?? [];
  return value.flatMap((own: unknown, slot): Entry[] => {
    const people = numberOf(own, `${where}[${slot}]`, 0, mostPeople, 'how many people', gathered);
    if (people !== undefined && !Number.isInteger(people)) gathered.refuse(`${where}[${slot}]`, `is ${people}; give whole people.`);
    return people === undefined ? [] : [{ skill, slot, people }];
  });
}

/**
 * Reads a demand: a list of entries; an object with a list for each skill; a list of lists in the order of `skills`; or one list of numbers where there is one skill.
 * Refuses: by place, at most the first hundred; more days or entries than are read.
 */
export function readSeries(value: unknown, slotMinutes: number, skills: readonly string[] | undefined, gathered: Gathered): Series | undefined {
  const only = skills?.length === 1 ? skills[0] : undefined;
  let entries: Entry[] = [];
  const before = gathered.problems.length;
  const stop = (): boolean => gathered.problems.length - before >= 100;
  if (Array.isArray(value) && value.length > mostEntries) return gathered.refuse('demand', `has ${value.length} entries; at most ${mostEntries} are read.`);
  if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'number')) entries = readRow(value, 'demand', only ?? 'staff', gathered);
  else if (Array.isArray(value) && value.length > 0 && value.every((one) => Array.isArray(one))) {
    if (skills === undefined || skills.length !== value.length) return gathered.refuse('demand', `has ${value.length} lists, and "skills" names ${skills?.length ?? 0}; give one list for each skill.`);
    for (const [at, row] of value.entries()) if (!stop()) entries.push(...readRow(row, `demand[${at}]`, skills[at]!, gathered));
  } else if (Array.isArray(value)) {
    for (const [at, one] of value.entries()) if (!stop()) entries.push(...readEntry(one, `demand[${at}]`, slotMinutes, only, gathered));
  } else if (isObject(value)) {
    for (const [name, row] of Object.entries(value)) if (!stop()) entries.push(...readRow(row, `demand.${name.slice(0, 40)}`, name, gathered));
  } else return gathered.refuse('demand', 'is no list; give [{"from": "06:00", "skill": "card check", "people": 12}, …].');
  if (gathered.problems.length > before) return undefined;
  if (entries.every(({ people }) => people === 0)) return gathered.refuse('demand', 'asks for nobody; give at least one slot with people.');
  const perDay = 1440 / slotMinutes;
  const days = Math.floor(entries.reduce((most, { slot }) => Math.max(most, slot), 0) / perDay) + 1;
  if (days > mostDays) return gathered.refuse('demand', `reaches into day ${days}; at most ${mostDays} days are read.`);
  const need = new Map<string, Int32Array>((skills ?? []).map((skill) => [skill, new Int32Array(days * perDay)]));
  for (const { skill, slot, people } of entries) {
    const own = need.get(skill) ?? new Int32Array(days * perDay);
    need.set(skill, own);
    own[slot]! += people;
  }
  if (need.size > 40) return gathered.refuse('demand', `names ${need.size} skills; at most 40 are planned.`);
  return { days, need };
}
