import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const cost = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };

function derive(password: string, salt: Buffer, length: number, options: { N: number; r: number; p: number; maxmem: number }): Promise<Buffer> {
  return new Promise((resolve, reject) => scrypt(password.normalize('NFKC'), salt, length, options, (error, key) => (error === null ? resolve(key) : reject(error))));
}

/** Hashes a password. Source: scrypt, RFC 7914; N = 2^16, r = 8, p = 1: 64 MiB a try. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, 32, cost);
  return `scrypt$${cost.N}$${cost.r}$${cost.p}$${salt.toString('base64')}$${key.toString('base64')}`;
}

/** Says whether a password fits a hash; a missing or broken hash takes as long and never fits. */
export async function passwordFits(password: string, hash: string | null): Promise<boolean> {
  const parts = hash?.split('$') ?? [];
  const [, n, r, p, salt, key] = parts;
  if (parts[0] !== 'scrypt' || salt === undefined || key === undefined) {
    await derive(password, Buffer.alloc(16), 32, cost);
    return false;
  }
  const expected = Buffer.from(key, 'base64');
  const actual = await derive(password, Buffer.from(salt, 'base64'), expected.length, { N: Number(n), r: Number(r), p: Number(p), maxmem: cost.maxmem });
  return timingSafeEqual(actual, expected);
}
