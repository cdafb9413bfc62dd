import type { Db } from '../../../kernel/db.ts';
import { pictureEvent } from '../shapes.ts';
import type { Reading } from '../shapes.ts';

/** Is a picture as it was told, without its bytes. */
export interface PictureRow { readonly device_id: string; readonly message_id: string; readonly happened_at: string; readonly received_at: string; readonly reading: Reading; readonly sha256: string; readonly has_content: boolean }

/** Finds the newest picture of each device that was taken in a time and had come by an instant, newest first. */
export async function newestPictures(db: Db, eventId: string, asOf: string, from: string, to: string, deviceIds: readonly string[]): Promise<PictureRow[]> {
  return db.query<PictureRow>(
    `SELECT p.device_id, p.message_id, p.happened_at, p.received_at, p.reading, encode(m.sha256, 'hex') AS sha256, m.content IS NOT NULL AS has_content FROM unnest($5::uuid[]) AS d(device_id)
     CROSS JOIN LATERAL (SELECT e.device_id, e.message_id, e.happened_at, e.received_at, e.reading FROM device_events e
       WHERE e.event_id = $1 AND e.device_id = d.device_id AND e.name = $6 AND e.happened_at BETWEEN $3 AND $4 AND e.received_at <= $2 ORDER BY e.happened_at DESC, e.received_at DESC LIMIT 1) p
     JOIN device_messages m ON m.event_id = $1 AND m.device_id = p.device_id AND m.message_id = p.message_id ORDER BY p.happened_at DESC, p.device_id`,
    [eventId, asOf, from, to, deviceIds, pictureEvent], 'device_pictures');
}

/** Finds a picture of a device with its bytes; the newest where no message is named. Shape: no bytes where they have been destroyed. */
export async function findPicture(db: Db, eventId: string, asOf: string, deviceId: string, messageId: string | undefined): Promise<(PictureRow & { readonly format: string; readonly content: Buffer | null }) | undefined> {
  return (await db.query<PictureRow & { format: string; content: Buffer | null }>(
    `SELECT e.device_id, e.message_id, e.happened_at, e.received_at, e.reading, encode(m.sha256, 'hex') AS sha256, m.content IS NOT NULL AS has_content, m.format, m.content
     FROM device_events e JOIN device_messages m ON m.event_id = e.event_id AND m.device_id = e.device_id AND m.message_id = e.message_id
     WHERE e.event_id = $1 AND e.device_id = $3 AND e.name = $4 AND e.received_at <= $2 AND ($5::text IS NULL OR e.message_id = $5) ORDER BY e.happened_at DESC, e.received_at DESC LIMIT 1`,
    [eventId, asOf, deviceId, pictureEvent, messageId ?? null], 'device_picture'))[0];
}
