import type { Db } from '../../../kernel/db.ts';

/** Is a card as stored: sealed, and whose. */
export interface DeclarationRow {
  readonly declaration_id: string;
  readonly flight_id: string;
  readonly case_id: string | null;
  readonly code_generation: number;
  readonly shared: boolean;
  readonly birth_proof: Buffer | null;
  readonly key_name: string;
  readonly wrapped_key: Buffer | null;
  readonly origin: 'invited' | 'begun';
  readonly created_at: string;
  readonly erased_at: string | null;
}

/** Names the columns of a card as rows have them; the table is called `d`. */
export const columns = 'd.declaration_id, d.flight_id, d.case_id, d.code_generation, d.shared_hash IS NOT NULL AS shared, d.birth_proof, d.key_name, d.wrapped_key, d.origin, d.created_at, d.erased_at';

/** Finds a card. */
export async function findDeclaration(db: Db, eventId: string, declarationId: string): Promise<DeclarationRow | undefined> {
  return (await db.query<DeclarationRow>(`SELECT ${columns} FROM declarations d WHERE d.event_id = $1 AND d.declaration_id = $2`, [eventId, declarationId], 'declaration'))[0];
}

/** Finds the card that a code opens, the owner's own or the one handed out. */
export async function findByCode(db: Db, eventId: string, codeHash: Buffer): Promise<(DeclarationRow & { readonly by_shared: boolean }) | undefined> {
  return (await db.query<DeclarationRow & { readonly by_shared: boolean }>(
    `SELECT ${columns}, d.shared_hash IS NOT DISTINCT FROM $2 AS by_shared FROM declarations d WHERE d.event_id = $1 AND (d.code_hash = $2 OR d.shared_hash = $2)`, [eventId, codeHash], 'declaration_by_code'))[0];
}

/** Finds the card of a journey that counts. */
export async function findByCase(db: Db, eventId: string, caseId: string): Promise<DeclarationRow | undefined> {
  return (await db.query<DeclarationRow>(`SELECT ${columns} FROM declarations d WHERE d.event_id = $1 AND d.case_id = $2 AND d.erased_at IS NULL`, [eventId, caseId], 'declaration_by_case'))[0];
}

/** Locks a card until the end of the transaction, so that two answers given at once do not lose one. */
export async function lockDeclaration(db: Db, eventId: string, declarationId: string): Promise<DeclarationRow | undefined> {
  // The rights of the application do not reach to FOR UPDATE on every column; a write of what is there already locks as well.
  return (await db.query<DeclarationRow>(`UPDATE declarations d SET case_id = d.case_id WHERE d.event_id = $1 AND d.declaration_id = $2 RETURNING ${columns}`, [eventId, declarationId], 'declaration_lock'))[0];
}

/** Is a card to be written. */
export interface DeclarationWrite {
  readonly declarationId: string;
  readonly flightId: string;
  readonly caseId: string | null;
  readonly codeHash: Buffer;
  readonly sharedHash: Buffer | null;
  readonly birthProof: Buffer | null;
  readonly keyName: string;
  readonly wrappedKey: Buffer;
  readonly origin: 'invited' | 'begun';
}

/** Adds cards; of two who prepare the same journey's at once one does. Shape: how many were added. */
export async function insertDeclarations(db: Db, eventId: string, rows: readonly DeclarationWrite[], createdAt: string): Promise<number> {
  if (rows.length === 0) return 0;
  const hex = (bytes: Buffer | null): string | null => bytes?.toString('hex') ?? null;
  return (await db.query(
    `INSERT INTO declarations (event_id, declaration_id, flight_id, case_id, code_hash, shared_hash, birth_proof, key_name, wrapped_key, origin, created_at)
     SELECT $1, x.d, x.f, x.c, decode(x.h, 'hex'), decode(x.s, 'hex'), decode(x.b, 'hex'), x.k, decode(x.w, 'hex'), x.o, $3 FROM json_to_recordset($2) AS x(d uuid, f uuid, c uuid, h text, s text, b text, k text, w text, o text)
     ON CONFLICT (event_id, case_id) WHERE case_id IS NOT NULL AND erased_at IS NULL DO NOTHING RETURNING declaration_id`,
    [eventId, JSON.stringify(rows.map((row) => ({ d: row.declarationId, f: row.flightId, c: row.caseId, h: hex(row.codeHash), s: hex(row.sharedHash), b: hex(row.birthProof), k: row.keyName, w: hex(row.wrappedKey), o: row.origin }))), createdAt])).length;
}

/** Says that a card belongs to a journey. */
export async function placeDeclaration(db: Db, eventId: string, declarationId: string, caseId: string): Promise<void> {
  await db.query('UPDATE declarations SET case_id = $3 WHERE event_id = $1 AND declaration_id = $2', [eventId, declarationId, caseId]);
}

/** Writes by which birth date a card is opened. */
export async function setBirthProof(db: Db, eventId: string, declarationId: string, proof: Buffer): Promise<void> {
  await db.query('UPDATE declarations SET birth_proof = $3 WHERE event_id = $1 AND declaration_id = $2', [eventId, declarationId, proof]);
}

/** Gives a card its next own code; the one before opens nothing any more. */
export async function setCode(db: Db, eventId: string, declarationId: string, codeHash: Buffer, generation: number): Promise<void> {
  await db.query('UPDATE declarations SET code_hash = $3, code_generation = $4 WHERE event_id = $1 AND declaration_id = $2', [eventId, declarationId, codeHash, generation]);
}

/** Is by whose will a card became unreadable: its owner's, on request of the person to the data officer, or by its period. */
export type ErasedBy = 'owner' | 'request' | 'retention';

/** Makes a card unreadable for good: its key goes, its draft goes, its sessions end, the addresses written to go. What was filed stays as proof that cannot be read. */
export async function eraseDeclaration(db: Db, eventId: string, declarationId: string, at: string, by: ErasedBy = 'owner'): Promise<void> {
  await db.query('UPDATE declarations SET wrapped_key = NULL, birth_proof = NULL, erased_at = $3, erased_by = $4 WHERE event_id = $1 AND declaration_id = $2 AND erased_at IS NULL', [eventId, declarationId, at, by]);
  await eraseBeside(db, eventId, [declarationId]);
}

/** Erases what hangs on cards that have become unreadable: drafts go, sessions end. Shape: how many drafts. */
export async function eraseBeside(db: Db, eventId: string, declarationIds: readonly string[]): Promise<number> {
  const drafts = await db.query('DELETE FROM declaration_drafts WHERE event_id = $1 AND declaration_id = ANY ($2::uuid[]) RETURNING 1', [eventId, declarationIds]);
  await db.query('UPDATE form_sessions SET ended_at = $3 WHERE event_id = $1 AND declaration_id = ANY ($2::uuid[]) AND ended_at IS NULL', [eventId, declarationIds, new Date()]);
  await db.query("UPDATE messages SET address = '', last_status = NULL WHERE event_id = $1 AND declaration_id = ANY ($2::uuid[])", [eventId, declarationIds]);
  return drafts.length;
}

/** Is what is being filled in, sealed. */
export interface DraftRow { readonly language: string; readonly sealed: Buffer; readonly open_questions: number; readonly saved_at: string }

/** Finds the draft of a card. */
export async function findDraft(db: Db, eventId: string, declarationId: string): Promise<DraftRow | undefined> {
  return (await db.query<DraftRow>('SELECT language, sealed, open_questions, saved_at FROM declaration_drafts WHERE event_id = $1 AND declaration_id = $2', [eventId, declarationId], 'declaration_draft'))[0];
}

/** Saves the draft of a card. */
export async function saveDraft(db: Db, eventId: string, declarationId: string, draft: Omit<DraftRow, 'saved_at'>, at: string): Promise<void> {
  await db.query(
    `INSERT INTO declaration_drafts (event_id, declaration_id, language, sealed, open_questions, saved_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (event_id, declaration_id) DO UPDATE SET language = excluded.language, sealed = excluded.sealed, open_questions = excluded.open_questions, saved_at = excluded.saved_at`,
    [eventId, declarationId, draft.language, draft.sealed, draft.open_questions, at], 'declaration_save');
}

/** Is one filing, sealed. */
export interface VersionRow {
  readonly version: number;
  readonly card_version: string;
  readonly language: string;
  readonly sealed: Buffer;
  readonly kid: string;
  readonly valid_from: string;
  readonly valid_until: string;
  readonly filed_at: string;
}

/** Finds the newest filing of a card that was known at an instant. */
export async function findNewest(db: Db, eventId: string, declarationId: string, asOf: string): Promise<VersionRow | undefined> {
  return (await db.query<VersionRow>(
    'SELECT version, card_version, language, sealed, kid, valid_from, valid_until, filed_at FROM declaration_versions WHERE event_id = $1 AND declaration_id = $2 AND filed_at <= $3 ORDER BY version DESC LIMIT 1',
    [eventId, declarationId, asOf], 'declaration_newest'))[0];
}

/** Adds a filing. */
export async function insertVersion(db: Db, eventId: string, declarationId: string, row: VersionRow): Promise<void> {
  await db.query(
    'INSERT INTO declaration_versions (event_id, declaration_id, version, card_version, language, sealed, kid, valid_from, valid_until, filed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [eventId, declarationId, row.version, row.card_version, row.language, row.sealed, row.kid, row.valid_from, row.valid_until, row.filed_at], 'declaration_version');
}
