/** Lists how a traveller stands: at home in the country, or a visitor. */
export const travellerClasses = ['resident', 'visitor'] as const;
/** Is how a traveller stands. */
export type TravellerClass = (typeof travellerClasses)[number];

/** Lists the kinds of article that a traveller may have to say something of. */
export const articleKinds = ['goods', 'alcohol', 'cigarettes', 'cigars', 'tobacco', 'cash', 'medicine', 'pressKit', 'sportsEquipment', 'animal', 'food', 'firearm', 'radio', 'specialArticle', 'other'] as const;
/** Is a kind of article. */
export type ArticleKind = (typeof articleKinds)[number];

/** Is what an article is counted in. */
export type ArticleMeasure = 'valueCny' | 'valueUsd' | 'piece' | 'gram' | 'litre' | 'dose';

/** Is one limit from one day to another: up to it nothing happens, above it `then`. */
export interface ArticleLimit {
  readonly kind: ArticleKind;
  /** Holds for one class of travellers, or for all where it is null. */
  readonly traveller: TravellerClass | null;
  readonly measure: ArticleMeasure;
  readonly upTo: string;
  /** Above it: taxed on what exceeds it, declared and let through, or looked at by an officer. */
  readonly above: 'tax' | 'declare' | 'inspect';
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
  readonly verified: boolean;
}

const guide = { validFrom: '2010-08-19', validTo: null, source: 'en.bcia.com.cn, customs guide of the airport', verified: false } as const;

/** Lists the limits of personal articles. Source: docs/facts.md, traveller limits; each row names its own and whether it was verified. */
export const articleLimits: readonly ArticleLimit[] = [
  { kind: 'goods', traveller: 'resident', measure: 'valueCny', upTo: '5000', above: 'tax', ...guide },
  { kind: 'goods', traveller: 'visitor', measure: 'valueCny', upTo: '2000', above: 'tax', ...guide },
  { kind: 'alcohol', traveller: null, measure: 'litre', upTo: '1.5', above: 'tax', ...guide },
  { kind: 'cigarettes', traveller: null, measure: 'piece', upTo: '400', above: 'tax', ...guide },
  { kind: 'cigars', traveller: null, measure: 'piece', upTo: '100', above: 'tax', ...guide },
  { kind: 'tobacco', traveller: null, measure: 'gram', upTo: '500', above: 'tax', ...guide },
  { kind: 'cash', traveller: null, measure: 'valueCny', upTo: '20000', above: 'declare', ...guide },
  { kind: 'cash', traveller: null, measure: 'valueUsd', upTo: '5000', above: 'declare', ...guide },
];

/** Is what must be shown of an article whatever its quantity. */
export interface ArticleRule {
  readonly kind: ArticleKind;
  readonly needs: readonly ('prescription' | 'teamDoctor' | 'permit' | 'certificate' | 'undertaking' | 'accreditation' | 'listAndExit')[];
  readonly source: string;
}

/** Says what must be shown of an article, whatever its quantity. Source: docs/facts.md, permits and traveller limits; personal amounts of medicines by 药品管理法 arts 64–66. */
export const articleRules: readonly ArticleRule[] = [
  { kind: 'medicine', needs: ['prescription', 'teamDoctor'], source: '药品管理法 arts 64–66; 反兴奋剂条例 art. 11' },
  { kind: 'pressKit', needs: ['accreditation', 'undertaking', 'listAndExit'], source: '海关法 art. 50; 外国记者采访条例 art. 19' },
  { kind: 'sportsEquipment', needs: ['listAndExit'], source: '海关法 art. 50; iccwbo.org: sports goods since 2020-01' },
  { kind: 'animal', needs: ['certificate', 'permit'], source: '动植物检疫法实施条例 art. 43' },
  { kind: 'food', needs: ['certificate'], source: '动植物检疫法 arts 28–29' },
  { kind: 'firearm', needs: ['permit'], source: '枪支管理法 arts 33–37' },
  { kind: 'radio', needs: ['permit'], source: '无线电管理条例 arts 44, 47' },
  { kind: 'specialArticle', needs: ['permit'], source: '国境卫生检疫法(2024) art. 22' },
];

/** Lists the classes of articles by which personal articles are taxed: 1 food, books, computers; 2 textiles, cameras, sports equipment; 3 alcohol, tobacco, jewellery. */
export const articleTaxClasses = ['1', '2', '3'] as const;
/** Is a class of articles by which they are taxed. */
export type ArticleTaxClass = (typeof articleTaxClasses)[number];

/** Is the tax on personal articles from one day to another. Unit: rates as fractions in decimal text; up to `exemptCny` of tax nothing is collected. */
export interface ArticleTax {
  readonly rates: Readonly<Record<ArticleTaxClass, string>>;
  readonly exemptCny: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
  readonly verified: boolean;
}

/** Lists the tax on personal articles. Source: docs/facts.md; 税委会[2019]17号, to be verified. */
export const articleTaxes: readonly ArticleTax[] = [
  { rates: { 1: '0.15', 2: '0.25', 3: '0.50' }, exemptCny: '50', validFrom: '2018-11-01', validTo: '2019-04-08', source: '税委会[2018]49号', verified: false },
  { rates: { 1: '0.13', 2: '0.20', 3: '0.50' }, exemptCny: '50', validFrom: '2019-04-09', validTo: null, source: '税委会[2019]17号', verified: false },
];
