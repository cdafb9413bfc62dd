import { minute } from './days.ts';
import type { Deed } from './deeds.ts';
import { personas, reportRecipients } from './port.ts';

const explanations: Readonly<Record<string, string>> = {
  listedNotOnBoard: 'Did not board; confirmed by the carrier and the delegation.',
  outsideList: 'Found on board outside the list; added and supervised like everybody else.',
};

/** Tells the last deeds of a flight: differences explained, report sent and acknowledged, sheet signed. Unit of `from`: milliseconds since 1970, UTC. */
export function closing(from: number): Deed[] {
  const second = personas.find((persona) => persona.role === 'healthOfficer')!.nameEn;
  const acknowledge = (by: 'centre' | 'committee', minutes: number): Deed => ({
    name: `acknowledged-${by}`, at: from + minutes * minute, by, action: 'flights.acknowledgeReport', input: ({ resultOf }) => ({ reportId: resultOf('report')['reportId'], recipient: reportRecipients[by] }),
  });
  return [
    { name: 'explained', at: from + 2 * minute, by: 'healthOfficer', action: 'travellers.explainDifference', input: () => undefined,
      inputs: async ({ flightId, openDifferences }) => (await openDifferences()).map(({ ordinal, code }) => ({ flightId, ordinal, explanation: explanations[code] ?? 'Compared with the carrier; the count at the doors stands.' })) },
    { name: 'report', at: from + 8 * minute, by: 'healthOfficer', action: 'flights.sendReport', input: ({ flightId }) => ({ flightId, kind: 'information', recipients: Object.values(reportRecipients).join(', ') }) },
    acknowledge('centre', 14), acknowledge('committee', 19),
    { name: 'secondSigned', at: from + 27 * minute - 1000, by: 'healthOfficer', action: 'flights.signClosing', input: ({ flightId }) => ({ flightId }) },
    { name: 'closed', at: from + 27 * minute, by: 'dutyOfficer', action: 'flights.close', input: ({ flightId }) => ({ flightId, secondOfficer: second }) },
  ];
}
