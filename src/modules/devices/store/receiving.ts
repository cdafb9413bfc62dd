import type { Db } from '../../../kernel/db.ts';
import type { KindId } from '../shapes.ts';
import type { CheckRow } from './devices.ts';

/** Is what of a device decides whether its message is taken and counts. Shape: the checks as `checkRows` has them, without who made them. */
export interface ReceivingRow {
  readonly device_id: string;
  readonly kind: KindId;
  readonly model: string;
  readonly decision: 'approved' | 'suspended' | 'retired' | null;
  readonly settings: Readonly<Record<string, unknown>> | null;
  readonly station_id: string | null;
  /** The time zone of the event, by which a time without an offset is read. */
  readonly time_zone: string;
  readonly checks: readonly Pick<CheckRow, 'check_id' | 'kind' | 'passed' | 'performed_at' | 'valid_until' | 'condemns_since'>[];
}

const instant = (column: string): string => `to_char(c.${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const sql = `
SELECT d.device_id, d.kind, d.model, x.decision, x.settings, x.station_id, (SELECT e.time_zone FROM events e WHERE e.event_id = d.event_id) AS time_zone,
  coalesce((SELECT jsonb_agg(jsonb_build_object('check_id', c.check_id, 'kind', c.kind, 'passed', c.passed, 'performed_at', ${instant('performed_at')}, 'valid_until', ${instant('valid_until')}, 'condemns_since', ${instant('condemns_since')}) ORDER BY c.performed_at, c.recorded_at)
    FROM device_checks c WHERE c.event_id = d.event_id AND c.device_id = d.device_id AND c.recorded_at <= $3), '[]') AS checks
FROM devices d
LEFT JOIN LATERAL (SELECT decision, settings, station_id FROM device_decisions WHERE event_id = d.event_id AND device_id = d.device_id AND decided_at <= $3 ORDER BY ordinal DESC LIMIT 1) x ON true
WHERE d.event_id = $1 AND d.device_id = ANY ($2::uuid[]) AND d.made_known_at <= $3`;

/** Finds in one statement what the messages of devices are judged by. Shape: by the device's identifier. */
export async function receivingRows(db: Db, eventId: string, deviceIds: readonly string[], now: string): Promise<Map<string, ReceivingRow>> {
  return new Map((await db.query<ReceivingRow>(sql, [eventId, deviceIds, now], 'device_receiving')).map((row) => [row.device_id, row]));
}
