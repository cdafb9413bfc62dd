import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewContext, ViewDefinition } from '../../../kernel/view.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { cardOf, filterFor } from '../cards.ts';
import { readBcbp } from '../formats/bcbp.ts';
import { readMrz } from '../formats/mrz.ts';
import type { MrzResult } from '../formats/mrz.ts';
import { cleanNumber, normalDesignator, plainName } from '../rules/entries.ts';
import { personRoles } from '../rules/visibility.ts';
import { personCard, uuid } from '../shapes.ts';
import type { PersonCard } from '../shapes.ts';
import { findCards, findTubeCase, journeysOf, travellersByName, travellersByNumber } from '../store/cards.ts';
import { findFlight, isInventedWorld } from '../store/flights.ts';

interface Problem { code: string; reason: string; where?: string }
interface Understood { understoodAs: 'mrz' | 'bcbp' | 'tube' | 'document' | 'accreditation' | 'case' | 'name' | 'nothing'; matches: PersonCard[]; problems: Problem[] }

const most = 25;

async function cardsOf(context: ViewContext, caseIds: readonly string[]): Promise<PersonCard[]> {
  if (caseIds.length === 0) return [];
  return (await findCards(context.db, context.eventId, { ...filterFor(context), caseIds, order: 'flight', limit: most })).map(cardOf);
}

async function byTravellers(context: ViewContext, travellerIds: readonly string[], flightId: string | undefined): Promise<PersonCard[]> {
  if (travellerIds.length === 0) return [];
  return cardsOf(context, await journeysOf(context.db, context.eventId, travellerIds, flightId));
}

// What a document says and a list does not is told, never passed over: a swapped passport looks exactly like this.
function compare(read: MrzResult, card: PersonCard): Problem[] {
  const problems: Problem[] = [];
  const { fields } = read;
  if (fields.birthDate !== null && card.birthDate !== null && fields.birthDate !== card.birthDate) problems.push({ code: 'birth-date-differs', reason: `Document ${fields.birthDate}, list ${card.birthDate}.`, where: card.caseId });
  const document = plainName(`${fields.surname} ${fields.givenNames}`).split(' ');
  const list = plainName(`${card.surname} ${card.givenNames}`).split(' ');
  const begins = (one: string[], other: string[]): boolean => one.every((word) => other.some((candidate) => candidate.startsWith(word) || word.startsWith(candidate)));
  if (!begins(document, list) && !begins(list, document)) problems.push({ code: 'name-differs', reason: `Document ${fields.surname} ${fields.givenNames}, list ${card.surname} ${card.givenNames}.`, where: card.caseId });
  if (fields.nationality !== '' && card.nationality !== null && fields.nationality !== card.nationality) problems.push({ code: 'nationality-differs', reason: `Document ${fields.nationality}, list ${card.nationality}.`, where: card.caseId });
  return problems;
}

async function asMrz(context: ViewContext, text: string, flightId: string | undefined): Promise<Understood | undefined> {
  if (text.length < 60 || !text.includes('<')) return undefined;
  const read = readMrz(text, { on: context.asOf.slice(0, 10), testDocuments: await isInventedWorld(context.db, context.eventId) });
  if (read.layout === null) return { understoodAs: 'mrz', matches: [], problems: read.problems.map((problem) => ({ code: problem.code, reason: problem.reason, where: problem.where })) };
  const problems: Problem[] = read.problems.map((problem) => ({ code: problem.code, reason: problem.reason, where: problem.where }));
  const found = await travellersByNumber(context.db, context.eventId, cleanNumber(read.fields.documentNumber));
  let matches = await byTravellers(context, found.map((row) => row.traveller_id), flightId);
  if (matches.length === 0) {
    matches = (await byTravellers(context, await travellersByName(context.db, context.eventId, plainName(`${read.fields.surname} ${read.fields.givenNames}`).split(' '), '', most), flightId))
      .filter((card) => card.birthDate === null || card.birthDate === read.fields.birthDate);
    if (matches.length > 0) problems.push({ code: 'document-not-listed', reason: `No list names the document ${read.fields.documentNumber}; found by name and birth date.`, where: 'list' });
  }
  return { understoodAs: 'mrz', matches, problems: [...problems, ...matches.flatMap((card) => compare(read, card))] };
}

async function asBoardingPass(context: ViewContext, text: string, flightId: string | undefined): Promise<Understood | undefined> {
  if (!/^[MS][1-9]/u.test(text) || text.length < 58) return undefined;
  const flight = flightId === undefined ? undefined : await findFlight(context.db, context.eventId, flightId);
  const read = readBcbp(text, { on: context.asOf.slice(0, 10), ...(flight === undefined ? {} : { flightDate: flight.flight_date }) });
  if (!read.valid) return { understoodAs: 'bcbp', matches: [], problems: read.problems.map((problem) => ({ code: problem.code, reason: problem.reason, where: problem.where })) };
  const problems: Problem[] = read.findings.map((finding) => ({ code: finding.code, reason: finding.text, where: finding.where }));
  const legs = read.legs.map((leg) => ({ ...leg, designator: normalDesignator(`${leg.carrier}${leg.flight}`) }));
  const words = plainName(`${read.name.surname} ${read.name.givenNames}`).split(' ').filter((word) => word !== '');
  const cards = await byTravellers(context, await travellersByName(context.db, context.eventId, words, '', 200), flightId);
  const onFlight = cards.filter((card) => legs.some((leg) => leg.designator === card.designator && (leg.date === null || Math.abs(Date.parse(leg.date) - Date.parse(card.flightDate)) <= 86_400_000)));
  const seated = onFlight.filter((card) => legs.some((leg) => leg.seat !== null && leg.seat === card.seat));
  const matches = seated.length > 0 ? seated : onFlight;
  if (onFlight.length > 0 && seated.length === 0) problems.push({ code: 'seat-differs', reason: `Boarding pass ${legs.map((leg) => leg.seat ?? '-').join(', ')}, list ${onFlight.map((card) => card.seat ?? '-').join(', ')}.`, where: 'seat' });
  if (onFlight.length === 0) problems.push({ code: 'not-on-flight', reason: `Nobody of this name is listed on ${legs.map((leg) => `${leg.designator} ${leg.date ?? ''}`.trim()).join(', ')}.`, where: 'flight' });
  return { understoodAs: 'bcbp', matches: matches.length > 0 ? matches : [], problems };
}

async function asNumber(context: ViewContext, text: string, flightId: string | undefined): Promise<Understood | undefined> {
  const word = text.trim();
  if (isUuid(word.toLowerCase())) {
    const matches = await cardsOf(context, [word.toLowerCase()]);
    if (matches.length > 0) return { understoodAs: 'case', matches, problems: [] };
  }
  if (word.length > 40 || !/[0-9]/u.test(word)) return undefined;
  const owner = (await findTubeCase(context.db, context.eventId, [word])).get(word);
  if (owner !== undefined) return { understoodAs: 'tube', matches: await cardsOf(context, [owner]), problems: [] };
  const numbers = [...new Set([cleanNumber(word), word])];
  for (const number of numbers) {
    const found = await travellersByNumber(context.db, context.eventId, number);
    if (found.length > 0) return { understoodAs: found[0]!.by, matches: await byTravellers(context, found.map((row) => row.traveller_id), flightId), problems: [] };
  }
  return undefined;
}

const lookup = defineView({
  name: 'travellers.lookup',
  summary: 'Answers a scanner or a keyboard: a machine-readable zone, a boarding pass, a tube, a number, a name; whatever document and list disagree on is told.',
  roles: [...personRoles],
  input: Type.Object({ text: Type.String({ minLength: 1, maxLength: 2000 }), flightId: Type.Optional(uuid), stationId: Type.Optional(uuid) }, { additionalProperties: false }),
  output: Type.Object({
    matches: Type.Array(personCard), understoodAs: Type.Enum(['mrz', 'bcbp', 'tube', 'document', 'accreditation', 'case', 'name', 'nothing']),
    problems: Type.Array(Type.Object({ code: Type.String(), reason: Type.String(), where: Type.Optional(Type.String()) })),
  }),
  refuses: [],
  healthOf: (input) => `lookup${input.flightId === undefined ? '' : ` flight:${input.flightId}`}`,
  async run(context, input): Promise<Understood> {
    // Scanners put control characters around and between lines; the readers want the lines.
    // eslint-disable-next-line no-control-regex
    const text = input.text.replaceAll(/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f]/gu, '');
    const trimmed = text.trim();
    if (trimmed === '') return { understoodAs: 'nothing', matches: [], problems: [] };
    const exact = await asNumber(context, trimmed, input.flightId) ?? await asMrz(context, text, input.flightId) ?? await asBoardingPass(context, text.replaceAll(/[\r\n]/gu, '').replace(/^\s+/u, ''), input.flightId);
    if (exact !== undefined) return exact;
    const words = trimmed.toUpperCase().split(/[\s,/]+/u).filter((word) => word !== '');
    if (words.length === 0) return { understoodAs: 'nothing', matches: [], problems: [] };
    return { understoodAs: 'name', matches: await byTravellers(context, await travellersByName(context.db, context.eventId, words, trimmed, 100), input.flightId), problems: [] };
  },
});

/** Lists the view of the scanner. */
export const lookupViews: readonly ViewDefinition[] = [lookup];
