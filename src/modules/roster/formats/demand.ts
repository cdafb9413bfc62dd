import { Gathered, isObject, ObjectReader } from '../../devices/rules/localisation/file-values.ts';
import type { FileProblem } from '../../devices/rules/localisation/file-values.ts';
import type { CoverProblem, CoverProfile, CoverShift } from '../shapes/covering.ts';
import { defaultWeights } from '../shapes/planning.ts';
import { isCsv, readCsvDemand } from './demand-csv.ts';
import { minuteOf, nameOf, readSeries } from './demand-series.ts';

/** Is a demand file that can be used, or why it cannot. Shape: findings name what was not used. */
export type DemandFile = { readonly problem: CoverProblem; readonly findings: readonly FileProblem[] } | { readonly refused: readonly FileProblem[]; readonly findings: readonly FileProblem[] };

const mostShifts = 500;
const mostProfiles = 40;

function readShift(value: unknown, where: string, gathered: Gathered): CoverShift | undefined {
  if (!isObject(value)) return gathered.refuse(where, 'is no shift; give {"shift": "early", "start": "06:00", "lengthMinutes": 480}.');
  const reader = new ObjectReader(value, where, gathered);
  const named = reader.take('shift', 'name', 'id');
  const shift = named === undefined ? gathered.refuse(reader.place('shift'), 'is missing; give the name of the shift.') : nameOf(named.value, named.where, gathered);
  const start = reader.take('startsMinute', 'start', 'from');
  const startsMinute = start === undefined ? gathered.refuse(reader.place('start'), 'is missing; give when the shift starts.') : minuteOf(start.value, start.where, gathered);
  const lengthMinutes = reader.needed(['lengthMinutes', 'minutes', 'length'], 1, 1440, 'the length of the shift in minutes');
  const cost = reader.number(['cost'], 0, 1e6, 'what one such shift costs') ?? 1;
  const pause = reader.take('breaks', 'break');
  let breaks: CoverShift['breaks'];
  if (pause !== undefined && !isObject(pause.value)) gathered.refuse(pause.where, 'is no object; give {"count": 1, "minutes": 30, "earliest": 120, "latest": 300}, the last two in minutes after the start.');
  else if (pause !== undefined) {
    const own = new ObjectReader(pause.value as object, pause.where, gathered);
    const [minutes, earliest, latest] = [own.needed(['minutes'], 1, 240, 'the length of a break in minutes'), own.needed(['earliest'], 0, 1440, 'minutes after the start'), own.needed(['latest'], 0, 1440, 'minutes after the start')];
    const count = own.number(['count'], 1, 4, 'how many breaks') ?? 1;
    own.finish();
    if (!Number.isInteger(count)) gathered.refuse(`${pause.where}.count`, 'is no whole number.');
    if (minutes !== undefined && earliest !== undefined && latest !== undefined && lengthMinutes !== undefined) {
      const room = Math.min(latest, lengthMinutes - minutes);
      if (room < earliest || room - earliest < (count - 1) * Math.max(15, minutes)) gathered.refuse(pause.where, 'leaves no room for its breaks within the shift; make "latest" later or the breaks fewer.');
      else breaks = { count, minutes, earliest, latest };
    }
  }
  reader.finish();
  return shift === undefined || startsMinute === undefined || lengthMinutes === undefined ? undefined : { shift, startsMinute, lengthMinutes, cost, ...(breaks === undefined ? {} : { breaks }) };
}

function readProfiles(value: unknown, where: string, gathered: Gathered): CoverProfile[] | undefined {
  if (!Array.isArray(value)) return gathered.refuse(where, 'is no list; give [{"profile": "both", "skills": ["card check", "sampling"], "available": 20}].');
  if (value.length > mostProfiles) return gathered.refuse(where, `has ${value.length} profiles; at most ${mostProfiles} are read.`);
  return value.flatMap((one: unknown, at): CoverProfile[] => {
    const place = `${where}[${at}]`;
    if (!isObject(one)) return gathered.refuse(place, 'is no profile; give {"profile": "both", "skills": ["card check", "sampling"]}.') ?? [];
    const reader = new ObjectReader(one, place, gathered);
    const named = reader.take('profile', 'name', 'id');
    const skills = reader.take('skills');
    const available = reader.number(['available', 'people'], 0, 100_000, 'how many people there are on a day');
    const cost = reader.number(['cost'], 0, 1e6, 'how many times a shift\'s cost') ?? 1;
    reader.finish();
    if (!Array.isArray(skills?.value) || skills.value.length === 0 || skills.value.length > 40) return gathered.refuse(reader.place('skills'), 'is no list of skills; give between 1 and 40 names.') ?? [];
    const names = skills.value.flatMap((skill: unknown, own) => nameOf(skill, `${skills.where}[${own}]`, gathered) ?? []);
    const profile = named === undefined ? names.join(' + ') : nameOf(named.value, named.where, gathered);
    return profile === undefined ? [] : [{ profile, skills: [...new Set(names)], cost, ...(available === undefined ? {} : { available: Math.floor(available) }) }];
  });
}

function readDocument(document: unknown): DemandFile {
  const gathered = new Gathered();
  if (!isObject(document)) return { refused: [{ where: 'file', reason: 'is no JSON object; see docs/how-to/staff-the-port.md for the fields.' }], findings: [] };
  const reader = new ObjectReader(document, '', gathered);
  const slotMinutes = reader.number(['slotMinutes'], 1, 60, 'the length of a slot in minutes, a divisor of 60') ?? 15;
  if (60 % slotMinutes !== 0) gathered.refuse('slotMinutes', `is ${slotMinutes}; give a divisor of 60: 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30 or 60.`);
  const list = reader.take('shifts', 'shiftTypes');
  let shifts: CoverShift[] = [];
  if (list === undefined || !Array.isArray(list.value) || list.value.length === 0) gathered.refuse('shifts', 'is no list of shifts; give [{"shift": "early", "start": "06:00", "lengthMinutes": 480}, …].');
  else if (list.value.length > mostShifts) gathered.refuse('shifts', `has ${list.value.length} shifts; at most ${mostShifts} are read.`);
  else shifts = list.value.flatMap((value: unknown, at) => readShift(value, `shifts[${at}]`, gathered) ?? []);
  const twice = shifts.find(({ shift }, at) => shifts.findIndex((other) => other.shift === shift) !== at);
  if (twice !== undefined) gathered.refuse('shifts', `has the name "${twice.shift}" twice; give every shift a name of its own.`);
  const given = reader.take('profiles');
  const profiles = given === undefined ? undefined : readProfiles(given.value, given.where, gathered);
  const skillList = reader.take('skills');
  const skills = skillList === undefined ? undefined : Array.isArray(skillList.value) && skillList.value.length <= 40 ? skillList.value.flatMap((value: unknown, at) => nameOf(value, `skills[${at}]`, gathered) ?? []) : gathered.refuse('skills', 'is no list of at most 40 names.');
  const weights = reader.take('weights');
  if (weights !== undefined && !isObject(weights.value)) gathered.refuse('weights', 'is no object; give {"underCover": 100}.');
  const own = new ObjectReader(isObject(weights?.value) ? weights.value : {}, 'weights', gathered);
  const underCover = own.number(['underCover'], 0, 1e9, 'what a person missing for one hour costs') ?? defaultWeights.underCover;
  own.finish();
  const demand = reader.take('demand');
  const series = demand === undefined ? gathered.refuse('demand', 'is missing; give [{"from": "06:00", "skill": "card check", "people": 12}, …], or {"card check": [one number for each slot]}.') : Number.isInteger(60 / slotMinutes) ? readSeries(demand.value, slotMinutes, skills, gathered) : undefined;
  reader.finish();
  if (gathered.problems.length > 0 || series === undefined) return { refused: gathered.problems, findings: gathered.findings };
  const all = [...series.need.keys()];
  const unknown = all.find((skill) => profiles !== undefined && !profiles.some((profile) => profile.skills.includes(skill)));
  if (unknown !== undefined) gathered.findings.push({ where: 'profiles', reason: `No profile can do "${unknown}"; all of its demand will be missing.` });
  const used = (profiles ?? all.map((skill): CoverProfile => ({ profile: skill, skills: [skill], cost: 1 }))).map((profile) => ({ ...profile, skills: profile.skills.filter((skill) => series.need.has(skill)) })).filter((profile) => profile.skills.length > 0);
  const size = used.length * shifts.length * series.days;
  if (size > 60_000) return { refused: [{ where: 'file', reason: `asks for ${size} choices of day, shift and profile; at most 60000 are planned. Give fewer days at once.` }], findings: gathered.findings };
  return { problem: { slotMinutes, days: series.days, shifts, profiles: used, skills: all, need: all.map((skill) => series.need.get(skill)!), underCover }, findings: gathered.findings };
}

/** Reads a demand series as JSON or CSV. Shape: a CSV has no shifts, so the three of eight hours at 06:00, 14:00 and 22:00 and their halves between are offered. Refuses: by place, all at once. */
export function readDemandText(text: string): DemandFile {
  const plain = text.replace(/^\uFEFF/, '');
  if (isCsv(plain)) {
    const gathered = new Gathered();
    const demand = readCsvDemand(plain, gathered);
    if (demand === undefined || gathered.problems.length > 0) return { refused: gathered.problems, findings: gathered.findings };
    const shifts = Array.from({ length: 12 }, (_, at) => ({ shift: `${String(at * 2).padStart(2, '0')}:00`, start: at * 120, lengthMinutes: 480 }));
    const read = readDocument({ slotMinutes: 15, shifts, demand });
    return { ...read, findings: [...gathered.findings, ...read.findings, { where: 'shifts', reason: 'A CSV names no shifts; shifts of eight hours from every even hour were offered. Give a JSON document to offer others.' }] };
  }
  try {
    return readDocument(JSON.parse(plain) as unknown);
  } catch (error) {
    return { refused: [{ where: 'file', reason: `is no JSON (${error instanceof Error ? error.message.slice(0, 120) : 'unreadable'}) and no CSV with a line of headings "day,from,skill,people".` }], findings: [] };
  }
}
