/** Is the signs that part a message. Shape: one character each; `truncation` came with v2.7. */
export interface Separators {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
}

/** Is one segment with its raw fields. Shape: `fields[1]` is the first field; `number` counts segments of that name in the message from 1. */
export interface Segment {
  readonly name: string;
  readonly number: number;
  readonly fields: readonly string[];
}

/** Is one message, parted. */
export interface Hl7Message {
  readonly separators: Separators;
  readonly segments: readonly Segment[];
  /** Lines that are no segments, with their number from 1. */
  readonly strange: readonly { readonly line: number; readonly text: string }[];
}

/** Bounds a message: more segments than any analyser sends. */
export const maximumSegments = 20_000;

/** Parts the text of one message. Shape: undefined where it does not begin with MSH and its separators. */
export function partMessage(text: string): Hl7Message | undefined {
  const lines = text.split(/\r\n|\r|\n/);
  const at = lines.findIndex((line) => line.trim() !== '');
  const first = at < 0 ? '' : lines[at]!.replace(/^\uFEFF/, '').trimStart();
  if (!first.startsWith('MSH') || first.length < 8) return undefined;
  const field = first[3]!;
  const encoding = first.slice(4, first.indexOf(field, 4) < 0 ? undefined : first.indexOf(field, 4));
  if (/[A-Za-z0-9\s]/.test(field) || encoding.length < 1 || encoding.length > 5 || encoding.includes(field)) return undefined;
  const separators = { field, component: encoding[0]!, repetition: encoding[1] ?? '~', escape: encoding[2] ?? '\\', subcomponent: encoding[3] ?? '&' };
  const counts = new Map<string, number>();
  const segments: Segment[] = [];
  const strange: { line: number; text: string }[] = [];
  lines.slice(at, at + maximumSegments).forEach((raw, index) => {
    const line = index === 0 ? first : raw.trimStart();
    if (line.trim() === '') return;
    const parts = line.split(field);
    const name = parts[0]!;
    if (!/^[A-Z][A-Z0-9]{2}$/.test(name)) {
      strange.push({ line: at + index + 1, text: line.slice(0, 60) });
      return;
    }
    const number = (counts.get(name) ?? 0) + 1;
    counts.set(name, number);
    // In MSH the first field is the separator itself.
    segments.push({ name, number, fields: name === 'MSH' && index === 0 ? ['MSH', field, ...parts.slice(1)] : parts });
  });
  if (lines.length - at > maximumSegments) strange.push({ line: maximumSegments, text: `${lines.length - at - maximumSegments} more lines` });
  return { separators, segments, strange };
}

/** Undoes the escapes of a text. Shape: highlighting is dropped, line breaks become line ends, what is not known stays. */
export function unescapeHl7(text: string, { field, component, repetition, escape, subcomponent }: Separators): string {
  if (!text.includes(escape)) return text;
  const parts = text.split(escape);
  let plain = parts[0]!;
  for (let at = 1; at < parts.length; at += 1) {
    const code = parts[at]!;
    const closed = at + 1 < parts.length;
    const replaced = closed ? escapeOf(code, { F: field, S: component, R: repetition, E: escape, T: subcomponent, P: '#' }) : undefined;
    if (replaced === undefined) plain += escape + code;
    else {
      plain += replaced + parts[at + 1]!;
      at += 1;
    }
  }
  return plain;
}

function escapeOf(code: string, signs: Readonly<Record<string, string>>): string | undefined {
  if (Object.hasOwn(signs, code)) return signs[code];
  if (code === 'H' || code === 'N' || /^[CMZ][0-9A-Fa-f]*$/.test(code)) return '';
  if (/^X(?:[0-9A-Fa-f]{2})+$/.test(code)) {
    const bytes = Uint8Array.from(code.slice(1).match(/../g)!, (pair) => Number.parseInt(pair, 16));
    return new TextDecoder('utf-8').decode(bytes);
  }
  if (/^\.(?:br|sp|ce|fi|nf)(?:[+-]?\d*)$/.test(code)) return '\n';
  return /^\.(?:in|ti|sk)(?:[+-]?\d*)$/.test(code) ? ' ' : undefined;
}

/** Gives the raw text of a field. */
export const fieldOf = (segment: Segment | undefined, number: number): string => segment?.fields[number] ?? '';

/** Gives the raw repetitions of a field; an empty field has none. */
export const repetitionsOf = (segment: Segment | undefined, number: number, separators: Separators): string[] => {
  const field = fieldOf(segment, number);
  return field === '' || field === '""' ? [] : field.split(separators.repetition);
};

/** Gives a component of a raw repetition, without escapes; its first subcomponent. */
export function componentOf(repetition: string | undefined, number: number, separators: Separators): string {
  const component = repetition?.split(separators.component)[number - 1] ?? '';
  return component === '""' ? '' : unescapeHl7(component.split(separators.subcomponent)[0]!, separators).trim();
}

/** Gives a component of the first repetition of a field. */
export const valueOf = (segment: Segment | undefined, field: number, separators: Separators, component = 1): string => componentOf(repetitionsOf(segment, field, separators)[0], component, separators);
