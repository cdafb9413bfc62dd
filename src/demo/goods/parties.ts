import type { ConsignmentKind } from '../../modules/prescribed/catalogue/consignment-kinds.ts';
import { isCreditCode } from '../../modules/goods/rules/parties.ts';
import { Chance } from '../random.ts';

/** Is a company or an agent of the world. */
export interface PartySpec {
  /** Its word in every identifier. */
  readonly key: string;
  readonly kind: 'company' | 'agent';
  readonly nameEn: string;
  readonly nameZh: string;
  readonly registration: string;
  readonly contact: string;
  /** The kinds of goods that it brings; empty for an agent. */
  readonly kinds: readonly ConsignmentKind[];
  /** The day on which customs enters it. Shape: YYYY-MM-DD. */
  readonly registeredOn: string;
  /** Places of its agents in the list of agents. */
  readonly agents: readonly number[];
  /** How often it is drawn beside others. */
  readonly weight: number;
  /** The persona of the role trader stands for it. */
  readonly ofPersona: boolean;
}

// Every name says that it is one of an example, in the first word.
const words = [['Muster', '样板'], ['Specimen', '样品'], ['Ejemplo', '举例'], ['Exemple', '例文'], ['Esempio', '示样'], ['Voorbeeld', '模型'], ['Vzor', '模样'], ['Mihon', '见本'], ['Prototype', '原型'], ['Placeholder', '占位']] as const;

const trades: readonly { readonly en: string; readonly zh: string; readonly kinds: readonly ConsignmentKind[] }[] = [
  { en: 'Broadcast', zh: '转播', kinds: ['K03', 'K04', 'K07'] },
  { en: 'Sports Equipment', zh: '体育器材', kinds: ['K05', 'K06', 'K08', 'K12', 'K16'] },
  { en: 'Event Technology', zh: '赛事技术', kinds: ['K02', 'K09', 'K15', 'K17'] },
  { en: 'Games Supply', zh: '赛会供应', kinds: ['K01', 'K10', 'K13', 'K14'] },
];

/** Makes a credit code of an invented registration with its right check character. */
export function creditCode(number: number): string {
  const body = `91110000MAX${String(number).padStart(4, '0')}00`;
  const check = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].find((character) => isCreditCode(body + character));
  if (check === undefined) throw new Error(`No check character for ${body}`);
  return body + check;
}

/** Lists the agents that declare for others. */
export const agents: readonly PartySpec[] = Array.from({ length: 8 }, (_, place): PartySpec => ({
  key: `agent ${place + 1}`, kind: 'agent', nameEn: `${words[place]![0]} Forwarding (invented)`, nameZh: `${words[place]![1]}货运代理（虚构）`, registration: creditCode(900 + place), contact: `desk${place + 1}@forwarding.example`, kinds: [], registeredOn: '2021-03-08', agents: [], weight: 1, ofPersona: false,
}));

/** Makes the companies of the world, ten of each trade. The first of each is there from the beginning; the broadcaster that the persona stands for is the busiest. */
export function companiesOf(seed: string): PartySpec[] {
  const chance = new Chance(seed, 'companies');
  return trades.flatMap((trade, row) => words.map(([en, zh], place): PartySpec => {
    const number = row * words.length + place + 1;
    const late = place < 4 ? 0 : chance.whole(0, 1) * (place - 3);
    const first = chance.whole(0, agents.length - 1);
    return {
      key: `company ${number}`, kind: 'company', nameEn: `${en} ${trade.en} (invented)`, nameZh: `${zh}${trade.zh}公司（虚构）`, registration: creditCode(number), contact: `goods${number}@company.example`, kinds: trade.kinds,
      registeredOn: late === 0 ? `2021-03-${String(9 + (place % 4)).padStart(2, '0')}` : `2021-${String(3 + late).padStart(2, '0')}-${String(chance.whole(5, 25)).padStart(2, '0')}`,
      agents: [first, (first + chance.whole(1, 5)) % agents.length], weight: number === 1 ? 4 : 0.4 + chance.next() * 1.6, ofPersona: number === 1,
    };
  }));
}

/** Is a guarantee of the world. */
export interface InstrumentSpec {
  readonly key: string;
  readonly kind: 'bankLetter' | 'carnet';
  readonly reference: string;
  readonly guarantor: string;
  readonly beginsOn: string;
  readonly endsOn: string;
  readonly claimDays: number;
  readonly amountCny: string;
  /** The company whose carnet it is; null for the organiser's own. */
  readonly company: string | null;
  /** Up to which arrival the goods can stay half a year under it. */
  readonly lastArrival: string;
}

/** Is the one guarantee that the organiser gave for all. Source: docs/facts.md, one guarantee from the organiser; amount and term are invented. */
export const organiserGuarantee: InstrumentSpec = { key: 'organiser', kind: 'bankLetter', reference: 'LG-INVENTED-2021-001', guarantor: 'Invented Bank 虚构银行', beginsOn: '2021-03-10', endsOn: '2023-12-31', claimDays: 90, amountCny: '600000000.00', company: null, lastArrival: '2022-03-31' };

const carnetOf = (company: number, issuer: string, place: number, beginsOn: string, endsOn: string, lastArrival: string, amountCny: string): InstrumentSpec => ({ key: `carnet ${place}`, kind: 'carnet', reference: `ATA-INVENTED-${place}`, guarantor: `${issuer} (invented issuing association)`, beginsOn, endsOn, claimDays: 0, amountCny, company: `company ${company}`, lastArrival });

/** Lists the carnets: each of one company, valid for a year, beside the organiser's guarantee and never mixed with it. */
export const carnets: readonly InstrumentSpec[] = [
  carnetOf(2, 'Muster Chamber', 1, '2021-03-15', '2022-03-14', '2021-09-10', '12000000.00'), carnetOf(12, 'Vzor Chamber', 2, '2021-04-01', '2022-03-31', '2021-09-28', '6000000.00'),
  carnetOf(1, 'Exemple Chamber', 3, '2021-11-15', '2022-11-14', '2022-05-10', '30000000.00'), carnetOf(3, 'Ejemplo Chamber', 4, '2021-12-01', '2022-11-30', '2022-05-28', '25000000.00'),
  carnetOf(13, 'Voorbeeld Chamber', 5, '2021-10-01', '2022-09-30', '2022-03-28', '15000000.00'), carnetOf(15, 'Mihon Chamber', 6, '2021-12-10', '2022-12-09', '2022-06-05', '15000000.00'),
];
