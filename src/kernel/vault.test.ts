import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { uuidv7 } from './ids.ts';
import { KeyDestroyed, openVault, openWith, sealWith } from './vault.ts';

const directory = mkdtempSync(join(tmpdir(), 'tongguan-vault-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const vault = openVault(directory);
const text = (bytes: Buffer | undefined): string | undefined => bytes?.toString();

describe('the vault', () => {
  it('opens what it sealed, and nothing that was altered, cut or moved', async () => {
    const eventId = uuidv7();
    const sealed = await vault.seal(eventId, 'answers-2022-01-27', Buffer.from('36.5 °C'), 'here');
    expect(sealed.includes('36.5')).toBe(false);
    expect(text(await vault.open(eventId, 'answers-2022-01-27', sealed, 'here'))).toBe('36.5 °C');
    await expect(vault.open(eventId, 'answers-2022-01-27', sealed, 'there')).rejects.toThrow();
    await expect(vault.open(eventId, 'answers-2022-01-27', sealed.subarray(0, 20), 'here')).rejects.toThrow();
    for (const at of [0, 1, 13, 29, sealed.length - 1]) {
      const altered = Buffer.from(sealed);
      altered[at]! ^= 1;
      await expect(vault.open(eventId, 'answers-2022-01-27', altered, 'here'), `byte ${at}`).rejects.toThrow();
    }
  });

  it('seals the same twice differently', () => {
    const key = Buffer.alloc(32, 7);
    expect(sealWith(key, Buffer.from('no'), 'x').equals(sealWith(key, Buffer.from('no'), 'x'))).toBe(false);
    expect(openWith(key, sealWith(key, Buffer.alloc(0), 'x'), 'x')).toHaveLength(0);
  });

  it('makes one key when many ask for it at the same instant, also two servers', async () => {
    const eventId = uuidv7();
    const other = openVault(directory);
    const digests = await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? vault : other).digest(eventId, 'codes', 'same')));
    expect(new Set(digests.map((bytes) => bytes.toString('hex'))).size).toBe(1);
    expect(readdirSync(join(directory, eventId))).toEqual(['codes.key']);
    if (process.platform !== 'win32') expect(statSync(join(directory, eventId, 'codes.key')).mode & 0o777).toBe(0o600);
  });

  it('destroys a key for good: what it sealed opens no more, it is not made anew, and another server knows at once', async () => {
    const eventId = uuidv7();
    const other = openVault(directory);
    const sealed = await vault.seal(eventId, 'answers-2022-01-27', Buffer.from('yes'), 'x');
    expect(text(await other.open(eventId, 'answers-2022-01-27', sealed, 'x'))).toBe('yes');
    expect(await vault.destroy(eventId, 'answers-2022-01-27')).toBe(true);
    expect(await vault.destroy(eventId, 'answers-2022-01-27')).toBe(false);
    expect(await other.open(eventId, 'answers-2022-01-27', sealed, 'x')).toBeUndefined();
    await expect(other.seal(eventId, 'answers-2022-01-27', Buffer.from('no'), 'x')).rejects.toThrow(KeyDestroyed);
    expect(await vault.names(eventId)).toEqual([]);
  });

  it('opens nothing by a key whose destruction was cut short or that came back from a backup, and finishes it', async () => {
    const eventId = uuidv7();
    const sealed = await vault.seal(eventId, 'day', Buffer.from('fever'), 'here');
    const path = join(directory, eventId, 'day.key');
    const backup = readFileSync(path);
    for (const left of [backup, Buffer.alloc(65)]) {
      writeFileSync(join(directory, eventId, 'day.destroyed'), 'half\n');
      writeFileSync(path, left);
      expect(await vault.open(eventId, 'day', sealed, 'here')).toBeUndefined();
      await expect(vault.seal(eventId, 'day', Buffer.from('fever'), 'here')).rejects.toThrow(KeyDestroyed);
      expect(await vault.names(eventId)).toEqual(['day']);
      expect(await vault.destroy(eventId, 'day')).toBe(true);
      expect(await vault.names(eventId)).toEqual([]);
    }
  });

  it('says what to do where the keys were lost or damaged, and never makes a new one in their place', async () => {
    const eventId = uuidv7();
    const sealed = await vault.seal(eventId, 'answers-2022-01-28', Buffer.from('yes'), 'x');
    const file = join(directory, eventId, 'answers-2022-01-28.key');
    const kept = readFileSync(file);
    rmSync(file);
    await expect(vault.open(eventId, 'answers-2022-01-28', sealed, 'x')).rejects.toThrow(/backup/);
    writeFileSync(file, 'abc');
    await expect(vault.open(eventId, 'answers-2022-01-28', sealed, 'x')).rejects.toThrow(/damaged/);
    writeFileSync(file, kept);
    expect(text(await vault.open(eventId, 'answers-2022-01-28', sealed, 'x'))).toBe('yes');
  });

  it('takes no name that leads elsewhere', async () => {
    for (const name of ['../x', 'a/b', '', 'A', 'x'.repeat(65)]) await expect(vault.digest(uuidv7(), name, 't')).rejects.toThrow();
    await expect(vault.digest('../../etc', 'codes', 't')).rejects.toThrow();
  });
});
