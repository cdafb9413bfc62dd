import { createHash } from 'node:crypto';

/**
 * Draws numbers that are the same for the same words on every machine, so that the invented world is always the same world.
 * Source: sfc32 (Chris Doty-Humphrey, PractRand), seeded by SHA-256.
 */
export class Chance {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(...words: readonly (string | number)[]) {
    const digest = createHash('sha256').update(words.join('\0')).digest();
    [this.#a, this.#b, this.#c, this.#d] = [digest.readInt32LE(0), digest.readInt32LE(4), digest.readInt32LE(8), digest.readInt32LE(12)];
  }

  /** Draws a number. Shape: from 0, below 1. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum | 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  /** Draws a whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** Says yes so many times in a hundred. */
  percent(times: number): boolean {
    return this.next() * 100 < times;
  }

  /** Draws one of a list. */
  pick<T>(list: readonly T[]): T {
    const drawn = list[Math.floor(this.next() * list.length)];
    if (drawn === undefined) throw new Error('Nothing to draw from');
    return drawn;
  }
}

/**
 * Divides a whole into parts by weight, each within its bounds, so that the parts add up exactly.
 * Shape: one part a weight. A whole that the bounds cannot hold is a bug of the caller.
 */
export function divide(whole: number, weights: readonly number[], least: number, most: number): number[] {
  if (whole < least * weights.length || whole > most * weights.length) throw new Error(`${whole} cannot be divided into ${weights.length} parts from ${least} to ${most}`);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const parts = weights.map((weight) => Math.min(most, Math.max(least, Math.floor((whole * weight) / sum))));
  let left = whole - parts.reduce((total, part) => total + part, 0);
  for (let at = 0; left !== 0; at = (at + 1) % parts.length) {
    const step = Math.sign(left);
    if (parts[at]! + step < least || parts[at]! + step > most) continue;
    parts[at]! += step;
    left -= step;
  }
  return parts;
}
