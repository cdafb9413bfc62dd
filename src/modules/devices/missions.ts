import type { Db } from '../../kernel/db.ts';
import { buildOrder } from './rules/robots/orders.ts';
import type { RobotAction, RobotOrder } from './shapes/robots.ts';
import type { MissionNote } from './shapes/missions.ts';
import { zoneTypes } from './shapes/zones.ts';
import type { ZoneSet, ZoneType } from './shapes/zones.ts';
import { openMissionRows } from './store/missions.ts';
import { zoneSetRows } from './store/zones.ts';

const ends: readonly MissionNote[] = ['finished', 'rejected', 'cancelled', 'returned'];
/** Tells whether a note ends its mission. */
export const isEnd = (note: MissionNote): boolean => ends.includes(note);

/** Tells whether a mission waits for a person: the robot did not do it, and nobody has said that they do. */
export const waitsForPerson = (notes: readonly { readonly note: MissionNote }[]): boolean => notes.some(({ note }) => note === 'returned' || note === 'rejected') && !notes.some(({ note }) => note === 'takenOver');

/** Computes how far a mission is; `waiting` until the robot could be sent the order. */
export function progressOfMission(notes: readonly { readonly note: MissionNote }[]): MissionNote | 'waiting' {
  return notes.find(({ note }) => note === 'takenOver')?.note ?? notes.find(({ note }) => isEnd(note))?.note ?? notes.find(({ note }) => note === 'cancelling')?.note ?? notes.at(-1)?.note ?? 'waiting';
}

/** Is one stop of a mission as an officer gives it. Unit: metres, radians. */
export interface MissionStop {
  readonly nodeId: string;
  readonly x: number;
  readonly y: number;
  readonly theta?: number | undefined;
  readonly actions?: readonly { readonly actionType: string; readonly blockingType?: RobotAction['blockingType'] | undefined; readonly parameters?: Readonly<Record<string, string | number | boolean>> | undefined }[] | undefined;
}

/** Builds the order of a mission: it bears the mission's identifier, so many of its nodes are released (all, if nothing is said; the rest is its horizon), and an action stops the robot unless it is said otherwise. */
export function orderOfMission(missionId: string, stops: readonly MissionStop[], mapId: string, released?: number): RobotOrder {
  return buildOrder(missionId, stops.map(({ nodeId, x, y, theta, actions = [] }, at) => ({
    nodeId, position: { x, y, theta: theta ?? null, mapId },
    actions: actions.map(({ actionType, blockingType, parameters }, index) => ({ actionId: `${missionId}.${at}.${index}`, actionType, blockingType: blockingType ?? 'HARD', parameters: parameters ?? {} })),
  })), released === undefined ? {} : { released });
}

/** Is a mission that has no end yet, as the control of the robot needs it. */
export interface OpenMission { readonly missionId: string; readonly deviceId: string; readonly order: RobotOrder; readonly givenAt: string; readonly noted: readonly MissionNote[] }

/** Lists the missions of an event that have no end yet, oldest first. */
export async function openMissions(db: Db, eventId: string, now: string): Promise<readonly OpenMission[]> {
  return (await openMissionRows(db, eventId, now)).map((row) => ({ missionId: row.mission_id, deviceId: row.device_id, order: row.content, givenAt: row.given_at, noted: row.notes.map(({ note }) => note) }));
}

/** Lists the zones that count on each map of an event. */
export async function zonesOfEvent(db: Db, eventId: string, now: string): Promise<readonly ZoneSet[]> {
  return (await zoneSetRows(db, eventId, now)).map((row) => ({ zoneSetId: row.zone_set_id, mapId: row.map_id, zones: row.zones }));
}

/** Reads on which map a robot drives, from its settings. */
export const mapOf = (settings: Readonly<Record<string, unknown>> | null): string => (typeof settings?.['mapId'] === 'string' && settings['mapId'] !== '' ? settings['mapId'] : 'port');

/** Tells whether a robot is to be sent zones: only 3.0 knows them, and `zones=none` says that this one does not. */
export const knowsZones = (settings: Readonly<Record<string, unknown>> | null): boolean => settings?.['vdaVersion'] === '3.0' && settings['zones'] !== 'none';

/** Is how far a robot keeps zones by itself: which kinds, and why others not: it is of an older version or set so, it drives on another map, its factsheet does not name them, or it has told none. */
export interface ZoneKeeping { readonly kinds: readonly ZoneType[]; readonly because: 'told' | 'untold' | 'never'; readonly toldAt: string | null }

/** Tells which kinds of zones of a map a robot keeps by itself, by its settings and the last factsheet that it sent. */
export function zoneKeeping(settings: Readonly<Record<string, unknown>> | null, mapId: string, factsheet: { readonly supported_zones: readonly string[]; readonly noted_at: string } | undefined): ZoneKeeping {
  // It is sent the zones of its own map alone.
  if (!knowsZones(settings) || mapId !== mapOf(settings)) return { kinds: [], because: 'never', toldAt: null };
  if (factsheet === undefined) return { kinds: [], because: 'untold', toldAt: null };
  return { kinds: zoneTypes.filter((kind) => factsheet.supported_zones.includes(kind)), because: 'told', toldAt: factsheet.noted_at };
}

/** Reads how many nodes of a mission are released at first, from the settings of its robot; all where nothing is said. */
export function firstBase(settings: Readonly<Record<string, unknown>> | null): number | undefined {
  const given = Number(settings?.['baseNodes']);
  return Number.isInteger(given) && given >= 1 && given <= 100 ? given : undefined;
}
