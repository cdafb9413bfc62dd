import type { Segment } from './components.ts';
import type { Separators } from './separators.ts';

const knownTags = new Set(
  ('UNA UNB UNG UNH UNT UNE UNZ UNS BGM RFF DTM LOC NAD CTA COM TDT ATT MEA GEI FTX EMP NAT DOC CPI QTY CNT AUT ERP ERC GIS GID ' +
    'PDI PNA SGP STS TSR SEQ HYN SEL IMD CST').split(' '),
);
const maximumElements = 120;
const maximumLength = 65_536;
const newline = 10;
const blank = 32;

function isBlank(code: number): boolean {
  return code === blank || code === newline;
}

/**
 * Cuts the text between two places into segments, in linear time whatever the text holds: lines that are wrapped inside a segment
 * are joined, a terminator that was not released in a name stays in the name, a terminator that is missing at a line end is supplied.
 */
export class SegmentReader {
  /** Terminators found inside data although they should have been released. */
  unreleased = 0;
  /** Line ends that had to serve as terminators. */
  unterminated = 0;
  readonly text: string;
  readonly separators: Separators;
  private at = 0;
  private readonly limit: number;
  private readonly hasRelease: boolean;
  private nextLineEnd = -1;
  private nextTerminator = -1;
  private wrap: number | undefined;
  private nextCounted: number;
  private lines: number;

  /** Takes the text of one interchange only, so that no search runs beyond it, and the number of its first line. */
  constructor(text: string, separators: Separators, firstLine: number) {
    this.text = text;
    this.limit = text.length;
    this.separators = separators;
    this.hasRelease = separators.release !== null && text.includes(separators.release);
    this.lines = firstLine;
    this.nextCounted = this.lineEndAfter(-1);
  }

  /** Gives the line number of a place; places must be asked for in rising order. */
  lineOf(place: number): number {
    while (this.nextCounted < place) {
      this.lines += 1;
      this.nextCounted = this.lineEndAfter(this.nextCounted);
    }
    return this.lines;
  }

  /** Gives the next segment, or null at the end. */
  next(): Segment | null {
    const { text, separators } = this;
    const start = this.skipGap(this.at);
    if (start >= this.limit) return null;
    const isTrailer = this.startsTrailer(start);
    let end = this.limit;
    let isIrregular = false;
    for (let from = start; ; ) {
      const found = this.terminatorFrom(from);
      const lineEnd = this.lineEndFrom(from);
      if (lineEnd < found) {
        isIrregular = true;
        const cut = this.supplyTerminator(start, lineEnd, found, isTrailer);
        if (cut < found) {
          if (separators.terminator !== null && !isTrailer) this.unterminated += 1;
          isIrregular = this.lineEndFrom(start) < cut;
          end = cut;
          break;
        }
      }
      if (found >= this.limit) break;
      if (this.isReleased(found, start)) {
        from = found + 1;
        continue;
      }
      const data = isTrailer ? -1 : this.dataAfter(found + 1, start);
      if (data < 0) {
        end = found;
        break;
      }
      this.unreleased += 1;
      isIrregular = true;
      from = data;
    }
    this.at = end + 1;
    const body = text.slice(start, end);
    const isPlain = !isIrregular && !(this.hasRelease && body.includes(separators.release ?? ''));
    const cut = isPlain ? null : this.cut(start, Math.min(end, start + maximumLength));
    let tag = body.slice(0, 3);
    if (cut || !knownTags.has(tag) || (end > start + 3 && body.charAt(3) !== separators.element)) {
      const raw = cut ? (cut[0]?.[0] ?? '') : (body.split(separators.element, 1)[0] ?? '');
      tag = raw.trim().slice(0, 3).toUpperCase();
    }
    return { tag, body, cut, mark: separators.element, start, end };
  }

  private startsTrailer(start: number): boolean {
    const { text } = this;
    if ((text.charCodeAt(start) & 0xdf) !== 85 || (text.charCodeAt(start + 1) & 0xdf) !== 78) return false;
    const third = text.charCodeAt(start + 2) & 0xdf;
    return third === 84 || third === 69 || third === 90;
  }

  private terminatorFrom(place: number): number {
    const { terminator } = this.separators;
    if (terminator === null) return this.limit;
    if (this.nextTerminator < place) {
      const found = this.text.indexOf(terminator, place);
      this.nextTerminator = found < 0 ? this.limit : found;
    }
    return this.nextTerminator;
  }

  private lineEndAfter(place: number): number {
    const found = this.text.indexOf('\n', place + 1);
    return found < 0 ? Number.POSITIVE_INFINITY : found;
  }

  private lineEndFrom(place: number): number {
    if (this.nextLineEnd < place) {
      const found = this.text.indexOf('\n', place);
      this.nextLineEnd = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return this.nextLineEnd;
  }

  private skipGap(from: number): number {
    const terminator = this.separators.terminator?.charCodeAt(0) ?? newline;
    let place = from;
    while (place < this.limit) {
      const code = this.text.charCodeAt(place);
      if (!isBlank(code) && code !== terminator) break;
      place += 1;
    }
    return place;
  }

  private isReleased(place: number, start: number): boolean {
    const { release } = this.separators;
    if (!this.hasRelease || release === null) return false;
    let count = 0;
    for (let before = place - 1; before >= start; before -= 1) {
      if (this.text[before] === release) count += 1;
      else if (this.text.charCodeAt(before) !== newline) break;
    }
    return count % 2 === 1;
  }

  /** After a terminator: -1 when a segment or the end follows, otherwise the place where the data goes on. */
  private dataAfter(from: number, start: number): number {
    const place = this.skipGap(from);
    if (place >= this.limit) return -1;
    const following = this.tagAt(place);
    if (following === null) return place;
    if (knownTags.has(following)) return -1;
    return this.text.slice(start, start + 3).toUpperCase() === 'NAD' ? place : -1;
  }

  /** The tag that starts at a place if an element separator or a terminator follows it. */
  private tagAt(start: number): string | null {
    const { text, separators } = this;
    const direct = text.slice(start, start + 3);
    if (knownTags.has(direct)) {
      const sign = text.charAt(start + 3);
      if (sign === separators.element || sign === separators.terminator || direct === 'UNA') return direct;
    }
    let tag = '';
    let place = start;
    for (; place < this.limit && tag.length < 3; place += 1) {
      const code = text.charCodeAt(place);
      if (code === newline) continue;
      const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
      if (!isLetter && !(tag.length > 0 && code >= 48 && code <= 57)) return null;
      tag += text.charAt(place);
    }
    if (tag.length < 3) return null;
    tag = tag.toUpperCase();
    if (tag === 'UNA') return tag;
    for (let gap = 0; place < this.limit && gap < 4 && isBlank(text.charCodeAt(place)); gap += 1) place += 1;
    if (place >= this.limit) return tag;
    const sign = text.charAt(place);
    return sign === separators.element || sign === separators.terminator ? tag : null;
  }

  /** Finds a line end between two places that must end the segment: a known tag follows it, or noise follows a trailer. */
  private supplyTerminator(start: number, firstLineEnd: number, end: number, isTrailer: boolean): number {
    const { text } = this;
    if (isTrailer && (end - start > 80 || end >= this.limit || text.slice(firstLineEnd, end).trim().includes(' '))) {
      if (firstLineEnd > start + 3) return firstLineEnd;
    }
    for (let lineEnd = firstLineEnd; lineEnd >= 0 && lineEnd < end; ) {
      let place = lineEnd + 1;
      while (place < end && isBlank(text.charCodeAt(place))) place += 1;
      if (place >= end) break;
      const tag = this.tagAt(place);
      if (tag !== null && knownTags.has(tag) && text.charAt(place + 3) === this.separators.element) return lineEnd;
      lineEnd = text.indexOf('\n', place);
    }
    return end;
  }

  /** The slow cut: removes line ends, honours the release character, keeps terminators that belong to the data. */
  private cut(start: number, end: number): string[][] {
    const { text, separators } = this;
    const elements: string[][] = [];
    let components: string[] = [];
    let value = '';
    for (let place = start; place < end; place += 1) {
      const sign = text.charAt(place);
      if (sign === '\n') {
        if (this.isSoftWrap(place, start)) value += ' ';
      } else if (sign === separators.release) {
        while (place + 1 < end && text.charCodeAt(place + 1) === newline) place += 1;
        place += 1;
        if (place < end) value += text.charAt(place);
      } else if (sign === separators.component) {
        components.push(value);
        value = '';
      } else if (sign === separators.element) {
        components.push(value);
        elements.push(components);
        if (elements.length >= maximumElements) return elements;
        components = [];
        value = '';
      } else {
        value += sign;
      }
    }
    components.push(value);
    elements.push(components);
    return elements;
  }

  /**
   * Whether a line end stands for a blank: only in names, between letters, on a line shorter than the wrapping width whose next word
   * would not have fitted, that is, where a mail program wrapped between words and dropped the blank.
   */
  private isSoftWrap(place: number, start: number): boolean {
    const { text } = this;
    if (text.slice(start, start + 3).toUpperCase() !== 'NAD') return false;
    if (!/\p{L}/u.test(text.charAt(place - 1)) || !/\p{L}/u.test(text.charAt(place + 1))) return false;
    this.wrap ??= wrappingWidth(text);
    const width = place - 1 - text.lastIndexOf('\n', place - 1);
    if (width >= this.wrap) return false;
    let word = place + 1;
    while (word < this.limit && word - place <= this.wrap && !isBlank(text.charCodeAt(word))) word += 1;
    return width + (word - place) > this.wrap;
  }
}

/** The width that lines are wrapped at: the length that half of the long lines have, otherwise the longest; 0 for unwrapped text. */
function wrappingWidth(text: string): number {
  const counts = new Map<number, number>();
  const last = text.lastIndexOf('UNZ');
  let [from, total, longest] = [0, 0, 0];
  for (let found = text.indexOf('\n'); found >= 0 && (last < 0 || found < last); found = text.indexOf('\n', from)) {
    const width = found - from;
    from = found + 1;
    if (width < 40 || width > 132) continue;
    total += 1;
    longest = Math.max(longest, width);
    counts.set(width, (counts.get(width) ?? 0) + 1);
  }
  for (const [width, count] of counts) {
    if (count * 2 >= total && total > 2) return width;
  }
  return longest;
}
