import { SaxesParser } from 'saxes';
import { UnreadableN42 } from './limits.ts';
import type { N42Limits, N42Place } from './limits.ts';
import type { N42Findings } from './findings.ts';
import { NumberListReader } from './number-list.ts';
import { areFolded } from './spectra.ts';
import type { NumberList } from './number-list.ts';

/** Is one element with what it holds, kept only until the record that it belongs to is made. */
export interface N42Element {
  /** Shape: the local name in N42's namespaces and without one; "prefix:local" in those of others. */
  readonly name: string;
  readonly local: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly place: N42Place;
  readonly parent: N42Element | null;
  text: string;
  children: N42Element[];
  /** The numbers of an element that holds a list of them. */
  numbers: NumberList | null;
  /** What was made of it already; its children are gone then. */
  made: unknown;
}

/** Is told of every element when it ends. Shape: true keeps it with its parent, false lets it go. */
export type OnElement = (element: N42Element) => boolean;

const lists = new Set(['ChannelData', 'CountData', 'EnergyBoundaryValues', 'EnergyValues', 'EnergyDeviationValues']);
const bulkName = 'ChannelData';
const bulkBytes = Buffer.from(bulkName);
const nothing = Buffer.alloc(0);
const bulky = new Set(['BinaryBase64Object', 'BinaryHexObject', 'BinaryUUObject']);
const ownSpace = /n42|physics\.nist\.gov/i;
/** Stands for no children, so that an element without them needs no list of its own; never changed. */
const none: N42Element[] = [];
const noAttributes: Readonly<Record<string, string>> = Object.freeze({});

/** Streams a document through saxes and makes small elements of it. Refuses: not-well-formed, doctype, entity, too-deep, too-many-elements, markup-too-long, more-documents. */
export class ElementStream {
  /** What the XML declaration and the root say. */
  root: N42Element | null = null;
  elements = 0;
  /** The place where something stands behind the end of the document; null while nothing does. */
  private ended = false;
  private readonly parser = new SaxesParser();
  private readonly limits: N42Limits;
  private readonly findings: N42Findings;
  private readonly onEnd: OnElement;
  private current: N42Element | null = null;
  private depth = 0;
  private held = 0;
  private numbers: NumberListReader;
  private open: N42Place = { line: 1, column: 1 };
  private skippedLines = 0;
  private shiftedLine = 0;
  private shift = 0;
  private startedAt = 0;
  private attributes = 0;
  private used: string[] = [];
  private carried: Buffer = nothing;
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  private isInList = false;
  /** How many characters saxes was shown, and how many when a list of counts was opened. */
  private shown = 0;
  private openedAt = -1;
  private readonly scopes: Map<string, string[]> = new Map([['xml', ['xml']]]);
  private readonly declaredBy: { depth: number; prefix: string }[] = [];
  private readonly accused = new Set<string>();

  constructor(limits: N42Limits, findings: N42Findings, onEnd: OnElement) {
    this.limits = limits;
    this.findings = findings;
    this.onEnd = onEnd;
    this.numbers = new NumberListReader(limits.channels);
    const { parser } = this;
    // No handler of errors: saxes throws them then, and one handler more would turn its parser into a slow object, four times slower (measured).
    parser.on('doctype', () => {
      throw new UnreadableN42('doctype', 'The document has a document type declaration (DTD), which N42 has no use for and which may hide entities; send it without one.', this.place());
    });
    parser.on('opentagstart', (tag) => {
      this.open = this.placeBefore(tag.name.length + 1);
      this.startedAt = parser.position;
    });
    parser.on('attribute', ({ name, value }) => this.attribute(name, value));
    parser.on('opentag', (tag) => this.opened(tag.name, tag.attributes as Record<string, string>));
    parser.on('closetag', () => this.closed());
    parser.on('text', (text) => this.told(text));
    parser.on('cdata', (text) => this.told(text));
  }

  place(): N42Place {
    this.catchUp();
    return this.placeBefore(-1);
  }

  /**
   * Takes the next bytes of the document in UTF-8. Almost all of a portal's file are the counts between the tags of ChannelData; they are read here, in one pass, and never shown to saxes.
   * Shape: only bytes that a list of numbers may have are kept from it, and only where saxes itself has just opened such an element, so what is well-formed and what is not stays as it was.
   */
  write(piece: Buffer): void {
    let bytes = this.carried.length === 0 ? piece : Buffer.concat([this.carried, piece]);
    const cut = unfinished(bytes);
    this.carried = cut === 0 ? nothing : Buffer.from(bytes.subarray(bytes.length - cut));
    if (cut > 0) bytes = bytes.subarray(0, bytes.length - cut);
    let at = this.isInList ? this.list(bytes, 0) : 0;
    for (let next = at; next >= 0;) {
      next = bytes.indexOf(bulkBytes, next);
      // The name in an end tag opens no list; it goes with what follows it.
      if (next > 0 && bytes[next - 1] === 47) {
        next += bulkBytes.length;
        continue;
      }
      const close = next < 0 ? -1 : bytes.indexOf(62, next);
      if (close < 0) break;
      this.show(bytes.subarray(at, close + 1));
      at = this.openedAt === this.shown && this.current?.name === bulkName ? this.begun(bytes, close + 1) : close + 1;
      next = at;
    }
    if (at < bytes.length) this.show(bytes.subarray(at));
  }

  private placeBefore(characters: number): N42Place {
    const { line, column } = this.parser;
    return { line: line + this.skippedLines, column: Math.max(1, column + (line === this.shiftedLine ? this.shift : 0) - characters) };
  }

  private show(bytes: Uint8Array): void {
    let text: string;
    try {
      text = this.decoder.decode(bytes);
    } catch {
      const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
      this.guarded(() => this.parser.write(lenient.slice(0, Math.max(0, lenient.indexOf('\ufffd')))));
      throw new UnreadableN42('encoding-broken', 'From here on the bytes are no UTF-8, and no other encoding is declared; declare the encoding of the file or send it as UTF-8.', this.place());
    }
    this.shown += text.length;
    this.guarded(() => this.parser.write(text));
  }

  /** Reads a list that has just been opened: in one go where it ends in this piece and holds plain counts alone, which is nearly always so. */
  private begun(bytes: Buffer, from: number): number {
    const end = bytes.indexOf(60, from);
    if (end < 0 || bytes[end + 1] !== 47 || !this.numbers.plain(bytes, from, end, areFolded(this.current!.attributes))) return this.list(bytes, from);
    this.catchUp();
    return end;
  }

  /** Reads numbers from a place on, to where they end. */
  private list(bytes: Buffer, from: number): number {
    const at = this.numbers.feedFrom(bytes, from);
    this.isInList = at >= bytes.length;
    if (!this.isInList) this.catchUp();
    return at;
  }

  /** Counts the lines that saxes was not shown, so that places stay true. */
  private catchUp(): void {
    const { parser, numbers } = this;
    if (numbers.lines === 0 && numbers.tail === 0) return;
    const before = this.shiftedLine === parser.line ? this.shift : 0;
    this.shift = numbers.lines === 0 ? before + numbers.tail : numbers.tail - parser.column;
    this.shiftedLine = parser.line;
    this.skippedLines += numbers.lines;
    numbers.passed();
  }

  end(): void {
    this.catchUp();
    this.show(this.carried);
    this.guarded(() => this.parser.close());
    if (this.root === null) throw new UnreadableN42('not-well-formed', 'There is no element in the file.', this.place());
  }

  private guarded(run: () => void): void {
    try {
      run();
    } catch (error) {
      if (error instanceof UnreadableN42 || !(error instanceof Error) || !/^\S*\d+:\d+: /.test(error.message)) throw error;
      this.failed(error.message);
    }
  }

  private failed(message: string): never {
    const reason = message.replace(/^\S*?\d+:\d+:\s*/, '');
    if (this.ended) throw new UnreadableN42('more-documents', `The document ended before this place, and something stands behind it (${reason}); what follows is not read. Send one document a file.`, this.place());
    if (/^undefined entity|^disallowed character entity|entity/i.test(reason)) throw new UnreadableN42('entity', `An entity stands here that XML does not know by itself (${reason}); only &amp; &lt; &gt; &quot; &apos; and numbers are taken.`, this.place());
    throw new UnreadableN42('not-well-formed', `The XML is not well-formed here: ${reason}`, this.place());
  }

  private opened(name: string, attributes: Record<string, string>): void {
    this.elements += 1;
    this.depth += 1;
    if (this.depth > this.limits.depth) throw new UnreadableN42('too-deep', `Elements stand more than ${this.limits.depth} deep in each other; N42 needs fewer than 15.`, this.open);
    if (this.elements > this.limits.elements) throw new UnreadableN42('too-many-elements', `The document has more than ${this.limits.elements} elements; send it in smaller files.`, this.open);
    this.held += 1;
    if (this.held > this.limits.heldElements) throw new UnreadableN42('too-many-elements', `One measurement or result has more than ${this.limits.heldElements} elements; it is none that an instrument writes.`, this.open);
    const colon = name.indexOf(':');
    const prefix = colon < 0 ? '' : name.slice(0, colon);
    const local = colon < 0 ? name : name.slice(colon + 1);
    if (this.parser.position - this.startedAt + name.length > this.limits.attributeCharacters) throw new UnreadableN42('markup-too-long', `A name and its attributes have more than ${this.limits.attributeCharacters} characters.`, this.open);
    if (this.attributes > this.limits.attributes) throw new UnreadableN42('markup-too-long', `An element has more than ${this.limits.attributes} attributes.`, this.open);
    const isForeign = prefix !== '' && this.isForeign(prefix);
    for (const one of this.used) this.isForeign(one);
    const kept = this.attributes === 0 ? noAttributes : attributes;
    this.attributes = 0;
    if (this.used.length > 0) this.used = [];
    const element: N42Element = { name: isForeign ? name : local, local, attributes: kept, place: this.open, parent: this.current, text: '', children: none, numbers: null, made: undefined };
    this.root ??= element;
    this.current = element;
    if (local === bulkName && !isForeign) this.openedAt = this.parser.position;
  }

  /** Looks at one attribute as it comes: what declares a prefix, and what uses one. */
  private attribute(name: string, value: string): void {
    this.attributes += 1;
    if (name !== 'xmlns' && !name.includes(':')) return;
    const prefix = name === 'xmlns' ? '' : name.startsWith('xmlns:') ? name.slice(6) : null;
    if (prefix === null) {
      this.used.push(name.slice(0, name.indexOf(':')));
      return;
    }
    this.scopes.set(prefix, [...(this.scopes.get(prefix) ?? []), value]);
    this.declaredBy.push({ depth: this.depth + 1, prefix });
  }

  private isForeign(prefix: string): boolean {
    const space = this.scopes.get(prefix)?.at(-1);
    if (space !== undefined) return !ownSpace.test(space);
    if (this.accused.has(prefix)) return !ownSpace.test(prefix);
    this.accused.add(prefix);
    this.findings.add(this.open, 'undeclared-prefix', `The prefix "${prefix.slice(0, 60)}" is declared nowhere; what bears it is read by its local name where N42 knows it.`);
    return !ownSpace.test(prefix);
  }

  private told(text: string): void {
    const element = this.current;
    if (element === null || bulky.has(element.name)) return;
    if (lists.has(element.name)) {
      this.numbers.feed(text);
      return;
    }
    if (text.charCodeAt(0) === 10 && text.trim() === '') return;
    if (element.text.length + text.length <= this.limits.textCharacters) {
      element.text = element.text === '' ? text : element.text + text;
      return;
    }
    element.text = (element.text + text).slice(0, this.limits.textCharacters);
    this.findings.add(element.place, 'text-too-long', `The text of ${element.name} has more than ${this.limits.textCharacters} characters; its end is left out.`);
  }

  private closed(): void {
    const element = this.current!;
    if (lists.has(element.name)) element.numbers = this.numbers.finish();
    const { parent } = element;
    const isKept = this.onEnd(element);
    // What was made of its children is in what was made of it, or they are still needed.
    if (!isKept) this.held -= element.children === none ? 1 : heldIn(element);
    else {
      if (element.made !== undefined) {
        this.held -= heldIn(element) - 1;
        element.children = none;
      }
      if (parent !== null) {
        if (parent.children === none) parent.children = [element];
        else parent.children.push(element);
      }
    }
    while (this.declaredBy.length > 0 && this.declaredBy.at(-1)!.depth === this.depth) this.scopes.get(this.declaredBy.pop()!.prefix)!.pop();
    this.depth -= 1;
    this.current = parent;
    if (parent === null) this.ended = true;
  }
}

/** Gives how many of the last bytes wait for the next piece: the beginning of a character, or a carriage return. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return back === 1 && byte === 13 ? 1 : 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}

function heldIn(element: N42Element): number {
  let count = 1;
  for (const child of element.children) count += heldIn(child);
  return count;
}

/** Finds the first child of a name. */
export function child(element: N42Element, ...names: readonly string[]): N42Element | undefined {
  for (const one of element.children) if (names.includes(one.name)) return one;
  return undefined;
}

/** Gives the trimmed text of the first child of one of the names; null where there is none or it is empty. */
export function textOf(element: N42Element, ...names: readonly string[]): string | null {
  const text = child(element, ...names)?.text.trim() ?? '';
  return text === '' ? null : text;
}

/** Finds the nearest element of one of the names around another. */
export function around(element: N42Element, ...names: readonly string[]): N42Element | null {
  for (let at = element.parent; at !== null; at = at.parent) if (names.includes(at.name)) return at;
  return null;
}
