import { allowed, refused } from '../../../kernel/refusal.ts';
import type { Verdict } from '../../../kernel/refusal.ts';

/** Is a mandate as the rules read it. */
export interface Mandate {
  readonly principal_id: string;
  readonly agent_id: string;
  readonly valid_from: string;
  readonly valid_until: string;
  readonly revoked_at: string | null;
}

/** Says whether a party can act as an agent: an agent or a company, and not struck off the register. Refuses: `agent-not-able`. Source: 海关法 art. 11: who declares for others is filed with customs. */
export function canBeAgent(party: { readonly kind: string; readonly registered: boolean | null }, name: string): Verdict {
  return (party.kind === 'agent' || party.kind === 'company') && party.registered !== false ? allowed : refused('agent-not-able', { agent: name }, '/agentId');
}

/** Says whether an agent may declare for a party on a day. Refuses: `mandate-missing`. */
export function canActFor(principalId: string, agentId: string, mandates: readonly Mandate[], on: string): Verdict {
  const found = mandates.some((mandate) => mandate.principal_id === principalId && mandate.agent_id === agentId && mandate.revoked_at === null && mandate.valid_from <= on && on <= mandate.valid_until);
  return found ? allowed : refused('mandate-missing', { on });
}

const creditCharacters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Says whether a text is a unified social credit code with a right check character. Source: GB 32100-2015. */
export function isCreditCode(text: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(text)) return false;
  const sum = creditWeights.reduce((total, weight, place) => total + weight * creditCharacters.indexOf(text[place]!), 0);
  return creditCharacters[(31 - (sum % 31)) % 31] === text[17];
}

/**
 * Says whether a registration is one that a party of this kind can have.
 * Refuses: `registration-invalid`: companies, agents and the organiser have a credit code, people a document or accreditation number.
 */
export function canRegisterAs(kind: string, registration: string): Verdict {
  const right = kind === 'person' ? /^[A-Z0-9-]{4,24}$/.test(registration) : isCreditCode(registration);
  return right ? allowed : refused('registration-invalid', { kind, registration }, '/registration');
}
