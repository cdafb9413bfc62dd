import type { Db } from '../../../kernel/db.ts';
import type { MissionNote, MissionPurpose } from '../shapes/missions.ts';
import type { RobotOrder } from '../shapes/robots.ts';

/** Is a mission with its notes as of an instant, in the order in which they were made. */
export interface MissionRow {
  readonly mission_id: string;
  readonly device_id: string;
  readonly device_en: string;
  readonly device_zh: string;
  readonly purpose: MissionPurpose;
  readonly alarm_id: string | null;
  readonly content: RobotOrder;
  readonly given_at: string;
  /** How many of its nodes are released; the rest is its horizon. */
  readonly released: number;
  readonly by_en: string | null;
  readonly by_zh: string | null;
  readonly notes: readonly { readonly note: MissionNote; readonly detail: string; readonly at: string }[];
}

const ends = "('finished', 'rejected', 'cancelled', 'returned')";
const rowsSql = `
SELECT m.mission_id, m.device_id, d.name_en AS device_en, d.name_zh AS device_zh, m.purpose, m.alarm_id, m.content, m.given_at,
  greatest((SELECT count(*)::int FROM jsonb_array_elements(m.content -> 'nodes') AS node WHERE (node ->> 'released')::boolean), coalesce((SELECT max(b.released_nodes) FROM mission_bases b WHERE b.event_id = m.event_id AND b.mission_id = m.mission_id AND b.noted_at <= $2), 0)) AS released,
  o.name_en AS by_en, o.name_zh AS by_zh,
  coalesce((SELECT jsonb_agg(jsonb_build_object('note', n.note, 'detail', n.detail, 'at', to_char(n.noted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY n.ordinal)
    FROM mission_notes n WHERE n.event_id = m.event_id AND n.mission_id = m.mission_id AND n.noted_at <= $2), '[]') AS notes
FROM missions m
JOIN devices d ON d.event_id = m.event_id AND d.device_id = m.device_id
LEFT JOIN officers o ON o.event_id = m.event_id AND o.officer_id = m.given_by
WHERE m.event_id = $1 AND m.given_at <= $2`;
const isOpen = `NOT EXISTS (SELECT 1 FROM mission_notes n WHERE n.event_id = m.event_id AND n.mission_id = m.mission_id AND n.noted_at <= $2 AND n.note IN ${ends})`;

/** Lists missions as of an instant, newest first: of one device or of all. */
export async function missionRows(db: Db, eventId: string, asOf: string, which: { readonly deviceId?: string | undefined; readonly most: number }): Promise<MissionRow[]> {
  return db.query<MissionRow>(`${rowsSql} AND ($3::uuid IS NULL OR m.device_id = $3) ORDER BY m.given_at DESC, m.mission_id DESC LIMIT $4`, [eventId, asOf, which.deviceId ?? null, which.most], 'mission_rows');
}

/** Finds one mission. */
export async function missionRow(db: Db, eventId: string, asOf: string, missionId: string): Promise<MissionRow | undefined> {
  return (await db.query<MissionRow>(`${rowsSql} AND m.mission_id = $3`, [eventId, asOf, missionId], 'mission_row'))[0];
}

/** Lists the missions that have no end yet, oldest first. */
export async function openMissionRows(db: Db, eventId: string, asOf: string): Promise<MissionRow[]> {
  return db.query<MissionRow>(`${rowsSql} AND ${isOpen} ORDER BY m.given_at, m.mission_id`, [eventId, asOf], 'mission_rows_open');
}

/** Waits until nobody else decides on the missions of the device in this moment. */
export async function lockMissionsOf(db: Db, deviceId: string): Promise<void> {
  await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 15))', [deviceId], 'mission_lock');
}

/** Adds a mission. */
export async function insertMission(db: Db, eventId: string, mission: { missionId: string; deviceId: string; purpose: MissionPurpose; alarmId: string | null; content: RobotOrder }, at: string, by: string | null): Promise<void> {
  await db.query('INSERT INTO missions (event_id, mission_id, device_id, purpose, alarm_id, content, given_at, given_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [eventId, mission.missionId, mission.deviceId, mission.purpose, mission.alarmId, JSON.stringify(mission.content), at, by], 'mission_add');
}

/** Adds that a person has taken a mission over, after its end. */
export async function insertTakeOver(db: Db, eventId: string, missionId: string, how: string, at: string, by: string | null): Promise<void> {
  await db.query(
    `INSERT INTO mission_notes (event_id, mission_id, ordinal, note, detail, noted_at, noted_by)
     SELECT $1, $2, max(n.ordinal) + 1, 'takenOver', $3, $4, $5 FROM mission_notes n WHERE n.event_id = $1 AND n.mission_id = $2`, [eventId, missionId, how, at, by], 'mission_taken_over');
}

/** Adds a note to a mission that has not ended. Shape: false where it was noted before, or the mission has ended. */
export async function insertNote(db: Db, eventId: string, missionId: string, note: { note: MissionNote; detail: string }, at: string, by: string | null): Promise<boolean> {
  const rows = await db.query(
    `INSERT INTO mission_notes (event_id, mission_id, ordinal, note, detail, noted_at, noted_by)
     SELECT $1, $2, coalesce(max(n.ordinal), 0) + 1, $3, $4, $5, $6 FROM mission_notes n WHERE n.event_id = $1 AND n.mission_id = $2
     HAVING NOT coalesce(bool_or(n.note = $3 OR n.note IN ${ends}), false) RETURNING ordinal`, [eventId, missionId, note.note, note.detail, at, by], 'mission_note_add');
  return rows.length > 0;
}
