import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { hasRole } from '../../../kernel/officer.ts';
import { consignmentsByRoom } from '../rooms.ts';
import { guideAreas } from '../catalogue/guide-areas.ts';
import { goodsOfficers, strict } from '../shapes.ts';
import { findMembership, listParties } from '../store/parties.ts';

const rooms = defineView({
  name: 'goods.rooms',
  summary: 'Counts the consignments that have something open in each of the eight areas of the guide; a trader sees their own. A consignment stands in every room in which it owes what can be done now.',
  roles: [...goodsOfficers, 'trader'],
  input: Type.Object({}, strict),
  output: Type.Object({ rooms: Type.Array(Type.Object({ area: Type.Enum([...guideAreas]), consignments: Type.Integer() })), partiesWaiting: Type.Integer(), filed: Type.Boolean() }),
  refuses: [],
  async run({ db, eventId, asOf, actor }) {
    const isOfficer = hasRole(actor, goodsOfficers);
    const partyId = isOfficer ? null : actor.officerId === null ? undefined : await findMembership(db, eventId, actor.officerId);
    // Who stands for nobody yet finds the rooms, and nothing in them.
    if (partyId === undefined) return { rooms: guideAreas.map((area) => ({ area, consignments: 0 })), partiesWaiting: 0, filed: false };
    const found = await consignmentsByRoom(db, eventId, asOf, partyId);
    const parties = await listParties(db, eventId, asOf, partyId === null ? undefined : [partyId]);
    return { rooms: guideAreas.map((area) => ({ area, consignments: found.get(area)!.size })), partiesWaiting: parties.filter((party) => party.registered === null).length, filed: true };
  },
});

/** Lists the view of the eight rooms. */
export const roomViews: readonly ViewDefinition[] = [rooms];
