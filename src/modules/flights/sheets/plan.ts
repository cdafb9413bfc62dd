import { getStep, thresholdsFor } from '../../prescribed/catalogue.ts';
import { nationalBaseline } from '../../prescribed/plan-file.ts';
import { diffPlans } from '../../prescribed/plans.ts';
import type { PlanDocument, PlanStep } from '../../prescribed/shapes.ts';
import type { Language } from '../../../words/area.ts';
import { noteIn } from '../../../words/note-in.ts';
import type { FlightRow } from '../shapes.ts';
import type { PlanRow } from '../store/plans.ts';
import { Sheet, localTime } from './sheet.ts';
import { sheetWord, stationTitle, stepTitle, thresholdTitle } from './words.ts';
import type { SheetWord } from './words.ts';

/** Is what every sheet needs besides its subject. */
export interface SheetContext {
  readonly language: Language;
  readonly event: { readonly en: string; readonly zh: string };
  readonly timeZone: string;
  readonly at: string;
}

// Where, with how many officers and in which words a step is done stands in the tables above; the languages go as one line.
const toldAbove = /(^title\.|^notes$|^languages\.|^lanes$|^keyAreas\.|^direction$|\.station$|\.staff$|\.lane$)/;

function differenceLines(language: Language, before: PlanDocument, after: PlanDocument): string[][] {
  const lines = diffPlans(before, after).filter((entry) => !toldAbove.test(entry.path)).map((entry) => {
    const [part = '', name = '', ...rest] = entry.path.split('.');
    const line = part === 'thresholds' ? thresholdTitle(language, name) : part === 'steps' ? `${name} ${rest.join('.')}` : entry.path;
    return [line, entry.before === undefined ? `– ${sheetWord(language, 'added')}` : String(entry.before), entry.after === undefined ? `– ${sheetWord(language, 'removed')}` : String(entry.after)];
  });
  if (before.lanes !== after.lanes) lines.push([sheetWord(language, 'lanes'), String(before.lanes), String(after.lanes)]);
  if (before.languages.join() !== after.languages.join()) lines.push([sheetWord(language, 'languages'), before.languages.join(', '), after.languages.join(', ')]);
  const [areasBefore, areasAfter] = [before, after].map((document) => (document.keyAreas ?? []).join(', '));
  if (areasBefore !== areasAfter) lines.push([sheetWord(language, 'keyAreas'), areasBefore || '–', areasAfter || '–']);
  return lines;
}

/** Draws a plan: for filing it is printed with its differences from the baseline and the approving officer's name. */
export async function planSheet(context: SheetContext, plan: PlanRow, flight: FlightRow | undefined): Promise<Buffer> {
  const { language, timeZone } = context;
  const word = (key: SheetWord, params?: Readonly<Record<string, string | number>>): string => sheetWord(language, key, params);
  const { document } = plan;
  const titleKey: SheetWord = plan.kind === 'baseline' ? 'planBaseline' : plan.kind === 'template' ? 'planTemplate' : 'planTitle';
  const other = language === 'zh' ? 'en' : 'zh';
  const sheet = new Sheet({ language, event: context.event[language], title: word(titleKey), otherTitle: sheetWord(other, titleKey), number: `${flight === undefined ? plan.plan_id.slice(-8) : `${flight.designator}/${flight.flightDate}`} v${plan.version}`, at: context.at, timeZone });
  const person = (en: string | null, zh: string | null, at: string | null): string => (en === null ? '–' : `${language === 'zh' ? zh ?? en : en}, ${localTime(at, timeZone)}`);
  const approved = plan.approved_by === null ? (plan.kind === 'flight' ? word('notApproved') : '–') : person(plan.approved_by_en, plan.approved_by_zh, plan.approved_at);
  sheet.fields([
    [word('plan'), document.title[language]], [word('version'), String(plan.version)],
    ...(flight === undefined ? [[word('direction'), word(document.direction)] as const, [word('lanes'), String(document.lanes)] as const] : [
      [word('flight'), flight.designator] as const, [word('date'), flight.flightDate] as const,
      [word('route'), [flight.origin, ...flight.stops, flight.destination].join(' – ')] as const, [word('point'), `${flight.pointCode}, ${word(document.direction)}`] as const,
      [word('risk'), word(flight.risk)] as const, [word('lanes'), String(document.lanes)] as const,
    ]),
    [word('savedBy'), person(plan.created_by_en, plan.created_by_zh, plan.created_at)], [word('approvedBy'), approved],
  ]);
  sheet.fields([[word('languages'), document.languages.join(', ')], ...(document.card === undefined ? [] : [[word('card'), document.card] as const]), ...((document.keyAreas ?? []).length === 0 ? [] : [[word('keyAreas'), document.keyAreas!.join(', ')] as const]), ...(document.notes === undefined ? [] : [[word('notes'), noteIn(language, document.notes)] as const])], 1);
  sheet.heading(word('thresholds'));
  const baseline = nationalBaseline(document.direction);
  sheet.table([{ title: word('thresholds'), width: 6 }, { title: word('value'), width: 2, align: 'right', bold: true }, { title: word('baseline'), width: 2, align: 'right' }], thresholdsFor(document.direction).map((entry) => [
    thresholdTitle(language, entry.name), `${document.thresholds[entry.name] ?? entry.baseline} ${entry.unit}`, `${baseline.thresholds[entry.name] ?? entry.baseline} ${entry.unit}`,
  ]));
  for (const [kind, key] of [['flight', 'flightSteps'], ['traveller', 'travellerSteps'], ['consignment', 'consignmentSteps']] as const) {
    if (!document.steps.some((step) => getStep(step.step).caseKind === kind)) continue;
    sheet.heading(`${word('steps')} · ${word(key)}`);
    const steps = document.steps.filter((step) => getStep(step.step).caseKind === kind);
    sheet.table(
      [{ title: '', width: 1.6, bold: true }, { title: word('step'), width: 3.9 }, { title: word('owedWhen'), width: 5.6 }, { title: word('station'), width: 2 }, { title: word('lane'), width: 1.4 }, { title: word('staff'), width: 1, align: 'right' }],
      steps.map((step: PlanStep) => [step.step, stepTitle(language, step.step), conditionText(step.when, word), stationTitle(language, step.station ?? getStep(step.step).station), step.lane ?? '', step.staff === undefined ? '' : String(step.staff)]));
  }
  sheet.heading(word('differences'));
  const differences = differenceLines(language, baseline, document);
  if (differences.length === 0) sheet.paragraph(word('noDifferences'));
  else sheet.table([{ title: word('line'), width: 3 }, { title: word('before'), width: 4 }, { title: word('after'), width: 4 }], differences);
  if (plan.kind === 'flight') {
    sheet.heading(word('signatures'));
    sheet.signatures([{
      title: word('approver'), name: plan.approved_by === null ? '' : `${plan.approved_by_zh ?? ''} ${plan.approved_by_en ?? ''}`.trim(),
      signed: plan.approved_by === null ? word('signHere') : word('signedElectronically', { at: localTime(plan.approved_at, timeZone) }),
    }]);
  }
  return sheet.end();
}

function conditionText(when: string, word: (key: SheetWord) => string): string {
  if (when === 'true') return word('always');
  return when === 'false' ? word('afterFailure') : when;
}
