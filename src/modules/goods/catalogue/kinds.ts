import type { ConsignmentKind } from '../../prescribed/catalogue/consignment-kinds.ts';
import type { Cover, DispositionKind } from '../shapes.ts';

/** Names the permits that goods may need. */
export const permitKinds = ['radio', 'firearms', 'medicine', 'narcotic', 'antiDoping', 'specialArticles', 'medicalDevice', 'quarantine', 'cites', 'explosives', 'press'] as const;
/** Is a kind of permit. */
export type PermitKind = (typeof permitKinds)[number];

/** Is what a kind of permit is: who gives it and by which law. */
export interface PermitDefinition {
  readonly name: { readonly en: string; readonly zh: string };
  readonly authority: { readonly en: string; readonly zh: string };
  /** Codes of goods that need it wherever they come; the kind decides for all others. */
  readonly hs: readonly string[];
  /** The kind as which goods of these codes come and no other, since it owes what they need besides the permit. */
  readonly onlyAs?: ConsignmentKind;
  /** Another permit by which such goods may come as well. */
  readonly orBy?: PermitKind;
  readonly source: string;
}

/** Says of each permit who gives it. Source: docs/facts.md, permits; the articles are named with each. */
export const permits: Readonly<Record<PermitKind, PermitDefinition>> = {
  radio: { name: { en: 'Radio equipment approval', zh: '无线电设备批准文件' }, authority: { en: 'Radio authority', zh: '无线电管理机构' }, hs: ['851714', '851761', '851762', '852550', '852560'], source: '无线电管理条例 arts 44, 47' },
  firearms: { name: { en: 'Firearms approval and carrying permit', zh: '枪支（弹药）携运许可' }, authority: { en: 'State sports authority; border inspection', zh: '国家体育主管部门；边防检查机关' }, hs: ['9302', '9303', '9304', '9306'], onlyAs: 'K06', source: '枪支管理法 arts 33–37' },
  medicine: { name: { en: 'Medicine import clearance form', zh: '进口药品通关单' }, authority: { en: 'Port drug authority', zh: '口岸药品监督管理部门' }, hs: ['3003', '3004'], orBy: 'narcotic', source: '药品管理法 arts 64–65' },
  narcotic: { name: { en: 'Import permit for narcotic or psychotropic medicines', zh: '麻醉药品和精神药品进口准许证' }, authority: { en: 'National drug authority', zh: '国家药品监督管理部门' }, hs: [], source: '药品管理法 art. 66' },
  antiDoping: { name: { en: 'Permit for anabolic agents and peptide hormones', zh: '蛋白同化制剂、肽类激素进口准许证' }, authority: { en: 'Provincial drug authority', zh: '省级药品监督管理部门' }, hs: ['2937'], source: '反兴奋剂条例 art. 11' },
  specialArticles: { name: { en: 'Health-quarantine approval of special articles', zh: '特殊物品卫生检疫审批单' }, authority: { en: 'Customs', zh: '海关' }, hs: ['3001', '3002'], source: '国境卫生检疫法(2024) art. 22' },
  medicalDevice: { name: { en: 'Medical device registration or urgent approval', zh: '医疗器械注册证或应急批准' }, authority: { en: 'Drug and device authority', zh: '药品监督管理部门' }, hs: ['9018', '9022'], source: '医疗器械监督管理条例 art. 57' },
  quarantine: { name: { en: 'Animal and plant quarantine permit', zh: '进境动植物检疫许可证' }, authority: { en: 'Customs (GACC)', zh: '海关总署' }, hs: ['01', '02', '04', '06', '0701', '08', '1207'], source: '动植物检疫法 arts 10–17' },
  cites: { name: { en: 'CITES permit', zh: '濒危物种允许进出口证明书' }, authority: { en: 'Endangered species authority', zh: '国家濒管办' }, hs: [], source: '濒危野生动植物进出口管理条例 arts 19–21' },
  explosives: { name: { en: 'Explosives approval and police filing', zh: '民用爆炸物品进口批准及备案' }, authority: { en: 'Ministry in charge; police', zh: '行业主管部门；公安机关' }, hs: ['3601', '3602', '3603', '3604'], onlyAs: 'K17', source: '民用爆炸物品安全管理条例 art. 25' },
  press: { name: { en: 'Letter for press equipment', zh: '记者采访器材函件' }, authority: { en: 'Foreign Ministry or organiser', zh: '外交部或组委会' }, hs: [], source: '外国记者采访条例 art. 19; practice of 1998' },
};

/** Is when goods of a kind are inspected: with a slot of the window, at the venue, on arrival within 24 hours, or without any. */
export type AppointmentRule = 'window' | 'venue' | 'arrival' | 'mandatory' | 'none';

/** Is one kind of consignment; the steps that it owes stand in `prescribedFor`. */
export interface KindDefinition {
  readonly name: { readonly en: string; readonly zh: string };
  /** Typical HS6 codes. */
  readonly hs: readonly string[];
  /** The goods leave again: they are admitted for a time, under cover. */
  readonly temporary: boolean;
  /** The covers that may be chosen, the usual one first. */
  readonly covers: readonly Cover[];
  readonly permits: readonly PermitKind[];
  readonly appointment: AppointmentRule;
  /** At every hand-over two officers count what is handed over and what stays, to the round. */
  readonly countedByTwo?: true;
  /** The ways in which its lines may leave supervision, the usual one first. */
  readonly closesBy: readonly DispositionKind[];
  readonly source: string;
}

const leaving = ['reExport', 'dutyPaid', 'destruction', 'donation', 'abandonment', 'loss'] as const;
const staying = ['consumption', 'reExport', 'destruction', 'donation', 'abandonment', 'loss'] as const;
const temporary = { temporary: true, covers: ['organiser', 'carnet', 'deposit'], closesBy: leaving } as const;

/**
 * Says of each kind of consignment how it is covered, permitted, inspected and closed.
 * Source: docs/facts.md, kinds of consignment; the proposal behind it is inferred, the statutes are named with each kind.
 */
export const kinds: Readonly<Record<ConsignmentKind, KindDefinition>> = {
  K01: { name: { en: 'Official supplies to stay', zh: '留购物资（官方物资）' }, hs: ['940330'], temporary: false, covers: ['tax', 'exempt'], permits: [], appointment: 'window', closesBy: staying, source: '关税法(2024) art. 35: three years’ review, no transfer of exempt goods' },
  K02: { name: { en: 'Temporary Games equipment', zh: '赛事暂时进境器材' }, hs: ['852411'], ...temporary, permits: [], appointment: 'venue', source: '海关法 art. 31; 关税法(2024) art. 37' },
  K03: { name: { en: 'Broadcast equipment', zh: '广播电视转播设备' }, hs: ['852589', '852910'], ...temporary, covers: ['carnet', 'organiser', 'deposit'], permits: ['radio'], appointment: 'venue', source: '关税法(2024) art. 37; A.T.A. Convention' },
  K04: { name: { en: 'Press kit, hand-carried', zh: '记者随身采访器材' }, hs: ['852589'], temporary: true, covers: ['none', 'organiser', 'carnet'], permits: ['press', 'radio'], appointment: 'none', closesBy: leaving, source: '海关法 art. 50: the same person takes it out' },
  K05: { name: { en: 'Sports equipment', zh: '运动器材' }, hs: ['950611'], ...temporary, covers: ['carnet', 'organiser', 'deposit'], permits: ['cites'], appointment: 'arrival', source: 'iccwbo.org: sports goods since 2020-01' },
  K06: { name: { en: 'Firearms and ammunition', zh: '枪支弹药' }, hs: ['930330', '930621', '930630'], ...temporary, permits: ['firearms'], appointment: 'mandatory', countedByTwo: true, closesBy: ['reExport', 'consumption', 'destruction', 'loss'], source: '枪支管理法 arts 33–37' },
  K07: { name: { en: 'Radio equipment', zh: '无线电设备' }, hs: ['851762', '852560'], ...temporary, permits: ['radio'], appointment: 'venue', source: '无线电管理条例 art. 47' },
  K08: { name: { en: 'Medicines', zh: '药品' }, hs: ['300490', '293790'], temporary: false, covers: ['none', 'tax', 'exempt'], permits: ['medicine', 'narcotic', 'antiDoping'], appointment: 'arrival', closesBy: staying, source: '药品管理法 arts 64–66' },
  K09: { name: { en: 'Special articles and medical devices', zh: '特殊物品及医疗器械' }, hs: ['300212'], temporary: false, covers: ['none', 'tax', 'organiser'], permits: ['specialArticles', 'medicalDevice'], appointment: 'mandatory', closesBy: staying, source: '国境卫生检疫法(2024) art. 22' },
  K10: { name: { en: 'Food and drink', zh: '食品饮料' }, hs: ['210690', '220830'], temporary: false, covers: ['tax', 'exempt'], permits: ['quarantine'], appointment: 'arrival', closesBy: staying, source: '食品安全法 arts 91–101; GACC orders 248 and 249' },
  K11: { name: { en: 'Horses', zh: '马匹' }, hs: ['010121', '010129'], ...temporary, permits: ['quarantine'], appointment: 'mandatory', closesBy: ['reExport', 'loss', 'dutyPaid'], source: '动植物检疫法 arts 10–17' },
  K12: { name: { en: 'Guide dogs, working dogs, pets', zh: '导盲犬、工作犬及宠物' }, hs: ['010619'], temporary: true, covers: ['none', 'organiser'], permits: ['quarantine'], appointment: 'arrival', closesBy: ['reExport', 'loss'], source: '动植物检疫法实施条例 art. 43' },
  K13: { name: { en: 'Plants, seed, flowers, wood', zh: '植物、种子、花卉、木材' }, hs: ['060311'], temporary: false, covers: ['tax', 'exempt'], permits: ['quarantine', 'cites'], appointment: 'window', closesBy: staying, source: '动植物检疫法 arts 10–17' },
  K14: { name: { en: 'Gifts, sponsor and free goods', zh: '礼品、赞助及免费物资' }, hs: ['491199'], temporary: false, covers: ['tax', 'exempt'], permits: [], appointment: 'window', closesBy: staying, source: 'CIIE 2018: free within a quota, the part over it is taxed' },
  K15: { name: { en: 'Vehicles and drones', zh: '车辆及无人机' }, hs: ['870323', '880621'], ...temporary, permits: [], appointment: 'venue', source: '关税法(2024) art. 37; traffic and air authority inferred' },
  K16: { name: { en: 'Personal effects, unaccompanied bags', zh: '个人物品（分离运输行李）' }, hs: ['980490'], temporary: false, covers: ['none', 'tax'], permits: [], appointment: 'none', closesBy: staying, source: 'en.bcia.com.cn: limits by traveller' },
  K17: { name: { en: 'Dangerous goods, batteries, pyrotechnics', zh: '危险品、电池、烟火制品' }, hs: ['850760', '360410'], temporary: false, covers: ['tax', 'exempt'], permits: ['explosives'], appointment: 'mandatory', countedByTwo: true, closesBy: staying, source: '民用爆炸物品安全管理条例 art. 25' },
};
