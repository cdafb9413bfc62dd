import type { MatchReason } from '../../modules/travellers/matching.ts';

/** Is what a list calls itself. */
export type ListKind = 'roster' | 'airline';

/** Is a record that is not let in: where, why and as sent. */
export type KeptOut = { readonly where: string; readonly reason: string; readonly code: string; readonly raw?: string };

/** Is a person as a difference names them. */
export type NamedPerson = { readonly surname: string; readonly givenNames: string; readonly birthDate: string | null; readonly where: string | null };

/** Is what `travellers.dryRun` answers. */
export type DryRun = {
  readonly records: readonly unknown[];
  readonly quarantined: readonly KeptOut[];
  readonly declared: Readonly<Record<string, unknown>>;
  readonly findings: readonly { readonly where: string; readonly code: string; readonly text: string }[];
  readonly repeated: boolean;
  readonly diff: {
    readonly added: readonly NamedPerson[];
    readonly gone: readonly NamedPerson[];
    readonly same: number;
    readonly changed: readonly { readonly name: string; readonly fields: readonly { readonly field: string; readonly before: string | null; readonly after: string | null }[] }[];
  };
  readonly flights: readonly { readonly flightId: string | null; readonly designator: string | null; readonly date: string | null; readonly persons: number; readonly problem?: string }[];
  readonly matches: readonly { readonly name: string; readonly where: string; readonly travellerId: string; readonly reasons: readonly MatchReason[] }[];
};

/** Is what `travellers.commitList` takes. */
export type ListFile = { readonly kind: ListKind; readonly fileName: string; readonly content: string; readonly flightId?: string };

/** Is what `travellers.commitList` answers. */
export type Committed = {
  readonly added: number;
  readonly changed: number;
  readonly gone: number;
  readonly unchanged: number;
  readonly quarantined: number;
  readonly flights: readonly string[];
  readonly differencesOpened: number;
  readonly repeated: boolean;
  readonly answer?: string;
};

/** Is one received list version. */
export type ListVersion = {
  readonly listId: string;
  readonly kind: string;
  readonly scope: string;
  readonly version: number;
  readonly source: string;
  readonly fileName: string | null;
  readonly receivedAt: string;
  readonly by: { readonly en: string; readonly zh: string } | null;
  readonly records: number;
  readonly quarantined: number;
  readonly declared: Readonly<Record<string, unknown>>;
  readonly current: boolean;
};

/** Is a person as a record of a list or of the house describes them. */
export type PersonRecord = {
  readonly kind: string;
  readonly surname: string;
  readonly givenNames: string;
  readonly nativeName?: string | null;
  readonly sex: string | null;
  readonly birthDate: string | null;
  readonly nationality: string | null;
  readonly documents: readonly { readonly type: string; readonly number: string; readonly issuer: string | null; readonly expiry: string | null }[];
  readonly delegation?: string | null;
  readonly function?: string | null;
  readonly accreditationNumber?: string | null;
  readonly seat: string | null;
};

/** Is one entry of a list version. */
export type ListEntry = { readonly position: number; readonly flightId: string | null; readonly travellerId: string | null; readonly record: PersonRecord };

/** Is a flight that a person of a pair stands on. */
export type OnFlight = { readonly caseId: string; readonly flightId: string; readonly designator: string; readonly flightDate: string; readonly onBoard: boolean };

/** Is one pair that may be one person. */
export type MatchPair = {
  readonly oneId: string;
  readonly otherId: string;
  readonly one: PersonRecord;
  readonly other: PersonRecord;
  readonly oneFlights: readonly OnFlight[];
  readonly otherFlights: readonly OnFlight[];
  readonly verdict: string;
  readonly score: number;
  readonly reasons: readonly MatchReason[];
};

/** Is one tube with its person, custody, clock and result. */
export type Sample = {
  readonly tubeId: string;
  readonly caseId: string;
  readonly flightId: string;
  readonly designator: string;
  readonly surname: string;
  readonly givenNames: string;
  readonly sampledAt: string;
  readonly custody: 'sampled' | 'packed' | 'collected' | 'received' | 'lost';
  readonly packId: string | null;
  readonly custodyAt: string | null;
  readonly counterpart: string | null;
  readonly movements: readonly { readonly kind: string; readonly packId: string; readonly at: string; readonly counterpart: string | null }[];
  readonly dueAt: string | null;
  readonly alarmAt: string | null;
  readonly state: 'waiting' | 'alarm' | 'overdue' | 'resulted' | 'superseded';
  readonly result: string | null;
  readonly resultAt: string | null;
};

/** Is a flight as a filter offers it. */
export type FlightChoice = { readonly flightId: string; readonly designator: string; readonly flightDate: string; readonly origin: string; readonly destination: string };

/** Is what `travellers.listFile` answers. */
export type ListContent = { readonly entries: readonly ListEntry[]; readonly quarantined: readonly KeptOut[] };

/** Who may load a list. */
export const importRoles = ['centre', 'healthOfficer', 'dutyOfficer', 'committee', 'airline'] as const;

/** Who may load a roster. */
export const rosterRoles = ['centre', 'healthOfficer', 'dutyOfficer', 'committee'] as const;

/** Who may see received lists, and have the empty roster. */
export const historyRoles = ['centre', 'healthOfficer', 'dutyOfficer', 'committee', 'administrator', 'auditor'] as const;

/** Who may see likely same persons. */
export const matchRoles = ['healthOfficer', 'dutyOfficer', 'centre', 'administrator'] as const;

/** Who may see tubes with their persons. */
export const sampleRoles = ['healthOfficer', 'dutyOfficer', 'doctor', 'sampler', 'laboratory', 'transfer', 'auditor', 'administrator'] as const;

/** Who may decide whether two records are one person. */
export const decidingRoles = ['healthOfficer', 'dutyOfficer'] as const;
