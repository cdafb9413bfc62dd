/** Says where the substances below come from and whether their classes were verified; it is shown wherever one of them is. */
export const substancesSource = { source: 'WADA Prohibited List 2022; 反兴奋剂条例 art. 11, 药品管理法 art. 66', verified: false } as const;

/** Lists the classes of the Prohibited List that name substances; M is methods and has none here. */
export const dopingClasses = ['S0', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9', 'P1'] as const;
/** Is a class of the Prohibited List. */
export type DopingClass = (typeof dopingClasses)[number];

/** Is a substance under doping rules. Shape: `permit` is whose permit its import needs besides: the provincial drug authority's for anabolic agents and peptide hormones, an import permit for narcotic and psychotropic ones, null for none. */
export interface Substance {
  readonly class: DopingClass;
  readonly en: string;
  readonly zh: string;
  readonly also: readonly string[];
  readonly permit: 'provincial' | 'import' | null;
}

/**
 * Lists substances that travellers carry most, with their class; it is no full list, and a name that is missing here says nothing.
 * Source: WADA Prohibited List 2022, classes to be verified; permits by 反兴奋剂条例 art. 11 and 药品管理法 art. 66.
 */
export const substances: readonly Substance[] = [
  { class: 'S0', en: 'BPC-157', zh: 'BPC-157 肽', also: ['body protection compound'], permit: null },
  { class: 'S1', en: 'testosterone', zh: '睾酮', also: ['testosteron'], permit: 'provincial' },
  { class: 'S1', en: 'nandrolone', zh: '诺龙', also: ['19-nortestosterone'], permit: 'provincial' },
  { class: 'S1', en: 'stanozolol', zh: '司坦唑醇', also: ['康力龙', 'winstrol'], permit: 'provincial' },
  { class: 'S1', en: 'oxandrolone', zh: '氧雄龙', also: ['anavar'], permit: 'provincial' },
  { class: 'S1', en: 'metandienone', zh: '美雄酮', also: ['methandrostenolone', 'dianabol', '大力补'], permit: 'provincial' },
  { class: 'S1', en: 'metenolone', zh: '美替诺龙', also: ['methenolone', 'primobolan'], permit: 'provincial' },
  { class: 'S1', en: 'drostanolone', zh: '屈他雄酮', also: ['masteron'], permit: 'provincial' },
  { class: 'S1', en: 'trenbolone', zh: '群勃龙', also: ['tren'], permit: 'provincial' },
  { class: 'S1', en: 'boldenone', zh: '勃地酮', also: ['equipoise', '宝丹酮'], permit: 'provincial' },
  { class: 'S1', en: 'oxymetholone', zh: '羟甲烯龙', also: ['康复龙', 'anadrol'], permit: 'provincial' },
  { class: 'S1', en: 'danazol', zh: '达那唑', also: [], permit: 'provincial' },
  { class: 'S1', en: 'prasterone', zh: '普拉睾酮', also: ['DHEA', 'dehydroepiandrosterone', '脱氢表雄酮'], permit: 'provincial' },
  { class: 'S1', en: 'tibolone', zh: '替勃龙', also: [], permit: 'provincial' },
  { class: 'S1', en: 'clenbuterol', zh: '克仑特罗', also: ['瘦肉精', '克伦特罗'], permit: 'provincial' },
  { class: 'S1', en: 'zeranol', zh: '折仑诺', also: ['玉米赤霉醇'], permit: 'provincial' },
  { class: 'S1', en: 'ostarine', zh: '恩诺波沙', also: ['enobosarm', '奥司他林'], permit: 'provincial' },
  { class: 'S1', en: 'ligandrol', zh: '利甘卓尔', also: ['LGD-4033'], permit: 'provincial' },
  { class: 'S2', en: 'erythropoietin', zh: '促红素', also: ['EPO', 'epoetin', '红细胞生成素', '促红细胞生成素'], permit: 'provincial' },
  { class: 'S2', en: 'darbepoetin alfa', zh: '达依泊汀α', also: ['darbepoetin', '达贝泊汀'], permit: 'provincial' },
  { class: 'S2', en: 'somatropin', zh: '生长激素', also: ['growth hormone', 'hGH', 'somatotropin', '重组人生长激素'], permit: 'provincial' },
  { class: 'S2', en: 'mecasermin', zh: '美卡舍明', also: ['IGF-1', '类胰岛素生长因子'], permit: 'provincial' },
  { class: 'S2', en: 'chorionic gonadotrophin', zh: '绒促性素', also: ['hCG', '绒毛膜促性腺激素'], permit: 'provincial' },
  { class: 'S2', en: 'tetracosactide', zh: '替可克肽', also: ['ACTH', 'corticotrophin', '促皮质素'], permit: 'provincial' },
  { class: 'S2', en: 'sermorelin', zh: '舍莫瑞林', also: [], permit: 'provincial' },
  { class: 'S2', en: 'roxadustat', zh: '罗沙司他', also: ['FG-4592'], permit: null },
  { class: 'S3', en: 'formoterol', zh: '福莫特罗', also: [], permit: null },
  { class: 'S3', en: 'salmeterol', zh: '沙美特罗', also: [], permit: null },
  { class: 'S3', en: 'salbutamol', zh: '沙丁胺醇', also: ['albuterol', 'ventolin', '万托林'], permit: null },
  { class: 'S3', en: 'terbutaline', zh: '特布他林', also: ['bricanyl'], permit: null },
  { class: 'S3', en: 'fenoterol', zh: '非诺特罗', also: [], permit: null },
  { class: 'S3', en: 'vilanterol', zh: '维兰特罗', also: [], permit: null },
  { class: 'S4', en: 'anastrozole', zh: '阿那曲唑', also: ['arimidex'], permit: null },
  { class: 'S4', en: 'letrozole', zh: '来曲唑', also: ['femara'], permit: null },
  { class: 'S4', en: 'tamoxifen', zh: '他莫昔芬', also: ['三苯氧胺'], permit: null },
  { class: 'S4', en: 'clomifene', zh: '氯米芬', also: ['clomiphene', '克罗米芬'], permit: null },
  { class: 'S4', en: 'insulin', zh: '胰岛素', also: [], permit: 'provincial' },
  { class: 'S4', en: 'meldonium', zh: '米屈肼', also: ['mildronate'], permit: null },
  { class: 'S4', en: 'trimetazidine', zh: '曲美他嗪', also: ['万爽力'], permit: null },
  { class: 'S5', en: 'furosemide', zh: '呋塞米', also: ['速尿', 'frusemide'], permit: null },
  { class: 'S5', en: 'hydrochlorothiazide', zh: '氢氯噻嗪', also: ['双氢克尿噻'], permit: null },
  { class: 'S5', en: 'spironolactone', zh: '螺内酯', also: ['安体舒通'], permit: null },
  { class: 'S5', en: 'acetazolamide', zh: '乙酰唑胺', also: [], permit: null },
  { class: 'S5', en: 'indapamide', zh: '吲达帕胺', also: [], permit: null },
  { class: 'S5', en: 'desmopressin', zh: '去氨加压素', also: [], permit: null },
  { class: 'S5', en: 'probenecid', zh: '丙磺舒', also: [], permit: null },
  { class: 'S6', en: 'amfetamine', zh: '苯丙胺', also: ['amphetamine', '安非他明'], permit: 'import' },
  { class: 'S6', en: 'metamfetamine', zh: '甲基苯丙胺', also: ['methamphetamine', '冰毒', '甲基安非他命'], permit: 'import' },
  { class: 'S6', en: 'methylphenidate', zh: '哌甲酯', also: ['ritalin', 'concerta', '利他林'], permit: 'import' },
  { class: 'S6', en: 'modafinil', zh: '莫达非尼', also: [], permit: 'import' },
  { class: 'S6', en: 'ephedrine', zh: '麻黄碱', also: ['麻黄素'], permit: null },
  { class: 'S6', en: 'pseudoephedrine', zh: '伪麻黄碱', also: ['伪麻黄素'], permit: null },
  { class: 'S6', en: 'cocaine', zh: '可卡因', also: ['古柯碱'], permit: 'import' },
  { class: 'S6', en: 'strychnine', zh: '士的宁', also: ['番木鳖碱'], permit: null },
  { class: 'S6', en: 'sibutramine', zh: '西布曲明', also: [], permit: null },
  { class: 'S3', en: 'higenamine', zh: '去甲乌药碱', also: [], permit: null },
  { class: 'S7', en: 'morphine', zh: '吗啡', also: [], permit: 'import' },
  { class: 'S7', en: 'oxycodone', zh: '羟考酮', also: ['oxycontin'], permit: 'import' },
  { class: 'S7', en: 'fentanyl', zh: '芬太尼', also: [], permit: 'import' },
  { class: 'S7', en: 'methadone', zh: '美沙酮', also: [], permit: 'import' },
  { class: 'S7', en: 'buprenorphine', zh: '丁丙诺啡', also: [], permit: 'import' },
  { class: 'S7', en: 'pethidine', zh: '哌替啶', also: ['meperidine', '杜冷丁', '度冷丁'], permit: 'import' },
  { class: 'S8', en: 'tetrahydrocannabinol', zh: '四氢大麻酚', also: ['THC', 'dronabinol', '屈大麻酚'], permit: 'import' },
  { class: 'S8', en: 'cannabis', zh: '大麻', also: ['marijuana', 'hashish'], permit: 'import' },
  { class: 'S9', en: 'prednisolone', zh: '泼尼松龙', also: ['强的松龙'], permit: null },
  { class: 'S9', en: 'prednisone', zh: '泼尼松', also: ['强的松'], permit: null },
  { class: 'S9', en: 'dexamethasone', zh: '地塞米松', also: [], permit: null },
  { class: 'S9', en: 'methylprednisolone', zh: '甲泼尼龙', also: ['甲基强的松龙'], permit: null },
  { class: 'S9', en: 'betamethasone', zh: '倍他米松', also: [], permit: null },
  { class: 'S9', en: 'hydrocortisone', zh: '氢化可的松', also: ['cortisol'], permit: null },
  { class: 'P1', en: 'propranolol', zh: '普萘洛尔', also: ['心得安'], permit: null },
  { class: 'P1', en: 'metoprolol', zh: '美托洛尔', also: ['倍他乐克'], permit: null },
  { class: 'P1', en: 'atenolol', zh: '阿替洛尔', also: ['氨酰心安'], permit: null },
  { class: 'P1', en: 'bisoprolol', zh: '比索洛尔', also: [], permit: null },
];

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/[\s\-–_.]/gu, '');

/** Finds the substances whose name, in either language, or synonym begins with or has in it what is typed; the nearest first. Shape: at most `most`, empty for fewer than two characters of Latin script. */
export function findSubstances(typed: string, most = 6): readonly Substance[] {
  const wanted = plain(typed);
  if (wanted === '' || (wanted.length < 2 && /^[a-z0-9]$/.test(wanted))) return [];
  const rank = (one: Substance): number => Math.min(...[one.en, one.zh, ...one.also].map((name) => { const known = plain(name); return known === wanted ? 0 : known.startsWith(wanted) ? 1 : known.includes(wanted) ? 2 : wanted.includes(known) ? 3 : 9; }));
  return substances.map((one) => [rank(one), one] as const).filter(([place]) => place < 9).sort(([one], [other]) => one - other).slice(0, most).map(([, one]) => one);
}
