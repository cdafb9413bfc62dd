import { isDatabaseAway } from '../../kernel/db.ts';
import { runAction } from '../../kernel/action.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { approvedDevices, deviceActorOf } from '../../modules/devices/identity.ts';
import { isEnd, knowsZones, mapOf, openMissions, zonesOfEvent } from '../../modules/devices/missions.ts';
import type { OpenMission } from '../../modules/devices/missions.ts';
import type { MissionNote } from '../../modules/devices/shapes/missions.ts';
import { readRobotMessage } from '../../modules/devices/formats/vda5050/read.ts';
import { newControl, receive, sendInstantAction, sendOrder, tick } from '../../modules/devices/rules/robots/control.ts';
import type { ControlSettings, ControlStep, RobotControl } from '../../modules/devices/rules/robots/control.ts';
import { answerRequests, extendBase, hasZonesInForce, heldZones, ownZones, supportedZones, tendZones, wantZones } from '../../modules/devices/rules/robots/zones.ts';
import { parseTopic, topicOf } from '../../modules/devices/rules/robots/writing.ts';
import type { Published } from '../../modules/devices/rules/robots/writing.ts';
import { robotVersions } from '../../modules/devices/shapes/robots.ts';
import type { RobotIdentity, RobotMessageKind, RobotVersion } from '../../modules/devices/shapes/robots.ts';
import type { OpenHouse } from '../start.ts';
import type { DeviceGateway } from './gateway.ts';
import { bytesOf, eventOf, stopInUnread, telemetryOf, wrongMessage } from './robot-events.ts';
import type { ToldEvent } from './robot-events.ts';

type ApprovedDevice = Awaited<ReturnType<typeof approvedDevices>>[number];

const tickMilliseconds = 1000;
const refreshMilliseconds = 5000;
const leastBetweenRefreshes = 300;
const mostWaitingForRefresh = 2000;
const cancelAgainMilliseconds = 5000;
const mostCancels = 3;
const mostToldWrong = 100;
const heardKinds: readonly string[] = ['state', 'connection', 'factsheet', 'visualization'];
/** What keeps a robot from an order and does not pass by waiting a moment: a person decides. */
const needsPerson: readonly string[] = ['robot-stopped', 'robot-in-error', 'robot-not-automatic', 'order-invalid'];

/** Is a mission that a robot is on, and what has been noted of it. */
interface OnMission { readonly mission: OpenMission; readonly noted: Set<MissionNote>; readonly since: number; cancels: number; cancelledAt: number; why: string }

interface Robot {
  device: ApprovedDevice;
  readonly identity: RobotIdentity;
  control: RobotControl;
  on: OnMission | undefined;
  noted: RobotControl['factsheet'];
  /** What was wrong with its messages and has been told. */
  readonly toldWrong: Set<string>;
  /** Whether the emergency stop in a state that could not be read has been told. */
  isStopTold: boolean;
  work: Promise<void>;
}

/** Is the master control of the port's robots. */
export interface Robots {
  /** Takes a message from the broker; one on a topic that is no robot's does nothing. */
  take(topic: string, payload: Buffer): void;
  /** Tells how the control of a robot stands. */
  control(deviceId: string): RobotControl | undefined;
  stop(): Promise<void>;
}

/** Reads the version of VDA 5050 that a robot is pinned to, from its settings; 2.1 where nothing is said. */
export const versionOf = (settings: Readonly<Record<string, unknown>>): RobotVersion => robotVersions.find((version) => version === settings['vdaVersion']) ?? '2.1';

/** Lists the beginnings of the topics that are a robot's own, in both roots. */
export const ownRobotTopics = ({ maker, serial }: { readonly maker: string; readonly serial: string }): readonly string[] =>
  (['2.1', '3.0'] as const).map((version) => topicOf({ manufacturer: maker, serialNumber: serial, version }, '+').slice(0, -1));

/** Names a robot as its topics do. */
const nameOf = (identity: RobotIdentity): string => topicOf(identity, '+').split('/').slice(1, -1).join('/');

/**
 * Starts the master control: each approved inspection robot is controlled in the version it is pinned to. What it says becomes events, telemetry and its link; missions are sent, repeated, followed and given back to a person.
 * What the control decides is kept as notes on the mission; after a restart it goes on with what has no end yet, under the same identifiers, and sends nothing that has ended.
 * Two servers at one broker would both speak to a robot: run one.
 */
export function startRobots(options: { open: Pick<OpenHouse, 'pool' | 'house' | 'book' | 'registry'>; gateway: DeviceGateway; settings?: Partial<ControlSettings> | undefined; say(message: string): void; publish(published: Published): void }): Robots {
  const { open, gateway } = options;
  const robots = new Map<string, Robot>();
  const byName = new Map<string, Robot>();
  let refreshing: Promise<void> | undefined;
  let refreshedAt = 0;
  let waiting = 0;
  let stopped = false;

  const later = (robot: Robot, work: () => Promise<unknown>): void => {
    robot.work = robot.work.then(work).then(() => undefined, (error: unknown) => { if (!isDatabaseAway(error)) options.say(`Robot ${nameOf(robot.identity)}: ${String(error)}`); });
  };

  const tell = (robot: Robot, told: ToldEvent): void => later(robot, async () => {
    const { device } = robot;
    const site = open.book.all().find((event) => event.event_id === device.eventId)?.code ?? 'port';
    const answer = await gateway.receive(device, { format: 'cloudevents', transport: 'mqtt', bytes: bytesOf(told, site, device.deviceId), messageId: told.messageId, isHearsay: told.isHearsay });
    const refused = answer.ok ? (answer.result as { refused: { code: string; reason: string } | null }).refused : answer.refusal;
    if (refused !== null) options.say(`Robot ${nameOf(robot.identity)}: ${told.name} was refused (${refused.code}).`);
  });

  /** Does an action as the robot itself; what is refused is said. */
  const actAs = async ({ device }: Robot, name: string, input: object, about: string): Promise<void> => {
    const answer = await runAction(open.house, device.eventId, deviceActorOf(device), open.registry.actions.get(name)!, { id: uuidv7(), occurredAt: open.house.now(device.eventId), input });
    if (!answer.ok) options.say(`${about}: ${answer.refusal.code}`);
  };

  /** Writes a note; where the database is away it stays unwritten and is written at the next tick, since it follows from the control. */
  const note = (robot: Robot, on: OnMission, what: MissionNote, detail: string): void => {
    if (on.noted.has(what) || [...on.noted].some(isEnd)) return;
    on.noted.add(what);
    later(robot, async () => {
      try {
        await actAs(robot, 'devices.noteMission', { missionId: on.mission.missionId, note: what, detail: detail.slice(0, 500) }, `Mission ${on.mission.missionId}`);
      } catch (error) {
        on.noted.delete(what);
        throw error;
      }
    });
  };

  const noteBase = (robot: Robot, missionId: string, detail: string): void => later(robot, async () => {
    const [orderUpdateId, releasedNodes] = detail.split('/').map(Number);
    await actAs(robot, 'devices.noteBase', { missionId, orderUpdateId, releasedNodes }, `Mission ${missionId}`);
  });

  /** Notes what the factsheet says of zones, which the check of a mission reads; where the database is away it is noted at the next tick. */
  const noteFactsheet = (robot: Robot): void => {
    const [{ factsheet }, supported] = [robot.control, supportedZones(robot.control)];
    if (supported === undefined || factsheet === robot.noted) return;
    robot.noted = factsheet;
    later(robot, async () => {
      try {
        await actAs(robot, 'devices.noteFactsheet', { deviceId: robot.device.deviceId, supportedZones: supported }, `Robot ${nameOf(robot.identity)}`);
      } catch (error) {
        if (robot.noted === factsheet) robot.noted = null;
        throw error;
      }
    });
  };

  /** Does what follows from zones and the horizon: a zone that another robot has, or stands in silent, is taken. */
  const guide = (robot: Robot, at: number): void => {
    noteFactsheet(robot);
    follow(robot, tendZones(robot.control, at));
    follow(robot, answerRequests(robot.control, (zone) => [...robots.values()].some((other) => other !== robot && other.device.eventId === robot.device.eventId && heldZones(other.control).includes(zone)), at));
    if (robot.on !== undefined && robot.control.order?.orderId === robot.on.mission.missionId && !robot.on.noted.has('cancelling')) follow(robot, extendBase(robot.control, at));
  };

  /** Notes what follows from the control and is not noted yet. */
  const settle = (robot: Robot): void => {
    const { on, control } = robot;
    if (on === undefined || control.order?.orderId !== on.mission.missionId || control.progress === null) return;
    note(robot, on, 'sent', '');
    if (control.progress === 'accepted' || control.progress === 'finished') note(robot, on, 'accepted', '');
    if (isEnd(control.progress as MissionNote)) note(robot, on, control.progress, on.why);
  };

  const follow = (robot: Robot, step: ControlStep): void => {
    const before = robot.control;
    robot.control = step.control;
    for (const published of step.outgoing) options.publish(published);
    for (const event of step.events) {
      if (event.kind === 'connection.online') gateway.sawDevice(robot.device, true);
      if (event.kind === 'connection.offline' || event.kind === 'connection.hibernating' || event.kind === 'robot.silent') gateway.lostDevice(robot.device, 'offline');
      if (event.kind === 'connection.broken') gateway.lostDevice(robot.device, 'broken');
      if (robot.on !== undefined && (event.kind === 'order.returned' || event.kind === 'order.rejected')) robot.on.why = event.detail;
      if (event.kind === 'base.extended' && step.control.order !== null) noteBase(robot, step.control.order.orderId, event.detail);
      const told = eventOf(event, step.control, before);
      if (told !== undefined) tell(robot, told);
    }
    settle(robot);
  };

  const hear = (robot: Robot, kind: RobotMessageKind, payload: Buffer): void => {
    const message = parsed(payload);
    const read = readRobotMessage(message, { version: robot.identity.version, message: kind });
    const wrong = 'reason' in read ? read.reason : read.content === null ? read.findings.find(({ severity }) => severity === 'error')?.message ?? '' : undefined;
    if (wrong !== undefined) {
      // A stop is seen whatever else is wrong with the message; once until a state without it.
      const stop = kind === 'state' ? stopInUnread(message) : undefined;
      if (stop !== undefined && !robot.isStopTold) tell(robot, stop);
      if (kind === 'state') robot.isStopTold = stop !== undefined;
      const told = wrongMessage(kind, wrong);
      if (robot.toldWrong.size > mostToldWrong || robot.toldWrong.has(told.messageId)) return;
      robot.toldWrong.add(told.messageId);
      return tell(robot, told);
    }
    if (kind === 'state') robot.isStopTold = false;
    const at = Date.now();
    const step = receive(robot.control, kind, message, at);
    follow(robot, step);
    if (kind === 'state' || kind === 'visualization') {
      const isStale = step.events.some((event) => event.kind === 'message.stale' || event.kind === 'message.other-version');
      if (kind === 'state' && !isStale) guide(robot, at);
      const telemetry = isStale ? {} : { ...telemetryOf(kind, message), ...(kind === 'state' && (ownZones(robot.control)?.length ?? 0) > 0 ? { zonesInForce: hasZonesInForce(robot.control) ? 1 : 0 } : {}) };
      if (Object.keys(telemetry).length > 0) gateway.takeTelemetry(robot.device, telemetry);
    }
    // A robot that was there before this server is asked how it stands.
    if (kind === 'connection' && robot.control.connection === 'ONLINE' && robot.control.state === null) follow(robot, sendInstantAction(robot.control, 'stateRequest', uuidv7(), at));
  };

  const cancel = (robot: Robot, on: OnMission, at: number): void => {
    if (at - on.cancelledAt < cancelAgainMilliseconds) return;
    if (on.cancels >= mostCancels) {
      on.why = 'the robot does not cancel';
      robot.control = { ...robot.control, progress: 'returned' };
      return settle(robot);
    }
    // An order that is being cancelled is not repeated.
    robot.control = { ...robot.control, resends: robot.control.settings.maximumResends };
    const step = sendInstantAction(robot.control, 'cancelOrder', `${on.mission.missionId}.cancel.${on.cancels}`, at);
    if (step.refused !== undefined) return;
    [on.cancels, on.cancelledAt] = [on.cancels + 1, at];
    follow(robot, step);
  };

  const pursue = (robot: Robot, on: OnMission, at: number): void => {
    const { control } = robot;
    if (control.order?.orderId === on.mission.missionId) {
      if (on.noted.has('cancelling') && (control.progress === 'sent' || control.progress === 'accepted')) cancel(robot, on, at);
      return settle(robot);
    }
    if (on.noted.has('cancelling')) return note(robot, on, 'cancelled', 'it was not sent');
    const step = sendOrder(control, on.mission.order, at);
    if (step.refused === undefined) return follow(robot, step);
    const { promisedState, silence } = control.settings;
    if (!needsPerson.includes(step.refused.code) && at - on.since <= promisedState + silence) return;
    note(robot, on, 'returned', `${step.refused.code}: ${step.refused.reason}`);
    const told = eventOf({ kind: 'order.returned', at, detail: step.refused.reason }, { ...control, order: on.mission.order }, control);
    if (told !== undefined) tell(robot, told);
  };

  /** Takes up a mission: anew, or where a server before this one left it. */
  const takeUp = (robot: Robot, mission: OpenMission): void => {
    const noted = new Set(mission.noted);
    robot.on = { mission, noted, since: Date.now(), cancels: 0, cancelledAt: 0, why: '' };
    if (noted.has('sent')) robot.control = { ...robot.control, order: mission.order, lastSent: mission.order, progress: noted.has('accepted') ? 'accepted' : 'sent', sentAt: Date.now(), resends: 0 };
    if (noted.has('sent')) follow(robot, sendInstantAction(robot.control, 'stateRequest', uuidv7(), Date.now()));
  };

  const refresh = async (): Promise<void> => {
    const found = new Set<string>();
    for (const { event_id: eventId } of open.book.all()) {
      for (const device of await approvedDevices(open.pool, eventId, open.house.now(eventId))) {
        if (device.kind !== 'inspectionRobot') continue;
        const identity: RobotIdentity = { manufacturer: device.maker, serialNumber: device.serial, version: versionOf(device.settings) };
        const known = robots.get(device.deviceId);
        // One robot may be known to several events; the first that approved it speaks to it.
        if (known === undefined && byName.has(nameOf(identity))) continue;
        found.add(device.deviceId);
        if (known !== undefined && nameOf(known.identity) === nameOf(identity) && known.identity.version === identity.version) { known.device = device; continue; }
        if (known !== undefined) byName.delete(nameOf(known.identity));
        const robot: Robot = { device, identity, control: newControl(identity, options.settings), on: undefined, noted: null, toldWrong: new Set(), isStopTold: false, work: Promise.resolve() };
        robots.set(device.deviceId, robot);
        byName.set(nameOf(identity), robot);
      }
    }
    for (const [deviceId, robot] of robots) if (!found.has(deviceId)) { robots.delete(deviceId); byName.delete(nameOf(robot.identity)); }
  };

  const refreshSoon = (): Promise<void> => {
    refreshing ??= (async () => {
      const wait = leastBetweenRefreshes - (Date.now() - refreshedAt);
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      refreshedAt = Date.now();
      await refresh();
    })().catch((error: unknown) => { if (!isDatabaseAway(error)) options.say(`Robots: ${String(error)}`); }).finally(() => { refreshing = undefined; });
    return refreshing;
  };

  const look = async (): Promise<void> => {
    if (Date.now() - refreshedAt > refreshMilliseconds) await refreshSoon();
    for (const eventId of new Set([...robots.values()].map((robot) => robot.device.eventId))) {
      const missions = await openMissions(open.pool, eventId, open.house.now(eventId));
      const zones = await zonesOfEvent(open.pool, eventId, open.house.now(eventId));
      for (const robot of robots.values()) {
        if (robot.device.eventId !== eventId) continue;
        robot.control = wantZones(robot.control, knowsZones(robot.device.settings) ? zones.find((one) => one.mapId === mapOf(robot.device.settings)) ?? null : null);
        const mine = missions.find((mission) => mission.deviceId === robot.device.deviceId);
        if (mine !== undefined && mine.missionId !== robot.on?.mission.missionId) takeUp(robot, mine);
        if (mine?.noted.includes('cancelling') === true) robot.on!.noted.add('cancelling');
        // Whoever cancelled what was not sent yet has ended it.
        if (mine === undefined && robot.on !== undefined && robot.control.order?.orderId !== robot.on.mission.missionId) robot.on = undefined;
      }
    }
    const at = Date.now();
    for (const robot of robots.values()) {
      follow(robot, tick(robot.control, at));
      guide(robot, at);
      if (robot.on !== undefined && ![...robot.on.noted].some(isEnd)) pursue(robot, robot.on, at);
    }
  };

  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= look().catch((error: unknown) => { if (!isDatabaseAway(error)) options.say(`Robots: ${String(error)}`); }).finally(() => { looking = undefined; });
  }, tickMilliseconds);
  timer.unref();
  void refreshSoon();

  return {
    take(topic, payload) {
      const parts = parseTopic(topic);
      if (stopped || parts === undefined || !heardKinds.includes(parts.kind)) return;
      const name = `v${parts.major}/${parts.manufacturer}/${parts.serialNumber}`;
      const kind = parts.kind as RobotMessageKind;
      const robot = byName.get(name);
      if (robot !== undefined) return hear(robot, kind, payload);
      // It may have been approved a moment ago.
      if (waiting >= mostWaitingForRefresh) return;
      waiting += 1;
      void refreshSoon().then(() => {
        waiting -= 1;
        const found = byName.get(name);
        if (found !== undefined && !stopped) hear(found, kind, payload);
      });
    },
    control: (deviceId) => robots.get(deviceId)?.control,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
      await refreshing;
      await Promise.all([...robots.values()].map((robot) => robot.work));
    },
  };
}

function parsed(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return null;
  }
}
