import { Type } from 'typebox';
import { defineView } from '../../kernel/view.ts';
import type { ViewDefinition } from '../../kernel/view.ts';
import { bytesOf } from './actions.ts';
import { importedTrust } from './imported.ts';
import { keysOfLists, trustLists } from './store.ts';
import { verifyAnything } from './verifying.ts';

const strict = { additionalProperties: false } as const;
const nullable = Type.Union([Type.String(), Type.Null()]);
const nullableName = Type.Union([Type.Object({ en: Type.String(), zh: Type.String() }), Type.Null()]);
const checking = ['healthOfficer', 'dutyOfficer', 'doctor', 'sampler', 'gate'] as const;

const trust = defineView({
  name: 'certificates.trust',
  summary: 'Shows which lists of keys were imported, by whom and from where, and the keys that count now.',
  roles: [...checking, 'administrator', 'auditor'],
  input: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })) }, strict),
  output: Type.Object({
    lists: Type.Array(Type.Object({
      listId: Type.String(), name: Type.String(), version: Type.Integer(), source: Type.String(), listDate: nullable, fileName: Type.String(), keys: Type.Integer(), problems: Type.Array(Type.Object({ source: Type.String(), reason: Type.String() })),
      importedAt: Type.String(), importedBy: nullableName, withdrawnAt: nullable, current: Type.Boolean(),
    })),
    keys: Type.Array(Type.Object({ listId: Type.String(), list: Type.String(), position: Type.Integer(), kid: nullable, subject: nullable, country: nullable, usages: Type.Array(Type.String()), validFrom: nullable, validUntil: nullable })),
  }),
  refuses: [],
  async run({ db, eventId, asOf }, input) {
    const lists = await trustLists(db, eventId, asOf);
    const current = new Map(lists.filter((list) => list.current).map((list) => [list.list_id, list]));
    return {
      lists: lists.map((list) => ({
        listId: list.list_id, name: list.name, version: list.version, source: list.source, listDate: list.list_date, fileName: list.file_name, keys: list.keys, problems: [...list.problems],
        importedAt: list.imported_at, importedBy: list.name_en === null || list.name_zh === null ? null : { en: list.name_en, zh: list.name_zh }, withdrawnAt: list.withdrawn_at, current: list.current,
      })),
      keys: (await keysOfLists(db, eventId, [...current.keys()], input.limit ?? 5_000)).map((key) => ({
        listId: key.list_id, list: current.get(key.list_id)!.name, position: key.position, kid: key.kid, subject: key.issuer, country: key.country, usages: [...(key.usages ?? [])], validFrom: key.valid_from, validUntil: key.valid_until,
      })),
    };
  },
});

const verify = defineView({
  name: 'certificates.verify',
  summary: 'Verifies a certificate from a text, a picture or a PDF with the keys that were imported here; nothing of it is stored, and nobody outside is asked.',
  roles: [...checking],
  input: Type.Union([Type.Object({ text: Type.String({ minLength: 1, maxLength: 1_000_000 }) }, strict), Type.Object({ content: Type.String({ minLength: 1, maxLength: 22_000_000 }), fileName: Type.String({ maxLength: 200 }) }, strict)]),
  output: Type.Object({
    verdict: Type.Enum(['valid', 'invalid']), code: Type.String(), reason: Type.String(), trustSource: nullable, holder: Type.Union([Type.Object({ name: Type.String(), birthDate: nullable, documentNumber: nullable }), Type.Null()]),
    kind: nullable, validFrom: nullable, validUntil: nullable, trustedKeys: Type.Integer(), at: Type.String(),
  }),
  refuses: ['content-invalid'],
  async run({ db, eventId, asOf }, input) {
    const store = await importedTrust(db, eventId, asOf);
    const [bytes, fileName] = 'text' in input ? [Buffer.from(input.text), ''] : [bytesOf(input.content, input.fileName), input.fileName];
    const { verdict, code, reason, trustSource, holder, kind, validFrom, validUntil } = await verifyAnything(bytes, fileName, { trust: store, at: new Date(asOf) });
    return {
      verdict, code, reason, trustSource, kind, validFrom, validUntil, trustedKeys: store.keys.length, at: asOf,
      holder: holder === null ? null : { name: holder.name, birthDate: holder.birthDate, documentNumber: holder.documentNumber ?? null },
    };
  },
});

/** Lists the views of certificates. */
export const certificateViews: readonly ViewDefinition[] = [trust, verify];
