import type { Role } from '../../kernel/officer.ts';
import type { PartySpec } from './parties.ts';

/** Is what a deed on goods knows when it is done: what earlier deeds gave. */
export interface GoodsKnown {
  /** Tells what the deed of a chain gave; empty where it was not done. */
  result(chain: string, name: string): Readonly<Record<string, unknown>>;
  /** Reads a view as an officer, at the instant of the deed. */
  see<T>(role: Role, view: string, input: object): Promise<T>;
}

/** Is one deed on goods: an action of an officer, or of the account that stands for a party, at an instant of the event. */
export interface GoodsDeed {
  /** What it belongs to, one consignment or one party; the deeds of a chain are done one after another. */
  readonly chain: string;
  /** Chains whose earlier deeds it needs besides. */
  readonly needs: readonly string[];
  /** Its word within the chain; with the chain's it makes the identifier. */
  readonly name: string;
  /** Unit: milliseconds since 1970, UTC. */
  readonly at: number;
  readonly by: Role | PartySpec;
  /** Point and kind of the station where it is done; null where nobody stands at one. */
  readonly station: readonly [pointCode: string, kind: string] | null;
  readonly action: string;
  /** Gives the input, or the promise of it; undefined where there is nothing to do. */
  readonly input: (known: GoodsKnown) => unknown;
}
