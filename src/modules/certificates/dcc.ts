import type { CertificateKind, Holder, KeyUsage } from './shapes.ts';
import { Unverifiable } from './rules/unverifiable.ts';

/** What a subclaim of a health certificate says, once it is of its kind's form. Shape: `usages` is what the signing key must be allowed to vouch for. */
export interface Content {
  readonly kind: CertificateKind;
  readonly holder: Holder;
  readonly usages: readonly KeyUsage[];
  /** The period that the certificate itself names, beside that of its token. Shape: ISO 8601, a day where it is a day. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

type Fields = ReadonlyMap<unknown, unknown>;

/** Says that a payload is not of its kind's form. */
export function differs(where: string, what: string): Unverifiable {
  return new Unverifiable('schema-differs', `${where}: ${what}. The issuer has to write the certificate anew.`);
}

/** Reads a text of a map. Shape: undefined where it is missing, null or no text. */
export function textAt(map: Fields, name: string): string | undefined {
  const value = map.get(name);
  return typeof value === 'string' ? value : undefined;
}

const groups = [['v', 'vaccination'], ['t', 'test'], ['r', 'recovery']] as const;
const texts: Readonly<Record<KeyUsage, readonly string[]>> = {
  vaccination: ['tg', 'vp', 'mp', 'ma', 'co', 'is', 'ci'], test: ['tg', 'tt', 'tr', 'co', 'is', 'ci'], recovery: ['tg', 'co', 'is', 'ci'],
};
const days: Readonly<Record<KeyUsage, readonly string[]>> = { vaccination: ['dt'], test: ['sc'], recovery: ['fr', 'df', 'du'] };

/** Tells whether a text begins with a day of the calendar; issuers write a time behind it in several ways. */
export function beginsWithDay(text: string): boolean {
  const day = /^\d{4}-\d\d-\d\d(?=$|[T ])/u.exec(text)?.[0];
  if (day === undefined) return false;
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
}

const timeForm = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d+)?)? ?(Z|[+-]\d\d(:?\d\d)?)?$/iu;

function checkEntry(entry: unknown, usage: KeyUsage, where: string): void {
  if (!(entry instanceof Map)) throw differs(where, 'it is no map');
  for (const name of texts[usage]) {
    if (textAt(entry, name) === undefined) throw differs(`${where}.${name}`, entry.has(name) ? 'it is no text' : 'it is missing');
  }
  for (const name of days[usage]) {
    const value = textAt(entry, name);
    if (value === undefined) throw differs(`${where}.${name}`, entry.has(name) ? 'it is no text' : 'it is missing');
    if (!beginsWithDay(value)) throw differs(`${where}.${name}`, `"${value.slice(0, 40)}" is no day of the calendar`);
    if (usage === 'test' && !timeForm.test(value)) throw differs(`${where}.${name}`, `"${value.slice(0, 40)}" is no time of a sample`);
  }
  if (usage !== 'vaccination') return;
  for (const name of ['dn', 'sd']) {
    const value: unknown = entry.get(name);
    const count = typeof value === 'string' && /^\d+$/u.test(value) ? Number(value) : value;
    if (!(typeof count === 'number' && Number.isInteger(count) && count >= 1)) throw differs(`${where}.${name}`, 'it is no number of doses from 1 up');
  }
}

const words = (text: string | undefined): string => (text ?? '').replaceAll('<', ' ').replace(/\s+/gu, ' ').trim();

function holderOf(names: Fields, dob: string): Holder {
  const [surname, given, latinSurname, latinGiven] = ['fn', 'gn', 'fnt', 'gnt'].map((name) => words(textAt(names, name)));
  const written = [given || latinGiven, surname || latinSurname].filter(Boolean).join(' ');
  const latin = [latinGiven, latinSurname].filter(Boolean).join(' ');
  // The passport shows the Latin form: an officer needs both to compare.
  const name = latin === '' || latin.toLowerCase() === written.toLowerCase() ? written : `${written} (${latin})`;
  return { surname: surname || latinSurname || '', givenNames: given || latinGiven || '', name, birthDate: dob.slice(0, 10) || null };
}

/**
 * Reads the payload of an EU digital COVID certificate, schemas 1.0.0 to 1.3.2.
 * Shape: value sets are left to the entry rules; before schema 1.2 several entries were allowed, since then exactly one.
 * Refuses: schema-differs, with the element.
 * Source: EU DCC schema 1.3.2; Implementing Decision (EU) 2021/1073, annex II.
 */
export function readDcc(payload: unknown): Content {
  if (!(payload instanceof Map)) throw differs('the certificate', 'it is no map');
  const version = /^(\d+)\.(\d+)\.\d+/u.exec(textAt(payload, 'ver') ?? '');
  if (version === null) throw differs('ver', payload.has('ver') ? 'it is no version such as 1.3.0' : 'it is missing');
  if (version[1] !== '1') throw differs('ver', `schema ${version[0]} is not known; 1.0.0 to 1.3.x are`);
  const names: unknown = payload.get('nam');
  if (!(names instanceof Map)) throw differs('nam', payload.has('nam') ? 'it is no map' : 'it is missing');
  if (textAt(names, 'fnt') === undefined && textAt(names, 'gnt') === undefined) throw differs('nam', 'neither surname nor given name is there in Latin letters (fnt, gnt)');
  const dob = textAt(payload, 'dob');
  if (dob === undefined) throw differs('dob', payload.has('dob') ? 'it is no text' : 'it is missing');
  if (!/^((19|20)\d\d(-\d\d){0,2}(T.*)?)?$/u.test(dob)) throw differs('dob', `"${dob.slice(0, 40)}" is no birth date such as 1990, 1990-05 or 1990-05-17`);
  const filled = groups.flatMap(([name, usage]) => {
    const group: unknown = payload.get(name);
    if (group === undefined || group === null || (Array.isArray(group) && group.length === 0)) return [];
    if (!Array.isArray(group)) throw differs(name, 'it is no list');
    const entries: unknown[] = group.filter((entry) => entry !== null);
    entries.forEach((entry, at) => checkEntry(entry, usage, `${name}[${at}]`));
    return entries.map(() => usage);
  });
  const [first] = filled;
  if (first === undefined) throw differs('v, t, r', 'there is no vaccination, no test and no recovery');
  if (filled.length > 1 && Number(version[2]) >= 2) throw differs('v, t, r', `there are ${filled.length} entries; since schema 1.2 a certificate has one`);
  return { kind: `dcc-${first}`, holder: holderOf(names, dob), usages: [...new Set(filled)], validFrom: null, validUntil: null };
}
