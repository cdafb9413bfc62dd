import type { Language } from './area.ts';

// Longer phrases first: each stands in the source of a rule as the catalogues write it, in English beside the law's own Chinese name.
const phrases: readonly (readonly [en: string, zh: string])[] = [
  ['the base holds the duty that is levied, which is a whole number of fen', '税基包含实征关税，以分为单位'],
  ['the 关税法(2024) leaves the figure to the State Council', '关税法(2024) 授权国务院规定数额'],
  ['what is treated and conforms may come in', '经除害处理合格的，准予进境'],
  ['three years’ review, no transfer of exempt goods', '三年监管，免税货物不得擅自转让'],
  ['free within a quota, the part over it is taxed', '额度内免税，超出部分征税'],
  ['the goods come in by the items of the carnet', '货物按单证册各项进境'],
  ['no guarantee covers a missing permit', '不得以担保代替许可证件'],
  ['delivered whole to the venue that was declared', '整批送达所申报的场馆'],
  ['the same person takes it out', '由本人带出'],
  ['in advance; the days are inferred', '提前申报；天数为推定'],
  ['at least 24 h ahead; the working day is inferred', '至少提前24小时；工作日为推定'],
  ['inspection within 24 h of arrival', '到货后24小时内查验'],
  ['no transfer without leave; counted at every hand-over', '未经许可不得移动；每次交接清点'],
  ['traffic and air authority inferred', '交通及民航主管部门为推定'],
  ['every piece passes the portal monitor', '逐件通过门式监测'],
  ['lanes with reasons shown and seeded random', '布控通道，理由公开，按种子随机'],
  ['line by line for broadcast equipment', '广播电视设备逐项'],
  ['re-exported within the period', '期限内复运出境'],
  ['goods that do not come in owe no tax', '未进境的货物不征税'],
  ['a permit is used by goods that come in', '许可证件由实际进境货物核销'],
  ['Nothing is charged or freed while goods are seized', '扣留期间不征税也不解除担保'],
  ['only a penalty without confiscation leaves the tax owed', '仅处罚而不没收的，税款仍应缴纳'],
  ['Charged in the ordinary way once the goods come in', '货物进境后照常征税'],
  ['from an examination question', '据考试题目'],
  ['the notice sets the day', '以告知书所定日期为准'],
  ['to the fen, half up', '计至分，四舍五入'],
  ['taken over from order 124', '沿用第124号令'],
  ['sports goods since 2020-01', '体育用品自2020年1月起'],
  ['customs guide of the airport', '机场海关指南'],
  ['the consignee is present', '收货人到场'],
  ['“5+2” appointments', '“5+2”预约'],
  ['for other goods inferred', '其他货物为推定'],
  ['limits by traveller', '按旅客类别的限额'],
  ['article to be verified', '条款待核实'],
  ['periodic checks', '定期核查'],
  ['seals are inviolable', '不得擅自启封'],
  ['practice of 1998', '1998年做法'],
  ['inferred; a setting', '推定，可设置'],
  ['The rule of 100 %: reporting', '“百分之百”要求：信息通报'],
  ['The rule of 100 %', '“百分之百”要求'],
  ['illustrative; import the tariff in force before use', '示例税率，使用前请导入现行税则'],
  ['24 h each', '各24小时'],
  ['to be verified', '待核实'],
  ['published guide, area 1', '通关须知第一部分'],
  ['published guide', '通关须知'],
  ['Wuhan 2019, Appendix 2', '武汉2019通关须知附件2'],
  ['A.T.A. Convention', 'ATA 公约'],
  ['Beijing Daily', '北京日报'], ['China Daily', '中国日报'], ['China News', '中国新闻网'],
  ['CIIE', '进博会'],
  ['inferred', '推定'],
];

/** Says the source of a rule in a language: the law keeps its own name, what stands beside it in English is put into Chinese. Shape: a phrase that is not known stays as it is written. */
export function saySource(language: Language, source: string): string {
  if (language === 'en') return source;
  let text = source;
  for (const [en, zh] of phrases) text = text.replaceAll(en, zh);
  return text
    .replaceAll(/GACC orders? ([0-9]+)(?:(?:, | and )([0-9]+))?/gu, (_, one: string, other: string | undefined) => `海关总署令第${one}号${other === undefined ? '' : `、第${other}号`}`)
    .replaceAll(/ ?\barts? ([0-9]+(?:[–-][0-9]+)?(?:(?:, | and )[0-9]+(?:[–-][0-9]+)?)*)(\([0-9]+\))?/gu, (_, numbers: string, part: string | undefined) => `第${numbers.replaceAll(/, | and /gu, '、')}条${part === undefined ? '' : `第${part}项`}`)
    .replaceAll(/ ?\bart\. ([0-9]+)(?:\(([0-9]+)\))?/gu, (_, number: string, part: string | undefined) => `第${number}条${part === undefined ? '' : `第(${part})项`}`)
    .replaceAll('; ', '；').replaceAll(/(?<=[\p{Script=Han}”]): /gu, '：');
}
