import { Type } from 'typebox';
import type { Static } from 'typebox';
import type { Db } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { cleanNumber } from '../../travellers/rules/entries.ts';
import { whatIsHeld } from '../destroying.ts';
import { draftPlace, openFiled } from '../loading.ts';
import { canErase, retentionCatalogue } from '../rules/retention.ts';
import { cardKey, openJson } from '../sealing.ts';
import type { Draft } from '../shapes.ts';
import { findDeclaration, findDraft } from '../store/cards.ts';
import { casesByDocument, casesOfPerson, heldOnPerson, versionsOf } from '../store/persons.ts';
import type { PersonCaseRow } from '../store/persons.ts';
import { listDestroyed, newestSettings } from '../store/retention.ts';

const strict = { additionalProperties: false } as const;
const uuid = Type.String({ format: 'uuid' });
const nullable = Type.Union([Type.String(), Type.Null()]);
const nullableName = Type.Union([Type.Object({ en: Type.String(), zh: Type.String() }), Type.Null()]);
const nameOf = (row: { readonly name_en: string | null; readonly name_zh: string | null } | undefined): { en: string; zh: string } | null =>
  row === undefined || row.name_en === null || row.name_zh === null ? null : { en: row.name_en, zh: row.name_zh };

function retention(vault: Vault): ViewDefinition {
  return defineView({
    name: 'declarations.retention',
    summary: 'Shows for how long each class of data is kept and why, what is held and due, and what was destroyed.',
    roles: ['dataOfficer', 'administrator', 'auditor'],
    input: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })) }, strict),
    output: Type.Object({
      classes: Type.Array(Type.Object({
        class: Type.String(), days: Type.Union([Type.Integer(), Type.Null()]), proposed: Type.Union([Type.Integer(), Type.Null()]), least: Type.Integer(), most: Type.Integer(), from: Type.String(), how: Type.String(), source: Type.String(),
        setAt: nullable, setBy: nullableName, held: Type.Union([Type.Integer(), Type.Null()]), due: Type.Integer(), nextDueOn: nullable,
      })),
      destroyed: Type.Array(Type.Object({ id: Type.String(), class: Type.String(), what: Type.String(), rule: Type.String(), counts: Type.Record(Type.String(), Type.Integer()), at: Type.String(), by: nullableName })),
    }),
    refuses: [],
    async run({ db, eventId, now, asOf }, input) {
      const held = await whatIsHeld(db, vault, eventId, now);
      const settings = await newestSettings(db, eventId, asOf);
      return {
        classes: retentionCatalogue.map((rule) => {
          const entry = held.find((one) => one.class === rule.class);
          const setting = settings.find((row) => row.class === rule.class);
          return {
            class: rule.class, days: setting?.days ?? rule.days, proposed: rule.days, least: rule.least, most: rule.most, from: rule.from, how: rule.how, source: rule.source,
            setAt: setting?.set_at ?? null, setBy: nameOf(setting), held: entry?.held ?? null, due: entry?.due ?? 0, nextDueOn: entry?.nextDueOn ?? null,
          };
        }),
        destroyed: (await listDestroyed(db, eventId, asOf, input.limit ?? 100)).map((row) => ({ id: row.entry_id, class: row.class, what: row.what, rule: row.rule, counts: { ...row.counts }, at: row.destroyed_at, by: nameOf(row) })),
      };
    },
  });
}

const personShape = Type.Object({
  travellerId: Type.String(), name: Type.String(), birthDate: nullable, delegation: nullable, erasable: Type.Boolean(),
  journeys: Type.Array(Type.Object({ caseId: Type.String(), flightId: Type.String(), designator: Type.String(), flightDate: Type.String(), ended: Type.Boolean(), card: Type.Enum(['none', 'begun', 'filed', 'erased']), erasedAt: nullable })),
});

function personsOf(rows: readonly PersonCaseRow[]): Static<typeof personShape>[] {
  return [...new Set(rows.map((row) => row.traveller_id))].map((travellerId) => {
    const own = rows.filter((row) => row.traveller_id === travellerId);
    const first = own[0]!;
    return {
      travellerId, name: `${first.surname} ${first.given_names}`.trim(), birthDate: first.birth_date, delegation: first.delegation, erasable: canErase(own).ok,
      journeys: own.map((row) => ({
        caseId: row.case_id, flightId: row.flight_id, designator: row.designator, flightDate: row.flight_date, ended: row.ended,
        card: row.declaration_id === null ? 'none' as const : row.erased_at !== null ? 'erased' as const : row.filed ? 'filed' as const : 'begun' as const, erasedAt: row.erased_at,
      })),
    };
  });
}

const findPerson = defineView({
  name: 'declarations.findPerson',
  summary: 'Finds whoever asks for their data, by the number of a document and the birth date, or by a case; never an answer.',
  roles: ['dataOfficer'],
  input: Type.Union([Type.Object({ documentNumber: Type.String({ minLength: 3, maxLength: 40 }), birthDate: Type.String({ format: 'date' }) }, strict), Type.Object({ caseId: uuid }, strict)]),
  output: Type.Object({ persons: Type.Array(personShape) }),
  refuses: [],
  async run({ db, eventId }, input) {
    return { persons: personsOf('caseId' in input ? await casesOfPerson(db, eventId, input.caseId) : await casesByDocument(db, eventId, cleanNumber(input.documentNumber), input.birthDate)) };
  },
});

/** Opens every card of a person. Shape: a card whose key is gone says so and shows nothing. */
async function openCards(db: Db, vault: Vault, eventId: string, declarationIds: readonly string[]): Promise<object[]> {
  const cards: object[] = [];
  for (const declarationId of declarationIds) {
    const row = (await findDeclaration(db, eventId, declarationId))!;
    const key = await cardKey(vault, eventId, row);
    const versions = await versionsOf(db, eventId, declarationId);
    const draft = await findDraft(db, eventId, declarationId);
    cards.push({
      declarationId, caseId: row.case_id, origin: row.origin, createdAt: row.created_at, erasedAt: row.erased_at, readable: key !== undefined,
      filed: versions.map((version) => {
        const filed = key === undefined ? undefined : openFiled(key, declarationId, version);
        return { version: version.version, cardVersion: version.card_version, language: version.language, filedAt: version.filed_at, validFrom: version.valid_from, validUntil: version.valid_until, ...(filed === undefined ? {} : { answers: filed.answers, signedBy: filed.signedBy, code: filed.code }) };
      }),
      draft: draft === undefined || key === undefined ? null : { language: draft.language, savedAt: draft.saved_at, answers: openJson<Draft>(key, declarationId, draftPlace, draft.sealed).answers },
    });
  }
  return cards;
}

function exportPerson(vault: Vault): ViewDefinition {
  return defineView({
    name: 'declarations.exportPerson',
    summary: 'Writes a file of everything that is held on a person, for the person: lists, journeys, records, what was declared, and who read of it.',
    roles: ['dataOfficer'],
    input: Type.Object({ caseId: uuid }, strict),
    output: Type.Object({ fileName: Type.String(), mediaType: Type.String(), content: Type.String() }),
    refuses: ['reason-needed', 'case-unknown'],
    healthOf: (input) => `case:${input.caseId}`,
    needsReason: 'always',
    async run({ db, eventId, now }, { caseId }) {
      const cases = await casesOfPerson(db, eventId, caseId);
      const [first] = cases;
      if (first === undefined) throw new Refusal('case-unknown', { caseId });
      const held = await heldOnPerson(db, eventId, first.traveller_id);
      const declarations = await openCards(db, vault, eventId, cases.flatMap((row) => row.declaration_id ?? []));
      const content = { about: 'Everything that is held on one person, written on request', writtenAt: now, eventId, ...held, declarations };
      return { fileName: `person-${caseId}.json`, mediaType: 'application/json', content: Buffer.from(JSON.stringify(content, null, 2)).toString('base64') };
    },
  });
}

/** Lists the views that protect what was declared: periods, and what is held on a person. */
export function protectingViews(vault: Vault): readonly ViewDefinition[] {
  return [retention(vault), findPerson, exportPerson(vault)];
}
