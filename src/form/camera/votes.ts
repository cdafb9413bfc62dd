import type { MrzOptions } from '../../modules/travellers/formats/mrz.ts';
import { decode, type Penalties, type Reading } from './decode.ts';
import { type Picture, greyOf } from './picture.ts';
import { isSure, lookAt } from './read.ts';
import { signs } from './templates.ts';

// Six frames are a little more than a second: older ones show where the hand was, not where it is.
const remembered = 6;
// What is this much different is another document, or was seen in the wrong place.
const mostDifferent = 0.15;
// Two frames that read the same need less of a lead each than one alone.
const agreedLead = 0.3;
// One frame may not outvote all others at one sign, however sure it was.
const loudest = 5;

interface Frame {
  penalties: Penalties;
  best: Uint8Array;
  reading: Reading | undefined;
}

function bestOf({ values }: Penalties): Uint8Array {
  const count = signs.length;
  return Uint8Array.from({ length: values.length / count }, (_, cell) => {
    let best = 0;
    for (let sign = 1; sign < count; sign += 1) if (values[cell * count + sign]! < values[cell * count + best]!) best = sign;
    return best;
  });
}

const isSame = (one: Frame, other: Frame): boolean => one.best.length === other.best.length && one.penalties.rows === other.penalties.rows
  && one.best.reduce((sum, sign, cell) => sum + (sign === other.best[cell] ? 0 : 1), 0) <= one.best.length * mostDifferent;

/** Adds up what several frames say; as their faults are partly the same, the sum grows only with the root of their number. */
function together(frames: readonly Frame[]): Penalties {
  const { rows, columns, values } = frames[0]!.penalties;
  const sum = new Float32Array(values.length);
  for (const { penalties } of frames) penalties.values.forEach((value, at) => { sum[at]! += Math.min(loudest, value); });
  const count = signs.length;
  for (let cell = 0; cell < sum.length; cell += count) {
    const least = Math.min(...sum.subarray(cell, cell + count));
    for (let sign = 0; sign < count; sign += 1) sum[cell + sign] = (sum[cell + sign]! - least) / Math.sqrt(frames.length);
  }
  return { rows, columns, values: sum };
}

/** Lets the frames of a video vote on what is read. */
export class Votes {
  readonly #options: MrzOptions;
  #frames: Frame[] = [];

  /** Begins without frames. */
  constructor(options: MrzOptions = {}) {
    this.#options = options;
  }

  /** Looks at the next frame and takes what is seen in it; undefined until enough was seen. */
  look(picture: Picture): Reading | undefined {
    const penalties = lookAt(greyOf(picture));
    return penalties && this.add(penalties);
  }

  /**
   * Takes what was seen in the next frame.
   * Shape: a reading when this frame alone is sure, when it reads the same as an earlier one, or when the last ones together are sure.
   */
  add(penalties: Penalties): Reading | undefined {
    const frame: Frame = { penalties, best: bestOf(penalties), reading: decode(penalties, this.#options) };
    const like = this.#frames.filter((other) => isSame(frame, other));
    this.#frames = [...this.#frames, frame].slice(-remembered);
    const { reading } = frame;
    if (reading !== undefined) {
      if (isSure(reading)) return reading;
      const agreed = [frame, ...like].filter((one) => one.reading?.text === reading.text && one.reading.openLead >= agreedLead && one.reading.mended === 0);
      if (agreed.length >= 2 && reading.openLead >= agreedLead) return reading;
    }
    if (like.length < 2) return undefined;
    const summed = decode(together([frame, ...like]), this.#options);
    return summed !== undefined && isSure(summed) ? summed : undefined;
  }
}
