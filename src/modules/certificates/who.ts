import { beginsWithDay, differs, textAt } from './dcc.ts';
import type { Content } from './dcc.ts';
import type { Holder } from './shapes.ts';

type Fields = ReadonlyMap<unknown, unknown>;

/** Reads a code that may stand bare or as a coding with its system. */
function codeAt(map: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value: unknown = map.get(name);
    if (typeof value === 'string' && value !== '') return value;
    const inner = value instanceof Map ? textAt(value, 'code') ?? textAt(value, 'value') ?? textAt(value, 'display') : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function one(value: unknown, where: string): Fields {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (!(first instanceof Map)) throw differs(where, 'it is no map');
  return first;
}

function need(map: Fields, where: string, ...names: readonly string[]): string {
  const value = codeAt(map, ...names);
  if (value === undefined) throw differs(`${where}${names[0]}`, 'it is missing');
  return value;
}

function dayAt(map: Fields, where: string, ...names: readonly string[]): string {
  const value = need(map, where, ...names);
  if (!beginsWithDay(value)) throw differs(`${where}${names[0]}`, `"${value.slice(0, 40)}" is no day of the calendar`);
  return value;
}

function optionalDay(map: Fields, where: string, name: string): string | null {
  return codeAt(map, name) === undefined ? null : dayAt(map, where, name);
}

function holderOf(name: string, birthDate: string | null, sex: string | undefined, nationality: string | undefined, documentNumber: string | undefined): Holder {
  return { name, birthDate, ...(sex ? { sex } : {}), ...(nationality ? { nationality } : {}), ...(documentNumber ? { documentNumber } : {}) };
}

/**
 * Reads the digital International Certificate of Vaccination or Prophylaxis (subclaim -6), the yellow card.
 * Shape: name, birth date, sex, nationality, document, guardian; one product with its day, batch, and clinician or issuer; valid from the day that it names.
 * Both published forms are read: `v` with `dt` (2024-2025), `vx` with `dv` (since 2026).
 * Refuses: schema-differs.
 * Source: WHO SMART ICVP, logical models DVCPayload and ICVPMin; International Health Regulations, annex 6.
 */
export function readIcvp(payload: unknown): Content {
  const map = one(payload, 'the certificate');
  const newer = map.has('vx');
  const where = newer ? 'vx.' : 'v.';
  const name = need(map, '', 'n');
  const dob = dayAt(map, '', 'dob');
  const vaccine = one(map.get(newer ? 'vx' : 'v'), newer ? 'vx' : 'v');
  need(vaccine, where, 'vp', 'mp');
  dayAt(vaccine, where, 'dt', 'dv');
  need(vaccine, where, 'bo');
  if (codeAt(vaccine, 'is', 'cn') === undefined) throw differs(`${where}is`, 'neither issuer (is) nor clinician (cn) is named');
  return {
    kind: 'icvp', usages: [],
    holder: holderOf(name, dob.slice(0, 10), codeAt(map, 's'), codeAt(map, 'ntl', 'nt'), codeAt(map, 'nid', 'id')),
    validFrom: optionalDay(vaccine, where, 'vls'), validUntil: optionalDay(vaccine, where, 'vle'),
  };
}

/**
 * Reads a WHO core data set of a vaccination (subclaim 3) or a test (subclaim 4).
 * Shape: the holder's name, and either event; valid for the period that its metadata name.
 * Refuses: schema-differs.
 * Source: WHO DDCC, logical models DDCCCoreDataSetVS and DDCCCoreDataSetTR.
 */
export function readDdcc(payload: unknown): Content {
  const map = one(payload, 'the certificate');
  const name = need(map, '', 'name');
  if (!['vaccination', 'test'].some((event) => map.get(event) instanceof Map || Array.isArray(map.get(event)))) throw differs('vaccination, test', 'there is neither of them');
  const metadata: unknown = map.get('certificate');
  const period: unknown = metadata instanceof Map ? metadata.get('period') : undefined;
  const [from, until] = ['start', 'end'].map((side) => (period instanceof Map ? optionalDay(period, 'certificate.period.', side) : null));
  return {
    kind: 'ddcc', usages: [],
    holder: holderOf(name, codeAt(map, 'birthDate')?.slice(0, 10) ?? null, codeAt(map, 'sex'), codeAt(map, 'nationality'), codeAt(map, 'identifier')),
    validFrom: from ?? null, validUntil: until ?? null,
  };
}
