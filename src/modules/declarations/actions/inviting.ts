import { randomInt } from 'node:crypto';
import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { hasRole } from '../../../kernel/officer.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { hashPassword } from '../../staff/passwords.ts';
import { birthProof, codeHash, codeOf } from '../access.ts';
import { questions } from '../catalogue.ts';
import { loadCard } from '../loading.ts';
import { checkQuestion, cleanField } from '../rules.ts';
import { keyNameOf, newCardKey } from '../sealing.ts';
import { answersShape } from '../shapes.ts';
import type { AnswerValue } from '../shapes.ts';
import { findByCase, findDeclaration, insertDeclarations, placeDeclaration } from '../store/cards.ts';
import type { DeclarationWrite } from '../store/cards.ts';
import { findFlightRow, findJourney, listJourneys } from '../store/flights.ts';
import { findLeader, insertLeader, revokeLeader } from '../store/sessions.ts';
import { retireCodeKeys } from '../store/keys.ts';
import { keepDraft } from './filling.ts';

const strict = { additionalProperties: false } as const;
const uuid = Type.String({ format: 'uuid' });
const inviting = ['centre', 'committee', 'healthOfficer', 'dutyOfficer'] as const;

function invite(vault: Vault): ActionDefinition {
  return defineAction({
    name: 'declarations.invite',
    summary: 'Prepares the cards of a flight, or of one delegation on it: everybody on the lists gets a code, and what lists know is filled in.',
    roles: [...inviting, 'leader'],
    input: Type.Object({ flightId: uuid, delegation: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })) }, strict),
    output: Type.Object({ invited: Type.Integer(), already: Type.Integer() }),
    refuses: ['flight-unknown', 'declaration-flight-over', 'list-not-your-delegation'],
    async run(context, input) {
      if (hasRole(context.actor, ['leader']) && input.delegation !== context.actor.organisation) throw new Refusal('list-not-your-delegation', { delegation: context.actor.organisation, named: input.delegation ?? '' });
      const { tx, eventId, now } = context;
      const flight = await findFlightRow(tx, eventId, input.flightId);
      if (flight === undefined) throw new Refusal('flight-unknown', { flightId: input.flightId });
      if (flight.closed) throw new Refusal('declaration-flight-over', {});
      const journeys = (await listJourneys(tx, eventId, { flightId: input.flightId })).filter((journey) => input.delegation === undefined || journey.delegation === input.delegation);
      const missing = journeys.filter((journey) => journey.declaration_id === null);
      const keyName = keyNameOf(flight.flight_date);
      const rows: DeclarationWrite[] = [];
      for (const journey of missing) {
        const declarationId = uuidv7();
        rows.push({
          declarationId, flightId: journey.flight_id, caseId: journey.case_id, keyName, wrappedKey: (await newCardKey(vault, eventId, keyName, declarationId)).wrapped, origin: 'invited',
          codeHash: codeHash(await codeOf(vault, eventId, declarationId, 1)), sharedHash: codeHash(await codeOf(vault, eventId, declarationId, 'shared')),
          birthProof: journey.birth_date === null ? null : await birthProof(vault, eventId, declarationId, journey.birth_date),
        });
      }
      await insertDeclarations(tx, eventId, rows, now);
      context.announce(`flight:${input.flightId}`);
      return { invited: rows.length, already: journeys.length - rows.length };
    },
  });
}

function inviteLeader(vault: Vault): ActionDefinition {
  return defineAction({
    name: 'declarations.inviteLeader',
    summary: 'Lets the leader of a delegation prepare and follow its cards; the code and the digits are shown once and travel by different ways.',
    roles: [...inviting],
    input: Type.Object({ delegation: Type.String({ minLength: 1, maxLength: 120 }), email: Type.Optional(Type.String({ maxLength: 160, pattern: '^[^\\s@<>"]+@[^\\s@<>"]+\\.[^\\s@<>"]+$' })), language: Type.String({ pattern: '^[a-z]{2,3}$' }) }, strict),
    output: Type.Object({ leaderId: Type.String(), code: Type.String(), pin: Type.String() }),
    secrets: ['code', 'pin', 'email'],
    refuses: [],
    async run(context, input) {
      const leaderId = uuidv7();
      const code = await codeOf(vault, context.eventId, leaderId, 'leader');
      const pin = String(randomInt(100_000_000)).padStart(8, '0');
      await insertLeader(context.tx, context.eventId, { leaderId, codeHash: codeHash(code), delegation: input.delegation, pinHash: await hashPassword(pin), email: input.email ?? null, language: input.language, createdBy: context.actor.officerId, createdAt: context.now });
      return { leaderId, code, pin };
    },
  });
}

const revoke = defineAction({
  name: 'declarations.revokeLeader',
  summary: 'Takes a leader’s access back; their sessions end.',
  roles: [...inviting],
  input: Type.Object({ leaderId: uuid }, strict),
  output: Type.Object({ revoked: Type.Boolean() }),
  refuses: [],
  async run({ tx, eventId, now }, { leaderId }) {
    return { revoked: await revokeLeader(tx, eventId, leaderId, now) };
  },
});

const travelFields = questions.filter((question) => question.travel === true);

function fillTravel(vault: Vault): ActionDefinition {
  return defineAction({
    name: 'declarations.fillTravel',
    summary: 'Fills one set of travel facts into the cards of all members who have not filed yet; each member confirms or corrects them.',
    roles: ['leader'],
    input: Type.Object({ answers: answersShape }, strict),
    output: Type.Object({ filled: Type.Integer(), complaints: Type.Array(Type.Object({ field: Type.String(), word: Type.String(), params: Type.Unknown() })) }),
    secrets: ['answers'],
    refuses: ['declaration-unknown'],
    async run(context, input) {
      const { tx, eventId, now } = context;
      const leader = await findLeader(tx, eventId, context.actor.subject ?? '');
      if (leader === undefined || leader.revoked_at !== null) throw new Refusal('declaration-unknown', {});
      // Only whole, valid questions are filled in; what is not about travel is not the leader's to say.
      const given: Record<string, AnswerValue> = {};
      const complaints = [];
      for (const question of travelFields) {
        const cleaned: Record<string, AnswerValue> = {};
        for (const field of question.fields) {
          const value = input.answers[field.name];
          if (value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)) cleaned[field.name] = cleanField(field, value as AnswerValue);
        }
        if (Object.keys(cleaned).length === 0) continue;
        complaints.push(...checkQuestion(question, cleaned, '2022-01', now.slice(0, 10)));
        Object.assign(given, cleaned);
      }
      if (complaints.length > 0) return { filled: 0, complaints };
      let filled = 0;
      for (const journey of Object.keys(given).length === 0 ? [] : await listJourneys(tx, eventId, { delegation: leader.delegation })) {
        if (journey.declaration_id === null) continue;
        const card = await loadCard(tx, vault, eventId, journey.declaration_id, { lock: true, now });
        if (card.newest !== undefined || card.checked) continue;
        // What the member has said already stays as they said it.
        const own = new Set(travelFields.filter((question) => card.draft.answered.includes(question.id)).flatMap((question) => question.fields.map((field) => field.name)));
        const fresh = Object.fromEntries(Object.entries(given).filter(([name]) => !own.has(name)));
        const known = [...new Set([...card.draft.known, ...Object.keys(fresh)])];
        await keepDraft(context, vault, card, { ...card.draft, answers: { ...card.draft.answers, ...fresh }, known }, card.language ?? leader.language);
        filled += 1;
      }
      return { filled, complaints: [] };
    },
  });
}

const place = defineAction({
  name: 'declarations.place',
  summary: 'Says whose card it is, where no list named its owner when it was filed.',
  roles: ['healthOfficer', 'dutyOfficer', 'gate'],
  input: Type.Object({ declarationId: uuid, caseId: uuid }, strict),
  output: Type.Object({ placed: Type.Boolean() }),
  refuses: ['declaration-unknown', 'case-unknown', 'declaration-placed', 'person-not-on-flight'],
  async run(context, input) {
    const { tx, eventId } = context;
    const row = await findDeclaration(tx, eventId, input.declarationId);
    if (row === undefined || row.erased_at !== null) throw new Refusal('declaration-unknown', {});
    const journey = await findJourney(tx, eventId, input.caseId);
    if (journey === undefined) throw new Refusal('case-unknown', { caseId: input.caseId });
    if (journey.flight_id !== row.flight_id) throw new Refusal('person-not-on-flight', { caseId: input.caseId });
    if (row.case_id === input.caseId) return { placed: false };
    if (row.case_id !== null || (await findByCase(tx, eventId, input.caseId)) !== undefined) throw new Refusal('declaration-placed', {});
    await placeDeclaration(tx, eventId, input.declarationId, input.caseId);
    context.announce(`case:${input.caseId}`);
    return { placed: true };
  },
});

const rotateKeys = defineAction({
  name: 'declarations.rotateKeys',
  summary: 'Lets no key sign any more that signs now; the next card is signed with a new one, and what was signed stays valid.',
  roles: ['administrator', 'dutyOfficer'],
  input: Type.Object({}, strict),
  output: Type.Object({ retired: Type.Integer() }),
  refuses: [],
  async run({ tx, eventId, now }) {
    return { retired: await retireCodeKeys(tx, eventId, now) };
  },
});

/** Lists the actions by which cards are prepared, placed and signed. */
export function invitingActions(vault: Vault): readonly ActionDefinition[] {
  return [invite(vault), inviteLeader(vault), revoke, fillTravel(vault), place, rotateKeys];
}
