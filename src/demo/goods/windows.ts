import type { Role } from '../../kernel/officer.ts';
import { kinds } from '../../modules/goods/catalogue/kinds.ts';
import { leadHours } from '../../modules/goods/rules/appointments.ts';
import { hour, minute, portTime } from '../days.ts';
import { points } from '../port.ts';
import { madeUntil } from '../schedule.ts';
import type { ConsignmentSpec } from './consignment-spec.ts';
import type { GoodsDeed, GoodsKnown } from './deeds.ts';

const chain = 'appointments';
const bay = 'Invented inspection bay 1';
const dock = 'Invented dock of the venues';

interface Seen { readonly windows: readonly { readonly windowId: string; readonly place: { readonly en: string }; readonly startsAt: string; readonly capacity: number; readonly booked: number }[] }

// The first windows are there from 10 January, those of the Games' last weeks of arrival from the 24th.
function openings(): GoodsDeed[] {
  const open = (name: string, at: number, by: Role, input: object): GoodsDeed => ({ chain, needs: [], name, at, by, station: null, action: 'goods.openWindows', input: () => input });
  const usual = { dedicated: true, opensAt: '08:00', closesAt: '20:00', perOfficer: 1, officersRestDay: 1 } as const;
  const place = { placeEn: bay, placeZh: '虚构查验一号位', equipment: ['X-ray 光机', 'Fork lift 叉车'] };
  return [
    open('open early', portTime('2022-01-07', 9 * 60), 'dutyOfficer', { ...usual, ...place, pointCode: 'PEK', from: '2022-01-10', to: '2022-01-23', minutes: 120, officersWorkday: 2 }),
    ...points.filter((point) => point.goods).map(({ code }, at) => open(`open ${code}`, portTime('2022-01-20', 9 * 60) + at * minute, 'dutyOfficer', { ...usual, ...place, pointCode: code, from: '2022-01-24', to: '2022-02-04', minutes: code === 'PEK' ? 60 : 120, officersWorkday: code === 'PEK' ? 3 : 2 })),
    open('open venues', portTime('2022-01-20', 9 * 60 + 30), 'customsOfficer', { ...usual, pointCode: 'PEK', placeEn: dock, placeZh: '虚构场馆装卸平台', equipment: ['Fork lift 叉车'], from: '2022-01-24', to: '2022-02-04', opensAt: '09:00', closesAt: '17:00', minutes: 120, officersWorkday: 2 }),
  ];
}

// The first window from an instant on that has room.
async function windowFrom({ see }: GoodsKnown, spec: ConsignmentSpec, from: number): Promise<Seen['windows'][number] | undefined> {
  const isVenue = kinds[spec.kind].appointment === 'venue';
  const { windows } = await see<Seen>('dutyOfficer', 'goods.windows', { from: '2022-01-24', to: '2022-02-01', pointCode: isVenue ? 'PEK' : spec.pointCode });
  return windows.filter((one) => one.place.en === (isVenue ? dock : bay) && Date.parse(one.startsAt) >= from && one.booked < one.capacity).toSorted((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt))[0];
}

function book(spec: ConsignmentSpec, name: string, at: number, from: number): GoodsDeed {
  return {
    chain, needs: [spec.key], name: `${name} ${spec.key}`, at, by: spec.agent ?? spec.company, station: null, action: 'goods.bookAppointment',
    input: async (known) => { const window = await windowFrom(known, spec, from); return window === undefined ? undefined : { consignmentId: known.result(spec.key, 'submit')['consignmentId'], windowId: window.windowId }; },
  };
}

// Arms under inspection came in the hour for which they were announced.
function kept(spec: ConsignmentSpec): GoodsDeed[] {
  const from = Math.floor(spec.at.gate / hour) * hour;
  const at = Math.max(spec.at.submit + 20 * minute, portTime('2022-01-20', 10 * 60));
  if (at > from - leadHours.mandatory * hour) return [];
  return [book(spec, 'book', at, from), {
    chain, needs: [spec.key], name: `keep ${spec.key}`, at: spec.at.gate + 3 * minute, by: 'customsOfficer', station: [spec.pointCode, 'inspection'], action: 'goods.keepAppointment',
    input: ({ result }) => ({ appointmentId: result(chain, `book ${spec.key}`)['appointmentId'], kept: true, present: spec.agent?.nameEn ?? spec.company.nameEn }),
  }];
}

/** Writes how inspection places are opened and, for goods under way today, how companies book them: arms that are being counted, this afternoon and the next days, one of them given back for another. */
export function windowDeeds(consignments: readonly ConsignmentSpec[]): GoodsDeed[] {
  const waiting = consignments.filter((spec) => spec.at.release > madeUntil && spec.at.gate > madeUntil && !['none', 'arrival'].includes(kinds[spec.kind].appointment));
  // Booked in the morning of today one after another, so that who comes first has the earliest.
  const booked = waiting.filter((spec, place) => spec.at.submit < madeUntil - hour && (spec.company.ofPersona || spec.kind === 'K06' || place % 2 === 0));
  const arms = consignments.filter((spec) => spec.at.release > madeUntil && spec.at.gate <= madeUntil && spec.kind === 'K06');
  const deeds = [...arms.flatMap(kept), ...booked.map((spec, place) => { const at = madeUntil - hour + place * minute; return book(spec, 'book', at, at + leadHours[kinds[spec.kind].appointment] * hour); })];
  const changed = booked.find((spec) => spec.company.ofPersona);
  if (changed === undefined) return [...openings(), ...deeds];
  const at = madeUntil - 15 * minute;
  return [...openings(), ...deeds, {
    chain, needs: [changed.key], name: `cancel ${changed.key}`, at, by: changed.agent ?? changed.company, station: null, action: 'goods.cancelAppointment',
    input: ({ result }) => ({ appointmentId: result(chain, `book ${changed.key}`)['appointmentId'] }),
  }, book(changed, 'bookAgain', at + minute, portTime('2022-01-29', 9 * 60))];
}
