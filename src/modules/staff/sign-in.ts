import { randomBytes } from 'node:crypto';
import { Refusal } from '../../kernel/refusal.ts';
import type { Db } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { passwordFits } from './passwords.ts';
import { countFailures, findOfficer, findOfficerByName, insertAttempt, insertSession } from './store.ts';
import type { OfficerRow } from './store.ts';

/** Is the longest life of a session, whatever is done in it. Unit: hours. */
export const longestSessionHours = 12;

const idleMinutes = 60;
const windowMinutes = 15;
const freeFailures = 5;
const addressFailures = 100;

/** Tells when a session ends if nothing more is done in it. */
export function idleUntil(at: Date): Date {
  return new Date(at.getTime() + idleMinutes * 60_000);
}

/** Opens a session for an officer. Shape: the token, shown once, kept only as a digest, and the end of its longest life. */
export async function openSession(db: Db, eventId: string, officer: OfficerRow): Promise<{ token: string; expiresAt: Date }> {
  const token = randomBytes(32).toString('base64url');
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + longestSessionHours * 3_600_000);
  await insertSession(db, { eventId, token, officerId: officer.officer_id, stationId: officer.station_id, createdAt, expiresAt: idleUntil(createdAt) });
  return { token, expiresAt };
}

/**
 * Proves by user name and password who somebody is. After five failures each further try waits twice as long; all failures look alike.
 * Refuses: `sign-in-slowed`, `sign-in-failed`.
 */
export async function proveOfficer(db: Db, eventId: string, userName: string, password: string, address: string): Promise<OfficerRow> {
  const at = new Date();
  const failures = await countFailures(db, eventId, userName, address, new Date(at.getTime() - windowMinutes * 60_000));
  if (failures.address >= addressFailures || failures.user >= freeFailures + 10) throw new Refusal('sign-in-slowed', { minutes: windowMinutes });
  if (failures.user > freeFailures) await new Promise((resolve) => setTimeout(resolve, Math.min(8000, 250 * 2 ** (failures.user - freeFailures))));
  const officer = await findOfficerByName(db, eventId, userName);
  const fits = await passwordFits(password, officer?.password_hash ?? null);
  const succeeded = fits && officer !== undefined && officer.disabled_at === null;
  await insertAttempt(db, eventId, { attemptId: uuidv7(), userName: userName.slice(0, 120), address, succeeded, at });
  if (!succeeded || officer === undefined) throw new Refusal('sign-in-failed');
  return officer;
}

/** Signs an officer in by user name and password. Refuses: as `proveOfficer`. */
export async function signIn(db: Db, eventId: string, userName: string, password: string, address: string): Promise<{ officer: OfficerRow; token: string; expiresAt: Date }> {
  const officer = await proveOfficer(db, eventId, userName, password, address);
  return { officer, ...(await openSession(db, eventId, officer)) };
}

/** Gets a persona of an invented world. Refuses: `persona-unknown`. */
export async function getPersona(db: Db, eventId: string, officerId: string): Promise<OfficerRow> {
  const officer = await findOfficer(db, eventId, officerId);
  if (officer === undefined || !officer.persona || officer.disabled_at !== null) throw new Refusal('persona-unknown');
  return officer;
}

/** Signs a persona of an invented world in, without a password. Refuses: `persona-unknown`. */
export async function signInPersona(db: Db, eventId: string, officerId: string): Promise<{ officer: OfficerRow; token: string; expiresAt: Date }> {
  const officer = await getPersona(db, eventId, officerId);
  return { officer, ...(await openSession(db, eventId, officer)) };
}
