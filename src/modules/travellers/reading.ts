import { readPaxlst } from './formats/paxlst/read.ts';
import { answerPaxlst, envelopeOf } from './formats/paxlst/cusres.ts';
import type { AnswerEnvelope, BoardStatus } from './formats/paxlst/cusres.ts';
import type { MessageFunction, PersonReference } from './formats/paxlst/message.ts';
import { readRoster } from './formats/roster/read.ts';
import type { Finding, Quarantined } from './formats/shapes.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { normalDesignator } from './rules/entries.ts';
import type { ListRecord } from './rules/entries.ts';

/** Is one person of a file, with the part of the message that named them. */
export interface FileEntry { readonly record: ListRecord; readonly part: number | null }

/** Is what one file says about one flight in one function: a roster's rows, or a carrier's message with all its parts. */
export interface FileGroup {
  readonly function: MessageFunction | 'roster';
  readonly designator: string | null;
  /** Days of the flight as the source names them, the most telling first: arrival, then departure. */
  readonly dates: readonly string[];
  readonly delegation: string | null;
  readonly entries: readonly FileEntry[];
  readonly references: readonly PersonReference[];
  readonly parts: readonly number[];
  /** Parts are still missing. */
  readonly incomplete: boolean;
  /** By which its people can be answered again later; only where the dialect wants answers. */
  readonly envelope?: AnswerEnvelope | undefined;
}

/** Is a list's file, read. */
export interface ReadFile {
  readonly source: string;
  readonly groups: readonly FileGroup[];
  readonly quarantined: readonly Quarantined[];
  readonly declared: Readonly<Record<string, unknown>>;
  readonly found: Readonly<Record<string, unknown>>;
  readonly findings: readonly Finding[];
  /** Writes the answer that the carrier's interactive dialect wants, with what was decided of each person; undefined for all else. */
  readonly answer: ((answeredAt: string, decide: (record: ListRecord) => BoardStatus) => string) | undefined;
}

/** Gives the bytes of a file as it was sent. Refuses: `content-invalid` where the content is not base64. */
export function bytesOf({ fileName, content }: { readonly fileName: string; readonly content: string }): Uint8Array {
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/u.test(content)) throw new Refusal('content-invalid', { fileName }, '/content');
  return new Uint8Array(Buffer.from(content, 'base64'));
}

/** Reads the file of a list with the reader of its kind. Refuses: `file-unreadable` with the reader's own code and reason, `content-invalid`. */
export function readListFile(input: { readonly kind: 'roster' | 'airline'; readonly fileName: string; readonly content: string }, on: string): ReadFile {
  const bytes = bytesOf(input);
  const read = input.kind === 'roster' ? roster(bytes, input.fileName, on) : airline(bytes, on);
  const broken = read.quarantined.find((entry) => entry.where === 'file');
  if (broken !== undefined && read.groups.length === 0) throw new Refusal('file-unreadable', { fileName: input.fileName, code: broken.code, reason: broken.reason });
  return read;
}

function roster(bytes: Uint8Array, fileName: string, on: string): ReadFile {
  const result = readRoster(bytes, { fileName, on });
  const groups = new Map<string, FileGroup & { entries: FileEntry[] }>();
  for (const record of result.records) {
    const designator = record.flight.designator === null ? null : normalDesignator(record.flight.designator);
    const key = JSON.stringify([record.delegation, designator, record.flight.date]);
    let group = groups.get(key);
    if (group === undefined) {
      group = { function: 'roster', designator, dates: record.flight.date === null ? [] : [record.flight.date], delegation: record.delegation, entries: [], references: [], parts: [], incomplete: false };
      groups.set(key, group);
    }
    group.entries.push({ record, part: null });
  }
  return { source: 'roster', groups: [...groups.values()], quarantined: result.quarantined, declared: result.declared, found: result.found, findings: (result.found.findings ?? []) as Finding[], answer: undefined };
}

function airline(bytes: Uint8Array, on: string): ReadFile {
  const result = readPaxlst(bytes, { receivedOn: on });
  const groups = new Map<string, FileGroup & { entries: FileEntry[]; references: PersonReference[]; parts: number[]; incomplete: boolean }>();
  for (const message of result.messages) {
    if (message.superseded || message.function === 'unknown') continue;
    const designator = message.flight === null ? null : normalDesignator(message.flight);
    const dates = [message.arrival.at, message.departure.at].flatMap((at) => (at === null ? [] : [at.slice(0, 10)]));
    const key = JSON.stringify([message.function, designator, dates]);
    let group = groups.get(key);
    if (group === undefined) {
      const transmission = result.transmissions.find((entry) => entry.function === message.function && entry.flight === message.flight);
      group = { function: message.function, designator, dates: [...new Set(dates)], delegation: null, entries: [], references: [], parts: [], incomplete: transmission !== undefined && !transmission.complete, envelope: result.dialect === 'iapi' ? envelopeOf(result, message) : undefined };
      groups.set(key, group);
    }
    const part = message.part?.number ?? null;
    if (part !== null && !group.parts.includes(part)) group.parts.push(part);
    for (const person of message.persons) if (person.record !== null) group.entries.push({ record: person.record, part });
    group.references.push(...message.references);
  }
  return {
    source: result.messages[0]?.sender ?? 'carrier', groups: [...groups.values()], quarantined: result.quarantined, declared: result.declared, found: result.found, findings: result.findings,
    answer: result.dialect === 'iapi' ? (answeredAt, decide) => answerPaxlst(result, decide, { answeredAt }) : undefined,
  };
}
