import { Compile } from 'typebox/compile';
import type { TObject } from 'typebox';
import type { DeviceEvent, DeviceFormat, DeviceKind } from './shapes.ts';
import type { SpectraForIdentification } from './identification/from-n42.ts';
import { cloudEventReader } from './reading/cloud-events.ts';
import { fhirLabReader, lis2Reader, oruReader } from './reading/laboratory.ts';
import { n42Reader } from './reading/n42.ts';
import { pictureReader } from './reading/pictures.ts';
import { temperatureReader, threatReader } from './reading/observations.ts';

/** Is something worth telling of a message that was taken. */
export interface Finding { readonly code: string; readonly where: string; readonly reason: string }

/** Is what a message says, or why it says nothing. */
export type ReadMessage =
  | { readonly ok: true; readonly events: readonly DeviceEvent[]; readonly findings: readonly Finding[]; /** The message's own identifier, where its format has one. */ readonly messageId?: string; /** Gives the spectra in it, where its format has any. */ readonly spectra?: () => SpectraForIdentification }
  | { readonly ok: false; readonly code: string; readonly where: string; readonly reason: string };

/** Reads the messages of one format. */
export type MessageReader = (kind: DeviceKind, bytes: Uint8Array, receivedAt: string, settings: Readonly<Record<string, unknown>>) => ReadMessage;

const checkers = new WeakMap<TObject, { Check(value: unknown): boolean; Errors(value: unknown): { instancePath: string; message: string }[] }>();

/** Finds the first thing wrong with the reading of an event; undefined where it is as the kind declares. */
export function wrongReading(schema: TObject, value: unknown): { readonly where: string; readonly reason: string } | undefined {
  let checker = checkers.get(schema);
  if (checker === undefined) checkers.set(schema, (checker = Compile(schema) as never));
  if (checker!.Check(value)) return undefined;
  const [first] = checker!.Errors(value);
  return { where: first?.instancePath || '/', reason: first?.message ?? 'invalid' };
}

// An infrared gate and an analyser both speak FHIR, of different things.
const fhirReader: MessageReader = (kind, ...rest) => (kind.id === 'thermometerGate' ? temperatureReader : fhirLabReader)(kind, ...rest);
const readers: Partial<Readonly<Record<DeviceFormat, MessageReader>>> = { cloudevents: cloudEventReader, n42: n42Reader, oru: oruReader, lis2: lis2Reader, fhir: fhirReader, threat: threatReader, picture: pictureReader };

/** Says in which formats this release can read what a kind sends. */
export const readable = (kind: Pick<DeviceKind, 'formats'>): readonly DeviceFormat[] => kind.formats.filter((format) => readers[format] !== undefined);

/**
 * Reads one message of a device: events with their readings, checked against what the kind declares.
 * Shape: refused as a whole with the place, or taken with findings; an event that is not as declared refuses the message, so that nothing is half taken.
 */
export function readMessage(kind: DeviceKind, format: DeviceFormat, bytes: Uint8Array, receivedAt: string, settings: Readonly<Record<string, unknown>>): ReadMessage {
  const reader = readers[format];
  if (reader === undefined || !kind.formats.includes(format)) return { ok: false, code: 'format-not-of-kind', where: '/', reason: `A ${kind.id} speaks ${readable(kind).join(', ')}.` };
  const read = reader(kind, bytes, receivedAt, settings);
  if (!read.ok) return read;
  for (const [place, event] of read.events.entries()) {
    const declared = Object.hasOwn(kind.events, event.name) ? kind.events[event.name] : undefined;
    if (declared === undefined) return { ok: false, code: 'event-unknown', where: `events/${place}`, reason: `A ${kind.id} has no event "${event.name.slice(0, 60)}"; it has ${Object.keys(kind.events).join(', ')}.` };
    const wrong = wrongReading(declared.reading, event.reading);
    if (wrong !== undefined) return { ok: false, code: 'reading-invalid', where: `events/${place}${wrong.where}`, reason: wrong.reason };
  }
  return read;
}
