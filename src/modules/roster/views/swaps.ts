import { Type } from 'typebox';
import { hasRole, roles } from '../../../kernel/officer.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { skills } from '../../../words/console/skills.ts';
import { addDays } from '../../goods/rules/dates.ts';
import { dayAt } from '../../goods/posting.ts';
import { dutiesOf } from '../duties.ts';
import { getOwnPerson } from '../people.ts';
import { writeCalendar } from '../rules/calendar.ts';
import { stateOfSwap, swapAnswers } from '../rules/swaps.ts';
import { bothLanguages, day, strict } from '../shapes/people.ts';
import { findPersonOfOfficer, personRows } from '../store/people.ts';
import { swapRows } from '../store/swaps.ts';

const swaps = defineView({
  name: 'roster.swaps',
  summary: 'Lists the swaps of shifts to come: one’s own, or all of them for who plans.',
  roles: [...roles],
  input: Type.Object({}, strict),
  output: Type.Object({ swaps: Type.Array(Type.Object({
    swapId: Type.String(), rosterId: Type.String(), personId: Type.String(), person: bothLanguages, day: Type.String(), otherPersonId: Type.String(), other: bothLanguages, otherDay: Type.Union([Type.String(), Type.Null()]), askedAt: Type.String(),
    state: Type.Enum(['asked', ...swapAnswers]), mine: Type.Enum(['asked', 'other', 'none']),
  })) }),
  refuses: [],
  async run({ db, eventId, asOf, actor }) {
    const planner = hasRole(actor, ['rosterPlanner', 'dutyOfficer']);
    const own = actor.officerId === null ? undefined : (await findPersonOfOfficer(db, eventId, actor.officerId, asOf))?.person_id;
    if (own === undefined && !planner) return { swaps: [] };
    const [rows, people] = await Promise.all([swapRows(db, eventId, asOf, await dayAt(db, eventId, asOf), planner ? null : own!), personRows(db, eventId, asOf)]);
    const names = new Map(people.map((row) => [row.person_id, { en: row.content.nameEn, zh: row.content.nameZh }]));
    const nobody = { en: '–', zh: '–' };
    return { swaps: rows.map((row) => ({
      swapId: row.swap_id, rosterId: row.roster_id, personId: row.person_id, person: names.get(row.person_id) ?? nobody, day: row.day, otherPersonId: row.other_person_id, other: names.get(row.other_person_id) ?? nobody, otherDay: row.other_day, askedAt: row.asked_at,
      state: stateOfSwap(row.answers), mine: row.person_id === own ? 'asked' as const : row.other_person_id === own ? 'other' as const : 'none' as const,
    })) };
  },
});

const swappable = defineView({
  name: 'roster.swappable',
  summary: 'Lists who could take a shift of one’s own: those of the same port with its skill who are free on the day, and their own shifts of the same roster that could be given back.',
  roles: [...roles],
  input: Type.Object({ day }, strict),
  output: Type.Object({ people: Type.Array(Type.Object({ personId: Type.String(), name: bothLanguages, staffNumber: Type.String(), days: Type.Array(Type.Object({ day: Type.String(), shift: Type.String() })) })) }),
  refuses: ['not-rostered', 'swap-no-shift'],
  async run({ db, eventId, asOf, actor }, input) {
    const person = await getOwnPerson(db, eventId, actor, asOf);
    const today = await dayAt(db, eventId, asOf);
    const duties = await dutiesOf(db, eventId, asOf, today, addDays(today, 42));
    const own = duties.find((duty) => duty.personId === person.person_id && duty.day === input.day);
    if (own === undefined) throw new Refusal('swap-no-shift', { day: input.day }, '/day');
    const people = await personRows(db, eventId, asOf);
    const busy = new Set(duties.filter((duty) => duty.day === input.day).map((duty) => duty.personId));
    return { people: people.filter((one) => one.active && one.point_id === person.point_id && one.person_id !== person.person_id && !busy.has(one.person_id) && duties.some((duty) => duty.personId === one.person_id && duty.skill === own.skill)).map((one) => ({
      personId: one.person_id, name: { en: one.content.nameEn, zh: one.content.nameZh }, staffNumber: one.staff_number,
      days: duties.filter((duty) => duty.personId === one.person_id && duty.rosterId === own.rosterId && duty.skill === own.skill && duty.from > Date.parse(asOf) && !duties.some((mine) => mine.personId === person.person_id && mine.day === duty.day)).map((duty) => ({ day: duty.day, shift: duty.shift })),
    })) };
  },
});

const calendar = defineView({
  name: 'roster.calendar',
  summary: 'Gives one’s own published shifts as an iCalendar file for the calendar of a telephone.',
  roles: [...roles],
  input: Type.Object({ language: Type.Enum(['en', 'zh']) }, strict),
  output: Type.Object({ fileName: Type.String(), mediaType: Type.String(), content: Type.String() }),
  refuses: ['not-rostered'],
  async run({ db, eventId, asOf, actor }, { language }) {
    const person = await getOwnPerson(db, eventId, actor, asOf);
    const today = await dayAt(db, eventId, asOf);
    const duties = await dutiesOf(db, eventId, asOf, addDays(today, -31), addDays(today, 92), person.person_id);
    const words: Readonly<Record<string, unknown>> = skills[language];
    const text = writeCalendar(language === 'zh' ? '我的班次' : 'My shifts', duties.map((duty) => ({ id: `${duty.day}-${person.person_id}@tongguan`, from: new Date(duty.from).toISOString(), until: new Date(duty.until).toISOString(), title: `${duty.shift} ${String(words[duty.skill] ?? duty.skill)}`, place: duty.pointCode })), asOf);
    return { fileName: 'shifts.ics', mediaType: 'text/calendar', content: Buffer.from(text).toString('base64') };
  },
});

/** Lists the views on swaps, and the calendar of one's own shifts. */
export const swapViews: readonly ViewDefinition[] = [swaps, swappable, calendar];
