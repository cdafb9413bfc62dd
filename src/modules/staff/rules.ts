import type { Role } from '../../kernel/officer.ts';
import { allowed, refused } from '../../kernel/refusal.ts';
import type { Verdict } from '../../kernel/refusal.ts';

/** Is the least length of a password. Unit: characters. Source: NIST SP 800-63B: length before composition rules. */
export const leastPasswordLength = 12;

/** Is the greatest length of a password. Unit: characters. */
export const mostPasswordLength = 200;

// The long ones among the most used passwords, and what people here would try first.
const commonParts = [
  'password', 'passw0rd', '123456', '654321', 'qwerty', 'asdfgh', 'zxcvbn', '1q2w3e', '1qaz2wsx', 'qazwsx', 'abcdef', 'abc123', 'letmein', 'welcome', 'iloveyou', 'administrator', 'admin',
  'changeme', 'secret', 'default', 'tongguan', 'customs', 'beijing', 'olympic', 'winter', 'woaini', '5201314', '1314520', '888888', '666666', '112233', '147258369', '2022', '2023', '2024', '2025', '2026',
];

function isCommon(password: string): boolean {
  let rest = password.toLowerCase();
  if (new Set(rest).size < 5 || /^\d+$/.test(rest)) return true;
  for (const part of commonParts) rest = rest.replaceAll(part, '');
  // What remains after the well-known parts must still be worth guessing.
  return rest.replace(/[^\p{L}\p{N}]/gu, '').length < 5;
}

/**
 * Says whether a password may be set.
 * Refuses: `password-too-short`, `password-too-long`, `password-is-user-name`, `password-common`.
 */
export function canSetPassword(password: string, userName: string): Verdict {
  const length = [...password].length;
  if (length < leastPasswordLength) return refused('password-too-short', { least: leastPasswordLength }, '/password');
  if (length > mostPasswordLength) return refused('password-too-long', { most: mostPasswordLength }, '/password');
  const plain = password.toLowerCase();
  const name = userName.toLowerCase();
  if (plain.replaceAll(name, '').length < leastPasswordLength - 4 && plain.includes(name)) return refused('password-is-user-name', {}, '/password');
  if (isCommon(password)) return refused('password-common', {}, '/password');
  return allowed;
}

/** Lists the codes with which a password is refused. */
export const passwordRefusals = ['password-too-short', 'password-too-long', 'password-is-user-name', 'password-common'] as const;

/** Lists the roles that a machine may hold: what an officer must answer for by name is not among them. */
export const keyRoles: readonly Role[] = ['laboratory', 'transfer', 'customsOfficer', 'immigration', 'committee', 'centre', 'airline', 'auditor', 'press'];

/** Says whether an organisation's key may have roles. Refuses: `role-not-for-keys`. */
export function canHoldRoles(wanted: readonly Role[]): Verdict {
  const wrong = wanted.filter((role) => !keyRoles.includes(role));
  return wrong.length === 0 ? allowed : refused('role-not-for-keys', { roles: wrong }, '/roles');
}

/** Is what the rule on the last administrator needs to know of an officer. */
export interface Administering { readonly officerId: string; readonly roles: readonly string[]; readonly disabled: boolean; readonly canSignIn: boolean }

/** Says whether an officer may become what `next` says, seen from all administrators who can sign in. Refuses: `last-administrator`. */
export function canBecome(next: Administering, administrators: readonly string[]): Verdict {
  const stays = next.roles.includes('administrator') && !next.disabled && next.canSignIn;
  if (stays || administrators.some((id) => id !== next.officerId) || !administrators.includes(next.officerId)) return allowed;
  return refused('last-administrator');
}
