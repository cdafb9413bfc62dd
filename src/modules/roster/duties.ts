import type { Db } from '../../kernel/db.ts';
import { zoneOf } from '../ports/places.ts';
import { addDays } from '../goods/rules/dates.ts';
import { instantOf } from '../../kernel/local-time.ts';
import { publishedRows } from './store/rosters.ts';
import type { PublishedRow } from './store/rosters.ts';

/** Is one published time on duty. Unit: milliseconds since 1970. */
export interface Duty { readonly personId: string; readonly day: string; readonly shift: string; readonly skill: string; readonly pointCode: string; readonly rosterId: string; readonly ordinal: number; readonly from: number; readonly until: number }

function dutyOf(row: PublishedRow, zone: string): Duty {
  const type = row.content.shiftTypes.find((one) => one.shift === row.shift)!;
  return {
    personId: row.person_id, day: row.day, shift: row.shift, skill: row.skill, pointCode: row.point_code, rosterId: row.roster_id, ordinal: row.ordinal,
    from: instantOf(row.day, type.startsMinute, zone), until: instantOf(row.day, type.startsMinute + type.lengthMinutes, zone),
  };
}

/** Lists the published times on duty of some days, of one person where named. Shape: by day, then by person. */
export async function dutiesOf(db: Db, eventId: string, asOf: string, fromDay: string, untilDay: string, personId: string | null = null): Promise<readonly Duty[]> {
  const zone = await zoneOf(db, eventId);
  return (await publishedRows(db, eventId, asOf, fromDay, untilDay, personId)).map((row) => dutyOf(row, zone));
}

/** Lists who is on duty by the published rosters at an instant. */
export async function dutiesAt(db: Db, eventId: string, asOf: string, at: string, today: string): Promise<readonly Duty[]> {
  const moment = Date.parse(at);
  return (await dutiesOf(db, eventId, asOf, addDays(today, -1), today)).filter((duty) => duty.from <= moment && moment < duty.until);
}
