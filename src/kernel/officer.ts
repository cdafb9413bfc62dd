/** Lists every role; what a role may do stands at the actions and views themselves and in the table that a test draws from them. */
export const roles = [
  'administrator',
  'dutyOfficer',
  'healthOfficer',
  'doctor',
  'sampler',
  'laboratory',
  'gate',
  'transfer',
  'disinfection',
  'customsOfficer',
  'immigration',
  'committee',
  'centre',
  'airline',
  'trader',
  'foodSupervisor',
  'rosterPlanner',
  'auditor',
  'dataOfficer',
  'press',
] as const;

/** Lists the roles that work with goods alone and see nothing of flights and travellers. */
export const goodsRoles = ['trader', 'foodSupervisor'] as const satisfies readonly (typeof roles)[number][];

/** Lists the roles that work with staff alone: they see how many come and go, and nobody of them. */
export const staffRoles = ['rosterPlanner'] as const satisfies readonly (typeof roles)[number][];

/** Lists the roles that work with flights and travellers. */
export const peopleRoles = roles.filter((role) => ![...goodsRoles, ...staffRoles].some((other) => other === role));

/** Lists the roles of people outside the port, who come through the form: each sees their own card, or the progress of their delegation. */
export const outsideRoles = ['traveller', 'leader'] as const;

/** Lists the roles of machines: a device at the port, known by its own key, records what it measures and nothing else. */
export const machineRoles = ['device'] as const;

/** Is what a person, an organisation or a machine may do. */
export type Role = (typeof roles)[number] | (typeof outsideRoles)[number] | (typeof machineRoles)[number];

/** Is whoever acts: an officer in a session, an organisation by its key, or the house itself. */
export interface Actor {
  readonly officerId: string | null;
  readonly keyId: string | null;
  readonly name: { readonly en: string; readonly zh: string };
  readonly organisation: string;
  readonly roles: readonly Role[];
  readonly stationId: string | null;
  /** The officer at whose screen this one gave a password for a single act; left out where they act in a session of their own. */
  readonly witnessId?: string;
  /** Whose card or delegation somebody of an outside role came for; they reach nothing else. */
  readonly subject?: string;
  /** Came with a code that others handed out: health answers given before stay hidden. */
  readonly blind?: boolean;
}

/** Is the house acting by its own rules, at start and on timers. */
export const houseActor: Actor = {
  officerId: null, keyId: null, name: { en: 'Tongguan', zh: '通关' }, organisation: 'Tongguan', roles: ['administrator'], stationId: null,
};

/** Says whether an actor has one of the roles. */
export function hasRole(actor: Actor, wanted: readonly string[]): boolean {
  for (const role of actor.roles) if (wanted.includes(role)) return true;
  return false;
}
