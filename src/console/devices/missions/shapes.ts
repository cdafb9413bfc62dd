import type { MissionNote, MissionPurpose } from '../../../modules/devices/shapes/missions.ts';
import type { Zone, ZoneType } from '../../../modules/devices/shapes/zones.ts';
import type { WordKey } from '../../../words/words.ts';
import type { Tone } from '../../design/Badge.tsx';
import type { SavedLayout } from '../layout-planning.ts';
import type { Device, Name } from '../shapes.ts';

/** Is a robot on the map. Unit: m, µSv/h, s. */
export type Robot = Device & {
  readonly version: string; readonly mapId: string; readonly heardAt: string | null; readonly batteryPercent: number | null; readonly xMetres: number | null; readonly yMetres: number | null; readonly deviationMetres: number | null; readonly speedMetresPerSecond: number | null; readonly placedAt: string | null; readonly zonesInForce: boolean | null;
  readonly stop: { readonly kind: string; readonly since: string } | null; readonly track: readonly { readonly at: string; readonly x: number; readonly y: number }[];
  readonly readings: readonly { readonly at: string; readonly x: number; readonly y: number; readonly deviationMetres: number; readonly doseRateMicrosievertPerHour: number; readonly counts: number; readonly dwellSeconds: number; readonly counted: boolean; readonly caseId: string | null }[];
};

/** Is how far a mission is. */
export type Progress = MissionNote | 'waiting';

/** Is a mission as the view gives it. */
export type Mission = {
  readonly missionId: string; readonly device: { readonly deviceId: string; readonly name: Name }; readonly purpose: MissionPurpose; readonly alarmId: string | null; readonly givenAt: string; readonly by: Name | null;
  readonly stops: readonly { readonly nodeId: string; readonly x: number | null; readonly y: number | null; readonly actions: readonly string[]; readonly released: boolean }[];
  readonly progress: Progress; readonly ended: boolean; readonly waitsForPerson: boolean; readonly notes: readonly { readonly note: MissionNote; readonly detail: string; readonly at: string }[];
};

/** Is the zones of a map as the view gives them. */
export type MapZones = { readonly zoneSetId: string; readonly mapId: string; readonly zones: readonly Zone[]; readonly savedAt: string; readonly by: Name | null };
/** Is a zone that is being made; its corners as text, one a line. */
export type DraftZone = { readonly zoneId: string; readonly zoneType: ZoneType; readonly maximumSpeed: number | undefined; readonly corners: string };

/** Reads corners, one a line, x and y apart by a blank or a comma. Shape: the first line that is none, counted from 1. */
export function readCorners(text: string): { readonly places: readonly { readonly x: number; readonly y: number }[]; readonly wrongLine: number | undefined } {
  const places: { x: number; y: number }[] = [];
  let wrongLine: number | undefined;
  text.split('\n').forEach((line, at) => {
    if (line.trim() === '') return;
    const match = /^(-?\d+(?:\.\d+)?)[\s,;，]+(-?\d+(?:\.\d+)?)$/.exec(line.trim());
    if (match === null) wrongLine ??= at + 1;
    else places.push({ x: Number(match[1]), y: Number(match[2]) });
  });
  return { places, wrongLine };
}

/** Is one stop of a mission that is being made. */
export type DraftStop = { readonly key: number; readonly x: number | undefined; readonly y: number | undefined; readonly action: DraftAction };
/** Is the name of the stop at which an order begins, where the robot stands; sent again it is another place. */
export const startNode = 'start';
/** Lists what a robot can do at a stop. */
export const draftActions = ['none', 'measure', 'pick', 'drop'] as const;
/** Is what a robot does at a stop. */
export type DraftAction = (typeof draftActions)[number];

/** Is a plan to draw on: its size, and what of a saved layout stands on it. Unit: m. */
export type Ground = { readonly minimum: readonly [number, number]; readonly maximum: readonly [number, number]; readonly layout: SavedLayout | undefined };

/** Tells with what tone a mission is shown; only what waits for a person is red. */
export const progressTone = (mission: Pick<Mission, 'progress' | 'waitsForPerson'>): Tone => (mission.waitsForPerson ? 'wrong' : mission.progress === 'finished' || mission.progress === 'takenOver' ? 'done' : mission.progress === 'accepted' || mission.progress === 'sent' ? 'current' : mission.progress === 'cancelling' ? 'late' : mission.progress === 'cancelled' ? 'quiet' : 'neutral');

/** Is from when a missing state is said. Unit: seconds. */
export const silentAfterSeconds = 35;

// No robot that patrols among people is faster. Unit: m/s.
const fastest = 3;
const poseErrorMetres = 20;

/** Leaves out of a robot's way the places from which it cannot have driven to where it is: one wrong reading must not shrink the hall to a dot. */
export function drivenWay({ track, xMetres, yMetres }: Pick<Robot, 'track' | 'xMetres' | 'yMetres'>): Robot['track'] {
  const newest = track.reduce((latest, one) => Math.max(latest, Date.parse(one.at)), Number.NEGATIVE_INFINITY);
  if (xMetres === null || yMetres === null) return track;
  return track.filter((one) => Math.hypot(one.x - xMetres, one.y - yMetres) <= poseErrorMetres + (fastest * (newest - Date.parse(one.at))) / 1000);
}

/** Finds the piece of ground that shows a layout, every robot with its way, and what is being drawn; at least ten metres wide. */
export function groundOf(layout: SavedLayout | undefined, places: readonly (readonly [number, number])[]): Ground {
  const all: (readonly [number, number])[] = [...places.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y)), ...(layout === undefined ? [] : [[0, 0] as const, [layout.content.area.width, layout.content.area.depth] as const])];
  if (all.length === 0) return { minimum: [0, 0], maximum: [20, 10], layout };
  const range = (values: readonly number[]): readonly [number, number] => {
    const [least, most] = [Math.floor(Math.min(...values)), Math.ceil(Math.max(...values))];
    return most - least >= 10 || layout !== undefined ? [least, Math.max(most, least + 1)] : [least - Math.ceil((10 - (most - least)) / 2), most + Math.ceil((10 - (most - least)) / 2)];
  };
  const [x, y] = [range(all.map((one) => one[0])), range(all.map((one) => one[1]))];
  return { minimum: [x[0], y[0]], maximum: [x[1], y[1]], layout };
}

const ownCauses: Readonly<Record<string, WordKey>> = { 'the robot is silent': 'missions.causeSilent', 'the robot does not accept the order': 'missions.causeNotAccepted' };

/** Says why something happened to a mission: what fleet control found, in the reader's language; what the robot itself said, as it said it. */
export function causeOf(t: (key: WordKey) => string, detail: string): string {
  const key = ownCauses[detail];
  return key === undefined ? detail : t(key);
}
