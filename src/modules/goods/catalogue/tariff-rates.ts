import type { Dated } from '../rules/in-force.ts';

/** Is an illustrative duty. Unit: rate in percent, amount in yuan for one statutory unit. Shape: plain decimals. */
export interface IllustrativeDuty {
  readonly ratePercent?: string;
  readonly amountPerUnit?: string;
  readonly combination?: 'sum' | 'lower' | 'higher';
}

/** Says what the rates below are and are not; it goes with every amount that is computed from them. */
export const illustrativeSource = 'illustrative; import the tariff in force before use';

const codesOf = (text: string): string[] => text.trim().split(/\s+/u);

/**
 * Lists illustrative duties, most favoured nation, each with the codes it stands for.
 * Source: illustrative figures, not official ones; import the tariff in force before use.
 */
export const illustrativeDuties: readonly { readonly duty: IllustrativeDuty; readonly codes: readonly string[] }[] = [
  {
    duty: { ratePercent: '0' },
    codes: codesOf(`
      010121 120924 220300 440711 490110 490199 491110 491191 491199 711890 842489 844331 847130 847150 847160 847170 847330 847989 850440 851713
      851712 851761 851762 851830 852351 852352 852550 852560 852581 852583 852852 852862 853120 854370 854442 854470 871310 871390 871420 880622
      880623 901510 901811 901812 901813 901890 901920 902110 902139 902214 902519 902789 902780 902920 903149 940179 940290 940310 940320 940330
      940360 950300 950590
    `),
  },
  {
    duty: { ratePercent: '1.5' },
    codes: codesOf(`
      852910
    `),
  },
  {
    duty: { ratePercent: '2' },
    codes: codesOf(`
      100490 852610 852691
    `),
  },
  {
    duty: { ratePercent: '3' },
    codes: codesOf(`
      293790 300212 300215 300241 300220 300249 300290 382219 382200
    `),
  },
  {
    duty: { ratePercent: '4' },
    codes: codesOf(`
      230910 300390 300420 300432 300439 300490 442199 650610 730890 901839
    `),
  },
  {
    duty: { ratePercent: '5' },
    codes: codesOf(`
      160414 200520 200799 220110 220210 220299 230990 271112 300510 300590 300650 330499 482110 851810 851821 851840 852411 852990 853952 871200
      900211 900510 901910 962000
    `),
  },
  {
    duty: { ratePercent: '5.5' },
    codes: codesOf(`
      281121 284700
    `),
  },
  {
    duty: { ratePercent: '6' },
    codes: codesOf(`
      040410 271019 360410 360490 441510 441520 610910 611030 611693 620140 620193 620343 621133 630140 630260 630622 630790 761090 940542 950611
      950612 950619 950629 950631 950632 950640 950651 950659 950661 950662 950669 950670 950691 950699
    `),
  },
  {
    duty: { ratePercent: '6.5' },
    codes: codesOf(`
      380894 392690
    `),
  },
  {
    duty: { ratePercent: '7' },
    codes: codesOf(`
      030214 900490
    `),
  },
  {
    duty: { ratePercent: '8' },
    codes: codesOf(`
      180690 420212 420292 611212 611220 621120 711411 711420 711719 830621 841459 841582 841840 841869 842860 843020 850650 851310 854320 890399
      910610 910690 920590 940430 940690 960390
    `),
  },
  {
    duty: { ratePercent: '9' },
    codes: codesOf(`
      121490 340490 842720
    `),
  },
  {
    duty: { ratePercent: '10' },
    codes: codesOf(`
      010129 010619 040210 040320 040310 040510 060290 060311 060319 060420 080212 080390 080810 150920 150910 170490 180632 190219 190410 190531
      190590 200811 210610 220820 220830 220860 220890 392310 420100 640212 850213 850720 850760 852190 853180 871639 871640
    `),
  },
  {
    duty: { ratePercent: '10.5' },
    codes: codesOf(`
      860900
    `),
  },
  {
    duty: { ratePercent: '11' },
    codes: codesOf(`
      080510
    `),
  },
  {
    duty: { ratePercent: '12' },
    codes: codesOf(`
      020130 020230 020329 020442 040610 040690 160250 210111 210390 210410 210690 640411 846039 870590
    `),
  },
  {
    duty: { ratePercent: '13' },
    codes: codesOf(`
      930320 930330 930400 930520 930621 930629 930630
    `),
  },
  {
    duty: { ratePercent: '14' },
    codes: codesOf(`
      220410 220421 640312
    `),
  },
  {
    duty: { ratePercent: '15' },
    codes: codesOf(`
      040120 040900 090121 090230 160100 852859 852872 870210 870310 870323 870340 870380
    `),
  },
  {
    duty: { ratePercent: '20' },
    codes: codesOf(`
      040721 200989
    `),
  },
  {
    duty: { ratePercent: '25' },
    codes: codesOf(`
      021011 081340
    `),
  },
  {
    duty: { ratePercent: '30' },
    codes: codesOf(`
      081190 200912
    `),
  },
  {
    duty: { ratePercent: '20', amountPerUnit: '6000.00', combination: 'lower' },
    codes: codesOf(`
      852580 852589
    `),
  },
  {
    duty: { amountPerUnit: '1.00' },
    codes: codesOf(`
      020714
    `),
  },
];

/** Is a rate of value-added tax from one day to another. Unit: percent. */
export interface VatRate extends Dated {
  readonly class: 'standard' | 'reduced';
  readonly ratePercent: string;
  readonly source: string;
}

const vatNotices = { till2018: '财税〔2017〕37号', till2019: '财税〔2018〕32号', since2019: '财政部 税务总局 海关总署公告2019年第39号' };

/** Lists the rates of value-added tax at import with their days. Source: the notices that each row names; 增值税法(2024) from 2026 keeps 13 and 9 %. */
export const vatRates: readonly VatRate[] = [
  { class: 'standard', ratePercent: '17', validFrom: '1994-01-01', validTo: '2018-04-30', source: '增值税暂行条例' },
  { class: 'standard', ratePercent: '16', validFrom: '2018-05-01', validTo: '2019-03-31', source: vatNotices.till2019 },
  { class: 'standard', ratePercent: '13', validFrom: '2019-04-01', validTo: null, source: vatNotices.since2019 },
  { class: 'reduced', ratePercent: '13', validFrom: '1994-01-01', validTo: '2017-06-30', source: '增值税暂行条例' },
  { class: 'reduced', ratePercent: '11', validFrom: '2017-07-01', validTo: '2018-04-30', source: vatNotices.till2018 },
  { class: 'reduced', ratePercent: '10', validFrom: '2018-05-01', validTo: '2019-03-31', source: vatNotices.till2019 },
  { class: 'reduced', ratePercent: '9', validFrom: '2019-04-01', validTo: null, source: vatNotices.since2019 },
];

/** Lists the codes taken to be taxed at the reduced rate: farm produce, feed, edible oil and books. Source: illustrative. */
export const reducedVatCodes: readonly string[] = codesOf(`
  010121 010129 010619 020130 020230 020329 020442 020714 030214 040120 040721 040900 060290 060311 060319 060420 080212 080390 080510 080810 100490
  120924 121490 150920 150910 230990 490199
`);

/** Is an illustrative consumption tax. Unit: rate in percent, amount in yuan for one statutory unit. */
export interface IllustrativeConsumptionTax extends Dated {
  readonly ratePercent?: string;
  readonly amountPerUnit?: string;
  readonly codes: readonly string[];
  readonly source: string;
}

const sinceRegulations = { validFrom: '2009-01-01', validTo: null, source: `消费税暂行条例(2008), annex; ${illustrativeSource}` };

/** Lists illustrative consumption taxes: spirits, wine, beer, cars of middle size. Source: 消费税暂行条例(2008), annex, turned into statutory units by us; illustrative. */
export const illustrativeConsumptionTaxes: readonly IllustrativeConsumptionTax[] = [
  { ratePercent: '20', amountPerUnit: '0.912', codes: ['220820', '220830', '220860', '220890'], ...sinceRegulations },
  { ratePercent: '10', codes: ['220410', '220421'], ...sinceRegulations },
  { amountPerUnit: '0.253', codes: ['220300'], ...sinceRegulations },
  { ratePercent: '5', codes: ['870323', '870340'], ...sinceRegulations },
];
