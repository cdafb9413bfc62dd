import type { MrzOptions } from '../../modules/travellers/formats/mrz.ts';
import { decode, type Penalties, type Reading } from './decode.ts';
import { marksOf } from './marks.ts';
import { type Likeness, likenessOf } from './match.ts';
import { type Grey, greyOf, inkOf, type Picture, shrunk } from './picture.ts';
import { rowsOf } from './rows.ts';
import { type Face, faces, signs } from './templates.ts';
import { zonesOf } from './zones.ts';

/** The longest side at which a picture is read; larger ones are shrunk. */
export const longestSide = 1600;
// More places than these are not looked at in one picture: a frame is soon followed by the next.
const mostZones = 3;

/** Turns likenesses into penalties, by how far the true signs of this picture usually lie from their templates. */
function penaltiesOf({ rows, columns, alike }: Likeness): Penalties {
  const count = signs.length;
  const cells = rows * columns;
  const best = Array.from({ length: cells }, (_, cell) => Math.max(...alike.subarray(cell * count, (cell + 1) * count)));
  const usual = Math.max(0.02, 1 - (best.toSorted((one, other) => one - other)[cells >> 1] ?? 0));
  return { rows, columns, values: alike.map((value, at) => (best[Math.floor(at / count)]! - value) / usual) };
}

/** Looks for a machine-readable zone in a picture in shades of grey; undefined when none is seen. */
export function lookAt(grey: Grey, among: readonly Face[] = faces): Penalties | undefined {
  const small = shrunk(grey, longestSide);
  // Surroundings of about a sign and a half: wide enough to see paper around ink, narrow enough for a shadow's edge.
  for (const part of [64, 36]) {
    const ink = inkOf(small, Math.max(8, Math.round(Math.max(small.width, small.height) / part)));
    const zones = zonesOf(rowsOf(marksOf(ink, small.width, small.height), small.height));
    let best: Likeness | undefined;
    for (const zone of zones.slice(0, mostZones)) {
      const likeness = likenessOf(small, zone, among);
      if (likeness !== undefined && (best === undefined || likeness.mean > best.mean)) best = likeness;
    }
    if (best !== undefined) return penaltiesOf(best);
  }
  return undefined;
}

// Measured on drawn pages, see camera.test.ts: no wrong sign led by so much.
const sureOpen = 0.6;
const sureProtected = 0.4;
// What is plainly printed is not argued away: only a sign in real doubt gives way to a check digit.
const sureMended = 0.5;

/** Says whether a reading is certain enough to be taken from one picture alone. */
export function isSure({ openLead, protectedLead, mended }: Reading): boolean {
  return openLead >= sureOpen && protectedLead >= (mended > 0 ? 0 : sureProtected) && mended < sureMended;
}

/**
 * Reads the machine-readable zone of a travel document from one picture.
 * Shape: undefined unless every check digit holds and no sign outside them is in doubt.
 */
export function readPicture(picture: Picture, options: MrzOptions = {}): Reading | undefined {
  const penalties = lookAt(greyOf(picture));
  const reading = penalties && decode(penalties, options);
  return reading && isSure(reading) ? reading : undefined;
}
