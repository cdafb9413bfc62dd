import type { ExchangeRate } from '../rules/exchange.ts';

/** Lists the months that the rates below stand for, in their order. */
const months = ['2021-03', '2021-04', '2021-05', '2021-06', '2021-07', '2021-08', '2021-09',
  '2021-10', '2021-11', '2021-12', '2022-01', '2022-02', '2022-03'] as const;

/** Unit: yuan for one unit of the currency, one figure for each month. */
const rates: Readonly<Record<string, string>> = {
  USD: '6.4500 6.5000 6.5200 6.4300 6.4100 6.4700 6.4800 6.4500 6.4000 6.3800 6.3700 6.3600 6.3400',
  EUR: '7.7916 7.7350 7.8436 7.8575 7.6728 7.6346 7.6205 7.5981 7.4432 7.2222 7.1917 7.2122 7.2086',
  GBP: '8.9462 9.0350 9.0889 9.1049 8.9548 8.9415 8.9165 8.8881 8.8320 8.5811 8.4721 8.6623 8.6161',
  JPY: '0.060952 0.059605 0.060310 0.059027 0.058011 0.059006 0.059033 0.059018 0.055936 0.055634 0.055865 0.055523 0.054841',
  KRW: '0.005831 0.005759 0.005855 0.005755 0.005641 0.005629 0.005527 0.005489 0.005421 0.005397 0.005364 0.005330 0.005288',
  HKD: '0.8321 0.8366 0.8398 0.8282 0.8256 0.8314 0.8327 0.8288 0.8230 0.8192 0.8166 0.8160 0.8128',
  CAD: '5.0762 5.2130 5.3008 5.3305 5.1601 5.1437 5.1386 5.0826 5.1840 5.0211 4.9686 5.0880 4.9896',
  AUD: '5.0052 5.0310 5.0400 4.9897 4.8203 4.7490 4.7434 4.7214 4.8128 4.6383 4.5482 4.5856 4.5585',
  NZD: '4.6440 4.6280 4.6748 4.6360 4.5126 4.5031 4.4906 4.5731 4.5888 4.4277 4.3125 4.3184 4.2858',
  CHF: '7.1982 7.0395 7.1068 7.1437 6.9741 7.0523 7.0956 6.9982 6.9696 6.9223 6.9433 6.8879 6.8916',
  SEK: '0.7714 0.7624 0.7726 0.7755 0.7545 0.7466 0.7484 0.7501 0.7437 0.7152 0.7007 0.6945 0.6771',
  NOK: '0.7611 0.7664 0.7798 0.7755 0.7436 0.7272 0.7296 0.7482 0.7629 0.7254 0.7052 0.7193 0.7139',
  DKK: '1.0475 1.0400 1.0549 1.0564 1.0320 1.0268 1.0245 1.0217 1.0003 0.9710 0.9670 0.9693 0.9688',
  SGD: '4.8633 4.8425 4.8965 4.8546 4.7690 4.7749 4.8017 4.7923 4.7552 4.6765 4.6628 4.7255 4.7106',
  RUB: '0.087268 0.085540 0.085934 0.087448 0.087945 0.087410 0.087998 0.088816 0.089728 0.086768 0.084721 0.083316 0.061498',
};

const lastDay = (month: string): string => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);

/**
 * Lists illustrative exchange rates of fifteen currencies, month by month from March 2021 to March 2022; load the rates in force before any use.
 * Unit: yuan for one unit of the currency. Shape: a month outside these has no row, and finding a rate there is refused.
 * Source: illustrative figures near the market of those months; by law the central parity of the People's Bank of China on the date that GACC sets (关税条例(2017) art. 38).
 */
export const illustrativeRates: readonly ExchangeRate[] = Object.entries(rates).flatMap(([currency, row]) => row.split(' ').map((rate, at) => ({
  currency, rate, validFrom: `${months[at]!}-01`, validTo: lastDay(months[at]!), source: 'illustrative; People\'s Bank central parity, date set by GACC',
})));
