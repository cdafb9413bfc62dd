import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { hasRole } from '../../../kernel/officer.ts';
import { dayAt } from '../posting.ts';
import { kitStanding, readAccreditation } from '../rules/press-kits.ts';
import { bothLanguages, consignmentStates, nullableText, strict } from '../shapes.ts';
import { consignmentRows } from '../store/consignments.ts';
import { findMembership, listParties } from '../store/parties.ts';
import { pressKitRows } from '../store/press-kits.ts';

/** Lists the roles that see the press kits of everybody. */
const kitOfficers = ['customsOfficer', 'dutyOfficer', 'committee', 'auditor'] as const;

const kitShape = Type.Object({
  consignmentId: Type.String(), number: Type.String(), accreditation: Type.String(), holderName: Type.String(), state: Type.Enum([...consignmentStates]), pointCode: Type.String(), point: bothLanguages, venue: Type.String(), arrivesOn: Type.String(), leavesOn: Type.String(),
  daysLeft: Type.Union([Type.Integer(), Type.Null()]), undertaking: nullableText, acceptedAt: nullableText, carnetNumber: nullableText, pieces: Type.Integer(), linesOpen: Type.Integer(), valueFen: Type.Integer(), owed: Type.Integer(),
});

const pressKits = defineView({
  name: 'goods.pressKits',
  summary: 'Lists the equipment that journalists carry in, with its state and the days until its holder must have left with it; a journalist sees their own.',
  roles: [...kitOfficers, 'press'],
  input: Type.Object({ accreditation: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })) }, strict),
  output: Type.Object({ own: Type.Union([Type.Object({ accreditation: Type.String(), holderName: Type.String() }), Type.Null()]), kits: Type.Array(kitShape) }),
  refuses: [],
  async run({ db, eventId, asOf, actor }, input) {
    const partyId = hasRole(actor, kitOfficers) || actor.officerId === null ? undefined : await findMembership(db, eventId, actor.officerId);
    const isOwn = !hasRole(actor, kitOfficers);
    const [party] = partyId === undefined ? [] : await listParties(db, eventId, asOf, [partyId]);
    const own = party === undefined ? null : { accreditation: party.registration, holderName: party.name_en };
    // Who stands for nobody yet has no kits.
    if (isOwn && partyId === undefined) return { own, kits: [] };
    const kits = await pressKitRows(db, eventId, asOf, { ...(partyId === undefined ? {} : { partyId }), ...(input.accreditation === undefined ? {} : { accreditation: readAccreditation(input.accreditation) }) });
    const wanted = new Set(kits.map((kit) => kit.consignment_id));
    const rows = new Map((await consignmentRows(db, eventId, asOf, { kind: 'K04', ...(partyId === undefined ? {} : { partyId }) })).filter((row) => wanted.has(row.consignment_id)).map((row) => [row.consignment_id, row]));
    const on = await dayAt(db, eventId, asOf);
    return {
      own,
      kits: kits.flatMap((kit) => {
        const row = rows.get(kit.consignment_id);
        return row === undefined ? [] : [{
          consignmentId: row.consignment_id, number: row.number, accreditation: kit.accreditation, holderName: kit.holder_name, ...kitStanding(row, kit.leaves_on, on), pointCode: row.point_code, point: { en: row.point_en, zh: row.point_zh }, venue: row.venue,
          arrivesOn: row.expected_on, leavesOn: kit.leaves_on, undertaking: kit.undertaking_version, acceptedAt: kit.accepted_at, carnetNumber: kit.carnet_number, pieces: row.pieces, linesOpen: row.lines_open, valueFen: row.value_fen, owed: row.owed,
        }];
      }),
    };
  },
});

/** Lists the view of press kits. */
export const pressKitViews: readonly ViewDefinition[] = [pressKits];
