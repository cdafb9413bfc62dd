import type { RosterRecord } from './record.ts';

/** One field that differs between two versions of a person. */
export interface FieldChange {
  field: string;
  before: string | null;
  after: string | null;
}

/** What a new version of a roster does to the last one. */
export interface RosterDiff {
  added: RosterRecord[];
  changed: { key: string; before: RosterRecord; after: RosterRecord; fields: FieldChange[] }[];
  gone: RosterRecord[];
  /** How many people are the same in every field. */
  same: number;
}

function keysOf(record: RosterRecord): (string | null)[] {
  const [document] = record.documents;
  const name = `${record.surname} ${record.givenNames}`.normalize('NFKC').toUpperCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
  return [
    record.accreditationNumber ? `accreditation ${record.accreditationNumber}` : null,
    document ? `document ${document.number.toUpperCase().replaceAll(/[^A-Z0-9]/gu, '')}` : null,
    name !== '' && record.birthDate ? `person ${name} ${record.birthDate}` : null,
  ];
}

// Where a person stands in the file says nothing about the person.
const places = new Set(['row', 'where']);

function flatten(value: unknown, path: string, into: Map<string, string | null>): void {
  if (Array.isArray(value)) {
    if (value.every((one) => typeof one !== 'object' || one === null)) into.set(path, value.length > 0 ? value.join(', ') : null);
    else value.forEach((one, index) => flatten(one, `${path}.${index + 1}`, into));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) if (path !== '' || !places.has(key)) flatten(one, path === '' ? key : `${path}.${key}`, into);
  } else into.set(path, value === null || value === undefined ? null : String(value));
}

function fieldChanges(before: RosterRecord, after: RosterRecord): FieldChange[] {
  const [old, now] = [new Map<string, string | null>(), new Map<string, string | null>()];
  flatten(before, '', old);
  flatten(after, '', now);
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((field) => ({ field, before: old.get(field) ?? null, after: now.get(field) ?? null }))
    .filter((change) => change.before !== change.after);
}

/**
 * Compares two versions of a roster, person by person: by accreditation number, else by document, else by name and birth date.
 * Shape: the order of `after` for added and changed, of `before` for gone; every record of both sides is in exactly one group.
 */
export function rosterDiff(before: readonly RosterRecord[], after: readonly RosterRecord[]): RosterDiff {
  const oldFree = new Set(before);
  const partner = new Map<RosterRecord, { old: RosterRecord; key: string }>();
  for (const rank of [0, 1, 2]) {
    const byKey = new Map<string, RosterRecord[]>();
    for (const old of oldFree) {
      const key = keysOf(old)[rank];
      const group = key ? byKey.get(key) : undefined;
      if (group) group.push(old);
      else if (key) byKey.set(key, [old]);
    }
    for (const record of after) {
      if (partner.has(record)) continue;
      const key = keysOf(record)[rank];
      const old = key ? byKey.get(key)?.find((one) => oldFree.has(one)) : undefined;
      if (!old || !key) continue;
      partner.set(record, { old, key });
      oldFree.delete(old);
    }
  }
  const diff: RosterDiff = { added: [], changed: [], gone: before.filter((record) => oldFree.has(record)), same: 0 };
  for (const record of after) {
    const found = partner.get(record);
    if (!found) {
      diff.added.push(record);
      continue;
    }
    const fields = fieldChanges(found.old, record);
    if (fields.length === 0) diff.same += 1;
    else diff.changed.push({ key: found.key, before: found.old, after: record, fields });
  }
  return diff;
}
