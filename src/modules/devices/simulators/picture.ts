import { crc32, deflateSync } from 'node:zlib';
import { seeded } from './seeded.ts';

/** Is what a simulated camera looks at: the number of its picture moves what moves, the seed is its own hall. */
export interface Scene { readonly seed: number; readonly number: number; readonly at: string; /** Whether the camera stands still over the hall or drives through it. */ readonly drives: boolean }

const [width, height] = [320, 200];
const horizon = 74;
const palette = [[24, 28, 34], [196, 201, 206], [171, 177, 184], [150, 156, 163], [120, 126, 134], [92, 98, 106], [72, 84, 104], [44, 92, 150], [182, 120, 48], [136, 86, 34], [64, 68, 74], [240, 242, 244], [200, 60, 44]] as const;
const ink = { dark: 0, wall: 1, floor: 2, floorFar: 3, line: 4, shadow: 5, door: 6, case: 7, crate: 8, crateSide: 9, post: 10, light: 11, lamp: 12 } as const;
// Three by five, a digit a row of bits; then colon, hyphen, blank, and what says that it is UTC.
const glyphs: Readonly<Record<string, readonly number[]>> = {
  0: [7, 5, 5, 5, 7], 1: [2, 6, 2, 2, 7], 2: [7, 1, 7, 4, 7], 3: [7, 1, 7, 1, 7], 4: [5, 5, 7, 1, 1], 5: [7, 4, 7, 1, 7], 6: [7, 4, 7, 5, 7], 7: [7, 1, 1, 1, 1], 8: [7, 5, 7, 5, 7], 9: [7, 5, 7, 1, 7], ':': [0, 2, 0, 2, 0], '-': [0, 0, 7, 0, 0], ' ': [0, 0, 0, 0, 0], U: [5, 5, 5, 5, 7], T: [7, 2, 2, 2, 2], C: [7, 4, 4, 4, 7],
};

class Canvas {
  readonly pixels = new Uint8Array(width * height);
  fill(x: number, y: number, across: number, down: number, colour: number): void {
    for (let row = Math.max(0, Math.round(y)); row < Math.min(height, Math.round(y + down)); row += 1) this.pixels.fill(colour, row * width + Math.max(0, Math.min(width, Math.round(x))), row * width + Math.max(0, Math.min(width, Math.round(x + across))));
  }
  line(x1: number, y1: number, x2: number, y2: number, colour: number): void {
    const steps = Math.ceil(Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1), 1));
    for (let step = 0; step <= steps; step += 1) this.fill(x1 + ((x2 - x1) * step) / steps, y1 + ((y2 - y1) * step) / steps, 1, 1, colour);
  }
  text(x: number, y: number, text: string, colour: number, size: number): void {
    [...text].forEach((sign, place) => glyphs[sign]?.forEach((bits, row) => {
      for (let column = 0; column < 3; column += 1) if ((bits >> (2 - column)) & 1) this.fill(x + (place * 4 + column) * size, y + row * size, size, size, colour);
    }));
  }
}

// A box on the floor; what is nearer is larger. Unit: across from -1 to 1, depth from 0 at the wall to 1 before the camera.
function box(canvas: Canvas, across: number, depth: number, wide: number, tall: number, front: number, side: number): void {
  const [scale, foot] = [0.35 + depth, horizon + depth * depth * (height - horizon) * 0.8 + 10];
  const [w, h, x] = [wide * scale, tall * scale, width / 2 + across * (width / 2) * (0.4 + depth * 0.75)];
  canvas.fill(x - w * 0.55, foot - 2 * scale, w * 1.25, 4 * scale, ink.shadow);
  canvas.fill(x + w / 2, foot - h * 0.94, w * 0.16, h * 0.92, side);
  canvas.fill(x - w / 2, foot - h, w, h, front);
  canvas.line(x - w / 2, foot - h * 0.66, x + w / 2, foot - h * 0.66, side);
}

function draw({ seed, number, at, drives }: Scene): Uint8Array {
  const random = seeded(seed);
  const canvas = new Canvas();
  const pan = drives ? (number * 17) % 64 : 0;
  canvas.fill(0, 0, width, horizon, ink.wall);
  for (let x = -pan; x < width; x += 64) {
    canvas.fill(x + 18, 26, 26, horizon - 26, ink.door);
    canvas.fill(x + 6, 8, 50, 4, ink.light);
    canvas.line(x, 0, x, horizon, ink.floorFar);
  }
  canvas.fill(0, horizon, width, height - horizon, ink.floor);
  canvas.fill(0, horizon, width, 14, ink.floorFar);
  for (let lane = -12; lane <= 12; lane += 1) canvas.line(width / 2 + lane * 14 - pan / 4, horizon, width / 2 + lane * 70 - pan, height, ink.line);
  for (let row = 1; row < 7; row += 1) canvas.line(0, horizon + row * row * 3.4, width, horizon + row * row * 3.4, ink.line);
  for (const across of [-0.86, 0.82]) box(canvas, across, 0.25, 9, 62, ink.post, ink.dark);
  for (let crate = 0; crate < 3; crate += 1) box(canvas, random() * 1.5 - 0.75, 0.1 + crate * 0.14, 30 + random() * 14, 22 + random() * 12, ink.crate, ink.crateSide);
  // A suitcase goes by.
  box(canvas, -1.1 + ((number * 0.13 + random()) % 2.2), 0.62, 26, 34, ink.case, ink.dark);
  canvas.fill(0, height - 16, width, 16, ink.dark);
  canvas.text(6, height - 13, `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`, ink.light, 2);
  canvas.fill(width - 14, height - 11, 6, 6, ink.lamp);
  return canvas.pixels;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** Draws what a simulated camera sees of an invented hall, with the time in the corner in UTC. Shape: a PNG of 320 by 200 pixels with a palette, a few kilobytes. */
export function drawPicture(scene: Scene): Uint8Array {
  const pixels = draw(scene);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (width + 1));
  for (let row = 0; row < height; row += 1) rows.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('PLTE', Buffer.from(palette.flat())), chunk('IDAT', deflateSync(rows)), chunk('IEND', new Uint8Array())]);
}
