import type { Quarantined, TravellerRecord } from '../shapes.ts';
import type { MessageFunction, MessagePerson, PaxlstMessage } from './message.ts';

/** A list of one flight put together from its parts, in whatever order and how often they came. */
export interface Transmission {
  sender: string | null;
  function: MessageFunction;
  flight: string | null;
  departure: PaxlstMessage['departure'];
  arrival: PaxlstMessage['arrival'];
  /** Numbers of the parts that are here, ascending. */
  parts: number[];
  missing: number[];
  resent: number[];
  /** The part that is marked as the last one has come. */
  finalSeen: boolean;
  complete: boolean;
  declared: { passengers: number | null; crew: number | null };
  found: { passengers: number; crew: number };
  records: TravellerRecord[];
  quarantined: Quarantined[];
}

/**
 * Groups messages into transmissions: the same sender, function, flight and departure, and in the interactive dialect also the same
 * dialogue. Of a part that came twice the later one counts and the earlier one is marked as superseded, unless they share no person:
 * then a carrier numbers everything 01, and both are kept.
 * Shape: in the order in which each transmission began; CNT stands for the whole transmission.
 */
export function joinMessages(messages: PaxlstMessage[]): Transmission[] {
  const groups = new Map<string, PaxlstMessage[]>();
  for (const message of messages) {
    const key = keyOf(message);
    const group = groups.get(key);
    if (group) group.push(message);
    else groups.set(key, [message]);
  }
  return [...groups.values()].map(joined);
}

function keyOf(message: PaxlstMessage): string {
  const isSplit = message.part !== null && !(message.part.number === 1 && message.part.last === true);
  const dialogue = message.dialect === 'iapi' ? [message.accessReference, message.messageReference] : [];
  // A message that is no part of anything is the same one again only if its references and its people say so: carriers send
  // constant references, and a person must not get lost over that.
  const own = isSplit ? [] : [message.interchangeReference, message.accessReference, message.messageReference, message.reference, peopleOf(message)];
  const day = message.departure.at?.slice(0, 10) ?? '';
  return JSON.stringify([message.sender, message.functionCode, message.flight, message.departure.airport, day, ...dialogue, isSplit, ...own]);
}

function personKey({ record, quarantined, uniqueReference }: MessagePerson): string {
  return record ? [record.surname, record.givenNames, record.birthDate, record.documents[0]?.number, uniqueReference].join('/') : (quarantined?.raw ?? '');
}

function peopleOf(message: PaxlstMessage): string {
  return `${message.persons.map(personKey).join(' ')} ${message.references.length}`;
}

/** The messages of one part number that count so far, and who named each person last. */
interface Slot {
  live: Set<PaxlstMessage>;
  namedBy: Map<string, PaxlstMessage>;
}

/** Takes a message into its slot. Shape: the earlier messages that it replaces, those that name one of its people or, like it, nobody. */
function replacedBy(message: PaxlstMessage, slot: Slot): Set<PaxlstMessage> {
  const replaced = new Set<PaxlstMessage>();
  const keys = message.persons.length === 0 ? [''] : message.persons.map(personKey);
  for (const key of keys) {
    const earlier = slot.namedBy.get(key);
    if (earlier && earlier !== message && slot.live.has(earlier)) replaced.add(earlier);
    slot.namedBy.set(key, message);
  }
  for (const earlier of replaced) slot.live.delete(earlier);
  slot.live.add(message);
  return replaced;
}

function joined(messages: PaxlstMessage[]): Transmission {
  const byNumber = new Map<number, Slot>();
  const resent = new Set<number>();
  for (const message of messages) {
    const number = message.part?.number ?? 1;
    const slot: Slot = byNumber.get(number) ?? { live: new Set(), namedBy: new Map() };
    byNumber.set(number, slot);
    for (const earlier of replacedBy(message, slot)) {
      earlier.superseded = true;
      resent.add(number);
    }
  }
  const numbers = [...byNumber.keys()].sort((one, other) => one - other);
  const parts = numbers.flatMap((number) => [...(byNumber.get(number)?.live ?? [])]);
  const last = parts.find((message) => message.part?.last === true)?.part?.number;
  const isWhole = parts.length === 1 && (parts[0]?.part === null || (numbers[0] === 1 && parts[0]?.part?.last === null));
  const expected = last ?? numbers.at(-1) ?? 1;
  const missing: number[] = [];
  for (let number = 1; number <= expected; number += 1) {
    if (!isWhole && !byNumber.has(number)) missing.push(number);
  }
  const first = parts[0];
  const counts = (field: 'passengers' | 'crew'): number | null => {
    const sent = parts.map((message) => message.declared[field]).filter((count) => count !== null);
    return sent.length === 0 ? null : Math.max(...sent);
  };
  const sum = (field: 'passengers' | 'crew'): number => parts.reduce((total, message) => total + message.found[field], 0);
  const persons = parts.flatMap((message) => message.persons);
  return {
    sender: first?.sender ?? null,
    function: first?.function ?? 'unknown',
    flight: first?.flight ?? null,
    departure: first?.departure ?? { airport: null, at: null },
    arrival: first?.arrival ?? { airport: null, at: null },
    parts: numbers,
    missing,
    resent: [...resent].sort((one, other) => one - other),
    finalSeen: isWhole || last !== undefined,
    complete: isWhole || (last !== undefined && missing.length === 0),
    declared: { passengers: counts('passengers'), crew: counts('crew') },
    found: { passengers: sum('passengers'), crew: sum('crew') },
    records: persons.flatMap((person) => (person.record ? [person.record] : [])),
    quarantined: persons.flatMap((person) => (person.quarantined ? [person.quarantined] : [])),
  };
}
