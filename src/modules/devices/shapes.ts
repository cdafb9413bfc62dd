import { Type } from 'typebox';
import type { TObject } from 'typebox';
import type { AlarmClass } from '../prescribed/catalogue/alarm.ts';
import type { CaseKind } from '../prescribed/shapes.ts';

/** Lists the ten kinds of devices. Source: docs/facts.md names four of them; the other six are this project's proposal. */
export const kindIds = [
  'radiationPortal', 'radiationLocaliser', 'disinfectionCabinet', 'traceSniffer', 'inspectionRobot', 'thermometerGate', 'baggageScanner', 'eGate', 'declarationMachine', 'nucleicAcidAnalyser',
] as const;
/** Is a kind of device. */
export type KindId = (typeof kindIds)[number];

/** Lists the formats in which a device may speak. */
export const deviceFormats = ['cloudevents', 'n42', 'vda5050', 'oru', 'lis2', 'fhir', 'threat', 'picture'] as const;
/** Is a format in which a device may speak. */
export type DeviceFormat = (typeof deviceFormats)[number];

/** Lists the ways in which a message can come. */
export const transports = ['mqtt', 'http', 'file', 'mllp'] as const;
/** Is a way in which a message came. */
export type Transport = (typeof transports)[number];

/** Is what an event means: a result proves a step, an alarm opens a case, a fault takes the device out, service is upkeep. */
export type EventLevel = 'info' | 'result' | 'alarm' | 'fault' | 'service';

/** Is one value of a reading. */
export type ReadingValue = boolean | number | string;
/** Is what an event says, by name; units stand in the kind's schema. */
export type Reading = Readonly<Record<string, ReadingValue>>;

/** Is one thing that a device says happened. */
export interface DeviceEvent {
  readonly name: string;
  readonly happenedAt: string;
  /** Whom or what it is about, as the device knows it: a case, a tube, the number of a consignment, an alarm. */
  readonly subject?: string;
  /** Further names of the same: a tube has a label of whoever sent it and one of the laboratory. */
  readonly alsoNamed?: readonly string[];
  readonly reading: Reading;
  /** Reasons against counting that the message itself gives: out of calibration, a fault, a failed control. */
  readonly against?: readonly string[];
}

/** Declares one event of a kind; the schema carries units as `x-unit`. */
export interface KindEvent {
  readonly level: EventLevel;
  readonly reading: TObject;
}

/** Says which step an event proves, and with what evidence. */
export interface Feed {
  readonly caseKind: CaseKind;
  readonly step: string;
  readonly on: readonly string[];
  /** Events by which the step is owed even where nothing prescribed it: what went wrong holds what it was done to. */
  readonly holdsOn?: readonly string[];
  evidence(reading: Reading, event: Pick<DeviceEvent, 'happenedAt' | 'name'>): Readonly<Record<string, unknown>>;
}

/** Is a number that a device tells all the time. */
export interface Quantity {
  readonly unit: string;
  readonly minimum: number;
  readonly maximum: number;
}

/** Is a check that keeps a device valid. Unit: hours for which a passed one counts. */
export interface CheckRule {
  readonly check: string;
  readonly everyHours: number;
  readonly source: string;
  /** Asked of devices alone that are set as measuring spectra. */
  readonly spectrometricOnly?: boolean;
}

/** Is a kind of device: everything that the house knows of it. One kind is one file. */
export interface DeviceKind {
  readonly id: KindId;
  /** The kind of station where it usually stands. */
  readonly station: string;
  readonly standard: string;
  readonly formats: readonly DeviceFormat[];
  readonly transports: readonly Transport[];
  /** What it measures is about somebody's health: readings are shown with their person only. */
  readonly health: boolean;
  readonly telemetry: Readonly<Record<string, Quantity>>;
  readonly events: Readonly<Record<string, KindEvent>>;
  readonly feeds: readonly Feed[];
  readonly alarm: {
    readonly class: AlarmClass;
    readonly on: readonly string[];
    /** Tells whether a result says itself that it is an alarm, whatever its event is called. */
    isSaid?(reading: Reading): boolean;
    isNeutron?(reading: Reading, name: string): boolean;
  } | null;
  /** What the device must do after some of its events before anything that it says counts again. */
  readonly clearing?: { readonly after: readonly string[]; readonly by: string; isClean(reading: Reading): boolean };
  readonly checks: readonly CheckRule[];
  /** Within what a reading counts, by the field of the reading that tells it. */
  readonly environment: Readonly<Record<string, Quantity>>;
  /** Telemetry that runs low, and from where. */
  readonly consumables: Readonly<Record<string, number>>;
  readonly sample: readonly DeviceEvent[];
}

/** Is what came of one message. */
export interface Received {
  readonly messageId: string;
  readonly repeated: boolean;
  readonly events: number;
  readonly recorded: number;
  readonly notCounted: readonly string[];
  readonly alarms: readonly string[];
  readonly findings: number;
}

/** Is the schema of an identifier. */
export const identifier = Type.String({ format: 'uuid' });
/** Is the schema of an instant. */
export const instant = Type.String({ format: 'date-time' });
/** Is the schema of a line of text. */
export const shortText = Type.String({ minLength: 1, maxLength: 120 });
/** Is the schema of a reason. */
export const reasonText = Type.String({ minLength: 3, maxLength: 1000 });
/** Closes an object schema. */
export const strict = { additionalProperties: false } as const;

/** Declares a number of a reading with its unit and bounds. */
export const measured = (unit: string, minimum: number, maximum: number) => Type.Number({ minimum, maximum, 'x-unit': unit });
/** Declares a reading: strict, every field named. */
export const reading = (fields: Parameters<typeof Type.Object>[0]): TObject => Type.Object(fields, strict) as TObject;

/** Is the name of the event that a camera's picture is. */
export const pictureEvent = 'pictureTaken';
/** Is the event of a kind with a camera: the message itself is the picture, the reading says of what kind and size it is, and where it was taken where the device knows. Unit: pixels, m. */
export const pictureTaken: KindEvent = {
  level: 'info',
  reading: reading({ mediaType: Type.Enum(['image/jpeg', 'image/png']), widthPixels: Type.Integer({ minimum: 1, maximum: 8192, 'x-unit': 'px' }), heightPixels: Type.Integer({ minimum: 1, maximum: 8192, 'x-unit': 'px' }), xMetres: Type.Optional(measured('m', -100_000, 100_000)), yMetres: Type.Optional(measured('m', -100_000, 100_000)) }),
};
