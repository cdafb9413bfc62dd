import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { destroyDue } from '../destroying.ts';
import { canErase, retentionClasses, retentionRule } from '../rules/retention.ts';
import { eraseDeclaration } from '../store/cards.ts';
import { casesOfPerson, countAddressed, countKept, deleteSessionsOf } from '../store/persons.ts';
import { insertDestroyed, insertSetting } from '../store/retention.ts';

const strict = { additionalProperties: false } as const;
const uuid = Type.String({ format: 'uuid' });
const counts = Type.Record(Type.String(), Type.Integer());

const setRetention = defineAction({
  name: 'declarations.setRetention',
  summary: 'Sets for how many days a class of data is kept at this event, within the bounds of the catalogue.',
  roles: ['dataOfficer', 'administrator'],
  input: Type.Object({ class: Type.Enum(retentionClasses.filter((name) => name !== 'records')), days: Type.Integer({ minimum: 1, maximum: 3650 }) }, strict),
  output: Type.Object({ days: Type.Integer() }),
  refuses: ['retention-out-of-bounds'],
  async run({ tx, eventId, now, actor, command, announce }, input) {
    const { least, most } = retentionRule(input.class);
    if (input.days < least || input.days > most) throw new Refusal('retention-out-of-bounds', { least, most }, '/days');
    await insertSetting(tx, eventId, { settingId: command.id, class: input.class, days: input.days, by: actor.officerId, at: now });
    announce('privacy');
    return { days: input.days };
  },
});

function destroyExpired(vault: Vault): ActionDefinition {
  return defineAction({
    name: 'declarations.destroyExpired',
    summary: 'Destroys what has outlived its period: first the keys outside the database, then what they wrapped; counts and proofs stay. Done again it changes nothing.',
    roles: ['dataOfficer', 'administrator'],
    input: Type.Object({}, strict),
    output: Type.Object({ destroyed: Type.Array(Type.Object({ class: Type.String(), what: Type.String(), counts })) }),
    refuses: [],
    async run({ tx, eventId, now, actor, announce }) {
      const destroyed = await destroyDue(tx, vault, eventId, now, actor.officerId);
      if (destroyed.length > 0) announce('privacy');
      return { destroyed: destroyed.map((entry) => ({ ...entry, counts: { ...entry.counts } })) };
    },
  });
}

const erasePerson = defineAction({
  name: 'declarations.erasePerson',
  summary: 'Makes what a person declared unreadable, on their request; says by class what went and what the law keeps.',
  roles: ['dataOfficer'],
  input: Type.Object({ caseId: uuid, reason: Type.String({ minLength: 1, maxLength: 200 }) }, strict),
  output: Type.Object({ reason: Type.String(), classes: Type.Array(Type.Object({ class: Type.String(), outcome: Type.Enum(['erased', 'kept']), count: Type.Integer() })) }),
  refuses: ['case-unknown', 'erasure-still-here'],
  async run({ tx, eventId, now, actor, announce }, input) {
    const cases = await casesOfPerson(tx, eventId, input.caseId);
    const [first] = cases;
    if (first === undefined) throw new Refusal('case-unknown', { caseId: input.caseId });
    demand(canErase(cases));
    const cards = cases.filter((row) => row.declaration_id !== null && row.erased_at === null);
    const addressed = await countAddressed(tx, eventId, first.traveller_id);
    let sessions = 0;
    for (const card of cards) {
      await eraseDeclaration(tx, eventId, card.declaration_id!, now, 'request');
      announce(`case:${card.case_id}`);
      announce(`flight:${card.flight_id}`);
    }
    for (const row of cases) if (row.declaration_id !== null) sessions += await deleteSessionsOf(tx, eventId, row.declaration_id);
    const filed = cards.filter((card) => card.filed).length;
    const kept = await countKept(tx, eventId, first.traveller_id);
    await insertDestroyed(tx, eventId, { entryId: uuidv7(), class: 'answers', what: 'person', rule: 'request', counts: { cards: cards.length, sessions, messages: addressed }, by: actor.officerId, at: now });
    announce('privacy');
    return {
      reason: input.reason,
      classes: [
        { class: 'answers', outcome: 'erased' as const, count: filed }, { class: 'drafts', outcome: 'erased' as const, count: cards.length - filed }, { class: 'formAccess', outcome: 'erased' as const, count: sessions }, { class: 'messages', outcome: 'erased' as const, count: addressed },
        { class: 'listEntries', outcome: 'kept' as const, count: kept.listEntries }, { class: 'readLog', outcome: 'kept' as const, count: kept.readLog }, { class: 'records', outcome: 'kept' as const, count: kept.records },
      ],
    };
  },
});

/** Lists the actions that protect what was declared: periods, destruction, erasure on request. */
export function protectingActions(vault: Vault): readonly ActionDefinition[] {
  return [setRetention, destroyExpired(vault), erasePerson];
}
