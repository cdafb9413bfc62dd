import type { Db } from '../../../kernel/db.ts';

/** Is a party with the newest word of customs on it. */
export interface PartyRow {
  readonly party_id: string;
  readonly kind: 'company' | 'agent' | 'organiser' | 'person';
  readonly name_en: string;
  readonly name_zh: string;
  readonly registration: string;
  readonly contact: string;
  readonly filed_at: string;
  readonly registered: boolean | null;
  readonly reason: string | null;
  readonly decided_at: string | null;
}

const selectParty = `SELECT p.party_id, p.kind, p.name_en, p.name_zh, p.registration, p.contact, p.filed_at, d.registered, d.reason, d.decided_at
  FROM parties p LEFT JOIN LATERAL (SELECT registered, reason, decided_at FROM party_decisions d WHERE d.event_id = p.event_id AND d.party_id = p.party_id AND d.decided_at <= $2 ORDER BY ordinal DESC LIMIT 1) d ON true
  WHERE p.event_id = $1 AND p.filed_at <= $2`;

/** Lists the parties as they stood at an instant, by name. Shape: all, or those of the identifiers given. */
export async function listParties(db: Db, eventId: string, asOf: string, partyIds?: readonly string[]): Promise<PartyRow[]> {
  return partyIds === undefined ? db.query(`${selectParty} ORDER BY p.name_en`, [eventId, asOf]) : db.query(`${selectParty} AND p.party_id = ANY ($3::uuid[]) ORDER BY p.name_en`, [eventId, asOf, partyIds], 'parties_named');
}

/** Finds a party by its registration, and whether an account stands for it. */
export async function findRegistered(db: Db, eventId: string, registration: string): Promise<{ party_id: string; kind: PartyRow['kind']; has_member: boolean } | undefined> {
  const [row] = await db.query<{ party_id: string; kind: PartyRow['kind']; has_member: boolean }>(
    `SELECT p.party_id, p.kind, EXISTS (SELECT 1 FROM party_members m WHERE m.event_id = p.event_id AND m.party_id = p.party_id) AS has_member FROM parties p WHERE p.event_id = $1 AND p.registration = $2`, [eventId, registration]);
  return row;
}

/** Adds a party that files itself or is filed. */
export async function insertParty(db: Db, eventId: string, party: { partyId: string; kind: string; nameEn: string; nameZh: string; registration: string; contact: string }, filedBy: string | null, filedAt: string): Promise<void> {
  await db.query('INSERT INTO parties (event_id, party_id, kind, name_en, name_zh, registration, contact, filed_at, filed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [eventId, party.partyId, party.kind, party.nameEn, party.nameZh, party.registration, party.contact, filedAt, filedBy]);
}

/** Adds customs' next decision on a party. */
export async function insertPartyDecision(db: Db, eventId: string, decision: { partyId: string; registered: boolean; reason: string }, decidedBy: string, decidedAt: string): Promise<void> {
  await db.query(
    `INSERT INTO party_decisions (event_id, party_id, ordinal, registered, reason, decided_at, decided_by)
     SELECT $1, $2, coalesce(max(ordinal), 0) + 1, $3, $4, $5, $6 FROM party_decisions WHERE event_id = $1 AND party_id = $2`,
    [eventId, decision.partyId, decision.registered, decision.reason, decidedAt, decidedBy]);
}

/** Finds whom an officer account stands for. */
export async function findMembership(db: Db, eventId: string, officerId: string): Promise<string | undefined> {
  const [row] = await db.query<{ party_id: string }>('SELECT party_id FROM party_members WHERE event_id = $1 AND officer_id = $2', [eventId, officerId], 'party_member');
  return row?.party_id;
}

/** Lets an officer account stand for a party. */
export async function insertMembership(db: Db, eventId: string, officerId: string, partyId: string, since: string): Promise<void> {
  await db.query('INSERT INTO party_members (event_id, officer_id, party_id, since) VALUES ($1, $2, $3, $4)', [eventId, officerId, partyId, since]);
}

/** Is a mandate as stored. */
export interface MandateRow {
  readonly mandate_id: string;
  readonly principal_id: string;
  readonly agent_id: string;
  readonly valid_from: string;
  readonly valid_until: string;
  readonly given_at: string;
  readonly revoked_at: string | null;
}

/** Lists the mandates as they stood at an instant, newest first. */
export async function listMandates(db: Db, eventId: string, asOf: string, partyId?: string): Promise<MandateRow[]> {
  return db.query(
    `SELECT mandate_id, principal_id, agent_id, valid_from, valid_until, given_at, CASE WHEN revoked_at <= $2 THEN revoked_at END AS revoked_at FROM mandates
     WHERE event_id = $1 AND given_at <= $2 AND ($3::uuid IS NULL OR $3 IN (principal_id, agent_id)) ORDER BY given_at DESC`, [eventId, asOf, partyId ?? null], 'mandates');
}

/** Adds a mandate. */
export async function insertMandate(db: Db, eventId: string, mandate: { mandateId: string; principalId: string; agentId: string; validFrom: string; validUntil: string }, givenBy: string | null, givenAt: string): Promise<void> {
  await db.query('INSERT INTO mandates (event_id, mandate_id, principal_id, agent_id, valid_from, valid_until, given_at, given_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [eventId, mandate.mandateId, mandate.principalId, mandate.agentId, mandate.validFrom, mandate.validUntil, givenAt, givenBy]);
}

/** Takes a mandate back. Shape: false where it was taken back before. */
export async function revokeMandate(db: Db, eventId: string, mandateId: string, at: string): Promise<boolean> {
  return (await db.query('UPDATE mandates SET revoked_at = $3 WHERE event_id = $1 AND mandate_id = $2 AND revoked_at IS NULL RETURNING mandate_id', [eventId, mandateId, at])).length > 0;
}
