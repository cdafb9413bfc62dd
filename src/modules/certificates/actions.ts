import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import { defineAction } from '../../kernel/action.ts';
import type { ActionDefinition } from '../../kernel/action.ts';
import { sqlFailure } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { storedKeys } from './imported.ts';
import { insertTrustList, trustLists, withdrawTrustList } from './store.ts';
import { loadTrust } from './trust.ts';

const strict = { additionalProperties: false } as const;
const operators = ['administrator', 'dutyOfficer'] as const;

/** Reads base64 strictly. Refuses: `content-invalid`. */
export function bytesOf(content: string, fileName: string): Buffer {
  const bytes = Buffer.from(content, 'base64');
  if (bytes.length === 0 || bytes.toString('base64').replace(/=+$/u, '') !== content.replace(/=+$/u, '')) throw new Refusal('content-invalid', { fileName }, '/content');
  return bytes;
}

const problem = Type.Object({ source: Type.String(), reason: Type.String() });

const importTrust = defineAction({
  name: 'certificates.importTrust',
  summary: 'Takes in a list of keys of issuers that the operator has checked: a new version, which replaces the one before. Only public keys are kept.',
  roles: [...operators],
  input: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 80 }), source: Type.String({ minLength: 1, maxLength: 300 }), listDate: Type.Optional(Type.String({ format: 'date' })), fileName: Type.String({ minLength: 1, maxLength: 200 }), content: Type.String({ minLength: 1, maxLength: 14_000_000 }),
  }, strict),
  output: Type.Object({ listId: Type.String(), version: Type.Integer(), keys: Type.Integer(), repeated: Type.Boolean(), problems: Type.Array(problem) }),
  secrets: ['content'],
  refuses: ['content-invalid', 'trust-empty', 'list-changed-meanwhile'],
  async run({ tx, eventId, now, actor, announce }, input) {
    const bytes = bytesOf(input.content, input.fileName);
    const digest = createHash('sha256').update(bytes).digest();
    const name = input.name.trim();
    const versions = (await trustLists(tx, eventId, now)).filter((list) => list.name === name);
    const same = versions.find((list) => list.current && list.digest.equals(digest));
    if (same !== undefined) return { listId: same.list_id, version: same.version, keys: same.keys, repeated: true, problems: [...same.problems] };
    const store = loadTrust([{ name: input.fileName, bytes, importedAt: now }]);
    const problems = store.problems.slice(0, 100).map(({ source, reason }) => ({ source: source.slice(0, 300), reason: reason.slice(0, 300) }));
    if (store.keys.length === 0) throw new Refusal('trust-empty', { fileName: input.fileName, reason: problems[0]?.reason ?? '' }, '/content');
    const listId = uuidv7();
    const version = Math.max(0, ...versions.map((list) => list.version)) + 1;
    await insertTrustList(tx, eventId, { list_id: listId, name, version, source: input.source.trim(), list_date: input.listDate ?? null, file_name: input.fileName, digest, problems, imported_at: now, by: actor.officerId }, storedKeys(store)).catch((error: unknown) => {
      if (sqlFailure(error)?.constraint?.startsWith('trust_lists') === true) throw new Refusal('list-changed-meanwhile', {});
      throw error;
    });
    announce('trust');
    return { listId, version, keys: store.keys.length, repeated: false, problems };
  },
});

const withdrawTrust = defineAction({
  name: 'certificates.withdrawTrust',
  summary: 'Withdraws a list of keys: nothing is vouched for by it any more, and no earlier version comes back.',
  roles: [...operators],
  input: Type.Object({ listId: Type.String({ format: 'uuid' }) }, strict),
  output: Type.Object({ withdrawn: Type.Boolean() }),
  refuses: [],
  async run({ tx, eventId, now, actor, announce }, { listId }) {
    const withdrawn = await withdrawTrustList(tx, eventId, listId, actor.officerId, now);
    if (withdrawn) announce('trust');
    return { withdrawn };
  },
});

/** Lists the actions on certificates. */
export const certificateActions: readonly ActionDefinition[] = [importTrust, withdrawTrust];
