import { portTime } from '../days.ts';
import { today } from '../schedule.ts';
import type { GoodsDeed } from './deeds.ts';

interface Shown {
  readonly day: string;
  /** Unit: minutes after midnight at the port. */
  readonly minutes: number;
  /** Named only where something must leave with the same person. */
  readonly accreditation?: string;
  readonly travellerClass: 'resident' | 'visitor';
  readonly articles: readonly object[];
}

// Of medicines the doses and what was shown, and no name.
const medicine = (amount: string, more: object): object => ({ kind: 'medicine', measure: 'dose', amount, shown: [], decision: 'letIn', ...more });

const shown: readonly Shown[] = [
  { day: '2022-01-10', minutes: 11 * 60 + 12, travellerClass: 'visitor', articles: [{ kind: 'alcohol', measure: 'litre', amount: '2.25', valueCny: '900', shown: [], decision: 'taxed', reference: 'INV-TAX-0001' }] },
  { day: '2022-01-10', minutes: 14 * 60 + 40, travellerClass: 'visitor', accreditation: 'INV-A-0100', articles: [{ kind: 'sportsEquipment', measure: 'piece', amount: '2', serial: 'INV-SKI-0100', shown: ['listAndExit'], decision: 'letIn' }] },
  { day: '2022-01-26', minutes: 16 * 60 + 5, travellerClass: 'visitor', accreditation: 'INV-A-0101', articles: [{ kind: 'sportsEquipment', measure: 'piece', amount: '1', serial: 'INV-LUGE-0101', shown: ['listAndExit'], decision: 'letIn' }] },
  { day: today, minutes: 8 * 60 + 20, travellerClass: 'visitor', articles: [medicine('20', { shown: ['prescription'] }), { kind: 'food', measure: 'piece', amount: '3', shown: [], decision: 'kept', reference: 'INV-KEPT-0001' }] },
  { day: today, minutes: 8 * 60 + 45, travellerClass: 'resident', articles: [{ kind: 'cigarettes', measure: 'piece', amount: '600', valueCny: '1200', shown: [], decision: 'taxed', reference: 'INV-TAX-0002' }] },
  { day: today, minutes: 9 * 60 + 10, travellerClass: 'visitor', articles: [{ kind: 'cash', measure: 'valueUsd', amount: '8000', shown: [], decision: 'declared' }] },
  { day: today, minutes: 9 * 60 + 35, travellerClass: 'visitor', accreditation: 'INV-A-0102', articles: [medicine('10', { listed: true, shown: ['prescription', 'teamDoctor'] }), { kind: 'sportsEquipment', measure: 'piece', amount: '4', serial: 'INV-SKI-0102', shown: ['listAndExit'], decision: 'letIn' }] },
  { day: today, minutes: 9 * 60 + 55, travellerClass: 'visitor', articles: [{ kind: 'radio', measure: 'piece', amount: '2', shown: [], decision: 'returned' }, { kind: 'goods', measure: 'valueCny', amount: '1500', shown: [], decision: 'letIn' }] },
];

/** Writes what customs decided at the red channel of the articles that travellers carry, on a day of January and today; one pair of skis has left again with its athlete. */
export function redChannelDeeds(): GoodsDeed[] {
  const [chain, station] = ['red channel', ['PEK', 'goodsDesk']] as const;
  const deeds = shown.map(({ day, minutes, ...input }, place): GoodsDeed => ({ chain, needs: [], name: `record ${place + 1}`, at: portTime(day, minutes), by: 'customsOfficer', station, action: 'goods.recordArticles', input: () => input }));
  return [...deeds, {
    chain, needs: [], name: 'exit 2', at: portTime('2022-01-25', 18 * 60 + 4), by: 'customsOfficer', station, action: 'goods.recordArticleExit',
    input: ({ result }) => ({ recordId: result(chain, 'record 2')['recordId'], position: 1, accreditation: 'INV-A-0100' }),
  }];
}
