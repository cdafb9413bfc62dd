import type { ConsignmentKind } from '../../modules/prescribed/catalogue/consignment-kinds.ts';
import type { GoodsList } from '../../modules/goods/shapes/list.ts';
import type { PartySpec } from './parties.ts';

/** Lists the milestones of a consignment in the order in which it reaches them; `papers` are permits and cover. */
export const milestones = ['submit', 'certify', 'confirm', 'papers', 'declare', 'accept', 'gate', 'inspect', 'assess', 'release', 'deliver'] as const;
/** Is a milestone of a consignment. */
export type Milestone = (typeof milestones)[number];

/** Is what becomes of released goods in the world: they stay, leave whole, leave in part, or stay longer by an extension. */
export type Fate = 'stays' | 'leaves' | 'leavesInPart' | 'extended' | 'extendedInPart';

/** Is a hold of the world. */
export interface HoldSpec { readonly agency: string; readonly reason: string; readonly nextActor: 'customs' | 'agency' | 'trader' | 'organiser'; readonly by: 'customsOfficer' | 'foodSupervisor' | 'healthOfficer' }

/** Is what happens to a consignment besides the usual. */
export interface Story {
  /** Who returns the first version of the list; the second one is confirmed. */
  readonly returnedBy?: 'committee' | 'customsOfficer';
  readonly hold?: HoldSpec;
  /** The first comparison of serial numbers misses one. */
  readonly scanFails?: true;
  /** The first declaration is sent back. */
  readonly sentBack?: true;
  /** An officer sends it to the red lane. */
  readonly rerouted?: true;
  /** Its permit has not been entered. */
  readonly permitMissing?: true;
  /** It is seized at the inspection. */
  readonly seized?: true;
}

/** Is one consignment as the world is made from; its deeds follow from it. */
export interface ConsignmentSpec {
  readonly key: string;
  readonly kind: ConsignmentKind;
  readonly cover: 'none' | 'organiser' | 'carnet' | 'tax' | 'exempt';
  readonly company: PartySpec;
  readonly agent: PartySpec | null;
  readonly pointCode: string;
  readonly venue: string;
  readonly transport: 'air' | 'sea' | 'rail' | 'carried';
  readonly conveyance: string;
  readonly dispatchCountry: string;
  readonly freeQuota: boolean;
  readonly list: GoodsList;
  /** Unit: fen, as filed. */
  readonly valueFen: number;
  readonly pieces: number;
  /** The word of the guarantee that covers it; null where none does. */
  readonly instrument: string | null;
  /** Unit: milliseconds since 1970, UTC. */
  readonly at: Readonly<Record<Milestone, number>>;
  readonly story: Story;
  readonly fate: Fate;
}
