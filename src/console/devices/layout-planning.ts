import { boundMap } from '../../modules/devices/rules/localisation/map.ts';
import type { BoundMap } from '../../modules/devices/rules/localisation/map.ts';
import { attenuationOfAirAt662PerMetre } from '../../modules/devices/rules/localisation/shapes.ts';
import type { Area, Reading, Settings } from '../../modules/devices/rules/localisation/shapes.ts';
import type { LayoutContent, PlacedDetector } from '../../modules/devices/shapes/layouts.ts';

/** Is a layout that was saved, as the view gives it. */
export type SavedLayout = { readonly layoutId: string; readonly pointId: string; readonly name: string; readonly content: LayoutContent; readonly savedAt: string; readonly by: { readonly en: string; readonly zh: string } | null };

/** Is for what source a layout is judged. Unit: µCi of Cs-137, seconds, m. */
export type Reference = { readonly microcuries: number; readonly seconds: number; readonly heightMetres: number };

/** Is the reference with which the page begins: 10 µCi for 5 s, in the plane of the detectors. */
export const firstReference: Reference = { microcuries: 10, seconds: 5, heightMetres: 1 };

/** Turns counts per second at 1 m for each µCi into the response of the model, which spreads a source over a sphere. Unit: cps·m² per µCi. */
export const responseOf = (cpsAtOneMetre: number): number => cpsAtOneMetre * 4 * Math.PI;
/** Turns the response of the model into counts per second at 1 m for each µCi, rounded to a millionth. */
export const atOneMetre = (responseCpsM2: number): number => Math.round((responseCpsM2 / (4 * Math.PI)) * 1e6) / 1e6;

/** Makes the invented start: two facing walls 3.5 m apart with four detectors each. Its response and background are invented numbers, to be replaced by one's own. */
export function inventedStart(): LayoutContent {
  const [width, depth] = [8, 3.5];
  const detectors = [0, depth].flatMap((y, wall) => [1, 3, 5, 7].map((x, at): PlacedDetector => ({ id: `D${wall * 4 + at + 1}`, x, y, z: 1, responseCpsM2: responseOf(10), backgroundCps: 50 })));
  return { area: { width, depth }, walls: [[0, 0, width, 0], [0, depth, width, depth]], detectors };
}

/** Gives the name of a new detector: the first of D1, D2, … that is free. */
export function freeName(detectors: readonly PlacedDetector[]): string {
  const taken = new Set(detectors.map(({ id }) => id));
  let number = 1;
  while (taken.has(`D${number}`)) number += 1;
  return `D${number}`;
}

/** Moves a detector, rounded to a millimetre and kept inside the area. Unit: m. */
export function moved(content: LayoutContent, at: number, x: number, y: number): LayoutContent {
  const within = (value: number, most: number): number => Math.round(Math.min(most, Math.max(0, value)) * 1000) / 1000;
  return { ...content, detectors: content.detectors.map((one, index) => (index === at ? { ...one, x: within(x, content.area.width), y: within(y, content.area.depth) } : one)) };
}

/** Gives by how much an arrow key moves a detector. Unit: m. Shape: undefined for any other key. */
export function stepOf(key: string, wide: boolean): readonly [number, number] | undefined {
  const by = wide ? 1 : 0.1;
  return ({ ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, by], ArrowDown: [0, -by] } as Readonly<Record<string, readonly [number, number]>>)[key];
}

const cells = 2400;
const areaOf = ({ area }: LayoutContent): Area => ({ minimum: [0, 0, 0], maximum: [area.width, area.depth, 0] });

/** Draws the least possible error of a layout for a reference source, in about 2400 nearly square cells. */
export function mapOf(content: LayoutContent, reference: Reference): BoundMap {
  const { width, depth } = content.area;
  const columns = Math.max(2, Math.min(600, Math.round(Math.sqrt((cells * width) / depth))));
  return boundMap(content.detectors.map((one) => ({ position: [one.x, one.y, one.z ?? reference.heightMetres], responseCpsM2: one.responseCpsM2, backgroundCps: one.backgroundCps })), {
    area: areaOf(content), strength: reference.microcuries, seconds: reference.seconds, backgroundCps: 0, attenuationPerMetre: attenuationOfAirAt662PerMetre, heightMetres: reference.heightMetres, columns, rows: Math.max(2, Math.round(cells / columns)),
  });
}

const strengths = [10, 100, 1000, 10_000];
const tellingMetres = 1;

/** Chooses for what source a layout is judged at first: the weakest of four for which half of the area is told within a metre; a hall needs a stronger one than a lane. */
export function referenceFor(content: LayoutContent): Reference {
  const microcuries = strengths.find((strength) => mapOf(content, { ...firstReference, microcuries: strength }).medianMetres < tellingMetres);
  return { ...firstReference, microcuries: microcuries ?? firstReference.microcuries };
}

/** Is what one detector counted. Unit: seconds; without them those of the reference. */
export type Counted = { readonly counts?: number | undefined; readonly seconds?: number | undefined };

/** Makes readings of the detectors that have counted. */
export function readingsOf(content: LayoutContent, counted: Readonly<Record<string, Counted>>, reference: Reference): Reading[] {
  return content.detectors.flatMap((one) => {
    const { counts, seconds = reference.seconds } = counted[one.id] ?? {};
    return counts === undefined ? [] : [{ id: one.id, position: [one.x, one.y, one.z ?? reference.heightMetres] as const, counts, liveTimeSeconds: seconds, backgroundCps: one.backgroundCps, responseCpsM2: one.responseCpsM2 }];
  });
}

/** Is one dwell of a robot as the view of the robots gives it. Unit: m, s. */
export type Dwell = { readonly id: string; readonly at: string; readonly x: number; readonly y: number; readonly deviationMetres: number; readonly counts: number; readonly dwellSeconds: number };
/** Is the detector that robots carry. Unit: counts per second at 1 m for each µCi; counts per second; m. */
export type Carried = { readonly atOneMetre: number; readonly backgroundCps: number; readonly heightMetres: number };

/** Makes readings of what robots measured on their way: each stands where the robot says it stood, as uncertain as it says. */
export function dwellReadings(dwells: readonly Dwell[], carried: Carried): Reading[] {
  return dwells.filter((one) => one.dwellSeconds > 0).map((one) => ({
    id: one.id, position: [one.x, one.y, carried.heightMetres] as const, counts: one.counts, liveTimeSeconds: one.dwellSeconds, backgroundCps: carried.backgroundCps, responseCpsM2: responseOf(carried.atOneMetre),
    poseCovariance: [one.deviationMetres ** 2, 0, 0, one.deviationMetres ** 2],
  }));
}

/** Says how a source is looked for in a layout: in the plane of its height, at most two, with 95 %. */
export function searchOf(content: LayoutContent, reference: Reference): Settings {
  return { dimensions: 2, attenuationPerMetre: attenuationOfAirAt662PerMetre, sourceHeightMetres: reference.heightMetres, area: areaOf(content), responseError: 0, maximumSources: 2, confidence: 0.95 };
}

/** Is the most that one detector may have counted. */
export const mostCounts = 1e9;
/** Is the longest that one detector may have measured. Unit: seconds. */
export const mostSeconds = 86_400;

/** Reads pasted counts, one detector a line: its name, counts, seconds. Shape: names by any letter case; `unread` are the lines that are not understood. */
export function readCounts(text: string, detectors: readonly PlacedDetector[]): { readonly counted: Readonly<Record<string, Counted>>; readonly unread: readonly string[] } {
  const names = new Map(detectors.map(({ id }) => [id.trim().toLowerCase(), id]));
  const counted: Record<string, Counted> = {};
  const unread: string[] = [];
  for (const line of text.normalize('NFKC').split(/\r?\n/).map((one) => one.trim()).filter((one) => one !== '')) {
    const parts = /^(.+?)[\t,;，、 ]+(\d+)(?:[\t,;，、 ]+(\d+(?:\.\d+)?))?$/.exec(line);
    const id = parts === null ? undefined : names.get(parts[1]!.trim().toLowerCase());
    const [counts, seconds] = [Number(parts?.[2]), parts?.[3] === undefined ? undefined : Number(parts[3])];
    if (id === undefined || !(counts <= mostCounts) || (seconds !== undefined && !(seconds > 0 && seconds <= mostSeconds))) unread.push(line);
    else counted[id] = { counts, seconds };
  }
  return { counted, unread };
}
