import { findStep } from '../../modules/prescribed/catalogue.ts';
import type { Person } from '../design/PersonCard.tsx';
import { evidenceOption } from '../design/EvidenceForm.tsx';
import type { Refusal } from '../http.ts';
import type { Words } from '../words.tsx';
import type { PersonCard, Station } from './shapes.ts';

/** Names a step. */
export function stepName(words: Words, step: string): string {
  return words.find(`steps.${step}`) ?? step;
}

/** Names a kind of station. */
export function kindName(words: Words, kind: string): string {
  return words.find(`stations.${kind}`) ?? words.find(`station.kind.${kind}`) ?? kind;
}

/** Names a station. */
export function stationName(words: Words, station: Station): string {
  return words.language === 'zh' ? station.nameZh : station.nameEn;
}

/** Says what was found in a step, in a few characters: `37.8 °C`. Shape: undefined where the outcome says it all. */
export function findingOf(words: Words, step: string, evidence: Readonly<Record<string, unknown>>): string | undefined {
  const celsius = evidence['temperatureCelsius'] ?? evidence['mercuryCelsius'];
  if (typeof celsius === 'number') return `${words.number(celsius, 1)} °C`;
  const option = (field: string): string | undefined => (typeof evidence[field] === 'string' ? evidenceOption(words, field, evidence[field]) : undefined);
  const text = (field: string): string | undefined => (typeof evidence[field] === 'string' ? evidence[field] : undefined);
  switch (step) {
    case 'CHK-04': return option('finding');
    case 'INV-01': case 'XFR-02': return [option('class'), text('destination')].filter(Boolean).join(' · ');
    case 'SMP-01': return text('tubeId');
    case 'SMP-02': return [option('result'), text('tubeId')].filter(Boolean).join(' · ');
    case 'EXT-02': return text('cardNumber');
    case 'XFR-01': return [text('vehicle'), text('cluster')].filter(Boolean).join(' → ');
    case 'ONB-01': case 'DEP-05': return option('basis');
    case 'BAG-01': return typeof evidence['tags'] === 'number' ? words.t('station.tagCount', { count: evidence['tags'] }) : undefined;
    case 'DEP-02': return [typeof evidence['pieces'] === 'number' ? words.t('station.pieceCount', { count: evidence['pieces'] }) : undefined, text('seals')].filter(Boolean).join(' · ');
    default: return undefined;
  }
}

/** Says what a person does next because of a step: a whole instruction where there is one, else the step and where it is done. */
export function whatFollows(words: Words, step: string): string {
  const [name, place] = [stepName(words, step), kindName(words, findStep(step)?.station ?? '')];
  return words.find(`station.follow.${step}`) ?? (name === place ? name : words.t('station.stepAt', { step: name, station: place }));
}

/** Says for which roles something is. */
export function forRoles(words: Words, roles: readonly string[]): string {
  return words.t('station.notYourStep', { roles: words.roleNames(roles) });
}

/** Writes a refusal with the steps that it names. */
export function refusalText(words: Words, refusal: Refusal): string {
  const steps = refusal.params?.['steps'];
  const names = Array.isArray(steps) && steps.length > 0 ? [...new Set(steps.map(String))].map((step) => stepName(words, step)).join(words.language === 'zh' ? '、' : ', ') : undefined;
  if (names === undefined) return words.refusal(refusal);
  return refusal.code === 'still-owed' ? words.t('station.shutUntil', { steps: names }) : `${words.refusal(refusal)} ${names}`;
}

/** Makes of a card the person as drawn. */
export function personOf(words: Words, card: PersonCard): Person {
  const document = card.documents[0];
  const { flags } = card;
  return {
    surname: card.surname, givenNames: card.givenNames, nativeName: card.nativeName ?? undefined, nationality: card.nationality ?? undefined,
    document: document === undefined ? undefined : [document.number, document.issuer].filter(Boolean).join(' '),
    birthDate: card.birthDate ?? undefined, sex: card.sex ?? undefined, seat: card.seat ?? undefined, delegation: [card.delegation, card.function].filter(Boolean).join(' · ') || undefined,
    flags: [
      ...(card.foundOutsideList ? [{ text: words.t('station.flagOutsideList'), tone: 'late' as const }] : []),
      ...(card.kind === 'crew' ? [{ text: words.t('station.flagCrew') }] : []),
      ...(flags.accessNeeds ? [{ text: words.t('station.flagAccess'), tone: 'current' as const }] : []),
      ...(flags.sportsKit ? [{ text: words.t('station.flagKit') }] : []),
      ...(flags.firearm ? [{ text: words.t('station.flagFirearm'), tone: 'late' as const }] : []),
      ...(flags.medicine ? [{ text: words.t('station.flagMedicine') }] : []),
    ],
  };
}
