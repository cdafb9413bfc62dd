import { isInstant } from '../../../kernel/clock.ts';
import { readDeviceEvents } from '../formats/cloud-events/events.ts';
import { readPicture } from '../formats/pictures/read.ts';
import type { PictureType } from '../formats/pictures/read.ts';
import type { MessageReader, ReadMessage } from '../reading.ts';
import { pictureEvent } from '../shapes.ts';
import type { DeviceCloudEvent } from '../shapes/scans.ts';

/** Reads a picture as it stands, JPEG or PNG. It says neither when nor where it was taken: it counts as taken when it came. */
export const pictureReader: MessageReader = (_kind, bytes, receivedAt) => {
  const picture = readPicture(bytes);
  if (!picture.ok) return picture;
  const { mediaType, widthPixels, heightPixels } = picture;
  return { ok: true, events: [{ name: pictureEvent, happenedAt: receivedAt, reading: { mediaType, widthPixels, heightPixels } }], findings: [] };
};

/**
 * Reads a picture in an envelope: `data_base64` with its `datacontenttype`, when it was taken as `time`, and where as the attributes `xmetres` and `ymetres`, which are texts since attributes have no fractions.
 * Shape: none is taken later than it came; the clock of a camera may be ahead.
 */
export function readEnvelopedPicture(event: DeviceCloudEvent, where: string, receivedAt: string): ReadMessage {
  const refuse = (code: string, field: string, reason: string): ReadMessage => ({ ok: false, code, where: `${where}/${field}`, reason });
  const attributes = event as unknown as Readonly<Record<string, unknown>>;
  const base64 = attributes['data_base64'];
  if (typeof base64 !== 'string') return refuse('picture-missing', 'data_base64', 'A picture comes as data_base64 with its datacontenttype.');
  const picture = readPicture(Buffer.from(base64, 'base64'));
  if (!picture.ok) return refuse(picture.code, 'data_base64', picture.reason);
  const { mediaType, widthPixels, heightPixels } = picture;
  if (attributes['datacontenttype'] !== mediaType) return refuse('media-type', 'datacontenttype', `The data are ${mediaType}; datacontenttype must say so.`);
  const taken = event.time === undefined ? receivedAt : new Date(event.time).toISOString();
  if (!isInstant(taken)) return refuse('time', 'time', 'time must be an instant of a year with four digits.');
  const place: Record<string, number> = {};
  for (const [attribute, name] of [['xmetres', 'xMetres'], ['ymetres', 'yMetres']] as const) {
    const said = attributes[attribute];
    if (said === undefined) continue;
    const metres = String(said).trim() === '' ? Number.NaN : Number(said);
    if (!Number.isFinite(metres)) return refuse('not-a-number', attribute, `${attribute} must be a number of metres.`);
    place[name] = metres;
  }
  return { ok: true, events: [{ name: pictureEvent, happenedAt: taken > receivedAt ? receivedAt : taken, reading: { mediaType, widthPixels, heightPixels, ...place }, ...(event.subject === undefined ? {} : { subject: event.subject.slice(0, 120) }) }], findings: [] };
}

/** Gives the picture in a message that was taken: the bytes themselves, or what an envelope carries. */
export function pictureIn(format: string, content: Buffer): { readonly mediaType: PictureType; readonly bytes: Buffer } | undefined {
  const carried = format === 'picture' ? content : enveloped(content);
  const header = carried === undefined ? undefined : readPicture(carried);
  return header?.ok === true ? { mediaType: header.mediaType, bytes: carried! } : undefined;
}

function enveloped(content: Buffer): Buffer | undefined {
  const base64 = (readDeviceEvents(content).records[0]?.event as Readonly<Record<string, unknown>> | null | undefined)?.['data_base64'];
  return typeof base64 === 'string' ? Buffer.from(base64, 'base64') : undefined;
}
