import type { Area, Language } from '../../../words/area.ts';
import { stations } from '../../../words/stations.ts';
import { steps } from '../../../words/steps.ts';
import { thresholds } from '../../../words/thresholds.ts';

const en = {
  planTitle: 'Flight plan', planBaseline: 'National baseline', planTemplate: 'Event template', reportTitle: 'Information report', closingTitle: 'Flight closing sheet',
  flight: 'Flight', date: 'Flight date', route: 'Route', point: 'Point of entry', direction: 'Direction', arrival: 'Arrival', departure: 'Departure', import: 'Goods in', response: 'Alarms', landed: 'Landed', risk: 'Risk', low: 'low', medium: 'medium', high: 'high',
  plan: 'Plan', version: 'Version', savedBy: 'Saved by', approvedBy: 'Approved by', notApproved: 'Not approved', languages: 'Languages', lanes: 'Lanes', card: 'Declaration card', keyAreas: 'Key areas', notes: 'Notes', thresholds: 'Thresholds', value: 'This plan', baseline: 'Baseline',
  steps: 'Prescribed actions', step: 'Action', owedWhen: 'Owed when', station: 'Station', lane: 'Lane', staff: 'Staff', differences: 'Differences from the national baseline', noDifferences: 'None: this plan is the baseline.', line: 'Line', before: 'Baseline', after: 'This plan',
  flightSteps: 'The flight', travellerSteps: 'Every traveller', consignmentSteps: 'Every consignment', always: 'always', afterFailure: 'after a failure',
  coversUntil: 'Covers records until', recipients: 'Recipients', persons: 'Persons', listed: 'Listed', onBoard: 'On board', absent: 'Listed, not on board', people: 'Passengers / crew', handedOverNormal: 'Handed over, normal', handedOverAbnormal: 'Handed over, abnormal', released: 'Released to board',
  passed: 'Passed', failed: 'Failed', diverted: 'Diverted', notApplicable: 'Not applicable', classes: 'Classes by inquiry', results: 'Laboratory results', nationalities: 'Nationalities on board', none: 'None',
  acknowledgements: 'Acknowledgements', recipient: 'Recipient', acknowledgedAt: 'Acknowledged', by: 'By', waiting: 'waiting', sentAt: 'Sent', sentBy: 'Sent by', contentHash: 'SHA-256 of the content',
  compared: 'Compared before closing', measure: 'Comparison', left: 'Counted', right: 'Must equal', verdict: 'Result', equal: 'equal', differs: 'DIFFERS',
  headCount: 'Head-count', tubes: 'Tubes = persons swabbed', swabbed: 'Persons swabbed = persons on board', tubesAnswered: 'Tubes without a result', handOvers: 'Hand-overs, given = persons on board', received: 'Normal hand-overs, received = given', symptomatic: 'Symptomatic persons released', unexplained: 'Differences not explained', reportEqual: 'Report figures = ledger',
  ledger: 'Ledger', ledgerHash: 'SHA-256 over all records', records: 'Records', closedAt: 'Closed', signatures: 'Signatures', closingOfficer: 'Duty officer', secondOfficer: 'Second officer', approver: 'Approving officer', signedElectronically: 'Signed electronically, {at}', signedByPassword: 'Signed by own password, {at}', signedInSession: 'Signed in own session, {at}', signHere: 'Name, date, signature',
  statement: 'Every person counted on board has been through every prescribed action, or a named rule says that it does not apply. Nothing is owed.',
  page: 'Page {page} of {pages}', printed: 'Printed {at}', number: 'No.', invalid: 'The ledger no longer gives this hash.', valid: 'Recomputed from the records when printed: equal.',
  symptomaticClass: 'symptomatic', ordinary: 'ordinary', closeContact: 'close contact', suspected: 'suspected', confirmed: 'confirmed', negative: 'negative', positive: 'positive', inconclusive: 'inconclusive', lost: 'lost', unknown: 'not stated',
  added: 'added', removed: 'removed',
  positiveTitle: 'Immediate report of a positive', result: 'Laboratory result', tube: 'Tube', knownAt: 'Known since', dueAt: 'To be sent by', minutesLater: '{count} min after', inTime: 'in time', late: 'LATE', caseNumber: 'Case',
  hashEqual: 'Recomputed from the content when printed: equal.', hashDiffers: 'The content no longer gives this hash.', namesNobody: 'This sheet names nobody. Whoever has to act on the person opens the case by this number; that read is logged.',
} as const;

/** Is a word of the sheets. */
export type SheetWord = keyof typeof en;

const zh: Readonly<Record<SheetWord, string>> = {
  planTitle: '航班处置方案（一机一策）', planBaseline: '国家基线方案', planTemplate: '赛事方案模板', reportTitle: '信息通报', closingTitle: '航班销号单',
  flight: '航班', date: '航班日期', route: '航线', point: '口岸', direction: '方向', arrival: '入境', departure: '出境', import: '物资入境', response: '设备报警', landed: '落地时间', risk: '风险等级', low: '低', medium: '中', high: '高',
  plan: '方案', version: '版本', savedBy: '编制人', approvedBy: '批准人', notApproved: '尚未批准', languages: '语种', lanes: '通道数', card: '健康申明卡版本', keyAreas: '重点地区', notes: '说明', thresholds: '阈值', value: '本方案', baseline: '国家基线',
  steps: '规定动作', step: '动作', owedWhen: '适用条件', station: '岗位', lane: '通道', staff: '关员人数', differences: '与国家基线的差异', noDifferences: '无差异：本方案即国家基线。', line: '条目', before: '国家基线', after: '本方案',
  flightSteps: '航班', travellerSteps: '每名人员', consignmentSteps: '每批物资', always: '一律', afterFailure: '前项未通过时',
  coversUntil: '数据截至', recipients: '接收单位', persons: '人员', listed: '名单人数', onBoard: '在机人数', absent: '名单内未登机', people: '旅客 / 机组', handedOverNormal: '正常移交', handedOverAbnormal: '异常移交', released: '放行登机',
  passed: '通过', failed: '未通过', diverted: '转异常处置', notApplicable: '不适用', classes: '流调人员类别', results: '检测结果', nationalities: '在机人员国籍', none: '无',
  acknowledgements: '回执', recipient: '接收单位', acknowledgedAt: '回执时间', by: '经办', waiting: '待回执', sentAt: '发出时间', sentBy: '发出人', contentHash: '内容校验值（SHA-256）',
  compared: '销号前核对', measure: '核对项', left: '实数', right: '应为', verdict: '结果', equal: '一致', differs: '不一致',
  headCount: '清点人数', tubes: '采样管数＝采样人数', swabbed: '采样人数＝在机人数', tubesAnswered: '未出结果的采样管', handOvers: '移交人数＝在机人数', received: '正常移交：接收数＝移交数', symptomatic: '有症状人员被放行', unexplained: '未说明的差异', reportEqual: '通报数据＝台账数据',
  ledger: '台账', ledgerHash: '全部记录校验值（SHA-256）', records: '记录条数', closedAt: '销号时间', signatures: '签字', closingOfficer: '销号人', secondOfficer: '复核人', approver: '批准人', signedElectronically: '电子签署 {at}', signedByPassword: '本人密码签署 {at}', signedInSession: '本人登录签署 {at}', signHere: '姓名、日期、签字',
  statement: '经清点在机的每一名人员均已完成全部规定动作，或由具名规则判定不适用；无任何未完成事项。',
  page: '第 {page} 页，共 {pages} 页', printed: '打印于 {at}', number: '编号', invalid: '按现有台账重新计算，校验值不一致。', valid: '打印时按记录重新计算，校验值一致。',
  symptomaticClass: '有症状', ordinary: '一般人员', closeContact: '密切接触者', suspected: '疑似', confirmed: '确诊', negative: '阴性', positive: '阳性', inconclusive: '可疑待复检', lost: '样本丢失', unknown: '未注明',
  added: '新增', removed: '删除',
  positiveTitle: '阳性即报单', result: '检测结果', tube: '采样管', knownAt: '获知时间', dueAt: '报告时限', minutesLater: '获知后 {count} 分钟', inTime: '按时', late: '超时', caseNumber: '案件编号',
  hashEqual: '打印时按内容重新计算，校验值一致。', hashDiffers: '按现有内容重新计算，校验值不一致。', namesNobody: '本单不载明姓名。须处置该人员的单位凭此编号查阅案件，查阅均有记录。',
};

const words = { en, zh } as const;

/** Writes a word of the sheets. */
export function sheetWord(language: Language, key: SheetWord, params: Readonly<Record<string, string | number>> = {}): string {
  return words[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** Writes a value of the data (a class, a result) as a word where there is one. */
export function valueWord(language: Language, value: string): string {
  if (value === '') return words[language].unknown;
  const key = value === 'symptomatic' ? 'symptomaticClass' : value;
  return Object.hasOwn(words.en, key) ? words[language][key as SheetWord] : value;
}

function nameIn(names: Area, language: Language, key: string): string {
  const word = Object.hasOwn(names[language], key) ? names[language][key] : undefined;
  return typeof word === 'string' ? word : key;
}

/** Writes the name of a prescribed action. */
export function stepTitle(language: Language, step: string): string {
  return nameIn(steps, language, step);
}

/** Writes the name of a threshold. */
export function thresholdTitle(language: Language, threshold: string): string {
  return nameIn(thresholds, language, threshold);
}

/** Writes the name of a kind of station, or the name that the plan gives it. */
export function stationTitle(language: Language, station: string): string {
  return nameIn(stations, language, station);
}
