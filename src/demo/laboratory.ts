import { hour, minute } from './days.ts';
import { iso, many, personStep } from './deeds.ts';
import type { Deed } from './deeds.ts';
import { tubeOf } from './waves.ts';
import type { Wave } from './waves.ts';
import type { PersonSpec } from './people.ts';
import { Chance } from './random.ts';
import type { FlightSpec } from './schedule.ts';

const method = 'RT-PCR (invented batch)';

/**
 * Tells what happens to the tubes: packed, collected, received, answered within the clock; a few answered without a finding and swabbed again.
 * Shape: the deeds, and the instant after which nothing is awaited.
 */
export function inLaboratory(seed: string, flight: FlightSpec, waves: readonly Wave[]): { deeds: Deed[]; endsAt: number } {
  const chance = new Chance(seed, 'laboratory', flight.key);
  // Minutes from the last swab to the result; where the plan allows four hours, the laboratory is quicker.
  const takes = flight.stage === 'positive' ? 192 : flight.risk === 'high' ? chance.whole(115, 185) : chance.whole(185, 285);
  const lastSwab = waves.at(-1)!.at + 9 * minute;
  const answeredAt = lastSwab + takes * minute;
  const everybody = waves.flatMap((wave) => wave.people);
  const results = (name: string, at: number, people: readonly PersonSpec[], result: (person: PersonSpec) => string, again = ''): Deed[] => (people.length === 0 ? [] : [{
    name, at, by: 'laboratory', action: 'travellers.recordResults',
    input: ({ caseOf }) => {
      const answered = people.filter((person) => caseOf(person) !== undefined);
      return answered.length === 0 ? undefined : { results: answered.map((person) => ({ tubeId: tubeOf(flight, person, again), result: result(person), resultAt: iso(at - 2 * minute), method })) };
    },
  }]);
  const late = everybody.filter((person) => person.fate.result === 'late');
  const unclear = everybody.filter((person) => person.fate.result === 'inconclusive');
  const positive = everybody.filter((person) => person.fate.result === 'positive');
  const lateAt = answeredAt + 4 * hour + 30 * minute;
  const swabAgainAt = answeredAt + 40 * minute;
  const againAt = swabAgainAt + 170 * minute;
  const deeds = [
    ...waves.flatMap((wave) => custody(flight, wave)),
    ...results('results', answeredAt, everybody.filter((person) => person.fate.result !== 'late'), (person) => person.fate.result ?? 'negative'),
    ...results('resultsLate', lateAt, late, () => 'negative'),
    ...many('swabAgain', swabAgainAt, 'sampler', 'SMP-01', unclear, (person) => ({ tubeId: tubeOf(flight, person, 'B'), personScanned: true, oropharyngealSwab: true, nasopharyngealSwab: true, note: 'First tube without a finding; swabbed in the room.' }), ['sampling', 19]),
    ...results('resultsAgain', againAt, unclear, () => 'negative', 'B'),
    ...positive.flatMap((person) => afterPositive(flight, person, answeredAt)),
  ];
  const ends = [answeredAt, ...(late.length > 0 ? [lateAt] : []), ...(unclear.length > 0 ? [againAt] : []), ...(positive.length > 0 ? [answeredAt + 70 * minute] : [])];
  return { deeds, endsAt: Math.max(...ends) };
}

function custody(flight: FlightSpec, wave: Wave): Deed[] {
  const packId = `P${flight.flightDate.slice(2).replaceAll('-', '')}${flight.designator}-${wave.number}`;
  const move = (kind: 'packed' | 'collected' | 'received', minutes: number, by: 'sampler' | 'transfer' | 'laboratory', counterpart: string): Deed => ({
    name: `${kind}-${wave.number}`, at: wave.at + minutes * minute, by, ...(kind === 'collected' ? { station: ['courier', wave.number - 1] as const } : {}), action: 'travellers.moveSamples',
    input: ({ caseOf }) => {
      const tubeIds = wave.people.filter((person) => caseOf(person) !== undefined).map((person) => tubeOf(flight, person));
      return tubeIds.length === 0 ? undefined : { kind, packId, tubeIds, counterpart };
    },
  });
  return [move('packed', 13, 'sampler', 'MUSTER Zhuan Yun'), move('collected', 22, 'transfer', 'YANSHI Cai Yang'), move('received', 41, 'laboratory', 'MUSTER Zhuan Yun')];
}

// At the first moment: reported, contacts determined by the seat map, fetched from the room.
function afterPositive(flight: FlightSpec, person: PersonSpec, knownAt: number): Deed[] {
  const contacts = `contacts-${person.passport}`;
  return [
    personStep(`reported-${person.passport}`, knownAt + 8 * minute, 'healthOfficer', 'REP-02', person, () => ({ knownAt: iso(knownAt), sentAt: iso(knownAt + 6 * minute), recipients: 'Invented Health Commission 虚构卫健委', acknowledged: true })),
    ...(person.kind === 'crew' ? [] : [{ name: contacts, at: knownAt + 20 * minute, by: 'healthOfficer' as const, action: 'travellers.determineContacts', input: ({ caseOf }: { caseOf(of: PersonSpec): string | undefined }) => (caseOf(person) === undefined ? undefined : { caseId: caseOf(person) }) }]),
    personStep(`reached-${person.passport}`, knownAt + 26 * minute, 'healthOfficer', 'REP-03', person, ({ resultOf }) => {
      const found = (resultOf(contacts)['contacts'] as unknown[] | undefined)?.length ?? 0;
      return { ruleVersion: 'seats-2-rows', contacts: found, reached: found, everyoneReached: true };
    }),
    { name: `fetched-${person.passport}`, at: knownAt + 62 * minute, by: 'transfer', station: ['ambulanceBay', 1], action: 'travellers.handOverAbnormal',
      input: ({ caseOf }) => (caseOf(person) === undefined ? undefined : { caseId: caseOf(person), class: 'confirmed', destination: 'Invented Hospital 虚构定点医院', vehicle: 'AMB-01', receiver: 'Ward reception (invented)', receiptSigned: true }) },
  ];
}
