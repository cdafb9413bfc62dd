/** Is one version of the health declaration card: when it is in force, and where that is known from. */
export interface CardVersion {
  readonly version: string;
  /** YYYY-MM-DD, the first day of arrival or departure that it is for. */
  readonly from: string;
  /** YYYY-MM-DD, the last day; null while it is in force. */
  readonly until: string | null;
  readonly source: string;
}

/**
 * Lists the versions of the card in the order of their coming into force; their questions are in the module `declarations`.
 * Source: docs/facts.md, section on the card. The day of version 1 and the limits of the Games' version are inferred; no publication names the number in force in January 2022.
 */
export const cardVersions: readonly CardVersion[] = [
  { version: '1', from: '2020-01-25', until: '2020-03-02', source: 'Card brought back in January 2020; the day is inferred' },
  { version: '4', from: '2020-03-03', until: '2020-03-16', source: 'Fourth edition, 3 March 2020' },
  { version: '5', from: '2020-03-17', until: '2021-11-30', source: 'Fifth edition, 17 March 2020; its last day is inferred' },
  { version: '2022-01', from: '2021-12-01', until: '2023-09-15', source: 'As filled in for the Games; number and limits are inferred' },
  { version: '11', from: '2023-09-16', until: null, source: 'Eleventh edition, 16 September 2023; in force until 31 October 2023, afterwards on request of an event' },
];

/** Finds a version of the card. */
export function findCard(version: string): CardVersion | undefined {
  return cardVersions.find((card) => card.version === version);
}

/** Gets the card for a flight: the one its plan names, else the one in force on the day. Unit of `day`: YYYY-MM-DD. Shape: before the first day the first, so that there always is one. */
export function cardFor(day: string, named?: string | undefined): CardVersion {
  const chosen = named === undefined ? undefined : findCard(named);
  return chosen ?? cardVersions.findLast((card) => card.from <= day) ?? cardVersions[0]!;
}
