import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld } from '../../../tests/world.ts';
import type { TestWorld } from '../../../tests/world.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import type { Actor } from '../../kernel/officer.ts';
import { canBecome, canSetPassword } from './rules.ts';
import { findOfficer } from './store.ts';

const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
const good = 'three unlike ravens';
const codeOf = (password: string, userName = 'wang.gate'): string => {
  const verdict = canSetPassword(password, userName);
  return verdict.ok ? 'ok' : verdict.refusal.code;
};

describe('a password', () => {
  it.each([
    ['short', 'password-too-short'], ['elevenchars', 'password-too-short'], ['x'.repeat(201), 'password-too-long'], ['aaaaaaaaaaaaaa', 'password-common'], ['password1234', 'password-common'], ['Passw0rd2022!', 'password-common'],
    ['123456789012', 'password-common'], ['qwertyuiop12', 'ok'], ['beijing2022!!', 'password-common'], ['administrator', 'password-common'], ['wang.gate1234', 'password-is-user-name'], ['WANG.GATE-2022', 'password-is-user-name'],
    [good, 'ok'], ['一二三四五六七八九十百千', 'ok'], ['wang.gate likes purple tea', 'ok'],
  ])('%s: %s', (password, wanted) => expect(codeOf(password)).toBe(wanted));
});

describe('the last administrator', () => {
  it('stays, whatever is tried in whatever order', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), fc.array(fc.record({ who: fc.integer({ min: 0, max: 3 }), admin: fc.boolean(), disabled: fc.boolean(), canSignIn: fc.boolean() })), (count, changes) => {
      const state = Array.from({ length: count }, (_, index) => ({ officerId: String(index), roles: ['administrator'], disabled: false, canSignIn: true }));
      const able = (): string[] => state.filter((one) => one.roles.includes('administrator') && !one.disabled && one.canSignIn).map((one) => one.officerId);
      for (const { who, admin, disabled, canSignIn } of changes) {
        if (state[who] === undefined) continue;
        const next = { officerId: String(who), roles: admin ? ['administrator'] : ['gate'], disabled, canSignIn };
        if (canBecome(next, able()).ok) state[who] = next;
      }
      return able().length > 0;
    }));
  });
});

describe('officers', () => {
  let world: TestWorld;
  let administrator: Actor;
  let counter = 0;

  beforeAll(async () => {
    world = await makeWorld();
    administrator = world.officer;
  });
  afterAll(() => world.close());

  const fields = (extra: object = {}): object => ({ userName: `officer.${(counter += 1)}`, nameEn: 'Invented Wang', nameZh: '王虚构', organisation: 'Invented Customs', roles: ['gate'], language: 'zh', ...extra });
  const add = async (extra: object = {}): Promise<string> => (await world.done<{ officerId: string }>('staff.addOfficer', fields(extra))).officerId;
  const actor = (officerId: string, roles: Actor['roles'] = ['gate']): Actor => ({ ...administrator, officerId, roles });

  it('are added, seen, changed and disabled', async () => {
    const officerId = await add({ password: good });
    await world.done('staff.changeOfficer', { officerId, nameEn: 'Invented Li', roles: ['gate', 'sampler'], disabled: true });
    const { officers } = await world.see<{ officers: Record<string, unknown>[] }>('staff.officers', {});
    expect(officers.find((one) => one['officerId'] === officerId)).toMatchObject({ nameEn: 'Invented Li', nameZh: '王虚构', roles: ['gate', 'sampler'], disabled: true, hasPassword: true, persona: false });
    await world.done('staff.changeOfficer', { officerId, disabled: false });
    expect((await findOfficer(world.open.pool, world.eventId, officerId))!.disabled_at).toBeNull();
  });

  it('are refused with the reason', async () => {
    await add({ userName: 'taken', externalSubject: 'subject-1' });
    expect(await world.refusedBy('staff.addOfficer', fields({ userName: 'taken' }))).toBe('user-name-taken');
    expect(await world.refusedBy('staff.addOfficer', fields({ externalSubject: 'subject-1' }))).toBe('external-subject-taken');
    expect(await world.refusedBy('staff.addOfficer', fields({ stationId: uuidv7() }))).toBe('station-unknown');
    expect(await world.refusedBy('staff.addOfficer', fields({ password: 'password1234' }))).toBe('password-common');
    expect(await world.refusedBy('staff.addOfficer', fields({ roles: [] }))).toBe('input-invalid');
    expect(await world.refusedBy('staff.addOfficer', fields({ userName: 'Has Space' }))).toBe('input-invalid');
    expect(await world.refusedBy('staff.changeOfficer', { officerId: uuidv7(), nameEn: 'Nobody' })).toBe('officer-unknown');
  });

  it('never leave a password in the audit, not even as a digest that can be guessed', async () => {
    const id = uuidv7();
    const input = fields({ password: good });
    await world.done('staff.addOfficer', input, { id });
    const [logged] = await world.open.pool.query<{ input_digest: Buffer; answer: unknown }>('SELECT input_digest, answer FROM action_log WHERE command_id = $1', [id]);
    const other = uuidv7();
    await world.act('staff.addOfficer', { ...input, password: 'some other long words' }, { id: other });
    // The same digest for another password: nothing of the password is in it. So the repeat under the same id answers as the first.
    expect(await world.act('staff.addOfficer', { ...input, password: 'some other long words' }, { id })).toMatchObject({ ok: true });
    expect(logged!.input_digest).toHaveLength(32);
    expect(JSON.stringify(await world.open.pool.query('SELECT * FROM action_log'))).not.toContain(good);
  });

  it('change their own password by knowing the present one', async () => {
    const officerId = await add({ password: good });
    expect(await world.refusedBy('staff.changePassword', { current: 'wrong', next: 'four unlike ravens' }, { as: actor(officerId) })).toBe('password-wrong');
    expect(await world.refusedBy('staff.changePassword', { current: good, next: 'short' }, { as: actor(officerId) })).toBe('password-too-short');
    await world.done('staff.changePassword', { current: good, next: 'four unlike ravens' }, { as: actor(officerId) });
    expect(await world.refusedBy('staff.changePassword', { current: good, next: 'five unlike ravens' }, { as: actor(officerId) })).toBe('password-wrong');
    expect(await world.refusedBy('staff.changePassword', { current: good, next: good }, { as: { ...administrator, officerId: null, keyId: uuidv7() } })).toBe('officer-needed');
  });

  it('keep the last administrator who can sign in, though two try to remove each other at the same instant', async () => {
    // The world's own officer has no way to sign in, so it does not count.
    const one = await add({ roles: ['administrator'], password: good });
    const other = await add({ roles: ['administrator'], externalSubject: 'subject-admin' });
    for (let round = 0; round < 10; round += 1) {
      const answers = await Promise.all([
        world.act('staff.changeOfficer', { officerId: other, disabled: true }, { as: actor(one, ['administrator']) }),
        world.act('staff.changeOfficer', { officerId: one, roles: ['gate'] }, { as: actor(other, ['administrator']) }),
      ]);
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
      expect(answers.find((answer) => !answer.ok)).toMatchObject({ refusal: { code: 'last-administrator' } });
      await world.done('staff.changeOfficer', { officerId: one, roles: ['administrator'] });
      await world.done('staff.changeOfficer', { officerId: other, disabled: false });
    }
    await world.done('staff.changeOfficer', { officerId: one, disabled: true });
    expect(await world.refusedBy('staff.changeOfficer', { officerId: other, externalSubject: null })).toBe('last-administrator');
    await world.done('staff.changeOfficer', { officerId: other, nameEn: 'Still here' });
  });

  it('make keys that are shown once, and only for what a machine may do', async () => {
    const id = uuidv7();
    const made = await world.done<{ keyId: string; key: string }>('staff.addKey', { organisation: 'Invented Air', roles: ['airline'] }, { id });
    expect(made.key).toMatch(/^tongguan_[\w-]{43}$/);
    expect(await world.done('staff.addKey', { organisation: 'Invented Air', roles: ['airline'] }, { id })).toEqual({ keyId: made.keyId, key: '' });
    const { keys } = await world.see<{ keys: object[] }>('staff.keys', {});
    expect(keys).toEqual([{ keyId: made.keyId, organisation: 'Invented Air', roles: ['airline'], createdAt: expect.any(String), createdBy: expect.objectContaining({ en: 'all-roles' }), revokedAt: null }]);
    const everything = JSON.stringify([keys, await world.open.pool.query('SELECT * FROM action_log'), await world.open.pool.query('SELECT * FROM organisation_keys')]);
    expect(everything).not.toContain(made.key);
    expect(await world.refusedBy('staff.addKey', { organisation: 'Invented Air', roles: ['airline', 'doctor'] })).toBe('role-not-for-keys');
    await world.done('staff.revokeKey', { keyId: made.keyId });
    expect(await world.refusedBy('staff.revokeKey', { keyId: uuidv7() })).toBe('key-unknown');
  });

  it('find in the audit every action, refusal and record, newest first, page by page, and as it was', async () => {
    const officer = await world.makeOfficer(['healthOfficer', 'gate', 'dutyOfficer', 'doctor', 'customsOfficer']);
    const before = world.now();
    await moment();
    await world.act('staff.addOfficer', fields(), { as: officer });
    await moment();
    for (let index = 0; index < 7; index += 1) await world.done('ports.runClock', { speed: 1 }, { as: officer });
    const seen = await world.see<{ entries: { id: string; action: string; outcome: string; refusal: string | null; recordedAt: string; officer: unknown }[]; next: string | null }>('staff.audit', { officerId: officer.officerId });
    expect(seen.entries.map((entry) => entry.action)).toEqual([...Array.from({ length: 7 }, () => 'ports.runClock'), 'staff.addOfficer']);
    expect(seen.entries[7]).toMatchObject({ outcome: 'refused', refusal: 'role-not-allowed', officer: officer.name, kind: 'action' });
    expect(seen.next).toBeNull();
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const page: { entries: { id: string }[]; next: string | null } = await world.see('staff.audit', { officerId: officer.officerId, limit: 3, ...(after === null ? {} : { after }) });
      paged.push(...page.entries.map((entry) => entry.id));
      after = page.next;
    } while (after !== null);
    expect(paged).toEqual(seen.entries.map((entry) => entry.id));
    const filtered = async (input: object, asOf?: string): Promise<number> => (await world.see<{ entries: unknown[] }>('staff.audit', { officerId: officer.officerId, ...input }, asOf === undefined ? {} : { asOf })).entries.length;
    expect(await filtered({ outcome: 'refused' })).toBe(1);
    expect(await filtered({ action: 'ports.runClock' })).toBe(7);
    expect(await filtered({ outcome: 'done', from: world.now() })).toBe(0);
    expect(await filtered({}, before)).toBe(0);
    await expect(world.see('staff.audit', { after: 'nonsense' })).rejects.toThrow('input-invalid');
  });

  it('find accepted records in the audit without anybody having written them there', async () => {
    const { flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: 'ZZ901', flightDate: '2022-01-27', direction: 'arrival', pointCode: 'PEK', origin: 'NRT', destination: 'PEK', scheduledAt: '2022-01-27T06:00:00Z', chartered: true });
    await moment();
    const recordId = uuidv7();
    const input = { caseId: flightId, step: 'FLT-03', evidence: { staffReady: true, protectiveEquipmentReady: true, devicesCalibrated: true, staffPresent: 5 } };
    await world.done('prescribed.record', input, { id: recordId });
    await moment();
    await world.refusedBy('prescribed.record', { ...input, step: 'CLS-01' });
    const { entries } = await world.see<{ entries: object[] }>('staff.audit', { limit: 3 });
    expect(entries).toMatchObject([
      { kind: 'action', action: 'prescribed.record', outcome: 'refused', refusal: 'step-by-action' },
      { kind: 'record', id: recordId, action: 'prescribed.record', step: 'FLT-03', caseId: flightId, outcome: 'passed', refusal: null, officer: administrator.name },
      { kind: 'action', action: 'flights.announce', outcome: 'done' },
    ]);
    expect((await world.see<{ entries: object[] }>('staff.audit', { action: 'FLT-03', outcome: 'done' })).entries).toHaveLength(1);
    expect((await world.see<{ entries: object[] }>('staff.audit', { action: 'FLT-01', outcome: 'failed' })).entries).toHaveLength(0);
  });

  it('see who read health data, and why', async () => {
    const caseId = uuidv7();
    await world.see('prescribed.case', { caseId }).catch(() => undefined);
    const { reads } = await world.see<{ reads: object[] }>('staff.reads', { caseId });
    expect(reads).toEqual([expect.objectContaining({ view: 'prescribed.case', subject: `case:${caseId}`, officer: administrator.name, reason: null })]);
    expect((await world.see<{ reads: object[] }>('staff.reads', { officerId: uuidv7() })).reads).toEqual([]);
  });
});
