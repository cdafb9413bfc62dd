import { child, textOf } from './elements.ts';
import type { N42Element } from './elements.ts';
import type { N42FindingCode, N42Findings } from './findings.ts';
import { UnreadableN42, wordsOf } from './limits.ts';
import type { N42Limits, N42Place } from './limits.ts';
import { instantOf, isPlaceholder, numberOf, secondsOf, truthOf } from './moments.ts';
import type { ReadText } from './moments.ts';
import type {
  N42Alarm, N42Analysis, N42Category, N42Detector, N42Energy, N42EnergyCalibration, N42Fault, N42Instrument, N42Kind, N42Measurement, N42Multimedia, N42Position, N42QualityControl, N42Quarantined,
} from './shapes.ts';
import { areFolded, compressionOf, measureCounts, N42Spectrum } from './spectra.ts';
import type { SpectrumHead } from './spectra.ts';

/** Is a name that one element uses for another, to be looked up when all are known. */
interface Reference {
  readonly from: string;
  readonly place: N42Place;
  readonly attribute: string;
  readonly name: string;
}

/** Is anything that has a place. */
interface Placed { readonly place: N42Place }

const maximumReferences = 500_000;

/** Gathers what a document says while it streams past; the dialects put things in. */
export class N42Gathering {
  readonly records: N42Measurement[] = [];
  readonly alarms: N42Alarm[] = [];
  readonly faults: N42Fault[] = [];
  readonly analyses: N42Analysis[] = [];
  readonly multimedia: N42Multimedia[] = [];
  readonly items: string[] = [];
  readonly quarantined: N42Quarantined[] = [];
  readonly detectors = new Map<string, N42Detector>();
  readonly calibrations: N42EnergyCalibration[] = [];
  readonly energyOf = new Map<string, N42Energy>();
  readonly waiting: { readonly spectrum: N42Spectrum; readonly calibrations: readonly string[]; readonly place: N42Place }[] = [];
  instrument: N42Instrument | null = null;
  quality: N42QualityControl = { inCalibration: null, inspectedAt: null };
  readonly declared: Record<string, unknown> = {};
  readonly limits: N42Limits;
  readonly findings: N42Findings;
  private readonly ids = new Set<string>();
  private readonly references: Reference[] = [];

  constructor(limits: N42Limits, findings: N42Findings) {
    this.limits = limits;
    this.findings = findings;
  }

  note(element: Placed, code: N42FindingCode, text: string): void {
    this.findings.add(element.place, code, text);
  }

  /** Gives the identifier of an element as it stands. */
  idOf(element: N42Element): string | undefined {
    return element.attributes['id'] ?? element.attributes['ID'] ?? element.attributes['UUID'];
  }

  /** Keeps the identifier of an element, and says so where two have the same. */
  identify(element: N42Element): string | null {
    const id = this.idOf(element);
    if (id === undefined || id.trim() === '') return null;
    if (this.ids.has(id)) this.note(element, 'duplicate-id', `Two elements have the identifier "${id.slice(0, 80)}".`);
    this.ids.add(id);
    return id;
  }

  /** Gives the names in a referring attribute, to be looked up at the end. */
  refer(element: N42Element, attribute: string): string[] {
    const text = element.attributes[attribute] ?? '';
    const names = /^\S+$/.test(text) ? [text] : text.split(/\s+/).filter((name) => name !== '');
    if (this.references.length < maximumReferences) for (const name of names) this.references.push({ from: element.name, place: element.place, attribute, name });
    return names;
  }

  need(element: N42Element, names: readonly string[]): void {
    for (const name of names) if (child(element, name) === undefined) this.note(element, 'missing-child', `${element.name} has no ${name}.`);
  }

  needAttribute(element: N42Element, name: string): void {
    if ((element.attributes[name] ?? '').trim() === '') this.note(element, 'missing-attribute', `${element.name} has no ${name}.`);
  }

  /** Says so where children stand in another order than the standard's, or where one that it does not know stands there. */
  order(element: N42Element, known: readonly string[]): void {
    let last = -1;
    let isSaid = false;
    for (const one of element.children) {
      const rank = known.indexOf(one.name);
      if (rank < 0) {
        if (one.name.includes(':')) this.note(one, 'foreign-element', `${one.name} is of another vocabulary and is left out.`);
        else this.note(one, 'unknown-element', `${element.name} has a child ${one.name}, which the standard does not know.`);
      } else if (rank < last && !isSaid) {
        isSaid = true;
        this.note(one, 'wrong-order', `${one.name} stands after ${known[last]}; the standard has it before.`);
      }
      last = Math.max(last, rank);
    }
  }

  text(element: N42Element, ...names: readonly string[]): string | null {
    const text = textOf(element, ...names);
    if (text === null || !isPlaceholder(text)) return text;
    this.note(child(element, ...names)!, 'placeholder', `${child(element, ...names)!.name} says "${text.slice(0, 80)}", which stands for nothing.`);
    return null;
  }

  seconds(element: N42Element, ...names: readonly string[]): number | null {
    return this.read(element, names, secondsOf, 'duration', 'no duration such as PT1.5S');
  }

  instant(element: N42Element, ...names: readonly string[]): string | null {
    return this.read(element, names, instantOf, 'date', 'no instant such as 2022-01-28T06:10:00Z');
  }

  truth(element: N42Element, ...names: readonly string[]): boolean | null {
    return this.read(element, names, truthOf, 'truth', 'neither true nor false');
  }

  number(element: N42Element, ...names: readonly string[]): number | null {
    return this.read(element, names, numberOf, 'number', 'no number');
  }

  private read<T>(element: N42Element, names: readonly string[], reading: (text: string) => ReadText<T>, kind: 'date' | 'duration' | 'truth' | 'number', what: string): T | null {
    const found = child(element, ...names);
    const text = found?.text.trim() ?? '';
    if (found === undefined || text === '') return null;
    const { value, standard } = reading(text);
    if (value === null && isPlaceholder(text)) this.note(found, 'placeholder', `${found.name} says "${text.slice(0, 80)}", which stands for nothing.`);
    else if (value === null) this.note(found, `${kind}-invalid`, `${found.name} says "${text.slice(0, 80)}", which is ${what}.`);
    else if (!standard) this.note(found, `${kind}-not-standard`, `${found.name} says "${text.slice(0, 80)}", which the standard writes otherwise; it was read as ${String(value)}.`);
    return value;
  }

  /** Reads a position, from the forms that both editions have. */
  position(element: N42Element | undefined): N42Position | null {
    if (element === undefined) return null;
    const point = child(element, 'GeographicPoint', 'Coordinates') ?? element;
    const relative = child(element, 'RelativeLocation') ?? element;
    const position = {
      latitude: this.number(point, 'LatitudeValue', 'Latitude'), longitude: this.number(point, 'LongitudeValue', 'Longitude'), elevationMetres: this.number(point, 'ElevationValue', 'Elevation'),
      azimuthDegrees: this.number(relative, 'RelativeLocationAzimuthValue', 'Azimuth'), inclinationDegrees: this.number(relative, 'RelativeLocationInclinationValue', 'Inclination'),
      distanceMetres: this.number(relative, 'DistanceValue', 'Distance'), description: textOf(element, 'LocationDescription', 'Description'),
    };
    return Object.values(position).every((value) => value === null) ? null : position;
  }

  remarks(element: N42Element): string[] {
    return element.children.filter((one) => one.name === 'Remark' || one.name === 'Title').map((one) => one.text.trim()).filter((text) => text !== '');
  }

  category(text: string | null): N42Category {
    if (text === null) return 'unknown';
    if (/neutron|\bhe-?3\b|\bli-?6\b/i.test(text)) return 'neutron';
    if (/gamma|hpge|\bge\b|nai|csi|labr|cebr|srI|czt|cdznte|cdte|bgo|pvt|plastic|clyc|scint/i.test(text)) return 'gamma';
    if (/alpha/i.test(text)) return 'alpha';
    if (/beta/i.test(text)) return 'beta';
    return /x-?ray/i.test(text) ? 'x-ray' : /other|unspecified/i.test(text) ? 'other' : 'unknown';
  }

  /** Makes a spectrum of its element, or quarantines its counts. Shape: undefined where there are none that can be taken. */
  spectrum(element: N42Element, data: N42Element | undefined, head: SpectrumHead, inline: N42Energy | null, calibrations: readonly string[]): N42Spectrum | undefined {
    const list = data?.numbers;
    if (data === undefined || list === undefined || list === null || (list.count === 0 && list.wrong === null)) {
      this.note(element, 'spectrum-empty', 'The spectrum has no channel.');
      return undefined;
    }
    const isFolded = areFolded(data.attributes);
    const compression = compressionOf(data.attributes);
    if (!isFolded && !/^(none)?$/i.test(compression)) this.note(data, 'compression-unknown', `The compression "${compression.slice(0, 40)}" is not known; the counts were read as they stand.`);
    if (list.commas) this.note(data, 'counts-with-commas', 'Commas stand between the counts; the standard has white space.');
    if (list.negative) this.note(data, 'counts-negative', 'Some counts are below zero.');
    const found = measureCounts(list, isFolded, this.limits.channels);
    if ('code' in found) {
      this.quarantine(data, found.code, `${found.reason} The spectrum${head.id === null ? '' : ` ${head.id}`} is left out; its measurement is kept.`);
      return undefined;
    }
    if (head.liveTimeSeconds !== null && head.realTimeSeconds !== null && head.liveTimeSeconds > head.realTimeSeconds * 1.001 + 0.001) this.note(element, 'live-exceeds-real', `The live time (${head.liveTimeSeconds} s) is longer than the real time (${head.realTimeSeconds} s).`);
    const spectrum = new N42Spectrum(head, list, isFolded, found);
    spectrum.energy = inline;
    if (inline === null) this.waiting.push({ spectrum, calibrations, place: element.place });
    else this.checkBoundaries(element, spectrum);
    return spectrum;
  }

  quarantine(element: N42Element, code: string, reason: string): void {
    this.quarantined.push({ where: wordsOf(element.place), code, reason });
  }

  record(element: N42Element, measurement: N42Measurement): void {
    if (this.records.length >= this.limits.measurements) throw new UnreadableN42('too-many-measurements', `The document has more than ${this.limits.measurements} measurements; send it in smaller files.`, element.place);
    this.records.push(measurement);
  }

  kind(element: N42Element | undefined, words: Readonly<Record<string, N42Kind>>): N42Kind {
    const sent = element?.text.trim() ?? '';
    if (element === undefined || sent === '') return 'unspecified';
    const kind = words[sent.toLowerCase().replace(/[\s_-]/g, '')];
    if (kind === undefined) this.note(element, isPlaceholder(sent) ? 'placeholder' : 'code-unknown', `${element.name} says "${sent.slice(0, 80)}", which is none of the standard's codes.`);
    return kind ?? 'unspecified';
  }

  private checkBoundaries(element: Placed, spectrum: N42Spectrum): void {
    if (spectrum.energy?.kind !== 'boundaries') return;
    const { length } = spectrum.energy.energies;
    if (length !== spectrum.channels + 1 && length !== spectrum.channels) this.note(element, 'boundaries-count', `The spectrum has ${spectrum.channels} channels and its calibration ${length} boundaries; one more boundary than channels is wanted.`);
  }

  /** Brings together what refers to each other, and sums up every measurement. Shape: called once, when the document has ended. */
  settle(): void {
    const usable = this.calibrations.flatMap(({ energy }) => (energy === null ? [] : [energy]));
    for (const { spectrum, calibrations, place } of this.waiting) {
      const named = calibrations.find((id) => this.energyOf.has(id));
      spectrum.energy = (named === undefined ? undefined : this.energyOf.get(named)) ?? (calibrations.length === 0 && usable.length === 1 ? usable[0]! : null);
      if (spectrum.energy === null) this.note({ place }, 'calibration-missing', 'No energy calibration goes with the spectrum.');
      else this.checkBoundaries({ place }, spectrum);
    }
    for (const record of this.records) this.sumUp(record);
    for (const { from, place, attribute, name } of this.references) if (!this.ids.has(name)) this.note({ place }, 'dangling-reference', `${from} refers by ${attribute} to "${name.slice(0, 80)}", which is not in the document.`);
  }

  private sumUp(record: N42Measurement): void {
    const settled = (one: { readonly detector: string | null; readonly category: N42Category }, fallback: N42Category): N42Category =>
      one.category !== 'unknown' ? one.category : (one.detector === null ? undefined : this.detectors.get(one.detector)?.category) ?? fallback;
    const add = (sum: number | null, value: number | null): number | null => (value === null ? sum : (sum ?? 0) + value);
    const hasSpectra = record.spectra.some(({ liveTimeSeconds }) => liveTimeSeconds !== null);
    for (const spectrum of record.spectra) {
      const category = settled(spectrum, 'gamma');
      spectrum.category = category === 'unknown' ? 'gamma' : category;
      if (spectrum.category === 'neutron') record.neutronCounts = add(record.neutronCounts, spectrum.counts);
      else {
        record.channels = add(record.channels, spectrum.channels);
        record.counts = add(record.counts, spectrum.counts);
      }
      if (spectrum.liveTimeSeconds !== null) record.liveTimeSeconds = Math.max(record.liveTimeSeconds ?? 0, spectrum.liveTimeSeconds);
    }
    for (const counts of record.gross) {
      counts.category = settled(counts, 'unknown');
      if (counts.category === 'neutron') record.neutronCounts = add(record.neutronCounts, counts.counts);
      else record.grossCounts = add(record.grossCounts, counts.counts);
      if (counts.liveTimeSeconds !== null && !hasSpectra) record.liveTimeSeconds = Math.max(record.liveTimeSeconds ?? 0, counts.liveTimeSeconds);
    }
  }
}
