import type { Actor } from '../src/kernel/officer.ts';
import { houseActor } from '../src/kernel/officer.ts';
import type { TestWorld } from './world.ts';

const place = { country: 'NOR', town: 'Oslo' };

/** Gives what a healthy invented traveller answers to what no list knows, by question. */
export const healthyCard: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  seat: { seat: '21C' }, phone: { phoneHome: '+4741234567', phoneLocal: '', email: '' }, address: { address: 'Invented Hotel, 1 Invented Street' }, places: { places: [place] },
  symptoms: { symptoms: ['none'] }, medicine: { medicine: 'no' }, contactCase: { contactCase: 'no' }, contactFever: { contactFever: 'no' }, cluster: { cluster: 'no' },
  test: { test: 'negative' }, vaccination: { vaccination: 'full' }, truth: { signature: 'Invented Person', agree: 'yes' },
};

/** Gives the owner of a card as an actor. */
export function ownerOf(declarationId: string): Actor {
  return { ...houseActor, roles: ['traveller'], subject: declarationId };
}

/** Fills a card in and files it, in a language. */
export async function fileCard(world: TestWorld, declarationId: string, language = 'en'): Promise<void> {
  const as = ownerOf(declarationId);
  await world.done('declarations.confirm', { language }, { as });
  for (const [question, answers] of Object.entries(healthyCard)) {
    const { complaints } = await world.done<{ complaints: unknown[] }>('declarations.answer', { question, answers, language }, { as });
    if (complaints.length > 0) throw new Error(`${question}: ${JSON.stringify(complaints)}`);
  }
  await world.done('declarations.file', { language }, { as });
}

/** Is one invented person of a roster. */
export interface Invented { readonly surname: string; readonly number: string; readonly delegation?: string; readonly nationality?: string; readonly birthDate?: string; readonly contact?: string }

/** Lets invented people of a flight in by a roster, all called KARI. Shape: their case ids, by surname. */
export async function listPeople(world: TestWorld, flight: { readonly flightId: string; readonly designator: string; readonly flightDate: string }, people: readonly Invented[]): Promise<Readonly<Record<string, string>>> {
  const rows = people.map((one) => [one.delegation ?? 'Erewhon', one.surname, 'KARI', 'F', one.birthDate ?? '1990-01-02', one.nationality ?? 'NOR', one.number, flight.designator, flight.flightDate, one.contact ?? ''].join(','));
  const content = ['Delegation,Surname,Given names,Sex,Date of birth,Nationality,Passport number,Flight,Arrival date,Contact', ...rows].join('\n');
  await world.done('travellers.commitList', { kind: 'roster', fileName: 'roster.csv', content: Buffer.from(content).toString('base64') });
  const { persons } = await world.see<{ persons: { caseId: string; surname: string }[] }>('travellers.persons', { flightId: flight.flightId, limit: 200 });
  return Object.fromEntries(persons.map((person) => [person.surname, person.caseId]));
}

/** Gives the cards of a flight's people by their case. */
export async function cardsOf(world: TestWorld, flightId: string): Promise<ReadonlyMap<string, string>> {
  const { persons } = await world.see<{ persons: { caseId: string; declarationId: string | null }[] }>('declarations.flight', { flightId });
  return new Map(persons.flatMap((person) => (person.declarationId === null ? [] : [[person.caseId, person.declarationId] as const])));
}
