import type { Db } from '../../kernel/db.ts';
import type { ConsignmentKind } from '../prescribed/catalogue/consignment-kinds.ts';
import { guideAreas } from './catalogue/guide-areas.ts';
import type { GuideArea } from './catalogue/guide-areas.ts';
import { openSteps } from './store/cases.ts';

const roomOfStep: Readonly<Record<string, GuideArea>> = {
  'GDS-REG': 'registration', 'GDS-PERM': 'permits', 'GDS-GUAR': 'guarantee', 'GDS-EXIT': 'exit', 'GDS-DISP': 'exit', 'GDS-DISC': 'exit', 'GDS-DLVR': 'followUp', 'GDS-MOVE': 'followUp', 'GDS-STOCK': 'followUp', 'GDS-RPT': 'followUp', 'GDS-CLS': 'followUp',
};
const roomOfKind: Partial<Record<ConsignmentKind, GuideArea>> = { K04: 'press', K16: 'people' };

/** Finds which consignments have something open in each area of the guide, of one party or of all: a consignment stands in every room in which it owes what can be done now. */
export async function consignmentsByRoom(db: Db, eventId: string, asOf: string, partyId: string | null): Promise<ReadonlyMap<GuideArea, ReadonlySet<string>>> {
  const found = new Map<GuideArea, Set<string>>(guideAreas.map((area) => [area, new Set()]));
  for (const row of await openSteps(db, eventId, asOf, partyId)) {
    // What comes after the release is not open before it.
    if (!row.released && row.bars !== 'declare' && row.bars !== 'release') continue;
    found.get(roomOfKind[row.kind] ?? roomOfStep[row.step] ?? 'clearance')!.add(row.consignment_id);
  }
  return found;
}
