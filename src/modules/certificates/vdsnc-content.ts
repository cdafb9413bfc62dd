import { beginsWithDay, differs } from './dcc.ts';
import type { CertificateKind, Holder } from './shapes.ts';
import { isJsonObject } from './strict-json.ts';
import type { JsonObject } from './strict-json.ts';
import { Unverifiable } from './rules/unverifiable.ts';

/** What a visible digital seal says. */
export interface SealContent {
  readonly kind: CertificateKind;
  readonly holder: Holder;
}

function objectAt(parent: JsonObject, name: string, where: string): JsonObject {
  const value = parent[name];
  if (!isJsonObject(value)) throw differs(`${where}${name}`, value === undefined ? 'it is missing' : 'it is no object');
  return value;
}

function listAt(parent: JsonObject, name: string, where: string): readonly JsonObject[] {
  const value = parent[name];
  if (!Array.isArray(value) || value.length === 0) throw differs(`${where}${name}`, value === undefined ? 'it is missing' : 'it is no list with an entry');
  return (value as unknown[]).map((entry, at) => {
    if (!isJsonObject(entry)) throw differs(`${where}${name}[${at}]`, 'it is no object');
    return entry;
  });
}

function textsOf(parent: JsonObject, where: string, needed: readonly string[], optional: readonly string[] = []): void {
  for (const name of needed) {
    const value = parent[name];
    // Issuers wrote numbers (of a dose, of a batch) with and without quotation marks.
    if (!(typeof value === 'string' && value.trim() !== '') && typeof value !== 'number') throw differs(`${where}${name}`, value === undefined || value === '' ? 'it is missing' : 'it is no text');
  }
  for (const name of optional) {
    const value = parent[name];
    if (value !== undefined && value !== null && typeof value !== 'string' && typeof value !== 'number') throw differs(`${where}${name}`, 'it is no text');
  }
}

function dayOf(parent: JsonObject, name: string, where: string): void {
  const value = String(parent[name]);
  if (!beginsWithDay(value)) throw differs(`${where}${name}`, `"${value.slice(0, 40)}" is no day of the calendar`);
}

function holderOf(person: JsonObject, documentNumber: unknown): Holder {
  const text = (name: string): string | undefined => (typeof person[name] === 'string' && person[name] !== '' ? person[name] : undefined);
  const whole = text('n') ?? '';
  // As in a passport the surname comes first, with two blanks (or fillers) behind it; where there are none nobody can tell the two apart.
  const [surname = '', ...given] = whole.split(/ {2,}|<<+/u).map((part) => part.replaceAll('<', ' ').trim());
  const givenNames = given.filter((part) => part !== '').join(' ');
  const sex = text('sex');
  return {
    ...(givenNames === '' ? {} : { surname, givenNames }),
    name: [givenNames, surname].filter((part) => part !== '').join(' '), birthDate: text('dob') ?? null,
    ...(sex === undefined ? {} : { sex }), ...(typeof documentNumber === 'string' && documentNumber !== '' ? { documentNumber } : {}),
  };
}

function readVaccination(message: JsonObject): Holder {
  textsOf(message, 'msg.', ['uvci']);
  const person = objectAt(message, 'pid', 'msg.');
  textsOf(person, 'msg.pid.', ['n'], ['dob', 'i', 'ai', 'sex']);
  if (!person['dob'] && !person['i']) throw differs('msg.pid', 'neither birth date (dob) nor document number (i) is there');
  if (person['dob']) dayOf(person, 'dob', 'msg.pid.');
  listAt(message, 've', 'msg.').forEach((event, at) => {
    const where = `msg.ve[${at}].`;
    textsOf(event, where, ['des', 'nam'], ['dis']);
    listAt(event, 'vd', where).forEach((dose, number) => {
      textsOf(dose, `${where}vd[${number}].`, ['dvc', 'seq', 'ctr', 'lot'], ['adm', 'dvn']);
      dayOf(dose, 'dvc', `${where}vd[${number}].`);
      if (dose['dvn']) dayOf(dose, 'dvn', `${where}vd[${number}].`);
    });
  });
  return holderOf(person, person['i']);
}

function readTest(message: JsonObject): Holder {
  textsOf(message, 'msg.', ['utci'], ['opt']);
  const person = objectAt(message, 'pid', 'msg.');
  textsOf(person, 'msg.pid.', ['n', 'dt', 'dn'], ['dob', 'sex']);
  if (person['dob']) dayOf(person, 'dob', 'msg.pid.');
  textsOf(objectAt(message, 'sp', 'msg.'), 'msg.sp.', ['spn', 'ctr']);
  const dates = objectAt(message, 'dat', 'msg.');
  textsOf(dates, 'msg.dat.', ['sc', 'ri']);
  for (const name of ['sc', 'ri']) dayOf(dates, name, 'msg.dat.');
  textsOf(objectAt(message, 'tr', 'msg.'), 'msg.tr.', ['tc', 'r'], ['m']);
  return holderOf(person, person['dn']);
}

/**
 * Reads what a visible digital seal says: a proof of vaccination (icao.vacc) or of a test (icao.test).
 * Shape: a seal has no period of its own. Elements beyond those of the standard are left alone.
 * Refuses: kind-unknown, schema-differs.
 * Source: ICAO TR VDS-NC 1.3, annexes A (PoT, defined by CAPSCA) and B (PoV, defined by WHO).
 */
export function readSeal(header: JsonObject, message: JsonObject): SealContent {
  const type = header['t'];
  if (type !== 'icao.vacc' && type !== 'icao.test') throw new Unverifiable('kind-unknown', `Seals of type ${JSON.stringify(type ?? null).slice(0, 40)} are not known; icao.vacc and icao.test are.`);
  if (Number(header['v']) !== 1) throw new Unverifiable('kind-unknown', `Version ${JSON.stringify(header['v'] ?? null).slice(0, 40)} of ${type} is not known; version 1 is.`);
  textsOf(header, 'hdr.', ['is']);
  return type === 'icao.vacc' ? { kind: 'vds-nc-vaccination', holder: readVaccination(message) } : { kind: 'vds-nc-test', holder: readTest(message) };
}
