import type { Role } from '../../kernel/officer.ts';
import { hour, minute, portTime } from '../days.ts';
import { today } from '../schedule.ts';
import type { GoodsDeed, GoodsKnown } from './deeds.ts';

interface Kit {
  readonly accreditation: string;
  readonly holderName: string;
  readonly by: Role;
  readonly origin: string;
  readonly arrivesOn: string;
  readonly leavesOn: string;
  /** Shape: what it is in both languages, its code, its serial number and its value. Unit: yuan. */
  readonly items: readonly (readonly [en: string, zh: string, hsCode: string, serial: string | null, value: string])[];
  readonly filedAt: number;
  /** How far it comes by half past ten: filed, returned by the organiser, certified, or released at the red channel. */
  readonly last: 'filed' | 'returned' | 'certified' | 'released';
}

const at = (day: string, minutes: number): number => portTime(day, minutes);
const camera = (serial: string, value = '36000.00'): Kit['items'][number] => ['Invented camera', '虚构相机', '852589', serial, value];
const lens = (serial: string): Kit['items'][number] => ['Invented long lens', '虚构长焦镜头', '900211', serial, '52000.00'];
const tripod: Kit['items'][number] = ['Invented tripod', '虚构三脚架', '962000', null, '2800.00'];

// The first is the persona's own; the organiser files for those of a delegation.
const kits: readonly Kit[] = [
  { accreditation: 'INV-E-0001', holderName: 'EXEMPLE Xin Wen 例文·新闻官', by: 'press', origin: 'FR', arrivesOn: today, leavesOn: '2022-02-22', items: [camera('PK1-CAM-1'), camera('PK1-CAM-2'), lens('PK1-LNS-1'), tripod], filedAt: at('2022-01-24', 9 * 60 + 20), last: 'released' },
  { accreditation: 'INV-E-0002', holderName: 'MUSTER Reporter 样板·记者', by: 'committee', origin: 'DE', arrivesOn: today, leavesOn: '2022-02-21', items: [camera('PK2-CAM-1'), lens('PK2-LNS-1'), ['Invented portable computer', '虚构便携式电脑', '847130', 'PK2-NBK-1', '12000.00']], filedAt: at('2022-01-24', 10 * 60), last: 'released' },
  { accreditation: 'INV-E-0003', holderName: 'VZOR Reporter 模样·记者', by: 'committee', origin: 'CZ', arrivesOn: '2022-01-28', leavesOn: '2022-02-20', items: [camera('PK3-CAM-1', '28000.00'), tripod], filedAt: at('2022-01-25', 14 * 60), last: 'certified' },
  { accreditation: 'INV-E-0004', holderName: 'ESEMPIO Reporter 示样·记者', by: 'committee', origin: 'IT', arrivesOn: '2022-01-29', leavesOn: '2022-02-23', items: [camera('PK4-CAM-1'), camera('PK4-CAM-2', '9000.00')], filedAt: at('2022-01-26', 11 * 60), last: 'returned' },
  { accreditation: 'INV-E-0005', holderName: 'MIHON Reporter 见本·记者', by: 'committee', origin: 'JP', arrivesOn: '2022-01-30', leavesOn: '2022-02-24', items: [camera('PK5-CAM-1', '41000.00'), lens('PK5-LNS-1'), tripod], filedAt: at(today, 9 * 60 + 10), last: 'filed' },
];

function kitDeeds(kit: Kit, place: number): GoodsDeed[] {
  const { accreditation, holderName, by, arrivesOn, leavesOn, items, filedAt, last } = kit;
  const chain = `press kit ${accreditation}`;
  const conveyance = `ZZ${201 + place}`;
  const deed = (name: string, when: number, who: Role, station: string | null, action: string, input: (known: GoodsKnown) => object): GoodsDeed => ({
    chain, needs: [], name, at: when, by: who, station: station === null ? null : ['PEK', station], action, input: (known) => ({ consignmentId: known.result(chain, 'file')['consignmentId'], ...input(known) }),
  });
  const record = (step: string, evidence: object) => ({ result }: GoodsKnown): object => ({ records: [{ consignmentId: result(chain, 'file')['consignmentId'], step, evidence }] });
  const deeds: GoodsDeed[] = [{
    chain, needs: [], name: 'file', at: filedAt, by, station: null, action: 'goods.filePressKit',
    input: () => ({
      accreditation, holderName, pointCode: 'PEK', venue: 'Invented Media Centre 虚构新闻中心', arrivesOn, leavesOn, cover: 'none', undertaking: '1',
      items: items.map(([descriptionEn, descriptionZh, hsCode, serial, value]) => ({ descriptionEn, descriptionZh, brand: 'Invented', ...(serial === null ? {} : { serial }), value, currency: 'CNY', origin: kit.origin, hsCode })),
    }),
  }];
  if (last === 'filed') return deeds;
  const answer = (confirmed: boolean): GoodsDeed => deed('certify', filedAt + 5 * hour, 'committee', null, 'goods.confirm', ({ result }) => ({ contentHash: result(chain, 'file')['contentHash'], confirmed, ...(confirmed ? {} : { reason: 'The lens of the first camera is missing on the list' }) }));
  deeds.push(answer(last !== 'returned'));
  if (last !== 'released') return deeds;
  // Shown at the red channel with the passenger: declared, looked at and let in within minutes.
  const shown = at(today, 9 * 60 + 5 + place * 20);
  deeds.push(
    deed('declare', shown, 'customsOfficer', 'goodsDesk', 'goods.declare', () => ({ form: 'simplified', timing: 'onArrival', content: { supervisionMode: '2600', transportMode: 'carried', conveyance, dispatchCountry: kit.origin } })),
    deed('accept', shown + 2 * minute, 'customsOfficer', 'goodsDesk', 'goods.accept', () => ({ accepted: true })),
    { ...deed('arrive', shown + 4 * minute, 'customsOfficer', 'cargoArrival', 'goods.recordMany', () => ({})), input: record('GDS-ARR', { pieces: items.length, piecesDeclared: items.length, conveyance, healthOrder: false }) },
    deed('scan', shown + 6 * minute, 'customsOfficer', 'inspection', 'goods.scanSerials', () => ({ serials: items.flatMap(([, , , serial]) => (serial === null ? [] : [serial])) })),
    deed('release', shown + 8 * minute, 'customsOfficer', 'goodsDesk', 'goods.release', () => ({})),
  );
  return deeds;
}

/** Writes the equipment that journalists carry in: filed under their accreditations in the last days, two of them let in this morning. */
export function journalistDeeds(): GoodsDeed[] {
  return kits.flatMap(kitDeeds);
}
