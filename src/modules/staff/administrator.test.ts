import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../tests/database.ts';
import type { TestDatabase } from '../../../tests/database.ts';
import { openPool } from '../../kernel/db.ts';
import type { Pool } from '../../kernel/db.ts';
import { createAdministrator } from './administrator.ts';
import { signIn } from './sign-in.ts';

const password = 'three unlike ravens';
const call = ['--event', 'games-2099', '--name-en', 'Invented Qian', '--name-zh', '钱虚构', '--user', 'qian'];

describe('administrator create', () => {
  let database: TestDatabase;
  let pool: Pool;
  let data: string;

  beforeAll(async () => {
    database = await testDatabase();
    pool = openPool(database.url);
    data = mkdtempSync(join(tmpdir(), 'tongguan-administrator-'));
  });
  afterAll(async () => {
    await pool.close();
    await database.close();
    rmSync(data, { recursive: true, force: true });
  });

  async function run(args: readonly string[], given: { environment?: Record<string, string>; typed?: string } = {}): Promise<{ code: number; out: string; said: string }> {
    let out = '';
    let said = '';
    const code = await createAdministrator(args, {
      environment: { TONGGUAN_DATA: data, TONGGUAN_DATABASE_URL: database.ownerUrl, TONGGUAN_APP_DATABASE_URL: database.url, ...given.environment },
      input: Readable.from(given.typed === undefined ? [] : [given.typed]), output: (text) => { out += text; }, say: (text) => { said += `${text}\n`; },
    });
    return { code, out, said };
  }

  it('tells an unusable call how it is used', async () => {
    for (const args of [[], ['--event', 'x'], [...call, '--password', 'x'], [...call, '--time-zone', 'Mars/Olympus']]) {
      const { code, said, out } = await run(args);
      expect([code, out]).toEqual([2, '']);
      expect(said).toContain('Usage: npm run -s tongguan -- administrator create');
    }
  });

  it('leaves nothing behind when the password is refused', async () => {
    const { code, said } = await run(call, { environment: { TONGGUAN_PASSWORD: 'password1234' } });
    expect(code).toBe(1);
    expect(said).toContain('guessed first');
    expect((await run(call)).code, 'no password at all').toBe(1);
    expect(await pool.query('SELECT 1 FROM events')).toEqual([]);
  });

  it('makes the event and its first administrator, who signs in', async () => {
    const { code, out, said } = await run([...call, '--time-zone', 'Europe/Paris', '--event-name-en', 'Invented Games'], { typed: `${password}\n` });
    expect(said).toContain('qian is its administrator');
    expect(code).toBe(0);
    const made = JSON.parse(out) as { eventId: string; officerId: string };
    expect(await pool.query('SELECT code, name_en, name_zh, time_zone, clock FROM events')).toEqual([{ code: 'games-2099', name_en: 'Invented Games', name_zh: 'Invented Games', time_zone: 'Europe/Paris', clock: { kind: 'real' } }]);
    const { officer } = await signIn(pool, made.eventId, 'qian', password, '127.0.0.1');
    expect(officer).toMatchObject({ officer_id: made.officerId, roles: ['administrator'], persona: false });
    expect(await pool.query('SELECT action, outcome FROM action_log')).toEqual([{ action: 'staff.addOfficer', outcome: 'done' }]);
    expect(`${out}${said}${JSON.stringify(await pool.query('SELECT * FROM action_log'))}`).not.toContain(password);
  });

  it('adds another to the same event, by external subject, and refuses a name that is taken', async () => {
    expect((await run(call, { environment: { TONGGUAN_PASSWORD: password } })).said).toContain('This user name is taken.');
    const { code } = await run([...call.slice(0, -1), 'sun', '--external-subject', 'employee-1']);
    expect(code).toBe(0);
    expect(await pool.query('SELECT count(*) AS n FROM events')).toEqual([{ n: 1 }]);
    expect(await pool.query("SELECT password_hash, external_subject FROM officers WHERE user_name = 'sun'")).toEqual([{ password_hash: null, external_subject: 'employee-1' }]);
  });
});
