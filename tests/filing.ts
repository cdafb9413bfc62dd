import { FormVisitor, healthyAnswers } from './form-visitor.ts';
import type { TestWorld } from './world.ts';

/** Fills in the card of a person of a flight through the form, with a fever, and files it or leaves half way. */
export async function fileCard(world: TestWorld, address: string, flightId: string, caseId: string, birthDate: string, halfWay = false): Promise<void> {
  const base = `/declare/${world.open.book.find(world.eventId)!.code}`;
  const { codes } = await world.see<{ codes: { caseId: string; code: string }[] }>('declarations.codes', { flightId });
  const person = new FormVisitor(address, { 'accept-language': 'en' });
  await person.opens(`${base}/i/${codes.find((entry) => entry.caseId === caseId)!.code}`);
  await person.sends({ 'birthDate-year': birthDate.slice(0, 4), 'birthDate-month': birthDate.slice(5, 7), 'birthDate-day': birthDate.slice(8) }, '/open');
  await person.opens(`${base}/card`);
  for (let pages = 0; pages < 30 && !person.page.path.endsWith('/check'); pages += 1) {
    if (person.page.path.endsWith('/known')) { await person.sends({ act: 'confirm' }); continue; }
    const question = /\/q\/([a-zA-Z]+)/.exec(person.page.path)?.[1] ?? '';
    await person.sends({ ...healthyAnswers[question], ...(question === 'symptoms' ? { symptoms: ['fever'] } : {}), act: 'continue' });
    if (halfWay && question === 'medicine') return;
  }
  await person.sends({}, '/file');
  if (!person.page.path.endsWith('/done')) throw new Error(`Not filed: ${person.page.path} ${person.words()}`);
}

/** Makes an arrival with three invited people, the first with a filed card, the second with one begun. Shape: the flight, and the cases by passport number. */
export async function makeDeclaredFlight(world: TestWorld, address: string): Promise<{ readonly flightId: string; readonly cases: Readonly<Record<string, string>> }> {
  const { flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: 'LH720', flightDate: '2022-01-27', direction: 'arrival', pointCode: 'PEK', origin: 'FRA', destination: 'PEK', scheduledAt: '2022-01-27T06:00:00Z', chartered: true });
  const rows = ['ALPHA', 'BRAVO', 'CHARLIE'].map((surname, index) => `Norway,${surname},KARI,F,1990-01-0${index + 1},NOR,K20000${index + 1},LH720,2022-01-27`);
  // The last row has too little and is kept out.
  await world.done('travellers.commitList', { kind: 'roster', fileName: 'roster.csv', content: Buffer.from(['Delegation,Surname,Given names,Sex,Date of birth,Nationality,Passport number,Flight,Arrival date', ...rows, 'Norway,DELTA'].join('\n')).toString('base64') });
  await world.done('declarations.invite', { flightId });
  const { persons } = await world.see<{ persons: { caseId: string; documents: { number: string }[] }[] }>('travellers.persons', { flightId });
  const cases = Object.fromEntries(persons.map((person) => [person.documents[0]!.number, person.caseId]));
  await fileCard(world, address, flightId, cases['K200001']!, '1990-01-01');
  await fileCard(world, address, flightId, cases['K200002']!, '1990-01-02', true);
  return { flightId, cases };
}
