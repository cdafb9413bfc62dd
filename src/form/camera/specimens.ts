import { isoAlpha3Codes } from '../../modules/travellers/formats/states.ts';
import { checkDigit } from '../../modules/travellers/formats/mrz-layouts.ts';
import { outlines } from './outlines.ts';
import type { Picture } from './picture.ts';
import { outlines as others } from './specimen-outlines.ts';
import { blurred, fillOutline } from './templates.ts';

/** A source of numbers from 0 to 1 that gives the same ones for the same seed. */
export type Chance = () => number;

/** Makes a source of chance (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const between = (chance: Chance, low: number, high: number): number => low + (high - low) * chance();
const oneOf = <T>(chance: Chance, list: readonly T[]): T => list[Math.floor(chance() * list.length)]!;
const lettersOf = (chance: Chance, count: number, from: string): string => Array.from({ length: count }, () => oneOf(chance, [...from])).join('');
const states = [...isoAlpha3Codes];
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const two = (value: number): string => String(value).padStart(2, '0');
const nameOf = (chance: Chance): string => {
  const word = (): string => lettersOf(chance, 2 + Math.floor(chance() * 8), chance() < 0.5 ? alphabet : 'AAEEIIOOUUNRSTLMKHDGBQXZJ');
  return `${word()}${chance() < 0.2 ? `<${word()}` : ''}<<${word()}${chance() < 0.5 ? `<${word()}` : ''}`;
};
const number = (chance: Chance): string => lettersOf(chance, 9, chance() < 0.5 ? '0123456789' : `${alphabet}0123456789`);
const day = (chance: Chance, from: number, years: number): string => `${two((from + Math.floor(chance() * years)) % 100)}${two(1 + Math.floor(chance() * 12))}${two(1 + Math.floor(chance() * 28))}`;

/** Makes the machine-readable zone of an invented person. */
export function makeZone(chance: Chance, kind: 'TD1' | 'TD2' | 'TD3' = 'TD3'): string[] {
  const columns = { TD1: 30, TD2: 36, TD3: 44 }[kind];
  const [state, own, name] = [oneOf(chance, states), number(chance), nameOf(chance)];
  const withDigit = (text: string): string => text + checkDigit(text);
  const [birth, expiry] = [withDigit(day(chance, 1935, 85)), withDigit(day(chance, 2027, 9))];
  const sex = oneOf(chance, ['M', 'F', '<']);
  if (kind === 'TD1') {
    const first = `I<${state}${withDigit(own)}`.padEnd(30, '<');
    const second = `${birth}${sex}${expiry}${state}`.padEnd(29, '<');
    return [first, second + checkDigit(first.slice(5) + birth + expiry + second.slice(18)), name.slice(0, 30).padEnd(30, '<')];
  }
  const first = `${kind === 'TD3' ? 'P' : 'I'}<${state}${name}`.slice(0, columns).padEnd(columns, '<');
  const optional = (chance() < 0.4 ? lettersOf(chance, kind === 'TD3' ? 8 : 5, `${alphabet}0123456789`) : '').padEnd(kind === 'TD3' ? 14 : 7, '<');
  const personal = kind === 'TD3' ? optional + (optional.startsWith('<') ? '<' : checkDigit(optional)) : optional;
  const second = `${withDigit(own)}${state}${birth}${sex}${expiry}${personal}`;
  return [first, second + checkDigit(second.slice(0, 10) + second.slice(13, 20) + second.slice(21))];
}

/** How a page lies before the camera and what the picture suffers. */
export interface Conditions {
  face: 'plain' | 'tall' | 'sharp';
  /** Ink spread: below 0.5 strokes are bolder, above thinner. */
  thinness: number;
  /** The page's share of the picture's width. */
  share: number;
  /** Radians: turned in the picture, tipped away, swung aside. */
  turn: number;
  tip: number;
  swing: number;
  /** Pixels by which the middle is off, and by which the page bends. */
  offX: number;
  offY: number;
  bend: number;
  /** 1 none; the darkest corner's share of the light. */
  light: number;
  lightFrom: number;
  shadow: boolean;
  blur: number;
  smear: number;
  noise: number;
  /** Step of the coarsest quantised wave of eight by eight blocks; 0 none. */
  blocks: number;
  /** Strength of the printed pattern behind the writing. */
  pattern: number;
}

const degree = Math.PI / 180;

/** Conditions as with a phone held with some care (mild) or with little, in poor light (hard). */
export function conditionsOf(chance: Chance, hard: boolean): Conditions {
  const far = hard ? 1 : 0.4;
  const about = (most: number): number => between(chance, -most, most);
  return {
    face: oneOf(chance, ['plain', 'tall', 'sharp'] as const), thinness: between(chance, 0.35, hard ? 0.62 : 0.55), share: between(chance, hard ? 0.62 : 0.75, 0.93),
    turn: about(10 * degree * far), tip: about(22 * degree * far), swing: about(16 * degree * far), offX: about(20), offY: -between(chance, 60 + 40 * far, 160 + 30 * far), bend: about(8 * far),
    light: between(chance, hard ? 0.35 : 0.6, 1), lightFrom: between(chance, 0, 2 * Math.PI), shadow: hard && chance() < 0.4,
    blur: between(chance, 0.4, hard ? 1.9 : 1.1), smear: hard && chance() < 0.5 ? between(chance, 1, 4) : 0, noise: between(chance, 2, hard ? 14 : 7),
    blocks: between(chance, 0, hard ? 40 : 20), pattern: between(chance, 0, hard ? 0.25 : 0.12),
  };
}

/** Pixels per millimetre of a page before it is photographed. */
const fine = 9;
/** Millimetres of a page, by the number of signs in a row. */
const sizes: Record<number, readonly [number, number]> = { 30: [85.6, 54], 36: [105, 74], 44: [125, 88] };

function writeLine(page: Float32Array, width: number, text: string, face: Conditions['face'], left: number, base: number, pitch: number): void {
  const step = 723 / pitch;
  const set = face === 'sharp' ? others.sharp : outlines[face];
  [...text].forEach((sign, at) => {
    const outline = set[sign as keyof typeof set] as string | undefined;
    if (outline === undefined) return;
    const x = left + at * pitch;
    const [atX, atY] = [Math.floor(x), Math.floor(base - pitch * 1.3)];
    const [wide, tall] = [Math.ceil(pitch) + 2, Math.ceil(pitch * 1.6)];
    const cover = fillOutline(outline, wide, tall, step, (atX - x) * step, (base - atY) * step);
    for (let row = 0; row < tall; row += 1) for (let column = 0; column < wide; column += 1) page[(atY + row) * width + atX + column]! += cover[row * wide + column]!;
  });
}

/** Draws the data page: the zone below, a dark photo and printed words above; values are the share of ink. */
function drawPage(zone: readonly string[], conditions: Conditions, chance: Chance): { page: Float32Array; width: number; height: number } {
  const [wide, tall] = sizes[zone[0]?.length ?? 44] ?? sizes[44]!;
  const [width, height] = [Math.round(wide * fine), Math.round(tall * fine)];
  const ink = new Float32Array(width * height);
  const pitch = 2.54 * fine;
  const left = ((wide - (zone[0]?.length ?? 0) * 2.54) / 2) * fine;
  zone.forEach((row, at) => writeLine(ink, width, row, conditions.face, left, height - (7 + (zone.length - 1 - at) * 6.35) * fine, pitch));
  const bottom = height - (14 + zone.length * 6.35) * fine;
  for (let y = 10 * fine; y < bottom; y += 5 * fine) {
    for (let line = 0; line < 2; line += 1) writeLine(ink, width, lettersOf(chance, 4 + Math.floor(chance() * 10), `${alphabet}0123456789  `), 'plain', (wide * (0.36 + line * 0.3)) * fine, y, (1.5 + chance() * 0.4) * fine);
  }
  const spread = blurred(ink, width, height, 1.3, 1.3);
  const page = spread.map((value) => 0.82 * Math.min(1, Math.max(0, (value - conditions.thinness) * 4 + 0.5)));
  const turns = 4096;
  const sine = Float32Array.from({ length: turns }, (_, at) => Math.sin((at / turns) * 2 * Math.PI));
  const wavy = (angle: number): number => sine[(angle * (turns / (2 * Math.PI))) & (turns - 1)]!;
  const waves = Array.from({ length: width }, (_, x) => 14 * Math.sin(x / 40));
  for (let y = 0; y < height; y += 1) {
    const across = Math.sin(y / 33);
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      if (x > wide * 0.05 * fine && x < wide * 0.32 * fine && y > 9 * fine && y < bottom) page[at] = 0.35 + 0.4 * Math.abs(wavy(x / 31) * wavy(y / 47));
      const wave = wavy((y + waves[x]!) / 4.5) + wavy((x + 20 * across) / 7);
      page[at] = Math.min(0.95, page[at]! + conditions.pattern * 0.25 * (1 + wave / 2));
    }
  }
  return { page, width, height };
}

/** Rounds the waves of blocks of eight by eight as a JPEG picture does. */
function blocky(shades: Float32Array, width: number, height: number, step: number): void {
  const wave = Array.from({ length: 64 }, (_, at) => Math.cos(((2 * (at % 8) + 1) * (at >> 3) * Math.PI) / 16) * (at < 8 ? Math.SQRT1_2 : 1) / 2);
  const [block, half] = [new Float32Array(64), new Float32Array(64)];
  for (let top = 0; top + 8 <= height; top += 8) {
    for (let left = 0; left + 8 <= width; left += 8) {
      for (let y = 0; y < 8; y += 1) for (let k = 0; k < 8; k += 1) { let sum = 0; for (let x = 0; x < 8; x += 1) sum += shades[(top + y) * width + left + x]! * wave[k * 8 + x]!; half[y * 8 + k] = sum; }
      for (let k = 0; k < 8; k += 1) {
        for (let l = 0; l < 8; l += 1) {
          let sum = 0;
          for (let y = 0; y < 8; y += 1) sum += half[y * 8 + k]! * wave[l * 8 + y]!;
          const unit = 1 + (step * (k + l)) / 10;
          block[l * 8 + k] = Math.round(sum / unit) * unit;
        }
      }
      for (let l = 0; l < 8; l += 1) for (let x = 0; x < 8; x += 1) { let sum = 0; for (let k = 0; k < 8; k += 1) sum += block[l * 8 + k]! * wave[k * 8 + x]!; half[l * 8 + x] = sum; }
      for (let y = 0; y < 8; y += 1) for (let x = 0; x < 8; x += 1) { let sum = 0; for (let l = 0; l < 8; l += 1) sum += half[l * 8 + x]! * wave[l * 8 + y]!; shades[(top + y) * width + left + x] = sum; }
    }
  }
}

/** Photographs a data page with the zone given: seen by a pinhole camera, then lit, blurred, with noise and blocks. */
export function photograph(zone: readonly string[], conditions: Conditions, chance: Chance, width = 1280, height = 720): Picture {
  const drawn = drawPage(zone, conditions, chance);
  const { turn, tip, swing } = conditions;
  const [ct, st, cx, sx, cy, sy] = [Math.cos(turn), Math.sin(turn), Math.cos(tip), Math.sin(tip), Math.cos(swing), Math.sin(swing)];
  // Columns of the rotation: where one step across the page and one step down it lead.
  const across = [ct * cy, st * cy, -sy];
  const down = [-st * cx + ct * sy * sx, ct * cx + st * sy * sx, cy * sx];
  const focal = 1.1 * width;
  const distance = (focal * drawn.width) / (conditions.share * width);
  const cross = (a: readonly number[], b: readonly number[]): number[] => [a[1]! * b[2]! - a[2]! * b[1]!, a[2]! * b[0]! - a[0]! * b[2]!, a[0]! * b[1]! - a[1]! * b[0]!];
  const shift = [(conditions.offX * distance) / focal, (conditions.offY * distance) / focal, distance];
  const [forAcross, forDown, forOne] = [cross(down, shift), cross(shift, across), cross(across, down)];
  const shades = new Float32Array(width * height);
  const table = between(chance, 40, 150);
  const paper = between(chance, 190, 240);
  const sample = (px: number, py: number): number => {
    const bent = py + conditions.bend * Math.sin((px / width) * Math.PI);
    const rayX = (px - width / 2) / focal;
    const rayY = (bent - height / 2) / focal;
    const whole = forOne[0]! * rayX + forOne[1]! * rayY + forOne[2]!;
    const x = (forAcross[0]! * rayX + forAcross[1]! * rayY + forAcross[2]!) / whole + drawn.width / 2;
    const y = (forDown[0]! * rayX + forDown[1]! * rayY + forDown[2]!) / whole + drawn.height / 2;
    if (x < 1 || y < 1 || x >= drawn.width - 2 || y >= drawn.height - 2) return table + 12 * Math.sin(px / 17) * Math.sin(py / 23);
    const left = x | 0;
    const top = y | 0;
    const u = x - left;
    const v = y - top;
    const at = top * drawn.width + left;
    const { page } = drawn;
    const value = (page[at]! * (1 - u) + page[at + 1]! * u) * (1 - v) + (page[at + drawn.width]! * (1 - u) + page[at + drawn.width + 1]! * u) * v;
    return paper * (1 - value);
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) shades[y * width + x] = (sample(x + 0.25, y + 0.25) + sample(x + 0.75, y + 0.75)) / 2;
  }
  const edge = between(chance, 0.3, 0.7) * width;
  const [lightX, lightY] = [Math.cos(conditions.lightFrom) / 0.71, Math.sin(conditions.lightFrom) / 0.71];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const along = (x / width - 0.5) * lightX + (y / height - 0.5) * lightY + 0.5;
      const shade = conditions.shadow ? 0.78 + 0.22 / (1 + Math.exp((x + y * 0.4 - edge) / 12)) : 1;
      shades[y * width + x]! *= (conditions.light + (1 - conditions.light) * Math.min(1, Math.max(0, along))) * shade;
    }
  }
  const soft = blurred(shades, width, height, Math.hypot(conditions.blur, conditions.smear / 3), conditions.blur);
  // Drawing a normal number for each pixel anew would take longer than all the rest.
  const grains = Float32Array.from({ length: 1 << 16 }, () => Math.sqrt(-2 * Math.log(chance() + 1e-9)) * Math.cos(2 * Math.PI * chance()));
  for (let y = 0; y < height; y += 1) {
    const from = Math.floor(chance() * grains.length);
    for (let x = 0; x < width; x += 1) soft[y * width + x]! += conditions.noise * grains[(from + x) & 0xffff]!;
  }
  if (conditions.blocks > 0) blocky(soft, width, height, conditions.blocks);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < soft.length; at += 1) {
    data[at * 4] = soft[at]!;
    data[at * 4 + 1] = soft[at]!;
    data[at * 4 + 2] = soft[at]! * 0.96;
    data[at * 4 + 3] = 255;
  }
  return { data, width, height };
}
