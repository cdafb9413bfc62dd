import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { hasRole } from '../../../kernel/officer.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { canBeAgent, canRegisterAs } from '../rules/parties.ts';
import { day, identifier, partyKinds, shortText, strict } from '../shapes.ts';
import { partyOf } from '../standing.ts';
import { findMembership, insertMandate, insertMembership, insertParty, insertPartyDecision, listMandates, listParties, revokeMandate } from '../store/parties.ts';

const fileParty = defineAction({
  name: 'goods.fileParty',
  summary: 'Files a party: a trader files whom the account stands for, an officer anybody. Customs then enters it into the register.',
  roles: ['trader', 'committee', 'customsOfficer'],
  input: Type.Object({ kind: Type.Enum([...partyKinds]), nameEn: shortText, nameZh: shortText, registration: Type.String({ minLength: 4, maxLength: 24 }), contact: Type.String({ minLength: 3, maxLength: 200 }), officerId: Type.Optional(identifier) }, strict),
  output: Type.Object({ partyId: Type.String() }),
  refuses: ['registration-invalid', 'party-already-filed', 'party-account-taken', 'officer-unknown'],
  async run({ tx, eventId, now, actor, announce }, input) {
    demand(canRegisterAs(input.kind, input.registration));
    const isOfficer = hasRole(actor, ['committee', 'customsOfficer']);
    const account = isOfficer ? input.officerId ?? null : actor.officerId;
    if (account !== null && (await findMembership(tx, eventId, account)) !== undefined) throw new Refusal('party-account-taken');
    const partyId = uuidv7();
    try {
      await insertParty(tx, eventId, { partyId, ...input }, actor.officerId, now);
      if (account !== null) await insertMembership(tx, eventId, account, partyId, now);
    } catch (error) {
      const constraint = sqlFailure(error)?.constraint;
      if (constraint === 'parties_event_id_registration_key') throw new Refusal('party-already-filed', { registration: input.registration }, '/registration');
      if (constraint === 'party_members_event_id_officer_id_fkey') throw new Refusal('officer-unknown', { officerId: account }, '/officerId');
      throw error;
    }
    announce('parties');
    return { partyId };
  },
});

const decideParty = defineAction({
  name: 'goods.decideParty',
  summary: 'Enters a filed party into the register of the event, or strikes it off with a reason.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ partyId: identifier, registered: Type.Boolean(), reason: Type.String({ maxLength: 500 }) }, strict),
  output: Type.Object({ registered: Type.Boolean() }),
  refuses: ['party-unknown', 'officer-needed', 'reason-needed-here'],
  async run({ tx, eventId, now, actor, announce }, input) {
    const [party] = await listParties(tx, eventId, now, [input.partyId]);
    if (party === undefined) throw new Refusal('party-unknown', { partyId: input.partyId }, '/partyId');
    if (actor.officerId === null) throw new Refusal('officer-needed');
    if (!input.registered && input.reason.trim().length < 3) throw new Refusal('reason-needed-here', {}, '/reason');
    await insertPartyDecision(tx, eventId, input, actor.officerId, now);
    announce('parties');
    return { registered: input.registered };
  },
});

const giveMandate = defineAction({
  name: 'goods.giveMandate',
  summary: 'Lets an agent declare for a party from one day to another: an agent or a company that customs has not struck off.',
  roles: ['trader', 'customsOfficer', 'committee'],
  input: Type.Object({ principalId: Type.Optional(identifier), agentId: identifier, validFrom: day, validUntil: day }, strict),
  output: Type.Object({ mandateId: Type.String() }),
  refuses: ['party-not-filed', 'party-unknown', 'party-not-yours', 'mandate-period-wrong', 'agent-not-able'],
  async run({ tx, eventId, now, actor, announce }, input) {
    const own = await partyOf(tx, eventId, actor);
    const principalId = input.principalId ?? own;
    if (principalId === undefined) throw new Refusal('party-unknown', { partyId: '' }, '/principalId');
    if (own !== undefined && own !== principalId) throw new Refusal('party-not-yours', { party: principalId }, '/principalId');
    if (input.validUntil < input.validFrom || principalId === input.agentId) throw new Refusal('mandate-period-wrong', { from: input.validFrom, until: input.validUntil }, '/validUntil');
    const found = await listParties(tx, eventId, now, [principalId, input.agentId]);
    for (const partyId of [principalId, input.agentId]) if (!found.some((party) => party.party_id === partyId)) throw new Refusal('party-unknown', { partyId }, partyId === input.agentId ? '/agentId' : '/principalId');
    const agent = found.find((party) => party.party_id === input.agentId)!;
    demand(canBeAgent(agent, agent.name_en === agent.name_zh ? agent.name_en : `${agent.name_en} ${agent.name_zh}`));
    const mandateId = uuidv7();
    await insertMandate(tx, eventId, { mandateId, principalId, agentId: input.agentId, validFrom: input.validFrom, validUntil: input.validUntil }, actor.officerId, now);
    announce('parties');
    return { mandateId };
  },
});

const takeMandateBack = defineAction({
  name: 'goods.revokeMandate',
  summary: 'Takes a mandate back from now on.',
  roles: ['trader', 'customsOfficer', 'committee'],
  input: Type.Object({ mandateId: identifier }, strict),
  output: Type.Object({ revoked: Type.Boolean() }),
  refuses: ['party-not-filed', 'mandate-unknown'],
  async run({ tx, eventId, now, actor, announce }, input) {
    const own = await partyOf(tx, eventId, actor);
    const mandate = (await listMandates(tx, eventId, now, own)).find((row) => row.mandate_id === input.mandateId && (own === undefined || row.principal_id === own));
    if (mandate === undefined) throw new Refusal('mandate-unknown', { mandateId: input.mandateId }, '/mandateId');
    const revoked = await revokeMandate(tx, eventId, input.mandateId, now);
    announce('parties');
    return { revoked };
  },
});

/** Lists the actions on parties and mandates. */
export const partyActions: readonly ActionDefinition[] = [fileParty, decideParty, giveMandate, takeMandateBack];
