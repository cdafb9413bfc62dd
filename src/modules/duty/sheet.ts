import { findWord, write } from '../../words/words.ts';
import type { WordKey } from '../../words/words.ts';
import type { Language, WordParams } from '../../words/area.ts';
import { Sheet, localTime } from '../flights/sheets/sheet.ts';
import type { Column } from '../flights/sheets/sheet.ts';
import { stepTitle } from '../flights/sheets/words.ts';
import type { SheetContent } from './content.ts';
import type { HandOverRow, PointRow } from './store.ts';

/** Is what the printed sheet needs besides its content. */
export interface SheetContext { readonly language: Language; readonly point: PointRow; readonly at: string; readonly sha256: string; readonly handedOver: HandOverRow | undefined }

type SheetKey = WordKey extends infer Key ? Key extends `dutySheet.${infer Name}` ? Name : never : never;

/** Is how many lines of what is open are printed. */
const mostOpen = 60;

/** Draws the hand-over sheet of a shift on A4. */
export async function drawSheet({ language, point, at, sha256, handedOver }: SheetContext, content: SheetContent): Promise<Buffer> {
  const zone = point.time_zone;
  const say = (key: SheetKey, params?: WordParams): string => write(language, `dutySheet.${key}` as WordKey, params);
  const found = (key: string): string => findWord(language, key) ?? key.slice(key.lastIndexOf('.') + 1);
  const time = (instant: string | null): string => localTime(instant, zone).replace(/ \(.*\)$/, '');
  const sum = (of: (flight: SheetContent['flights'][number]) => number): number => content.flights.reduce((total, flight) => total + of(flight), 0);
  const total = (key: 'rostered' | 'on' | 'missing'): number => content.staff.reduce((all, row) => all + row[key], 0);
  const sheet = new Sheet({
    language, event: language === 'zh' ? point.event_zh : point.event_en, title: say('title'), otherTitle: write(language === 'zh' ? 'en' : 'zh', 'dutySheet.title'), number: `${content.pointCode} ${time(content.until)}`, at, timeZone: zone,
  });
  const table = (title: string, columns: readonly Column[], rows: readonly (readonly string[])[], empty = say('none')): void => {
    sheet.heading(title);
    if (rows.length === 0) sheet.paragraph(empty);
    else sheet.table(columns, rows);
  };
  const right = (title: string, width: number): Column => ({ title, width, align: 'right' });
  const done = sum((flight) => flight.doneSteps);
  const owed = sum((flight) => flight.owedSteps);
  sheet.fields([
    [say('point'), `${content.pointCode} ${language === 'zh' ? point.name_zh : point.name_en}`], [say('flights'), String(content.flights.length)],
    [say('from'), localTime(content.from, zone)], [say('until'), localTime(content.until, zone)],
    [say('persons'), String(sum((flight) => flight.handedOverInShift))], [say('closed'), String(content.flights.filter((flight) => flight.closedInShift).length)],
    [say('steps'), say('stepsValue', { done, all: done + owed, owed })], [say('staffOn'), say('staffValue', { on: total('on'), rostered: total('rostered'), missing: total('missing') })],
    [say('alarms'), String(content.alarms.length)], [say('holds'), String(content.holds.length)], [say('devices'), String(content.devices.length)], [say('callUps'), String(content.callUps.length)],
  ]);
  sheet.space(3);
  sheet.paragraph(say('asOf', { time: localTime(content.until, zone) }), { size: 8.5 });
  table(`${say('flights')} (${content.flights.length})`, [{ title: say('flight'), width: 1.8, bold: true }, { title: say('time'), width: 2.6 }, { title: say('state'), width: 1.9 }, right(say('handedOver'), 1.7), right(say('inShift'), 1.5), right(say('hundred'), 2), right(say('owed'), 1.3), right(say('dwell'), 2.9)],
    content.flights.map((flight) => [
      flight.designator, time(flight.at), found(`flights.state.${flight.state}`), `${flight.handedOver} / ${flight.onBoard}`, String(flight.handedOverInShift), `${flight.doneSteps} / ${flight.doneSteps + flight.owedSteps}`, flight.overdue > 0 ? `${flight.owedSteps} (${flight.overdue}!)` : String(flight.owedSteps),
      flight.dwell === null ? '–' : `${minutes(flight.dwell.promisedP95)} / ${flight.dwell.actualP95 === null ? '–' : say('minutes', { count: minutes(flight.dwell.actualP95) })}`,
    ]));
  table(`${say('open')} (${content.open.length})`, [{ title: say('flight'), width: 1.8, bold: true }, { title: say('step'), width: 6 }, right(say('owed'), 1.2), right(say('overdue'), 1.2), { title: say('since'), width: 2.8 }],
    content.open.slice(0, mostOpen).map((row) => [row.designator, `${row.step} ${stepTitle(language, row.step)}`, String(row.owed), row.overdue === 0 ? '–' : String(row.overdue), time(row.since)]), say('openNone'));
  if (content.open.length > mostOpen) sheet.paragraph(say('more', { count: content.open.length - mostOpen }), { size: 8.5 });
  table(`${say('alarms')} (${content.alarms.length})`, [{ title: say('alarm'), width: 2.4, bold: true }, { title: say('device'), width: 4 }, { title: say('raised'), width: 2.8 }, { title: say('acknowledged'), width: 2.8 }, { title: say('next'), width: 2.8 }],
    content.alarms.map((row) => [found(`devices.class.${row.alarmClass}`), row.device[language], time(row.raisedAt), row.acknowledgedAt === null ? say('notYet') : time(row.acknowledgedAt), time(row.nextDueAt)]));
  table(`${say('holdsTitle')} (${content.holds.length})`, [{ title: say('number'), width: 2.4, bold: true }, { title: say('agency'), width: 2.4 }, { title: say('reason'), width: 5 }, { title: say('due'), width: 2.8 }, { title: say('overdue'), width: 1.2, align: 'center' }],
    content.holds.map((row) => [row.number, row.agency, row.reason, time(row.dueAt), row.overdue ? '!' : '']));
  table(`${say('callUpsTitle')} (${content.callUps.length})`, [{ title: say('tier'), width: 1.8, bold: true }, { title: say('skill'), width: 2 }, { title: say('dutyFrom'), width: 2.8 }, { title: say('state'), width: 2.4 }, right(say('wanted'), 1.4), right(say('answered'), 3)],
    content.callUps.map((row) => [found(`dutySheet.tier.${row.tier}`), found(`dutySheet.skill.${row.skill}`), time(row.startsAt), found(`dutySheet.state.${row.state}`), String(row.wanted), `${row.called} / ${row.acknowledged} / ${row.arrived}`]));
  table(say('staff'), [{ title: say('skill'), width: 4, bold: true }, right(say('rostered'), 2), right(say('present'), 2), right(say('gone'), 2), right(say('missing'), 2)],
    content.staff.map((row) => [found(`dutySheet.skill.${row.skill}`), String(row.rostered), String(row.on), String(row.off), String(row.missing)]));
  if (content.missing.length > 0) table(`${say('missingTitle')} (${content.missing.length})`, [{ title: say('staffNumber'), width: 2, bold: true }, { title: say('name'), width: 4 }, { title: say('skill'), width: 3 }, { title: say('dutyFrom'), width: 3 }], content.missing.map((row) => [row.staffNumber, row.name[language], found(`dutySheet.skill.${row.skill}`), time(row.from)]));
  table(`${say('devices')} (${content.devices.length})`, [{ title: say('device'), width: 5, bold: true }, { title: say('serial'), width: 3 }, { title: say('state'), width: 3 }, { title: say('downSince'), width: 3 }],
    content.devices.map((row) => [row.name[language], row.serial, found(`devices.state.${row.light}`), time(row.since)]));
  table(say('notes'), [{ title: say('by'), width: 2.6 }, { title: say('to'), width: 2.6 }, { title: say('note'), width: 6 }, { title: say('taken'), width: 2.8 }], content.notes.map((row) => [`${row.by[language]}, ${time(row.at)}`, row.to[language], row.note === '' ? '–' : row.note, time(row.takenAt)]));
  sheet.heading(say('handOver'));
  if (handedOver !== undefined && handedOver.note !== '') sheet.paragraph(handedOver.note);
  sheet.fields([[say('hash'), sha256]], 1);
  if (handedOver !== undefined) {
    sheet.space(3);
    sheet.paragraph(handedOver.sheet_sha256 === sha256 ? say('matches') : say('differs', { hash: handedOver.sheet_sha256 }), { size: 8.5, bold: handedOver.sheet_sha256 !== sha256 });
  }
  sheet.space(6);
  const box = (key: 'giver' | 'taker', name: string | undefined, signedAt: string | null | undefined): { title: string; name: string; signed: string } => ({ title: say(key), name: name ?? '', signed: signedAt == null ? say('signHere') : say('signed', { at: localTime(signedAt, zone) }) });
  sheet.signatures([box('giver', language === 'zh' ? handedOver?.by_zh : handedOver?.by_en, handedOver?.given_at), box('taker', language === 'zh' ? handedOver?.to_zh : handedOver?.to_en, handedOver?.taken_at)]);
  return sheet.end();
}

const minutes = (seconds: number): number => Math.round(seconds / 60);
