import type { Actor } from '../src/kernel/officer.ts';
import { uuidv7 } from '../src/kernel/ids.ts';
import { insertRoster, insertVersion } from '../src/modules/roster/store/rosters.ts';
import { defaultRules, defaultWeights } from '../src/modules/roster/shapes/planning.ts';
import { addDevice, portalReading } from './devices-port.ts';
import { makeHall, type Hall } from './e2e/hall.ts';
import { goodsListOf } from './goods-port.ts';

/** Is a day with something of everything that the duty commander looks at. The clock stands. */
export interface DutyDay {
  readonly hall: Hall;
  readonly duty: Actor;
  readonly second: Actor;
  /** An instant before anybody was checked, and one after twelve were cleared. */
  readonly early: string;
  readonly late: string;
}

const shiftType = { shift: 'D', startsMinute: 480, lengthMinutes: 600, night: false };

/** Makes the day: twelve of twenty cleared, an alarm, a device off the line, a hold, a call-up that waits, three rostered of whom one has come. */
export async function makeDutyDay(): Promise<DutyDay> {
  const hall = await makeHall();
  const { world } = hall;
  const [duty, second, planner, trader] = [await world.makeOfficer('dutyOfficer', 'duty-one'), await world.makeOfficer('dutyOfficer', 'duty-two'), await world.makeOfficer('rosterPlanner'), await world.makeOfficer('trader')];
  world.setTime('2022-01-27T07:00:00.000Z', 0);
  const early = world.now();

  const rows = ['F-1,MUSTER One,样例一,PEK,front,A,,12,sampling,C-1,2022-01-01,', 'F-2,MUSTER Two,样例二,PEK,front,A,,12,sampling,C-2,2022-01-01,', 'F-3,MUSTER Three,样例三,PEK,front,A,,12,screening,C-3,2022-01-01,', 'E-1,MUSTER Four,样例四,PEK,emergency,,,,sampling,C-4,2022-01-01,'];
  await world.done('roster.importStaff', { fileName: 'staff.csv', content: Buffer.from(['staffNumber,nameEn,nameZh,point,tier,team,loop,mostShifts,skill,certificate,validFrom,validUntil', ...rows].join('\n')).toString('base64') }, { as: planner });
  const { people } = await world.see<{ people: { personId: string; staffNumber: string }[] }>('roster.people', {}, { as: planner });
  const person = (number: string): string => people.find((one) => one.staffNumber === number)!.personId;
  const { points } = await world.see<{ points: { pointId: string; code: string }[] }>('ports.list', {});
  const rosterId = uuidv7();
  await insertRoster(world.open.pool, world.eventId, { rosterId, pointId: points.find((one) => one.code === 'PEK')!.pointId, firstDay: '2022-01-27', days: 1, content: { shiftTypes: [shiftType], rules: defaultRules, weights: defaultWeights, demand: [], forecasts: [] } }, planner.officerId, world.now());
  const cells = [['F-1', 'sampling'], ['F-2', 'sampling'], ['F-3', 'screening']].map(([number, skill]) => ({ personId: person(number!), day: '2022-01-27', shift: 'D', skill: skill!, locked: false, breaksAt: [] }));
  const content = { objective: null, lowerBound: null, gap: null, underCoverHours: 0, assigned: 3, violations: 0, activationDays: [], wallSeconds: null };
  await insertVersion(world.open.pool, world.eventId, { rosterId, ordinal: 1, kind: 'published', content, reason: '', requestId: null, cells }, planner.officerId, world.now());
  await world.done('roster.attend', { personId: person('F-1'), kind: 'on', stationId: null }, { as: planner });

  world.setTime('2022-01-27T08:00:00.000Z', 0);
  await hall.cleared(hall.people.slice(1, 13).map((one) => one.caseId));
  await world.done('roster.callUp', { tier: 'emergency', pointCode: 'PEK', skill: 'sampling', startsAt: '2022-01-28T00:00:00.000Z', endsAt: '2022-01-28T08:00:00.000Z', wanted: 1, reason: 'Two are missing', urgent: false }, { as: planner });
  const portal = await addDevice(world, 'radiationPortal');
  await portal.sends('gammaAlarm', portalReading(true));
  const gate = await addDevice(world, 'thermometerGate');
  await world.done('devices.suspend', { deviceId: gate.deviceId, reason: 'Lens broken', forGood: false });
  const { partyId } = await world.done<{ partyId: string }>('goods.fileParty', { kind: 'company', nameEn: 'Invented Broadcast Ltd', nameZh: '虚构转播有限公司', registration: '91110000MA0000001L', contact: 'desk@example.org' }, { as: trader });
  await world.done('goods.decideParty', { partyId, registered: true, reason: '' });
  const { consignmentId } = await world.done<{ consignmentId: string }>('goods.submit', { kind: 'K03', cover: 'organiser', pointCode: 'PEK', venue: 'Invented Broadcast Centre', expectedOn: '2022-01-28', partyId, list: goodsListOf([{}]) }, { as: trader });
  await world.done('goods.placeHold', { consignmentId, agency: 'Radio authority', reason: 'Frequencies to be checked', nextActor: 'agency', dueAt: '2022-01-27T08:30:00.000Z' });
  world.setTime('2022-01-27T09:00:00.000Z', 0);
  return { hall, duty, second, early, late: world.now() };
}
