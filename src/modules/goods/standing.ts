import type { Db } from '../../kernel/db.ts';
import { hasRole } from '../../kernel/officer.ts';
import type { Actor } from '../../kernel/officer.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { dayAt } from './posting.ts';
import { canActFor } from './rules/parties.ts';
import { goodsOfficers } from './shapes.ts';
import { findMembership, listMandates, listParties } from './store/parties.ts';
import type { PartyRow } from './store/parties.ts';

/** Says whose goods somebody may see: undefined for all, one party for a trader. Refuses: `party-not-filed` where a trader stands for nobody yet. */
export async function partyOf(db: Db, eventId: string, actor: Actor): Promise<string | undefined> {
  if (hasRole(actor, goodsOfficers)) return undefined;
  const partyId = actor.officerId === null ? undefined : await findMembership(db, eventId, actor.officerId);
  if (partyId === undefined) throw new Refusal('party-not-filed');
  return partyId;
}

/** Is who stands behind a consignment: the party and, where one declares for it, the agent. */
export interface Standing {
  readonly party: PartyRow;
  readonly agent: PartyRow | undefined;
  /** An agent has a mandate in force, or there is none. */
  readonly mandateValid: boolean;
}

/**
 * Gets who stands behind a consignment, and lets a trader act only as one of the two.
 * Refuses: `party-unknown`, `party-not-yours`.
 */
export async function standingOf(db: Db, eventId: string, actor: Actor, now: string, partyId: string, agentId: string | null): Promise<Standing> {
  const own = await partyOf(db, eventId, actor);
  const found = await listParties(db, eventId, now, [partyId, ...(agentId === null ? [] : [agentId])]);
  const party = found.find((row) => row.party_id === partyId);
  const agent = agentId === null ? undefined : found.find((row) => row.party_id === agentId);
  if (party === undefined) throw new Refusal('party-unknown', { partyId }, '/partyId');
  if (agentId !== null && agent === undefined) throw new Refusal('party-unknown', { partyId: agentId }, '/agentId');
  if (own !== undefined && own !== partyId && own !== agentId) throw new Refusal('party-not-yours', { party: party.name_en });
  const mandates = agentId === null ? [] : await listMandates(db, eventId, now, agentId);
  return { party, agent, mandateValid: agentId === null || canActFor(partyId, agentId, mandates, await dayAt(db, eventId, now)).ok };
}
