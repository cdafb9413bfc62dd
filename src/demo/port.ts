import type { Actor, Role } from '../kernel/officer.ts';
import { wordsId } from '../kernel/named-ids.ts';

/** Lists the points of entry of the world, and whether people and goods come in there; almost everybody lands at the first. Source: docs/facts.md, ports of goods. */
export const points = [
  { code: 'PEK', kind: 'airport', people: true, goods: true, nameEn: 'Beijing Capital Airport', nameZh: '北京首都机场' },
  { code: 'PKX', kind: 'airport', people: true, goods: false, nameEn: 'Beijing Daxing Airport', nameZh: '北京大兴机场' },
  { code: 'ZQZ', kind: 'airport', people: true, goods: false, nameEn: 'Zhangjiakou Airport', nameZh: '张家口机场' },
  { code: 'BCY', kind: 'railway', people: false, goods: true, nameEn: 'Beijing Chaoyang', nameZh: '北京朝阳口岸' },
  { code: 'TXG', kind: 'seaport', people: false, goods: true, nameEn: 'Tianjin Xingang', nameZh: '天津新港' },
  { code: 'TDJ', kind: 'seaport', people: false, goods: true, nameEn: 'Tianjin Dongjiang', nameZh: '天津东疆' },
] as const;

/** Lists the kinds of station at which goods are seen; each point of goods has one of each. */
export const goodsStationKinds = [
  { kind: 'goodsDesk', en: 'Goods desk', zh: '物资通关席' }, { kind: 'cargoArrival', en: 'Cargo arrival', zh: '货物到港查验' }, { kind: 'inspection', en: 'Goods inspection', zh: '物资查验台' }, { kind: 'venueStore', en: 'Venue store', zh: '场馆仓库' }, { kind: 'cargoExit', en: 'Cargo exit', zh: '货物出境核验' },
] as const;

const series = (letter: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);

/** Lists the kinds of station with their lanes at the main point; the others have the first lane of each. */
export const stationKinds: readonly { readonly kind: string; readonly en: string; readonly zh: string; readonly lanes: readonly string[] }[] = [
  { kind: 'desk', en: 'Flight desk', zh: '航班监管席', lanes: series('F', 3) },
  { kind: 'remote', en: 'Remote review', zh: '远端审核席', lanes: series('R', 2) },
  { kind: 'aircraft', en: 'Boarding team', zh: '登临检疫组', lanes: series('B', 4) },
  { kind: 'declaration', en: 'Declaration gate', zh: '申明卡核验通道', lanes: series('G', 10) },
  { kind: 'temperature', en: 'Temperature lane', zh: '体温监测通道', lanes: series('G', 10) },
  { kind: 'patrol', en: 'Medical patrol', zh: '医学巡查', lanes: series('P', 4) },
  { kind: 'inquiry', en: 'Inquiry point', zh: '流调点', lanes: series('H', 8) },
  { kind: 'isolation', en: 'Isolation room', zh: '负压隔离室', lanes: series('N', 3) },
  { kind: 'sampling', en: 'Sampling booth', zh: '采样亭', lanes: series('S', 20) },
  { kind: 'courier', en: 'Courier', zh: '样本转运点', lanes: series('K', 2) },
  { kind: 'laboratory', en: 'Port laboratory', zh: '口岸实验室', lanes: series('L', 2) },
  { kind: 'immigration', en: 'Immigration counter', zh: '边检通道', lanes: series('E', 8) },
  { kind: 'accreditation', en: 'Accreditation desk', zh: '注册卡激活台', lanes: series('A', 4) },
  { kind: 'baggage', en: 'Baggage hall', zh: '行李监管区', lanes: series('C', 3) },
  { kind: 'vehicleBay', en: 'Vehicle bay', zh: '移交转运车位', lanes: series('V', 6) },
  { kind: 'ambulanceBay', en: 'Ambulance bay', zh: '急救车位', lanes: series('M', 2) },
  { kind: 'disinfection', en: 'Disinfection team', zh: '终末消毒组', lanes: series('D', 3) },
  { kind: 'gate', en: 'Departure gate', zh: '离境放行通道', lanes: series('D', 4) },
  { kind: 'village', en: 'Village desk', zh: '村内前置申报台', lanes: series('W', 2) },
];

/** Is one officer of the world, one for each role; user name and role are the same word. */
export interface Persona {
  readonly role: Role;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly organisation: string;
  readonly language: 'en' | 'zh';
  /** Kind of the station where the officer works. */
  readonly station: string | null;
}

const customs = 'Invented Customs 虚构海关';
/** Names who gets every information report and acknowledges it. */
export const reportRecipients = { centre: 'Invented Arrival and Departure Centre 虚构抵离中心', committee: 'Invented Organising Committee 虚构组委会' } as const;

/** Lists the officers of the world. */
export const personas: readonly Persona[] = [
  { role: 'dutyOfficer', nameEn: 'SHILI Zhang Ban', nameZh: '示例·值班长', organisation: customs, language: 'zh', station: 'desk' },
  { role: 'healthOfficer', nameEn: 'YANGBEN Wei Sheng', nameZh: '样本·卫生检疫员', organisation: customs, language: 'zh', station: 'desk' },
  { role: 'gate', nameEn: 'MOBAN Tong Dao', nameZh: '模板·通道关员', organisation: customs, language: 'zh', station: 'declaration' },
  { role: 'doctor', nameEn: 'FANLI Yi Sheng', nameZh: '范例·医师', organisation: customs, language: 'zh', station: 'isolation' },
  { role: 'sampler', nameEn: 'YANSHI Cai Yang', nameZh: '演示·采样员', organisation: customs, language: 'zh', station: 'sampling' },
  { role: 'laboratory', nameEn: 'CESHI Jian Yan', nameZh: '测试·检验员', organisation: 'Invented Port Laboratory 虚构口岸实验室', language: 'zh', station: 'laboratory' },
  { role: 'transfer', nameEn: 'MUSTER Zhuan Yun', nameZh: '样板·转运员', organisation: 'Invented Transfer Team 虚构转运专班', language: 'zh', station: 'vehicleBay' },
  { role: 'disinfection', nameEn: 'PROBE Xiao Du', nameZh: '试样·消毒员', organisation: 'Invented Disinfection Team 虚构消毒专班', language: 'zh', station: 'disinfection' },
  { role: 'customsOfficer', nameEn: 'MODELL Xing Li', nameZh: '模型·行李关员', organisation: customs, language: 'zh', station: 'baggage' },
  { role: 'immigration', nameEn: 'EXAMPLE Bian Jian', nameZh: '举例·边检员', organisation: 'Invented Immigration 虚构边检', language: 'zh', station: 'immigration' },
  { role: 'committee', nameEn: 'SPECIMEN Zu Wei', nameZh: '样品·组委会', organisation: reportRecipients.committee, language: 'en', station: 'accreditation' },
  { role: 'centre', nameEn: 'SAMPLE Di Li', nameZh: '抽样·抵离中心', organisation: reportRecipients.centre, language: 'en', station: 'remote' },
  { role: 'airline', nameEn: 'EJEMPLO Hang Si', nameZh: '样例·航司代表', organisation: 'Invented Carriers 虚构承运人 (ZZ, YY, XX, VV)', language: 'en', station: null },
  { role: 'trader', nameEn: 'VOORBEELD Huo Zhu', nameZh: '示范·货主代表', organisation: 'Muster Broadcast (invented) 样板转播公司（虚构）', language: 'en', station: null },
  { role: 'foodSupervisor', nameEn: 'ESEMPIO Shi Pin', nameZh: '拟样·食品监管员', organisation: 'Invented Food Supervision 虚构食品监管', language: 'zh', station: 'inspection' },
  { role: 'rosterPlanner', nameEn: 'PROVA Pai Ban', nameZh: '试例·排班员', organisation: customs, language: 'zh', station: null },
  { role: 'auditor', nameEn: 'BEISPIEL Shen Ji', nameZh: '例证·审计员', organisation: 'Invented Audit Office 虚构审计', language: 'en', station: null },
  { role: 'dataOfficer', nameEn: 'PRIKLAD Shu Bao', nameZh: '示样·数据保护', organisation: customs, language: 'en', station: null },
  { role: 'press', nameEn: 'EXEMPLE Xin Wen', nameZh: '例文·新闻官', organisation: 'Invented Press Office 虚构新闻办', language: 'en', station: null },
  { role: 'administrator', nameEn: 'VZOR Guan Li', nameZh: '模样·管理员', organisation: customs, language: 'en', station: null },
];

/** Is the password of every officer of the world, said at the start; the world is invented and so is its secrecy. */
export const demoPassword = 'sliding-panda-on-thin-ice';

/** Is the invented event: its code, names and time zone. */
export const inventedEvent = { code: 'beijing-2022', nameEn: 'Beijing 2022 (invented people)', nameZh: '北京2022（虚构人员）', timeZone: 'Asia/Shanghai' } as const;

/** Tells the identifier of an officer of the world. */
export function personaId(eventId: string, role: Role): string {
  return wordsId(eventId, 'officer', role);
}

/** Makes the officer act. */
export function actorFor(eventId: string, role: Role, stationId: string | null): Actor {
  const persona = personas.find((entry) => entry.role === role);
  if (persona === undefined) throw new Error(`No officer of the world holds the role ${role}`);
  return { officerId: personaId(eventId, role), keyId: null, name: { en: persona.nameEn, zh: persona.nameZh }, organisation: persona.organisation, roles: [role], stationId };
}

/** Is the area whose travellers the world's plans ask more: one where nobody lives, since no real country is meant. Shape: ISO 3166 alpha-3. */
export const inventedKeyArea = 'ATA';
