import { stepCatalogue } from '../../prescribed/catalogue.ts';
import { contentHash } from '../closing.ts';
import type { ClosingContent, ReportContent } from '../closing.ts';
import type { ReportFigures } from '../figures.ts';
import type { ClosingFacts } from '../rules.ts';
import type { PositiveContent } from '../actions/positives.ts';
import type { FlightRow } from '../shapes.ts';
import type { ReportRow } from '../store/writes.ts';
import type { SheetContext } from './plan.ts';
import { Sheet, localTime } from './sheet.ts';
import { sheetWord, stepTitle, valueWord } from './words.ts';
import type { SheetWord } from './words.ts';

type Say = (key: SheetWord, params?: Readonly<Record<string, string | number>>) => string;

function open(context: SheetContext, key: SheetWord, content: { readonly flight: { readonly designator: string; readonly flightDate: string } }): { sheet: Sheet; word: Say } {
  const { language } = context;
  const word: Say = (name, params) => sheetWord(language, name, params);
  const sheet = new Sheet({
    language, event: context.event[language], title: word(key), otherTitle: sheetWord(language === 'zh' ? 'en' : 'zh', key),
    number: `${content.flight.designator}/${content.flight.flightDate}`, at: context.at, timeZone: context.timeZone,
  });
  return { sheet, word };
}

function drawFigures(sheet: Sheet, word: Say, language: SheetContext['language'], figures: ReportFigures, direction: string): void {
  const tally = (counts: Readonly<Record<string, number>>): string => {
    const entries = Object.entries(counts);
    return entries.length === 0 ? word('none') : entries.map(([name, count]) => `${valueWord(language, name)} ${count}`).join(language === 'zh' ? '，' : ', ');
  };
  sheet.heading(word('persons'));
  sheet.fields([
    [word('listed'), String(figures.listed)], [word('absent'), String(figures.absent)],
    [word('onBoard'), String(figures.onBoard)], [word('people'), `${figures.passengers} / ${figures.crew}`],
    direction === 'departure' ? [word('released'), String(figures.released)] : [word('handedOverNormal'), String(figures.handedOverNormal)], [word('handedOverAbnormal'), String(figures.handedOverAbnormal)],
  ]);
  sheet.fields([[word('classes'), tally(figures.classes)], [word('results'), tally(figures.results)], [word('nationalities'), tally(figures.nationalities)]], 1);
  sheet.heading(`${word('steps')} · ${word('travellerSteps')}`);
  sheet.table(
    [{ title: '', width: 1.3, bold: true }, { title: word('step'), width: 4 }, { title: word('passed'), width: 1.3, align: 'right', bold: true }, { title: word('failed'), width: 1.3, align: 'right' }, { title: word('diverted'), width: 1.3, align: 'right' }, { title: word('notApplicable'), width: 1.6, align: 'right' }],
    inOrder(figures.steps).map((entry) => [entry.step, stepTitle(language, entry.step), String(entry.passed), String(entry.failed), String(entry.diverted), String(entry.notApplicable)]));
}

function flightFields(word: Say, content: ReportContent): (readonly [string, string])[] {
  const { flight } = content;
  return [
    [word('flight'), flight.designator], [word('date'), flight.flightDate],
    [word('route'), `${flight.origin} – ${flight.destination}`], [word('point'), `${flight.pointCode}, ${word(flight.direction)}`],
  ];
}

// The hash wants an order that never changes; a reader wants the order of the hall.
function inOrder(steps: ReportFigures['steps']): ReportFigures['steps'] {
  const place = new Map(stepCatalogue.map((step, index) => [step.id, index]));
  return [...steps].sort((a, b) => (place.get(a.step) ?? 0) - (place.get(b.step) ?? 0));
}

const nameOf = (language: SheetContext['language'], name: { en: string; zh: string } | null): string => (name === null ? '–' : name[language]);

function drawAcknowledgements(sheet: Sheet, word: Say, { language, timeZone }: SheetContext, report: ReportRow): void {
  sheet.heading(word('acknowledgements'));
  const recipients = report.recipients.split(', ');
  sheet.table([{ title: word('recipient'), width: 4 }, { title: word('acknowledgedAt'), width: 3 }, { title: word('by'), width: 3 }], recipients.map((recipient) => {
    const done = report.acknowledged.find((entry) => entry.recipient === recipient);
    return [recipient, done === undefined ? word('waiting') : localTime(done.at, timeZone), done === undefined ? '' : nameOf(language, done.by)];
  }));
}

/** Draws an information report with its acknowledgements. */
export async function reportSheet(context: SheetContext, report: ReportRow): Promise<Buffer> {
  const content = report.content as ReportContent;
  const { language, timeZone } = context;
  const { sheet, word } = open(context, 'reportTitle', content);
  sheet.fields([
    ...flightFields(word, content), [word('coversUntil'), localTime(content.coversUntil, timeZone)], [word('plan'), `v${content.plan.version}`],
    [word('sentAt'), localTime(report.created_at, timeZone)], [word('sentBy'), nameOf(language, report.created_by_en === null ? null : { en: report.created_by_en, zh: report.created_by_zh ?? report.created_by_en })],
  ]);
  sheet.fields([[word('recipients'), report.recipients], [word('contentHash'), report.content_hash]], 1);
  drawFigures(sheet, word, language, content.figures, content.flight.direction);
  drawAcknowledgements(sheet, word, context, report);
  return sheet.end();
}

/** Draws the immediate report of a positive with its acknowledgements: the case by its number, the tube and the clock; nobody is named. */
export async function positiveSheet(context: SheetContext, report: ReportRow, flight: FlightRow, dueAt: string | undefined): Promise<Buffer> {
  const content = report.content as PositiveContent;
  const { language, timeZone } = context;
  const { sheet, word } = open(context, 'positiveTitle', content);
  const sent = Math.round((Date.parse(report.created_at) - Date.parse(content.knownAt)) / 60_000);
  sheet.fields([
    [word('flight'), content.flight.designator], [word('date'), content.flight.flightDate],
    [word('route'), [flight.origin, ...flight.stops, flight.destination].join(' – ')], [word('point'), `${flight.pointCode}, ${word(flight.direction)}`],
    [word('result'), valueWord(language, 'positive')], [word('tube'), content.tubeId],
    [word('knownAt'), localTime(content.knownAt, timeZone)], [word('sentAt'), `${localTime(report.created_at, timeZone)}, ${word('minutesLater', { count: sent })}`],
    [word('dueAt'), localTime(dueAt ?? null, timeZone)], [word('verdict'), dueAt === undefined ? '–' : word(Date.parse(report.created_at) <= Date.parse(dueAt) ? 'inTime' : 'late')],
    [word('sentBy'), nameOf(language, report.created_by_en === null ? null : { en: report.created_by_en, zh: report.created_by_zh ?? report.created_by_en })],
  ]);
  sheet.fields([[word('caseNumber'), content.caseId], [word('recipients'), report.recipients], [word('contentHash'), report.content_hash], [word('verdict'), word(contentHash(content) === report.content_hash ? 'hashEqual' : 'hashDiffers')]], 1);
  sheet.space(8);
  sheet.paragraph(word('namesNobody'));
  drawAcknowledgements(sheet, word, context, report);
  return sheet.end();
}

function comparisons(word: Say, facts: ClosingFacts): string[][] {
  const line = (name: string, counted: number | string | null, wanted: number | string): string[] => [name, String(counted ?? '–'), String(wanted), String(counted) === String(wanted) ? word('equal') : word('differs')];
  const rows = facts.headCounts.map((entry) => line(`${entry.step} ${word('headCount')}`, entry.count, facts.onBoard));
  if (facts.direction === 'arrival') {
    rows.push(
      line(word('swabbed'), facts.swabbed, facts.onBoard), line(word('tubes'), facts.tubes, facts.swabbed), line(word('tubesAnswered'), facts.tubesWithoutResult.length, 0),
      line(word('handOvers'), facts.handedOverNormal + facts.handedOverAbnormal, facts.onBoard), line(word('received'), facts.countsReceived, facts.handedOverNormal));
  } else rows.push(line(word('released'), facts.released, facts.onBoard));
  rows.push(line(word('symptomatic'), facts.symptomaticReleased, 0), line(word('unexplained'), facts.openDiscrepancies, 0));
  rows.push([word('reportEqual'), '', '', facts.reportEqualsLedger ? word('equal') : word('differs')]);
  return rows;
}

/** Draws the signed closing sheet; `recomputed` says whether the records still give its hash. */
export async function closingSheet(context: SheetContext, report: ReportRow, recomputed: boolean): Promise<Buffer> {
  const content = report.content as ClosingContent;
  const { language, timeZone } = context;
  const { sheet, word } = open(context, 'closingTitle', content);
  sheet.fields([...flightFields(word, content), [word('closedAt'), localTime(content.closedAt, timeZone)], [word('plan'), `v${content.plan.version}`]]);
  sheet.space(8);
  sheet.paragraph(word('statement'), { bold: true, size: 10.5 });
  sheet.heading(word('compared'));
  sheet.table([{ title: word('measure'), width: 5 }, { title: word('left'), width: 1.5, align: 'right', bold: true }, { title: word('right'), width: 1.5, align: 'right' }, { title: word('verdict'), width: 2, align: 'right', bold: true }], comparisons(word, content.compared));
  drawFigures(sheet, word, language, content.figures, content.flight.direction);
  sheet.heading(word('ledger'));
  sheet.fields([[word('records'), String(content.records)], [word('ledgerHash'), content.ledgerHash], [word('contentHash'), report.content_hash], [word('verdict'), recomputed ? word('valid') : word('invalid')]], 1);
  sheet.heading(word('signatures'));
  sheet.signatures(content.signed.map((officer, index) => ({
    title: word(index === 0 ? 'closingOfficer' : 'secondOfficer'), name: `${officer.zh} ${officer.en}`, signed: word(officer.way === 'password' ? 'signedByPassword' : officer.way === 'session' ? 'signedInSession' : 'signedElectronically', { at: localTime(officer.signedAt ?? content.closedAt, timeZone) }),
  })));
  return sheet.end();
}
