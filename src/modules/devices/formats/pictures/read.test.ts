import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { getKind } from '../../catalogue.ts';
import { readMessage } from '../../reading.ts';
import { drawPicture } from '../../simulators/picture.ts';
import { buildDeviceEvent } from '../cloud-events/events.ts';
import { pictureLimits, readPicture } from './read.ts';

const at = '2022-01-27T01:00:00.000Z';
const png = drawPicture({ seed: 1, number: 1, at, drives: false });
const two = (value: number): number[] => [value >> 8, value & 255];
/** Is the beginning of a JPEG as cameras write it: JFIF, a table, a stray byte before a marker, then the frame. */
const jpeg = (width: number, height: number, frame = 0xc0): Uint8Array => Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...two(16), ...Array<number>(14).fill(0), 0xff, 0xc4, ...two(4), 1, 2, 0xff, 0xff, frame, ...two(11), 8, ...two(height), ...two(width), 1, 1, 0x11, 0]);
const codeOf = (bytes: Uint8Array): string => { const read = readPicture(bytes); return read.ok ? 'taken' : read.code; };

describe('the header of a picture', () => {
  test('tells kind and size of a PNG and of a JPEG, baseline or progressive', () => {
    expect(readPicture(png)).toEqual({ ok: true, mediaType: 'image/png', widthPixels: 320, heightPixels: 200 });
    expect(readPicture(jpeg(640, 480))).toEqual({ ok: true, mediaType: 'image/jpeg', widthPixels: 640, heightPixels: 480 });
    expect(readPicture(jpeg(1280, 720, 0xc2))).toMatchObject({ ok: true, widthPixels: 1280, heightPixels: 720 });
  });

  test('is refused wherever it is cut off', () => {
    expect([...Array(23).keys()].map((length) => codeOf(png.subarray(0, length + 1)))).toEqual(Array<string>(23).fill('unfinished'));
    const whole = jpeg(640, 480);
    // Two bytes of width are the last that must be there.
    const needed = whole.length - 4;
    for (let length = 2; length < needed; length += 1) expect(codeOf(whole.subarray(0, length)), String(length)).toBe('unfinished');
    expect(codeOf(whole.subarray(0, needed))).toBe('taken');
  });

  test('is refused where there is none, where it has no size, and where the picture is too large', () => {
    expect(codeOf(new Uint8Array())).toBe('empty');
    for (const other of ['GIF89a', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'RIFF____WEBP', '%PDF-1.7']) expect(codeOf(Buffer.from(other)), other).toBe('not-picture');
    expect(codeOf(Uint8Array.from([0xff, 0xd8, 0x00]).slice(0, 3))).toBe('unfinished');
    expect(codeOf(Uint8Array.from([0xff, 0xd8, 0x12, 0x34]))).toBe('not-picture');
    expect(codeOf(Uint8Array.from([0xff, 0xd8, 0xff, 0xda, 0, 4]))).toBe('no-image');
    expect(codeOf(Uint8Array.from([...png.subarray(0, 12), 1, 2, 3, 4, ...png.subarray(16)]))).toBe('not-picture');
    expect(codeOf(jpeg(640, 0))).toBe('no-image');
    expect(codeOf(jpeg(60_000, 480))).toBe('too-large');
    expect(codeOf(Buffer.concat([png, Buffer.alloc(pictureLimits.bytes)]))).toBe('too-large');
  });

  test('makes the reader throw by no bytes at all', () => {
    const beginnings = fc.constantFrom<readonly number[]>([], [0xff, 0xd8], [0xff, 0xd8, 0xff], [...png.subarray(0, 16)]);
    fc.assert(fc.property(beginnings, fc.uint8Array({ maxLength: 80 }), (start, rest) => {
      const read = readPicture(Uint8Array.from([...start, ...rest]));
      expect(read.ok ? read.widthPixels > 0 && read.heightPixels > 0 : read.code.length > 0).toBe(true);
    }), { numRuns: 500 });
  });
});

describe('a picture as a message', () => {
  const robot = getKind('inspectionRobot');
  const parts = { id: 'p-1', source: 'robot', type: 'tongguan.pictureTaken', time: at, site: 'pek', deviceid: 'r-1', seq: 1, datacontenttype: 'image/png', raw: png };
  const read = (message: unknown, receivedAt = '2022-01-27T01:00:05.000Z') => readMessage(robot, 'cloudevents', Buffer.from(JSON.stringify(message)), receivedAt, {});

  test('comes as it stands from what has a camera, and from nothing else', () => {
    expect(readMessage(robot, 'picture', png, at, {})).toMatchObject({ ok: true, events: [{ name: 'pictureTaken', happenedAt: at, reading: { mediaType: 'image/png', widthPixels: 320, heightPixels: 200 } }] });
    expect(readMessage(getKind('thermometerGate'), 'picture', png, at, {})).toMatchObject({ ok: false, code: 'format-not-of-kind' });
  });

  test('comes in an envelope with when and where it was taken, never later than it came', () => {
    expect(read({ ...buildDeviceEvent(parts), xmetres: '4.25', ymetres: '1.5' })).toMatchObject({ ok: true, messageId: 'p-1', events: [{ name: 'pictureTaken', happenedAt: at, reading: { mediaType: 'image/png', xMetres: 4.25, yMetres: 1.5 } }] });
    expect(read({ ...buildDeviceEvent(parts), time: '2022-01-27T09:00:00.000Z' })).toMatchObject({ events: [{ happenedAt: '2022-01-27T01:00:05.000Z' }] });
  });

  test('is refused with the reason where the envelope carries none, says another kind, has a place that is none, or another digest', () => {
    const event = buildDeviceEvent(parts);
    expect(read({ ...buildDeviceEvent({ ...parts, data: { mediaType: 'image/png', widthPixels: 1, heightPixels: 1 } }) })).toMatchObject({ ok: false, code: 'picture-missing' });
    expect(read({ ...event, datacontenttype: 'image/jpeg' })).toMatchObject({ ok: false, code: 'media-type', where: 'events/0/datacontenttype' });
    expect(read({ ...event, xmetres: 'here' })).toMatchObject({ ok: false, code: 'not-a-number' });
    expect(read({ ...event, xmetres: '1e9' })).toMatchObject({ ok: false, code: 'reading-invalid' });
    expect(read({ ...event, rawsha256: createHash('sha256').update('other').digest('hex') })).toMatchObject({ ok: false, code: 'hash' });
    expect(read([event, { ...event, id: 'p-2', seq: 2 }])).toMatchObject({ ok: false, code: 'picture-alone' });
    expect(read({ ...event, data_base64: Buffer.from('no picture').toString('base64'), rawsha256: undefined })).toMatchObject({ ok: false, code: 'not-picture', where: 'events/0/data_base64' });
  });
});
