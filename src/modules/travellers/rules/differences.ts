/** Is one person of a flight as the five sources know them. */
export interface CountedPerson {
  readonly caseId: string | null;
  readonly travellerId: string;
  readonly name: string;
  readonly kind: 'passenger' | 'crew';
  readonly inRoster: boolean;
  readonly inAirlineList: boolean;
  readonly declared: boolean;
  readonly onBoard: boolean;
  readonly absent: boolean;
  readonly scanned: boolean;
  readonly foundOutsideList: boolean;
  /** What the carrier's close-out says; null where none names the person. */
  readonly airlineSays: 'onBoard' | 'notOnBoard' | null;
}

/** Is what a flight's five head-counts are made of. */
export interface FlightCounts {
  readonly chartered: boolean;
  readonly hasRoster: boolean;
  readonly hasAirlineList: boolean;
  /** The count at the doors; null until it was taken. */
  readonly counted: number | null;
  readonly persons: readonly CountedPerson[];
  /** Nobody on board still owes the declaration check, so that the scans are complete. */
  readonly scansComplete: boolean;
}

/** Names a source of a head-count; announced are those whom an earlier list or an officer put on the flight. */
export type CountSource = 'announced' | 'roster' | 'airline' | 'declarations' | 'counted' | 'scans';

/** Is one difference between two sources; the subject stays the same for as long as the difference does. */
export interface Difference {
  readonly subject: string;
  readonly between: readonly [CountSource, CountSource];
  readonly code: 'rosterNotAirline' | 'airlineNotRoster' | 'outsideList' | 'onNoList' | 'listedNotOnBoard' | 'countedNotOnBoard' | 'scannedNotOnBoard' | 'declaredNotOnBoard' | 'countedNotScanned';
  readonly caseId: string | null;
  readonly travellerId: string | null;
  readonly name: string | null;
  readonly params: Readonly<Record<string, number | string | null>>;
}

/** Lists where the sources disagree now. Shape: people first, numbers last; empty when all agree. */
export function differencesOf(flight: FlightCounts): Difference[] {
  const differences: Difference[] = [];
  const about = (person: CountedPerson, code: Difference['code'], between: Difference['between']): void => {
    differences.push({ subject: `${between[0]}-${between[1]}:${person.travellerId}`, between, code, caseId: person.caseId, travellerId: person.travellerId, name: person.name, params: { airlineSays: person.airlineSays } });
  };
  for (const person of flight.persons) {
    if (person.inRoster && !person.inAirlineList && flight.hasAirlineList) about(person, 'rosterNotAirline', ['roster', 'airline']);
    // On a scheduled flight the airline carries others too; on a charter every passenger is announced.
    if (person.inAirlineList && !person.inRoster && flight.hasRoster && flight.chartered && person.kind === 'passenger') about(person, 'airlineNotRoster', ['airline', 'roster']);
    if (person.onBoard && !person.inAirlineList && !person.inRoster && (person.foundOutsideList || flight.hasAirlineList || flight.hasRoster)) about(person, 'outsideList', ['counted', 'airline']);
    // A newer list may leave somebody out; whoever was announced stays announced until an officer says why.
    if (person.caseId !== null && !person.onBoard && !person.absent && !person.inAirlineList && !person.inRoster && !person.foundOutsideList && (flight.hasAirlineList || flight.hasRoster)) about(person, 'onNoList', ['announced', 'airline']);
    if (person.absent && person.inAirlineList) about(person, 'listedNotOnBoard', ['airline', 'counted']);
    if (person.absent && person.scanned) about(person, 'scannedNotOnBoard', ['scans', 'counted']);
    if (person.absent && person.declared && !person.inAirlineList) about(person, 'declaredNotOnBoard', ['declarations', 'counted']);
  }
  if (flight.counted !== null) {
    const onBoard = flight.persons.filter((person) => person.onBoard).length;
    const scans = flight.persons.filter((person) => person.scanned).length;
    const number = (subject: string, code: Difference['code'], between: Difference['between'], other: number): void => {
      differences.push({ subject, between, code, caseId: null, travellerId: null, name: null, params: { counted: flight.counted, other } });
    };
    if (flight.counted !== onBoard) number('counted-onBoard', 'countedNotOnBoard', ['counted', 'airline'], onBoard);
    if (flight.scansComplete && flight.counted !== scans) number('counted-scans', 'countedNotScanned', ['counted', 'scans'], scans);
  }
  return differences;
}

/** Suggests the words of an explanation where the facts already give one; the officer who signs may change them. */
export function suggestExplanation(code: Difference['code'], resolved: boolean, airlineSays: string | null): { en: string; zh: string } | null {
  if (resolved) return { en: 'Resolved by later information: the sources agree now.', zh: '后续信息已消除差异：各来源现已一致。' };
  if (airlineSays === 'notOnBoard') return { en: 'The carrier’s close-out says: not on board.', zh: '航空公司关闭报文注明：未登机。' };
  if (code === 'outsideList') return { en: 'Found on board outside the list; added and supervised like everybody else.', zh: '名单外人员，机上发现，已补录并按规定动作监管。' };
  return null;
}
