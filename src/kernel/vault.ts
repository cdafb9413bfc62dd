import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { access, link, mkdir, open, readdir, readFile, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Keeps keys outside the database, one file a key, so that what they seal is gone when they are. */
export interface Vault {
  /** Seals bytes under a named key, which is made at its first use. `about` binds what is sealed to its place. Refuses: `KeyDestroyed`. */
  seal(eventId: string, name: string, plain: Uint8Array, about: string): Promise<Buffer>;
  /** Opens what was sealed. Shape: undefined where the key was destroyed; what was altered or moved throws. */
  open(eventId: string, name: string, sealed: Uint8Array, about: string): Promise<Buffer | undefined>;
  /** Gives a keyed hash. Unit: 32 bytes. Refuses: `KeyDestroyed`. */
  digest(eventId: string, name: string, text: string): Promise<Buffer>;
  /** Destroys a key for good. Shape: false where there was none. */
  destroy(eventId: string, name: string): Promise<boolean>;
  /** Lists the names of an event's keys, sorted. */
  names(eventId: string): Promise<string[]>;
}

/** Is thrown where a key that was destroyed is asked to seal again. */
export class KeyDestroyed extends Error {}

const namePattern = /^[a-z0-9][a-z0-9-]{0,63}$/;
const overhead = 1 + 12 + 16;

/** Seals bytes under a key. Shape: version 1, nonce, tag, ciphertext. Source: AES-256-GCM, NIST SP 800-38D. */
export function sealWith(key: Uint8Array, plain: Uint8Array, about: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(about));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([1]), nonce, cipher.getAuthTag(), body]);
}

/** Opens what `sealWith` sealed; what was altered, moved or sealed under another key throws. */
export function openWith(key: Uint8Array, sealed: Uint8Array, about: string): Buffer {
  if (sealed.length < overhead || sealed[0] !== 1) throw new Error('Nothing that this release sealed');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(13, overhead));
  return Buffer.concat([decipher.update(sealed.subarray(overhead)), decipher.final()]);
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => undefined);
  // Windows has no handle of a directory; its file system keeps names by itself.
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

const exists = (path: string): Promise<boolean> => access(path).then(() => true, () => false);
const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Opens the vault in a directory, which is made with the first key; several servers may share it. */
export function openVault(directory: string): Vault {
  const place = (eventId: string, name: string): string => {
    if (!/^[0-9a-f-]{36}$/.test(eventId) || !namePattern.test(name)) throw new Error(`No name of a key: ${name}`);
    return join(directory, eventId, name);
  };

  async function find(eventId: string, name: string): Promise<Buffer | undefined> {
    // Read each time: a key that another server destroyed must not live on in our memory.
    // The mark counts before the file: a key that came back from a backup, or whose destruction was cut short, opens nothing.
    if (await exists(`${place(eventId, name)}.destroyed`)) return undefined;
    try {
      const key = Buffer.from((await readFile(`${place(eventId, name)}.key`, 'utf8')).trim(), 'hex');
      if (key.length !== 32) throw new Error(`The key ${name} is damaged`);
      return key;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async function make(eventId: string, name: string): Promise<Buffer> {
    const path = place(eventId, name);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const draft = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(`${randomBytes(32).toString('hex')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    try {
      // Of two who make it at the same instant one wins, and both use that one.
      await link(draft, `${path}.key`);
      await syncDirectory(dirname(path));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      await unlink(draft);
    }
    return (await find(eventId, name))!;
  }

  async function get(eventId: string, name: string): Promise<Buffer> {
    const found = await find(eventId, name);
    if (found !== undefined) return found;
    if (await exists(`${place(eventId, name)}.destroyed`)) throw new KeyDestroyed(`The key ${name} was destroyed`);
    return make(eventId, name);
  }

  return {
    async seal(eventId, name, plain, about) {
      return sealWith(await get(eventId, name), plain, about);
    },
    async open(eventId, name, sealed, about) {
      const key = await find(eventId, name);
      if (key !== undefined) return openWith(key, sealed, about);
      if (await exists(`${place(eventId, name)}.destroyed`)) return undefined;
      throw new Error(`The key ${name} is missing: bring the directory of keys back from its own backup (${directory})`);
    },
    async digest(eventId, name, text) {
      return createHmac('sha256', await get(eventId, name)).update(text).digest();
    },
    async destroy(eventId, name) {
      const path = place(eventId, name);
      const handle = await open(`${path}.key`, 'r+').catch((error: unknown) => { if (isMissing(error)) return undefined; throw error; });
      if (handle === undefined) return false;
      // The mark comes first: a key that is half gone must not be made anew.
      const mark = await open(`${path}.destroyed`, 'w', 0o600);
      await mark.writeFile(`${new Date().toISOString()}\n`);
      await mark.sync();
      await mark.close();
      try {
        await handle.write(Buffer.alloc(65), 0, 65, 0);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await unlink(`${path}.key`);
      await syncDirectory(dirname(path));
      return true;
    },
    async names(eventId) {
      const files = await readdir(join(directory, eventId)).catch((error: unknown) => { if (isMissing(error)) return []; throw error; });
      return files.filter((file) => file.endsWith('.key')).map((file) => file.slice(0, -4)).sort();
    },
  };
}
