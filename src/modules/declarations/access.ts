import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../../kernel/refusal.ts';
import type { Db } from '../../kernel/db.ts';
import type { Actor } from '../../kernel/officer.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import type { Vault } from '../../kernel/vault.ts';
import { passwordFits } from '../staff/passwords.ts';
import { findByCode, setBirthProof, setCode } from './store/cards.ts';
import type { DeclarationRow } from './store/cards.ts';
import { countFailedAttempts, endFormSession, findFormSession, findLeader, findLeaderByCode, insertFormAttempt, insertFormSession, prolongFormSession } from './store/sessions.ts';

// Without I, L, O, U, 0 and 1: read aloud and copied by hand.
const alphabet = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const codeLength = 12;
const window = { minutes: 15, failures: 6 } as const;
const idle = { person: 30, kiosk: 3 } as const;
const longestHours = 12;

/**
 * Gives the code by which a card or a leader's page is opened: computed, never stored. Of a card there is one to hand out, and the owner's own in its generations.
 * Shape: 12 signs of 30, 58 bits, in three groups.
 */
export async function codeOf(vault: Vault, eventId: string, id: string, which: number | 'shared' | 'leader'): Promise<string> {
  const bytes = await vault.digest(eventId, 'codes', `${id} ${which}`);
  let number = BigInt(`0x${bytes.subarray(0, 16).toString('hex')}`);
  let code = '';
  for (let sign = 0; sign < codeLength; sign += 1) {
    code += alphabet[Number(number % 30n)]!;
    number /= 30n;
  }
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
}

/** Brings a code as typed into its form; undefined where it cannot be one. */
export function readCode(typed: string): string | undefined {
  const plain = typed.normalize('NFKC').toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  if (plain.length !== codeLength || [...plain].some((sign) => !alphabet.includes(sign))) return undefined;
  return `${plain.slice(0, 4)}-${plain.slice(4, 8)}-${plain.slice(8)}`;
}

/** Gives what is stored of a code. */
export function codeHash(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}

/** Gives what is stored of a birth date: a keyed hash, so that the few thousand days cannot be tried against it. */
export function birthProof(vault: Vault, eventId: string, declarationId: string, birthDate: string): Promise<Buffer> {
  return vault.digest(eventId, 'births', `${declarationId} ${birthDate}`);
}

async function guarded<T>(db: Db, eventId: string, subject: Buffer, work: () => Promise<T | undefined>): Promise<T> {
  const at = new Date();
  if ((await countFailedAttempts(db, eventId, subject, new Date(at.getTime() - window.minutes * 60_000))) >= window.failures) throw new Refusal('declaration-attempts', { minutes: window.minutes });
  const found = await work();
  await insertFormAttempt(db, eventId, { attemptId: uuidv7(), subject, succeeded: found !== undefined, at });
  // A code that nobody has and a wrong birth date look alike.
  if (found === undefined) throw new Refusal('declaration-not-found');
  return found;
}

/** Is a session that was opened: the token is shown once. */
export interface OpenedSession { readonly token: string; readonly expiresAt: Date }

/** Opens a session of a card or a leader. */
export async function openFormSession(db: Db, eventId: string, whose: { readonly declarationId?: string; readonly leaderId?: string; readonly kiosk?: boolean; readonly blind?: boolean }): Promise<OpenedSession> {
  const token = randomBytes(32).toString('base64url');
  const createdAt = new Date();
  const kiosk = whose.kiosk === true;
  await insertFormSession(db, eventId, { token, declarationId: whose.declarationId ?? null, leaderId: whose.leaderId ?? null, kiosk, blind: whose.blind === true, createdAt, expiresAt: new Date(createdAt.getTime() + (kiosk ? idle.kiosk : idle.person) * 60_000) });
  return { token, expiresAt: new Date(createdAt.getTime() + longestHours * 3_600_000) };
}

/**
 * Opens a card by its code and the birth date of the traveller; who opens first a card whose birth date no list tells, sets it.
 * Who comes with the code that was handed out gets an own code, as long as no health answer is there; afterwards they see none of those.
 * Refuses: `declaration-attempts`, `declaration-not-found`.
 */
export async function openCard(db: Db, vault: Vault, eventId: string, code: string, birthDate: string, options: { readonly kiosk?: boolean; readonly holdsHealth: (row: DeclarationRow) => Promise<boolean> }): Promise<OpenedSession & { readonly ownCode: string | null }> {
  const hash = codeHash(code);
  return guarded(db, eventId, hash, async () => {
    const row = await findByCode(db, eventId, hash);
    if (row === undefined || row.erased_at !== null) return undefined;
    const proof = await birthProof(vault, eventId, row.declaration_id, birthDate);
    if (row.birth_proof === null) await setBirthProof(db, eventId, row.declaration_id, proof);
    else if (!timingSafeEqual(row.birth_proof, proof)) return undefined;
    const blind = row.by_shared && (await options.holdsHealth(row));
    let ownCode: string | null = null;
    if (row.by_shared && !blind) {
      // A new one each time: whoever looked in before, with the same code, holds nothing.
      ownCode = await codeOf(vault, eventId, row.declaration_id, row.code_generation + 1);
      await setCode(db, eventId, row.declaration_id, codeHash(ownCode), row.code_generation + 1);
    }
    return { ...(await openFormSession(db, eventId, { declarationId: row.declaration_id, kiosk: options.kiosk === true, blind })), ownCode };
  });
}

/** Opens a leader's page by its code and the digits that were told separately. Refuses: `declaration-attempts`, `declaration-not-found`. */
export async function openLeader(db: Db, eventId: string, code: string, pin: string): Promise<OpenedSession> {
  const hash = codeHash(code);
  return guarded(db, eventId, hash, async () => {
    const leader = await findLeaderByCode(db, eventId, hash);
    const fits = await passwordFits(pin, leader?.pin_hash ?? null);
    return fits && leader !== undefined && leader.revoked_at === null ? openFormSession(db, eventId, { leaderId: leader.leader_id }) : undefined;
  });
}

/** Says whether a code is a leader's, so that the page asks for the digits and not for a birth date. */
export async function isLeaderCode(db: Db, eventId: string, code: string): Promise<boolean> {
  return (await findLeaderByCode(db, eventId, codeHash(code))) !== undefined;
}

/** Is who came with a session: an actor of an outside role, who reaches one card or one delegation. */
export interface FormVisitor { readonly actor: Actor; readonly kiosk: boolean; readonly blind: boolean }

const nobody = { officerId: null, keyId: null, organisation: '', stationId: null } as const;

/** Finds who comes with a token and lets the session live on. Shape: undefined where it has ended. */
export async function findVisitor(db: Db, eventId: string, token: string): Promise<FormVisitor | undefined> {
  const at = new Date();
  const session = await findFormSession(db, eventId, token, at);
  if (session === undefined) return undefined;
  const end = Date.parse(session.created_at) + longestHours * 3_600_000;
  const until = Math.min(at.getTime() + (session.kiosk ? idle.kiosk : idle.person) * 60_000, end);
  // Written at most once a minute: every page reads it.
  if (until - Date.parse(session.expires_at) > (session.kiosk ? 10_000 : 60_000)) await prolongFormSession(db, eventId, token, new Date(until));
  if (session.declaration_id !== null) return { actor: { ...nobody, name: { en: 'Traveller', zh: '旅客' }, roles: ['traveller'], subject: session.declaration_id, blind: session.blind }, kiosk: session.kiosk, blind: session.blind };
  const leader = await findLeader(db, eventId, session.leader_id!);
  if (leader === undefined || leader.revoked_at !== null) return undefined;
  return { actor: { ...nobody, name: { en: 'Team leader', zh: '领队' }, organisation: leader.delegation, roles: ['leader'], subject: leader.leader_id }, kiosk: false, blind: false };
}

/** Ends a session. */
export async function leaveForm(db: Db, eventId: string, token: string): Promise<void> {
  await endFormSession(db, eventId, token, new Date());
}
