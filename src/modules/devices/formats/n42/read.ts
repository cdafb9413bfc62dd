import { end2012, take2012 } from './dialect-2012.ts';
import { take2006 } from './dialect-2006.ts';
import { N42Decoder, encodingOf } from './decoding.ts';
import { ElementStream } from './elements.ts';
import type { N42Element } from './elements.ts';
import { N42Findings } from './findings.ts';
import { N42Gathering } from './gathering.ts';
import { n42Limits, UnreadableN42, wordsOf } from './limits.ts';
import type { N42Limits, N42Place } from './limits.ts';
import type { N42Report } from './shapes.ts';

/** The largest document that is read. Unit: bytes. */
export const n42MaximumBytes = n42Limits.bytes;

const piece = 262_144;
const roots = new Map<string, '2012' | '2006'>([['RadInstrumentData', '2012'], ['N42InstrumentData', '2006']]);
const rightSpaces = { 2012: /^http:\/\/physics\.nist\.gov\/N42\/(2011|2012|2020)\/N42$/i, 2006: /physics\.nist\.gov\/.*(N42|ANSIN4242)/i };

/**
 * Reads an N42 document as its bytes come, of the 2012 edition or the dialect of 2006.
 * Shape: `write` any number of times, then `end` once. What cannot be read stands in the report's `quarantined`; nothing is thrown for anything that a file may hold.
 * Source: ANSI N42.42-2012, ANSI N42.42-2006, XML 1.0.
 */
export class N42Reader {
  private readonly limits: N42Limits;
  private readonly findings: N42Findings;
  private readonly gathering: N42Gathering;
  private readonly stream: ElementStream;
  private decoder: N42Decoder | null = null;
  private waiting: Uint8Array | null = null;
  private size = 0;
  private dialect: '2012' | '2006' | null = null;
  private document: N42Element | null = null;
  private isWhole = false;
  private refusal: UnreadableN42 | null = null;

  constructor(limits: Partial<N42Limits> = {}) {
    this.limits = { ...n42Limits, ...limits };
    this.findings = new N42Findings(this.limits.findingsOfACode);
    this.gathering = new N42Gathering(this.limits, this.findings);
    this.stream = new ElementStream(this.limits, this.findings, (element) => this.take(element));
  }

  /** True once a reason not to read on is known; further bytes are not looked at. */
  get hasEnded(): boolean {
    return this.refusal !== null;
  }

  write(bytes: Uint8Array): void {
    if (this.refusal !== null) return;
    this.size += bytes.length;
    if (this.size > this.limits.bytes) {
      this.refusal = new UnreadableN42('too-large', `The document has more than ${this.limits.bytes} bytes; send it in smaller files.`, this.stream.place());
      return;
    }
    this.guarded(() => {
      const all = this.waiting === null ? bytes : Buffer.concat([this.waiting, bytes]);
      if (this.decoder === null && all.length < 512) {
        this.waiting = Uint8Array.from(all);
        return;
      }
      this.waiting = null;
      this.parse(all, false);
    });
  }

  /** Ends the document and gives the report. Refuses: as quarantined, what `UnreadableN42` names. */
  end(): N42Report {
    if (this.refusal === null) {
      this.guarded(() => {
        if (this.size === 0) throw new UnreadableN42('empty', 'The file is empty.', { line: 1, column: 1 });
        this.parse(this.waiting ?? new Uint8Array(0), true);
        this.stream.end();
        if (this.document === null) throw new UnreadableN42('not-n42', `The root of the document is ${this.stream.root?.name.slice(0, 80)}, neither RadInstrumentData (2012) nor N42InstrumentData (2006).`, this.stream.root?.place ?? { line: 1, column: 1 });
      });
    }
    return this.report();
  }

  private guarded(run: () => void): void {
    try {
      run();
    } catch (error) {
      if (!(error instanceof UnreadableN42)) throw error;
      this.refusal = error;
    }
  }

  private parse(bytes: Uint8Array, isLast: boolean): void {
    this.decoder ??= this.begin(bytes);
    for (let at = 0; at < bytes.length || (isLast && at === 0); at += piece) {
      const end = Math.min(at + piece, bytes.length);
      this.stream.write(this.decode(bytes.subarray(at, end), isLast && end === bytes.length));
    }
  }

  private decode(bytes: Uint8Array, isLast: boolean): Buffer {
    try {
      return this.decoder!.decode(bytes, isLast);
    } catch (error) {
      throw error instanceof UnreadableN42 ? new UnreadableN42(error.code, error.message, this.stream.place()) : error;
    }
  }

  private begin(bytes: Uint8Array): N42Decoder {
    const encoding = encodingOf(bytes);
    this.gathering.declared['encoding'] = encoding.declared;
    if (encoding.misdeclared) this.findings.add({ line: 1, column: 1 }, 'encoding-misdeclared', `The XML declaration says ${encoding.declared}; the bytes are ${encoding.label} and were read so.`);
    return new N42Decoder(encoding);
  }

  private take(element: N42Element): boolean {
    this.dialect ??= this.recognise(element);
    const dialect = roots.get(element.name);
    if (dialect !== undefined) return this.finish(element, dialect);
    if (this.isWhole) return false;
    const isWithin = this.dialect === '2006' ? take2006 : take2012;
    return this.dialect === null ? element.parent !== null && element.children.length === 0 : isWithin(this.gathering, element);
  }

  /** Finds which edition an element belongs to from what stands around it. */
  private recognise(element: N42Element): '2012' | '2006' | null {
    for (let at: N42Element | null = element; at !== null; at = at.parent) {
      const dialect = roots.get(at.name);
      if (dialect === undefined) continue;
      this.declare(at, dialect);
      return dialect;
    }
    return null;
  }

  private declare(root: N42Element, dialect: '2012' | '2006'): void {
    const { gathering } = this;
    const prefix = Object.keys(root.attributes).find((name) => name.startsWith('xmlns:') && /n42|physics\.nist/i.test(root.attributes[name]!));
    const space = root.attributes['xmlns'] ?? (prefix === undefined ? undefined : root.attributes[prefix]);
    Object.assign(gathering.declared, { dialect, namespace: space ?? null, documentId: root.attributes['n42DocUUID'] ?? null, documentAt: root.attributes['n42DocDateTime'] ?? null });
    if (space !== undefined && !rightSpaces[dialect].test(space)) gathering.note(root, 'namespace-unknown', `The namespace "${space.slice(0, 200)}" is not that of the ${dialect} edition; the elements were read as if it were.`);
    if (root.parent !== null) gathering.note(root, 'wrapped-root', `${root.name} stands inside of ${root.parent.name.slice(0, 80)}.`);
  }

  private finish(element: N42Element, dialect: '2012' | '2006'): boolean {
    if (this.isWhole) {
      this.gathering.quarantine(element, 'more-documents', `A second ${element.name} stands here; only the first is read. Send one document a file.`);
      return false;
    }
    this.isWhole = true;
    this.document = { ...element, parent: null, children: [] };
    if (dialect === '2012') end2012(this.gathering, element);
    else this.gathering.declared['remarks'] = this.gathering.remarks(element);
    return false;
  }

  private report(): N42Report {
    const { gathering, refusal } = this;
    if (refusal !== null && !(refusal.code === 'more-documents' && this.isWhole)) return this.refused(refusal);
    gathering.settle();
    const quarantined = refusal === null ? gathering.quarantined : [...gathering.quarantined, quarantine(refusal, refusal.place)];
    const spectra = gathering.records.flatMap((record) => record.spectra);
    return {
      format: 'n42', dialect: this.dialect, records: gathering.records, quarantined, declared: gathering.declared,
      found: {
        records: gathering.records.length, quarantined: quarantined.length, spectra: spectra.length, channels: spectra.reduce((sum, one) => sum + one.channels, 0), counts: spectra.reduce((sum, one) => sum + one.counts, 0),
        alarms: gathering.alarms.length, faults: gathering.faults.length, elements: this.stream.elements, findings: this.findings.counts(),
      },
      instrument: gathering.instrument, detectors: [...gathering.detectors.values()], alarms: gathering.alarms, faults: gathering.faults, calibration: { ...gathering.quality, energy: gathering.calibrations },
      analyses: gathering.analyses, multimedia: gathering.multimedia, items: gathering.items, findings: this.findings.list,
    };
  }

  /** Gives the report of a document that is not read, with what had been seen before the place, so that an alarm in it is not forgotten in silence. */
  private refused(refusal: UnreadableN42): N42Report {
    const { gathering } = this;
    const before = { measurements: gathering.records.length, alarms: gathering.alarms.length, faults: gathering.faults.length };
    return {
      format: 'n42', dialect: this.dialect, records: [], quarantined: [quarantine(refusal, refusal.place)], declared: gathering.declared, found: { records: 0, quarantined: 1, elements: this.stream.elements, before },
      instrument: null, detectors: [], alarms: [], faults: [], calibration: { inCalibration: null, inspectedAt: null, energy: [] }, analyses: [], multimedia: [], items: [], findings: this.findings.list,
    };
  }
}

function quarantine(refusal: UnreadableN42, place: N42Place): N42Report['quarantined'][number] {
  return { where: wordsOf(place), code: refusal.code, reason: refusal.message };
}

/** Reads an N42 document that is there as a whole. Shape: the report; a document that cannot be read has no records and stands in `quarantined`. */
export function readN42(bytes: Uint8Array, limits: Partial<N42Limits> = {}): N42Report {
  const reader = new N42Reader(limits);
  reader.write(bytes);
  return reader.end();
}

/** Reads an N42 document as it arrives, such as a request's body; stops listening as soon as it is refused. */
export async function readN42Stream(parts: AsyncIterable<Uint8Array>, limits: Partial<N42Limits> = {}): Promise<N42Report> {
  const reader = new N42Reader(limits);
  for await (const part of parts) {
    reader.write(part);
    if (reader.hasEnded) break;
  }
  return reader.end();
}
