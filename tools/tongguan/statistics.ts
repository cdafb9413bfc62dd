import type { Pool } from '../../src/kernel/db.ts';
import { eventTime } from '../../src/kernel/clock.ts';
import { groupings } from '../../src/modules/statistics/shapes.ts';
import type { Grouping } from '../../src/modules/statistics/shapes.ts';
import { summaryOf } from '../../src/modules/statistics/summary.ts';
import { dayOf, parseCall, UnusableCall } from './call.ts';
import type { CommandEntry, Given } from './call.ts';
import { onEvent } from './on-database.ts';

const usage = `statistics [--as-of TIME] [--from DAY] [--to DAY] [--point CODE] [--direction arrival|departure] [--group-by ${groupings.join('|')}] [--event CODE]
    flights and persons supervised and expected, with or without the server; TIME has its offset or Z, or is a day and means its end at the port`;

function oneOf<Value extends string>(given: Given, option: string, values: readonly Value[]): Value | undefined {
  const text = given.text(option);
  if (text === undefined || (values as readonly string[]).includes(text)) return text as Value | undefined;
  throw new UnusableCall(`--${option} takes one of ${values.join(', ')}; "${text}" is none.`, usage);
}

/** Is an instant as it was given: itself, or the day at whose end it lies. */
type Time = { readonly instant: string } | { readonly day: string };

function timeOf(text: string | undefined): Time | undefined {
  if (text === undefined) return undefined;
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return { day: dayOf(text, 'as-of', usage)! };
  const at = Date.parse(text);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(at)) throw new UnusableCall(`--as-of takes an instant with Z or an offset (2022-01-10T24:00:00+08:00), or a day; "${text}" is neither.`, usage);
  return { instant: new Date(at).toISOString() };
}

async function instantOf(pool: Pool, time: Time | undefined, timeZone: string): Promise<string | undefined> {
  if (time === undefined || 'instant' in time) return time?.instant;
  const [row] = await pool.query<{ at: string }>('SELECT ($1::date + 1)::timestamp AT TIME ZONE $2 AS at', [time.day, timeZone]);
  return row?.at;
}

/** Counts what was supervised by an instant, from the database itself. */
export const statisticsCommand: CommandEntry = {
  usage,
  async run(args) {
    const given = parseCall(args, { 'as-of': 'text', from: 'text', to: 'text', point: 'text', direction: 'text', 'group-by': 'text', event: 'text' }, usage);
    if (given.words.length > 0) throw new UnusableCall(`"${given.words[0]}" is not expected.`, usage);
    const time = timeOf(given.text('as-of'));
    const from = dayOf(given.text('from'), 'from', usage);
    const to = dayOf(given.text('to'), 'to', usage);
    if (from !== undefined && to !== undefined && from > to) throw new UnusableCall('--from is after --to.', usage);
    const direction = oneOf(given, 'direction', ['arrival', 'departure']);
    const groupBy: Grouping = oneOf(given, 'group-by', groupings) ?? 'day';
    const point = given.text('point');
    return onEvent(given.text('event'), usage, async (pool, event) => {
      const points = await pool.query<{ code: string }>('SELECT code FROM points_of_entry WHERE event_id = $1 ORDER BY code', [event.event_id]);
      if (point !== undefined && !points.some((one) => one.code === point)) throw new UnusableCall(`There is no port "${point}"; there are ${points.map((one) => one.code).join(', ')}.`, usage);
      const now = new Date(eventTime(event.clock)).toISOString();
      const asOf = (await instantOf(pool, time, event.time_zone)) ?? now;
      const summary = await summaryOf(pool, event.event_id, { asOf, present: asOf >= now }, { from, to, point, direction, groupBy });
      return { output: { event: event.code, from: from ?? null, to: to ?? null, point: point ?? null, direction: direction ?? null, ...summary }, code: 0 };
    });
  },
};
