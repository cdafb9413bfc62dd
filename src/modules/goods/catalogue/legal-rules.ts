/** Is one value of a legal rule. Shape: a plain decimal. Unit: as it says. */
export interface LegalValue {
  readonly value: string;
  readonly unit: 'day' | 'workday' | 'month' | 'year' | 'count' | 'fraction' | 'fractionPerDay' | 'flag';
}

/** Is one legal rule as it stands from one day to another: its values, and the law that gives them. */
export interface LegalRule {
  readonly id: string;
  readonly title: { readonly en: string; readonly zh: string };
  readonly values: Readonly<Record<string, LegalValue>>;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
  /** False where the value, the article or the days of validity are still to be verified. */
  readonly verified: boolean;
}

const days = (value: number): LegalValue => ({ value: String(value), unit: 'day' });
const workdays = (value: number): LegalValue => ({ value: String(value), unit: 'workday' });
const months = (value: number): LegalValue => ({ value: String(value), unit: 'month' });
const count = (value: number): LegalValue => ({ value: String(value), unit: 'count' });
const fraction = (value: string): LegalValue => ({ value, unit: 'fraction' });
const perDay = (value: string): LegalValue => ({ value, unit: 'fractionPerDay' });
const yes: LegalValue = { value: '1', unit: 'flag' };

const customsLaw = { validFrom: '2001-01-01', validTo: null };
const regulations = { validFrom: '2004-01-01', validTo: '2024-11-30' };
const tariffLaw = { validFrom: '2024-12-01', validTo: null };
const guarantees = { validFrom: '2011-01-01', validTo: null };
const temporary = { validFrom: '2018-02-01', validTo: null };
const carnets = { validFrom: '1998-01-01', validTo: null };

/**
 * Lists the periods, shares and counts that customs law sets, each with the days from which and to which it holds.
 * A number of the law stands here and nowhere in code; a change of law is a new row.
 * Source: the law and article that each row names.
 */
export const legalRules: readonly LegalRule[] = [
  { id: 'declaration-due', title: { en: 'Import declaration due', zh: '进口申报期限' }, values: { days: days(14) }, ...customsLaw, source: '海关法(2021) art. 24', verified: true },
  { id: 'declaration-rest-day', title: { en: 'A last day of rest moves to the next working day', zh: '期限届满日遇休息日顺延' }, values: { moves: yes }, validFrom: '2005-06-01', validTo: null, source: '海关征收进口货物滞报金办法 (GACC order 128); article to be verified', verified: false },
  { id: 'late-filing-fee', title: { en: 'Fee for late filing', zh: '滞报金' }, values: { rate: perDay('0.0005') }, validFrom: '2005-06-01', validTo: null, source: '海关法(2021) art. 24; 海关征收进口货物滞报金办法 (GACC order 128)', verified: false },
  { id: 'undeclared-sale', title: { en: 'Undeclared goods may be sold', zh: '超期未报货物变卖' }, values: { months: months(3) }, ...customsLaw, source: '海关法(2021) art. 30', verified: true },
  { id: 'temporary-admission', title: { en: 'Temporary admission', zh: '暂时进境期限' }, values: { months: months(6), extensions: count(3), extensionMonths: months(6), mostMonths: months(24) }, ...temporary, source: '海关法(2021) art. 31; 海关暂时进出境货物管理办法 (GACC order 233)', verified: true },
  { id: 'seizure-stops-clock', title: { en: 'Seizure stops the clock', zh: '扣留期间中止计算' }, values: { stops: yes }, ...carnets, source: 'A.T.A. Convention art. 12; for other goods inferred', verified: false },
  { id: 'seizure-term', title: { en: 'Term of a seizure', zh: '扣留期限' }, values: { months: months(12), extensionMonths: months(12) }, validFrom: '2004-11-01', validTo: null, source: '海关行政处罚实施条例 art. 40', verified: true },
  { id: 'border-decision-due', title: { en: 'Border decision carried out', zh: '口岸处置执行期限' }, values: { return: days(30), destruction: days(30), confiscation: days(90), treatment: days(15) }, validFrom: '2004-01-01', validTo: null, source: 'inferred: the notice sets the day', verified: false },
  { id: 'keep-application', title: { en: 'Application to keep temporary goods, before expiry', zh: '暂时进境货物转为进口申请' }, values: { days: days(30) }, ...temporary, source: 'GACC order 233, from an examination question', verified: false },
  { id: 'not-re-exported-penalty', title: { en: 'Penalty for goods not re-exported', zh: '未按期复运出境罚款' }, values: { least: fraction('0.05'), most: fraction('0.30') }, validFrom: '2004-11-01', validTo: null, source: '海关行政处罚实施条例 art. 18(7)', verified: true },
  { id: 'guarantee-decision', title: { en: 'Decision on a guarantee', zh: '担保审核期限' }, values: { workdays: workdays(5), generalWorkdays: workdays(10), changeWorkdays: workdays(5) }, ...guarantees, source: '海关事务担保条例 arts 16–17', verified: true },
  { id: 'guarantee-amount', title: { en: 'Guarantee at most the highest possible tax', zh: '担保金额上限' }, values: { mostOfHighestTax: fraction('1') }, ...guarantees, source: '海关事务担保条例 art. 14', verified: true },
  { id: 'guarantee-unclaimed', title: { en: 'Guarantee not claimed back', zh: '担保财产逾期未领' }, values: { noticeMonths: months(3), treasuryMonths: months(12) }, ...guarantees, source: '海关事务担保条例 arts 20–21', verified: true },
  { id: 'payment-due', title: { en: 'Payment of the tax', zh: '缴纳税款期限' }, values: { days: days(15) }, ...regulations, source: '关税条例(2017) art. 37', verified: true },
  { id: 'payment-due', title: { en: 'Payment of the tax', zh: '缴纳税款期限' }, values: { days: days(15), collectiveWorkdays: workdays(5) }, ...tariffLaw, source: '关税法(2024) art. 43', verified: true },
  { id: 'payment-rest-day', title: { en: 'A last day of rest moves to the next working day', zh: '缴款期限届满日遇休息日顺延' }, values: { moves: yes }, validFrom: '2005-03-01', validTo: null, source: '海关进出口货物征税管理办法 (GACC orders 124, 272); article to be verified', verified: false },
  { id: 'late-payment', title: { en: 'Surcharge for late payment', zh: '滞纳金' }, values: { rate: perDay('0.0005') }, ...regulations, source: '关税条例(2017) art. 37', verified: true },
  { id: 'late-payment', title: { en: 'Surcharge for late payment', zh: '滞纳金' }, values: { rate: perDay('0.0005') }, ...tariffLaw, source: '关税法(2024) art. 43', verified: true },
  { id: 'tax-review', title: { en: 'Tax may be confirmed after release', zh: '放行后税额确认期限' }, values: { years: { value: '3', unit: 'year' } }, ...tariffLaw, source: '关税法(2024) art. 45', verified: true },
  { id: 'ata-claim', title: { en: 'Claim on a carnet after its expiry', zh: 'ATA单证册索赔期限' }, values: { claimMonths: months(12), proofMonths: months(6), depositMonths: months(3) }, ...carnets, source: 'A.T.A. Convention arts 6–8', verified: true },
  { id: 'ata-surety', title: { en: 'Surety of a carnet over the duties', zh: 'ATA单证册担保上限' }, values: { over: fraction('0.10') }, ...carnets, source: 'A.T.A. Convention art. 6', verified: true },
  { id: 'endangered-species-filing', title: { en: 'Stamped permit filed after passage', zh: '进出口证明书备案期限' }, values: { days: days(30) }, validFrom: '2006-09-01', validTo: null, source: '濒危野生动植物进出口管理条例 arts 19–21', verified: true },
  { id: 'hormone-permit', title: { en: 'Decision on a permit for anabolic agents and peptide hormones', zh: '蛋白同化制剂、肽类激素进口准许' }, values: { workdays: workdays(15) }, validFrom: '2004-03-01', validTo: null, source: '反兴奋剂条例 art. 11', verified: true },
  { id: 'quarantine-permit', title: { en: 'Quarantine declaration ahead of arrival', zh: '进境动植物提前报检' }, values: { breedingDays: days(30), animalDays: days(15), seedDays: days(7) }, validFrom: '1997-01-01', validTo: null, source: '进出境动植物检疫法实施条例 art. 19', verified: false },
  { id: 'quarantine-isolation', title: { en: 'Isolation of animals', zh: '进境动物隔离检疫' }, values: { breedingDays: days(45), animalDays: days(30) }, validFrom: '1997-01-01', validTo: null, source: '进出境动植物检疫法实施条例 art. 24', verified: false },
];
