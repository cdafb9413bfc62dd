import { plainSpelling } from './units.ts';

/**
 * Lists the currencies in which goods may be valued.
 * Source: ISO 4217, the currencies in circulation; funds codes and precious metals are left out.
 */
export const currencyCodes: ReadonlySet<string> = new Set((
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR ' +
  'FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK ' +
  'MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL ' +
  'THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW'
).split(' '));

// The sign ¥ stands for the renminbi and for the yen, $ for many dollars: neither is read.
const words: Readonly<Record<string, string>> = {
  CNY: '人民币|人民币元|rmb|renminbi|yuan|chinese yuan', USD: '美元|美金|us dollar|us dollars|usd dollar|us$', EUR: '欧元|euro|euros', GBP: '英镑|pound sterling|sterling', JPY: '日元|日圆|japanese yen|yen',
  CHF: '瑞士法郎|swiss franc|swiss francs', HKD: '港元|港币|hong kong dollar|hk$', CAD: '加元|加拿大元|canadian dollar', AUD: '澳元|澳大利亚元|australian dollar', KRW: '韩元|won|korean won', NOK: '挪威克朗|norwegian krone',
  SEK: '瑞典克朗|swedish krona', DKK: '丹麦克朗|danish krone', SGD: '新加坡元|新元|singapore dollar', RUB: '卢布|俄罗斯卢布|rouble|ruble', NZD: '新西兰元|new zealand dollar', MOP: '澳门元|pataca', TWD: '新台币', THB: '泰铢|baht', PLN: '兹罗提|zloty', CZK: '捷克克朗',
};

const byWord = new Map(Object.entries(words).flatMap(([code, names]) => names.split('|').filter((name) => !name.includes('$')).map((name) => [plainSpelling(name), code] as const)));
const bySign = new Map([['€', 'EUR'], ['£', 'GBP'], ['US$', 'USD'], ['HK$', 'HKD'], ['₩', 'KRW'], ['₽', 'RUB']]);

/** Finds a currency by its code, its name in Chinese or English, or a sign that means only one. */
export function findCurrency(text: string): string | undefined {
  const plain = text.slice(0, 60).normalize('NFKC').trim().toUpperCase();
  return currencyCodes.has(plain) ? plain : (bySign.get(plain) ?? byWord.get(plainSpelling(plain)));
}
