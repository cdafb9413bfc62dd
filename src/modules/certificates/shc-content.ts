import { beginsWithDay, differs } from './dcc.ts';
import type { CertificateKind, Holder } from './shapes.ts';
import { isJsonObject } from './strict-json.ts';
import type { JsonObject } from './strict-json.ts';
import { Unverifiable } from './rules/unverifiable.ts';

/** What a smart health card says. */
export interface CardContent {
  readonly kind: CertificateKind;
  readonly holder: Holder;
}

const cardType = 'https://smarthealth.cards#health-card';
const objects = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isJsonObject) : isJsonObject(value) ? [value] : []);
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one.trim() !== '');

function resourcesOf(subject: JsonObject): readonly JsonObject[] {
  const bundle = subject['fhirBundle'];
  if (!isJsonObject(bundle) || bundle['resourceType'] !== 'Bundle') throw differs('vc.credentialSubject.fhirBundle', bundle === undefined ? 'it is missing' : 'it is no bundle');
  if (!Array.isArray(bundle['entry']) || bundle['entry'].length === 0) throw differs('fhirBundle.entry', 'there is no entry');
  return (bundle['entry'] as unknown[]).map((entry, at) => {
    const resource = isJsonObject(entry) ? entry['resource'] : undefined;
    if (!isJsonObject(resource) || typeof resource['resourceType'] !== 'string') throw differs(`fhirBundle.entry[${at}].resource`, 'it is no resource with a type');
    return resource;
  });
}

function holderOf(patient: JsonObject): Holder {
  const names = objects(patient['name']);
  const name = names.find(({ use }) => use === 'official') ?? names.find(({ use }) => use !== 'old' && use !== 'nickname') ?? names[0];
  if (name === undefined) throw differs('Patient.name', 'it is missing');
  const surname = texts(name['family']).join(' ');
  const givenNames = texts(name['given']).join(' ');
  const whole = [...texts(name['prefix']), givenNames, surname, ...texts(name['suffix'])].filter((part) => part !== '').join(' ') || texts(name['text']).join(' ');
  if (whole === '') throw differs('Patient.name', 'it is empty');
  const birthDate = patient['birthDate'];
  if (birthDate !== undefined && !(typeof birthDate === 'string' && /^\d{4}(-\d\d){0,2}$/u.test(birthDate))) throw differs('Patient.birthDate', 'it is no day such as 1990-05-17');
  const sex = patient['gender'];
  return { ...(surname === '' ? {} : { surname }), ...(givenNames === '' ? {} : { givenNames }), name: whole, birthDate: typeof birthDate === 'string' ? birthDate : null, ...(typeof sex === 'string' ? { sex } : {}) };
}

const hasCode = (value: unknown): boolean => isJsonObject(value) && objects(value['coding']).some(({ code }) => typeof code === 'string' && code !== '');

function timeOf(resource: JsonObject, name: string): void {
  const value = resource[name];
  if (value === undefined) return;
  if (typeof value !== 'string' || !(beginsWithDay(value) || /^\d{4}(-\d\d)?$/u.test(value))) throw differs(`${String(resource['resourceType'])}.${name}`, 'it is no time');
}

function checkImmunization(resource: JsonObject): void {
  if (!hasCode(resource['vaccineCode'])) throw differs('Immunization.vaccineCode', 'it has no code');
  if (resource['occurrenceDateTime'] === undefined && resource['occurrenceString'] === undefined) throw differs('Immunization.occurrenceDateTime', 'it is missing');
  timeOf(resource, 'occurrenceDateTime');
}

function checkObservation(resource: JsonObject): void {
  if (!hasCode(resource['code'])) throw differs('Observation.code', 'it has no code');
  timeOf(resource, 'effectiveDateTime');
}

/**
 * Reads what a smart health card says: one patient, and immunizations that were completed or laboratory results that are final.
 * Shape: an immunization counts before a result where both are in one card.
 * Refuses: schema-differs, kind-unknown.
 * Source: SMART Health Cards Framework 1.4, "Modeling Verifiable Credentials in FHIR"; SMART Health Cards: Vaccination and Testing; HL7 FHIR R4.
 */
export function readCard(claims: JsonObject): CardContent {
  const credential = claims['vc'];
  if (!isJsonObject(credential)) throw differs('vc', credential === undefined ? 'it is missing' : 'it is no object');
  if (!texts(credential['type']).includes(cardType)) throw differs('vc.type', `${cardType} is not there`);
  const subject = credential['credentialSubject'];
  if (!isJsonObject(subject)) throw differs('vc.credentialSubject', subject === undefined ? 'it is missing' : 'it is no object');
  if (!/^4\.\d/u.test(texts(subject['fhirVersion'])[0] ?? '')) throw differs('vc.credentialSubject.fhirVersion', 'it is none of release 4');
  const resources = resourcesOf(subject);
  const of = (type: string): readonly JsonObject[] => resources.filter(({ resourceType }) => resourceType === type);
  const [patient, ...others] = of('Patient');
  if (patient === undefined) throw differs('Patient', 'it is missing');
  if (others.length > 0) throw differs('Patient', `there are ${others.length + 1} of them`);
  const holder = holderOf(patient);
  const immunizations = of('Immunization');
  const observations = of('Observation');
  if (immunizations.length + observations.length === 0) throw new Unverifiable('kind-unknown', `A card with ${[...new Set(resources.map(({ resourceType }) => String(resourceType)))].join(', ').slice(0, 80)} is neither about vaccinations nor about test results.`);
  // What was not done or was entered in error is signed as well, and proves the contrary.
  const done = immunizations.filter(({ status }) => status === 'completed');
  const final = observations.filter(({ status }) => ['final', 'amended', 'corrected'].includes(String(status)));
  done.forEach(checkImmunization);
  final.forEach(checkObservation);
  if (done.length > 0) return { kind: 'shc-immunization', holder };
  if (final.length > 0) return { kind: 'shc-laboratory', holder };
  throw differs(immunizations.length > 0 ? 'Immunization.status' : 'Observation.status', 'nothing in the card was completed');
}
