import type { Db } from '../../../kernel/db.ts';
import type { AbnormalClass } from '../rules/boarding.ts';

/** Is a hand-over to be laid before its receiver. */
export interface OfferWrite {
  readonly offerId: string; readonly flightId: string; readonly kind: 'normal' | 'abnormal'; readonly vehicle: string; readonly cluster: string; readonly class: AbnormalClass | null; readonly receiverId: string; readonly contentHash: string;
  readonly offeredBy: string; readonly offeredAt: string; readonly caseIds: readonly string[];
}

/** Adds an offer with its people. */
export async function insertOffer(db: Db, eventId: string, row: OfferWrite): Promise<void> {
  await db.query('INSERT INTO hand_over_offers (event_id, offer_id, flight_id, kind, vehicle, cluster, class, receiver_id, content_hash, offered_by, offered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
    [eventId, row.offerId, row.flightId, row.kind, row.vehicle, row.cluster, row.class, row.receiverId, row.contentHash, row.offeredBy, row.offeredAt]);
  await db.query('INSERT INTO hand_over_offer_persons (event_id, offer_id, case_id) SELECT $1::uuid, $2::uuid, c FROM unnest($3::uuid[]) AS c', [eventId, row.offerId, row.caseIds]);
}

/** Takes an offer back. */
export async function withdrawOffer(db: Db, eventId: string, offerId: string, at: string): Promise<void> {
  await db.query('UPDATE hand_over_offers SET withdrawn_at = $3 WHERE event_id = $1 AND offer_id = $2 AND withdrawn_at IS NULL', [eventId, offerId, at]);
}

/** Is an offer as stored, and what came of it until an instant. */
export interface OfferRow {
  readonly offer_id: string; readonly flight_id: string; readonly designator: string; readonly flight_date: string; readonly kind: 'normal' | 'abnormal'; readonly vehicle: string; readonly cluster: string; readonly class: AbnormalClass | null;
  readonly receiver_id: string; readonly receiver_en: string; readonly receiver_zh: string; readonly content_hash: string; readonly by_en: string; readonly by_zh: string; readonly offered_at: string; readonly withdrawn: boolean;
  readonly case_ids: readonly string[]; readonly signed_at: string | null; readonly signed_way: 'password' | 'session' | null; readonly count_received: number | null;
  /** Its own hand-over is done. */
  readonly handed_over: boolean;
  /** A newer offer, or another hand-over, has one of its people. */
  readonly replaced: boolean;
}

/** Lists offers as of an instant: one, those of a flight, or those to a receiver, the newest first. */
export async function offerRows(db: Db, eventId: string, asOf: string, of: { readonly offerId?: string; readonly flightId?: string; readonly receiverId?: string }): Promise<OfferRow[]> {
  return db.query<OfferRow>(
    `SELECT o.offer_id, o.flight_id, f.designator, f.flight_date::text AS flight_date, o.kind, o.vehicle, o.cluster, o.class, o.receiver_id, r.name_en AS receiver_en, r.name_zh AS receiver_zh, o.content_hash, b.name_en AS by_en, b.name_zh AS by_zh,
       o.offered_at, coalesce(o.withdrawn_at <= $2, false) AS withdrawn, p.case_ids, s.signed_at, s.way AS signed_way, (s.content->>'countReceived')::int AS count_received, own.done AS handed_over,
       (EXISTS (SELECT 1 FROM hand_over_persons q JOIN hand_overs h ON h.event_id = q.event_id AND h.hand_over_id = q.hand_over_id WHERE q.event_id = o.event_id AND q.case_id = ANY (p.case_ids) AND h.recorded_at <= $2)
         OR EXISTS (SELECT 1 FROM hand_over_offer_persons q JOIN hand_over_offers n ON n.event_id = q.event_id AND n.offer_id = q.offer_id
           WHERE q.event_id = o.event_id AND q.case_id = ANY (p.case_ids) AND n.offered_at <= $2 AND (n.offered_at, n.offer_id) > (o.offered_at, o.offer_id))) AS replaced
     FROM hand_over_offers o JOIN flights f ON f.event_id = o.event_id AND f.flight_id = o.flight_id
       JOIN officers r ON r.event_id = o.event_id AND r.officer_id = o.receiver_id JOIN officers b ON b.event_id = o.event_id AND b.officer_id = o.offered_by
       CROSS JOIN LATERAL (SELECT coalesce(array_agg(q.case_id ORDER BY q.case_id), '{}') AS case_ids FROM hand_over_offer_persons q WHERE q.event_id = o.event_id AND q.offer_id = o.offer_id) p
       LEFT JOIN LATERAL (SELECT x.signature_id, x.signed_at, x.way, x.content FROM signatures x WHERE x.event_id = o.event_id AND x.case_id = o.flight_id AND x.purpose = 'handOver' AND x.officer_id = o.receiver_id
         AND x.content->>'offerId' = o.offer_id::text AND x.signed_at <= $2 ORDER BY x.signed_at LIMIT 1) s ON true
       CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM hand_overs h WHERE h.event_id = o.event_id AND h.receiver_signature = s.signature_id AND h.recorded_at <= $2) AS done) own
     WHERE o.event_id = $1 AND o.offered_at <= $2 AND ($3::uuid IS NULL OR o.offer_id = $3) AND ($4::uuid IS NULL OR o.flight_id = $4) AND ($5::uuid IS NULL OR o.receiver_id = $5)
     ORDER BY o.offered_at DESC, o.offer_id DESC LIMIT 200`, [eventId, asOf, of.offerId ?? null, of.flightId ?? null, of.receiverId ?? null], 'hand_over_offers');
}

/** Lists who is in an offer, by name. */
export async function offerPersons(db: Db, eventId: string, offerId: string): Promise<{ case_id: string; surname: string; given_names: string; seat: string | null }[]> {
  return db.query(
    `SELECT p.case_id, t.surname, t.given_names, j.seat FROM hand_over_offer_persons p JOIN journeys j ON j.event_id = p.event_id AND j.case_id = p.case_id JOIN travellers t ON t.event_id = j.event_id AND t.traveller_id = j.traveller_id
     WHERE p.event_id = $1 AND p.offer_id = $2 ORDER BY t.surname, t.given_names, p.case_id`, [eventId, offerId], 'hand_over_offer_persons');
}

/** Lists who has an account and one of the roles, by name. */
export async function receiversWith(db: Db, eventId: string, roles: readonly string[]): Promise<{ officer_id: string; user_name: string; name_en: string; name_zh: string; organisation: string; roles: readonly string[]; persona: boolean }[]> {
  return db.query('SELECT officer_id, user_name, name_en, name_zh, organisation, roles, persona FROM officers WHERE event_id = $1 AND disabled_at IS NULL AND roles && $2::text[] ORDER BY name_en, officer_id', [eventId, roles], 'hand_over_receivers');
}
