import { demand, Refusal } from '../../kernel/refusal.ts';
import { defineView } from '../../kernel/view.ts';
import type { ViewContext, ViewDefinition } from '../../kernel/view.ts';
import type { Language } from '../../words/area.ts';
import { write } from '../../words/words.ts';
import { fileShape } from '../flights/shapes.ts';
import type { AsOf } from '../prescribed/owing.ts';
import { casesOf } from './cases.ts';
import { casesTable, fileOf, summaryTable } from './files.ts';
import { labelOf } from './labels.ts';
import { canOpenCases, caseRoles, fileRows, subjectOf, summaryRoles } from './rules.ts';
import type { CasesOf } from './rules.ts';
import { casesInput, casesShape, fileInput, summaryInput, summaryShape } from './shapes.ts';
import type { StatisticsFilter } from './shapes.ts';
import { eventOf } from './store/flights.ts';
import { summaryOf } from './summary.ts';

const atOf = ({ asOf, now }: ViewContext): AsOf => ({ asOf, present: asOf >= now });

function partsOf(input: StatisticsFilter & Partial<CasesOf>): { filter: StatisticsFilter; wanted: Partial<CasesOf> } {
  const { from, to, point, direction, figure, groupBy, group } = input;
  return { filter: { from, to, point, direction }, wanted: { figure, groupBy, group } };
}

const summary = defineView({
  name: 'statistics.summary',
  summary: 'Counts flights and persons supervised and still expected as of an instant, by day, port, flight, prescribed action, class or outcome.',
  roles: summaryRoles,
  input: summaryInput,
  output: summaryShape,
  refuses: [],
  run: (context, input) => summaryOf(context.db, context.eventId, atOf(context), input),
});

const cases = defineView({
  name: 'statistics.cases',
  summary: 'Lists the cases behind a figure, of the whole period or of one group.',
  roles: caseRoles,
  input: casesInput,
  output: casesShape,
  refuses: ['figure-not-of-group', 'role-not-allowed'],
  healthOf: subjectOf,
  run(context, input) {
    demand(canOpenCases(context.actor, input));
    return casesOf(context.db, context.eventId, atOf(context), partsOf(input).filter, input, input.limit ?? 200);
  },
});

const file = defineView({
  name: 'statistics.file',
  summary: 'Gives the figures of a grouping, or all cases behind one figure, as CSV or XLSX.',
  roles: caseRoles,
  input: fileInput,
  output: fileShape,
  refuses: ['figure-not-of-group', 'role-not-allowed', 'file-too-many-rows'],
  healthOf: (input) => (input.figure === undefined ? `statistics:figures groupBy:${input.groupBy}` : subjectOf({ ...input, figure: input.figure })),
  async run(context, input) {
    const { db, eventId } = context;
    const { language, figure } = input;
    const { filter } = partsOf(input);
    const event = await eventOf(db, eventId);
    const say = (key: Parameters<typeof write>[1]): string => write(language, key);
    const name = ['statistics', figure, input.group ?? input.groupBy, filter.from, filter.to, filter.point, filter.direction, `as-of-${context.asOf.slice(0, 16).replace(':', '')}Z`].filter((part) => part !== undefined).join('_');
    const about = [
      [event[language], ''], [say('statistics.cutOff'), context.asOf], [say('statistics.from'), filter.from ?? ''], [say('statistics.to'), filter.to ?? ''], [say('statistics.port'), filter.point ?? say('statistics.allPorts')],
      [say('statistics.direction'), say(filter.direction === undefined ? 'statistics.bothDirections' : filter.direction === 'arrival' ? 'statistics.arrivals' : 'statistics.departures')],
      [say('statistics.groupBy'), say(`statistics.group.${input.groupBy}`)], ...(figure === undefined ? [] : [[say('statistics.cases'), `${say(`statistics.${figure}`)}${input.group === undefined ? '' : `: ${labelOf(input.groupBy, input.group)[language as Language]}`}`] as const]),
    ] as const satisfies readonly (readonly [string, string])[];
    const options = { name, format: input.format, about, titles: { table: say(figure === undefined ? 'statistics.title' : 'statistics.case'), about: say('statistics.about') } };
    if (figure === undefined) return fileOf(summaryTable(await summaryOf(db, eventId, atOf(context), { ...filter, groupBy: input.groupBy }), language), options);
    const wanted = { figure, groupBy: input.groupBy, group: input.group };
    demand(canOpenCases(context.actor, wanted));
    const found = await casesOf(db, eventId, atOf(context), filter, wanted, fileRows);
    if (found.count > fileRows) throw new Refusal('file-too-many-rows', { count: found.count, most: fileRows });
    return fileOf(casesTable(found.cases, language, event.timeZone), options);
  },
});

/** Lists the views of this module. */
export const statisticsViews: readonly ViewDefinition[] = [summary, cases, file];
