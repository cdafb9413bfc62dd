import { compareNames, nameForms } from './matching-names.ts';
import type { NameForm, NameVerdict } from './matching-names.ts';

/**
 * What one source knows of a person.
 * Shape: every TravellerRecord and RosterRecord fits as it is.
 */
export interface PersonFacts {
  surname: string;
  givenNames: string;
  nativeName?: string | null;
  sex: 'M' | 'F' | 'X' | null;
  /** YYYY-MM-DD. */
  birthDate: string | null;
  nationality: string | null;
  documents: readonly { type?: string; number: string; issuer?: string | null }[];
  accreditationNumber?: string | null;
  bookingReference?: string | null;
  seat?: string | null;
}

/** A person with a name of their own in one source. */
export interface SourcedPerson extends PersonFacts {
  id: string;
  source: string;
}

/** One reason for or against two records being one person; weights below 0 speak against. */
export interface MatchReason {
  code: string;
  weight: number;
  detail: string;
}

/**
 * Whether two records are one person, and why.
 * Shape: score 0.8 to 1 for same, 0.5 to 0.8 for likely, below for different.
 */
export interface MatchVerdict {
  verdict: 'same' | 'likely' | 'different';
  score: number;
  reasons: MatchReason[];
}

/** An officer's decision that two records are two people. */
export interface NotDuplicate {
  first: string;
  second: string;
}

/** Two records that are, or may be, one person. */
export interface Match extends MatchVerdict {
  first: string;
  second: string;
}

interface Prepared<P extends PersonFacts = PersonFacts> {
  facts: P;
  forms: NameForm[];
  numbers: { number: string; issuer: string; type: string }[];
}

function prepare<P extends PersonFacts>(facts: P): Prepared<P> {
  return {
    facts,
    forms: nameForms(facts.surname, facts.givenNames, facts.nativeName ?? null, facts.nationality),
    numbers: facts.documents
      .map((document) => ({ number: document.number.toUpperCase().replace(/[^A-Z0-9]/gu, ''), issuer: document.issuer ?? '', type: (document.type ?? '').charAt(0) }))
      .filter((document) => document.number.length >= 4),
  };
}

const nameWeights: Record<NameVerdict, number> = {
  same: 0.4, swapped: 0.37, order: 0.36, part: 0.28, similar: 0.2, 'surname-different': -0.3, 'given-different': -0.45, different: -0.6, unknown: 0,
};
const nameWords: Record<NameVerdict, string> = {
  same: 'the names agree', swapped: 'surname and given names are exchanged', order: 'the same names stand in another order', part: 'one name is part of the other', similar: 'the names differ in single letters',
  'surname-different': 'the given names agree, the surnames do not', 'given-different': 'the surnames agree, the given names do not', different: 'the names differ', unknown: 'a name is missing',
};

type BirthVerdict = 'same' | 'swapped' | 'different' | 'unknown';

function compareBirth(a: string | null, b: string | null): BirthVerdict {
  if (!a || !b) return 'unknown';
  if (a === b) return 'same';
  return a.slice(0, 4) === b.slice(0, 4) && a.slice(5, 7) === b.slice(8, 10) && a.slice(8, 10) === b.slice(5, 7) ? 'swapped' : 'different';
}

function judge(a: Prepared, b: Prepared): MatchVerdict {
  const reasons: MatchReason[] = [];
  const give = (code: string, weight: number, detail: string) => reasons.push({ code, weight, detail });
  const [one, two] = [a.facts, b.facts];

  const shared = a.numbers.find((document) => b.numbers.some((other) => other.number === document.number && (other.issuer === document.issuer || other.issuer === '' || document.issuer === '')));
  const conflicting = !shared && a.numbers.some((document) => b.numbers.some((other) => other.issuer === document.issuer && (other.type === document.type || other.type === '' || document.type === '')));
  if (shared) give('document-same', 0.55, `document ${shared.number}`);
  else if (conflicting) give('document-different', -0.2, `documents ${a.numbers[0]?.number ?? ''} and ${b.numbers[0]?.number ?? ''}`);
  const [cardOne, cardTwo] = [one.accreditationNumber?.toUpperCase() ?? '', two.accreditationNumber?.toUpperCase() ?? ''];
  const sameCard = cardOne !== '' && cardOne === cardTwo;
  const otherCard = cardOne !== '' && cardTwo !== '' && !sameCard;
  if (sameCard) give('accreditation-same', 0.55, `accreditation ${cardOne}`);
  if (otherCard) give('accreditation-different', -0.2, `accreditations ${cardOne} and ${cardTwo}`);

  const names = compareNames(a.forms, b.forms);
  const spoken = (form: NameForm | null) => (form ? `${form.surname} ${form.givenNames}`.trim() : 'no name');
  give(`name-${names.verdict}`, nameWeights[names.verdict], `${nameWords[names.verdict]}: ${spoken(names.first)}, ${spoken(names.second)}`);

  const birth = compareBirth(one.birthDate, two.birthDate);
  if (birth === 'same') give('birth-same', 0.35, `born ${one.birthDate}`);
  if (birth === 'swapped') give('birth-swapped', 0.15, `day and month exchanged: ${one.birthDate}, ${two.birthDate}`);
  if (birth === 'different') give('birth-different', -0.6, `born ${one.birthDate} and ${two.birthDate}`);
  const sexConflict = (one.sex === 'M' && two.sex === 'F') || (one.sex === 'F' && two.sex === 'M');
  if (sexConflict) give('sex-different', -0.15, `sex ${one.sex} and ${two.sex}`);
  else if (one.sex && one.sex === two.sex) give('sex-same', 0.03, `sex ${one.sex}`);
  const otherNation = one.nationality !== null && two.nationality !== null && one.nationality !== two.nationality;
  if (otherNation) give('nationality-different', -0.1, `${one.nationality} and ${two.nationality}`);
  else if (one.nationality && two.nationality) give('nationality-same', 0.05, one.nationality);
  const sameBooking = Boolean(one.bookingReference) && one.bookingReference === two.bookingReference;
  const sameSeat = Boolean(one.seat) && one.seat === two.seat;
  if (sameBooking) give('booking-same', 0.1, `booking ${one.bookingReference}`);
  if (sameSeat) give('seat-same', 0.1, `seat ${one.seat}`);

  // The verdict follows rules an officer can repeat; the score only orders the work list within each verdict.
  const strong = names.verdict === 'same' || names.verdict === 'swapped' || names.verdict === 'order';
  const weak = names.verdict === 'part' || names.verdict === 'similar';
  const verdict = ((): MatchVerdict['verdict'] => {
    if (shared || sameCard) {
      if (birth === 'different') return strong || weak ? 'likely' : 'different';
      if (strong || (weak && birth === 'same')) return sexConflict || (sameCard && conflicting && birth !== 'same') ? 'likely' : 'same';
      return names.verdict === 'unknown' || weak || birth === 'same' ? 'likely' : 'different';
    }
    if (birth === 'different') return 'different';
    if (strong && birth === 'same') return conflicting || otherCard || sexConflict || otherNation ? 'likely' : 'same';
    if (strong && birth === 'swapped') return sexConflict || conflicting ? 'different' : 'likely';
    if (weak && birth === 'same') return sexConflict || conflicting || otherCard ? 'different' : 'likely';
    if (strong && birth === 'unknown') return sexConflict || otherNation || conflicting || otherCard ? 'different' : 'likely';
    if (weak && birth === 'unknown') return (sameBooking || sameSeat) && !sexConflict && !conflicting && !otherNation ? 'likely' : 'different';
    return 'different';
  })();
  const sum = reasons.reduce((total, reason) => total + reason.weight, 0);
  const [low, high] = verdict === 'same' ? [0.8, 1] : verdict === 'likely' ? [0.5, 0.79] : [0, 0.49];
  return { verdict, score: Math.round(Math.min(high, Math.max(low, sum)) * 100) / 100, reasons };
}

/**
 * Judges whether two records are the same person and gives every reason for and against.
 * Shape: symmetric; twins (one surname, one birth date, other given names and documents) and namesakes with other birth dates are different.
 */
export function explainMatch(a: PersonFacts, b: PersonFacts): MatchVerdict {
  return judge(prepare(a), prepare(b));
}

function pairKey(first: string, second: string): string {
  return first < second ? `${first}\n${second}` : `${second}\n${first}`;
}

/** Gives the keys of which two records of one person share at least one. */
function blockKeys(person: Prepared): string[] {
  const keys = person.numbers.map((document) => `document ${document.number}`);
  const { accreditationNumber, birthDate } = person.facts;
  if (accreditationNumber) keys.push(`accreditation ${accreditationNumber.toUpperCase()}`);
  if (birthDate) keys.push(`born ${birthDate.slice(0, 4)} ${[birthDate.slice(5, 7), birthDate.slice(8, 10)].sort().join(' ')}`);
  for (const form of person.forms) {
    keys.push(`name ${`${form.surname} ${form.givenNames}`.split(' ').sort().join('')}`, `name ${[form.surname.replaceAll(' ', ''), form.givenNames.replaceAll(' ', '')].sort().join('')}`);
    keys.push(`start ${form.surname.slice(0, 5)} ${form.givenNames.slice(0, 1)}`);
  }
  return [...new Set(keys)];
}

const blockLimit = 40;

/**
 * Finds the people whom several sources describe, without comparing everyone with everyone.
 * Shape: pairs of different sources that are the same or likely so, best first; two records of one source only when they share a document or
 * an accreditation. A pair that an officer has decided is never given again, in either order. In a block of more than forty people (one
 * placeholder birth date, say) each is compared with the next forty by name, so the work stays near linear.
 */
export function findMatches(people: readonly SourcedPerson[], decisions: readonly NotDuplicate[] = []): Match[] {
  const decided = new Set(decisions.map((decision) => pairKey(decision.first, decision.second)));
  const prepared = people.map((person) => prepare(person));
  const blocks = new Map<string, Prepared<SourcedPerson>[]>();
  for (const person of prepared) {
    for (const key of blockKeys(person)) {
      const block = blocks.get(key);
      if (block) block.push(person);
      else blocks.set(key, [person]);
    }
  }
  const seen = new Set<string>();
  const matches: Match[] = [];
  const spelling = (person: Prepared) => `${person.forms[0]?.surname ?? ''} ${person.forms[0]?.givenNames ?? ''}`;
  for (const block of blocks.values()) {
    if (block.length > blockLimit) block.sort((a, b) => (spelling(a) < spelling(b) ? -1 : spelling(a) > spelling(b) ? 1 : 0));
    for (let from = 0; from < block.length; from += 1) {
      for (let to = from + 1; to < Math.min(block.length, from + 1 + blockLimit); to += 1) {
        const [a, b] = [block[from], block[to]];
        if (!a || !b || a.facts.id === b.facts.id) continue;
        const key = pairKey(a.facts.id, b.facts.id);
        if (seen.has(key)) continue;
        seen.add(key);
        if (decided.has(key)) continue;
        const verdict = judge(a, b);
        if (verdict.verdict === 'different') continue;
        if (a.facts.source === b.facts.source && !verdict.reasons.some((reason) => reason.code === 'document-same' || reason.code === 'accreditation-same')) continue;
        matches.push({ first: a.facts.id, second: b.facts.id, ...verdict });
      }
    }
  }
  return matches.sort((a, b) => b.score - a.score || (a.first < b.first ? -1 : a.first > b.first ? 1 : a.second < b.second ? -1 : 1));
}
