import type { Role } from '../kernel/officer.ts';
import type { PersonSpec } from './people.ts';

/** Is what a deed knows when it is done: identifiers that earlier deeds brought about. */
export interface Known {
  readonly flightId: string;
  /** Tells the case of a person; undefined where the person is not on the flight. */
  caseOf(person: PersonSpec): string | undefined;
  /** Tells the declaration card of a person, once it is prepared. */
  cardOf(person: PersonSpec): string | undefined;
  /** Tells the newest version of the template by its English title. */
  templateOf(title: string): string;
  /** Tells what an earlier deed of the flight gave. */
  resultOf(name: string): Readonly<Record<string, unknown>>;
  /** Tells the identifier under which another deed of the flight was sent. */
  idOf(name: string): string;
  /** Lists the differences between head-counts that nobody has explained. */
  openDifferences(): Promise<readonly { readonly ordinal: number; readonly code: string }[]>;
}

/** Is one deed of an officer: an action at an instant of the event. */
export interface Deed {
  /** Its word within the flight; with the flight's words it makes the identifier. */
  readonly name: string;
  /** Unit: milliseconds since 1970, UTC. */
  readonly at: number;
  readonly by: Role;
  /** Kind and lane of the station, where it is not the officer's own. */
  readonly station?: readonly [kind: string, lane: number];
  readonly action: string;
  /** Gives the input; undefined where there is nothing to do. */
  readonly input: (known: Known) => unknown;
  /** Gives several inputs instead, each its own command. */
  readonly inputs?: (known: Known) => Promise<readonly unknown[]>;
  /** Says that travellers act, each on their own card. */
  readonly travellers?: (known: Known) => readonly { readonly declarationId: string; readonly input: unknown }[];
  /** Codes that the deed may be refused with and that are part of the story. */
  readonly mayBeRefused?: readonly string[];
}

/** Makes a deed of one step for many people in one go, as a lane or a bus does; evidence may differ by person. */
export function many(name: string, at: number, by: Role, step: string, people: readonly PersonSpec[], evidence: (person: PersonSpec, index: number) => object, station?: readonly [string, number]): Deed[] {
  if (people.length === 0) return [];
  return [{
    name, at, by, action: 'travellers.recordMany', ...(station === undefined ? {} : { station }),
    input: (known) => {
      const items = people.flatMap((person, index) => {
        const caseId = known.caseOf(person);
        return caseId === undefined ? [] : [{ caseId, evidence: evidence(person, index) }];
      });
      return items.length === 0 ? undefined : { step, items };
    },
  }];
}

/** Makes a deed that records one step of the flight itself. */
export function flightStep(name: string, at: number, by: Role, step: string, evidence: object): Deed {
  return { name, at, by, action: 'prescribed.record', input: ({ flightId }) => ({ caseId: flightId, step, evidence }) };
}

/** Makes a deed that records one step of one person, under an identifier that a correction can name. */
export function personStep(name: string, at: number, by: Role, step: string, person: PersonSpec, evidence: (known: Known) => object, corrects?: (known: Known) => string): Deed {
  return {
    name, at, by, action: 'prescribed.record',
    input: (known) => {
      const caseId = known.caseOf(person);
      return caseId === undefined ? undefined : { caseId, step, evidence: evidence(known), ...(corrects === undefined ? {} : { corrects: corrects(known) }) };
    },
  };
}

/** Tells an instant as the interfaces write it. */
export const iso = (at: number): string => new Date(at).toISOString();
