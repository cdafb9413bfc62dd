import { checkOrder, checkUpdate } from '../rules/robots/consistency.ts';
import { joinUpdate } from '../rules/robots/orders.ts';
import { actionsOf, kindOf, orderOf, versionOf } from '../rules/robots/reading.ts';
import { publish, writeConnection, writeHeader, writeState, writeVisualization } from '../rules/robots/writing.ts';
import type { Published } from '../rules/robots/writing.ts';
import { isValid } from '../shapes/findings.ts';
import type { ActionStatus, ConnectionState, EmergencyStop, RobotAction, RobotError, RobotHeader, RobotIdentity, RobotMessageKind, RobotOrder, RobotPosition, RobotState } from '../shapes/robots.ts';
import { zoneTypes } from '../shapes/zones.ts';
import type { ZoneType } from '../shapes/zones.ts';
import { RobotZones } from './robot-zones.ts';
import { writeFactsheet } from './robot-factsheet.ts';
import { seeded } from './seeded.ts';

/** Is how a virtual robot is made. Unit: metres per second, milliseconds. */
export interface VirtualRobotParts {
  readonly identity: RobotIdentity;
  readonly seed: number;
  readonly start: RobotPosition & { readonly nodeId: string };
  readonly speed?: number;
  readonly stateInterval?: number;
  readonly visualizationInterval?: number;
  /** Unit: per cent for each metre. */
  readonly drain?: number;
  /** The kinds of zones that its factsheet names; all that a port makes where nothing is said. */
  readonly supportedZones?: readonly ZoneType[];
}

/** Is a fault that is put into a virtual robot. */
export type RobotFault =
  | { readonly kind: 'connection-lost'; readonly milliseconds: number }
  | { readonly kind: 'estop'; readonly on: boolean; readonly type?: EmergencyStop }
  | { readonly kind: 'action-failed' }
  | { readonly kind: 'error'; readonly error: RobotError | null };

interface RunningAction {
  readonly action: RobotAction;
  readonly instant: boolean;
  status: ActionStatus;
  left: number;
  result: string;
}

const step = 100;

/**
 * Drives orders of VDA 5050 as a robot does, in the version it is pinned to: takes orders and updates, drives along nodes, runs
 * actions, reports. It knows no network and no clock: `receive`, `advance` and `inject` give what it would publish.
 * Unit: instants in milliseconds since 1970.
 */
export class VirtualRobot {
  readonly identity: RobotIdentity;
  private readonly random: () => number;
  private readonly speed: number;
  private readonly drain: number;
  private readonly intervals: { readonly state: number; readonly visualization: number };
  private headers: Partial<Record<RobotMessageKind, number>> = {};
  private now: number | undefined;
  private place: RobotPosition;
  private lastNode: { nodeId: string; sequenceId: number };
  private order: RobotOrder | undefined;
  private active = false;
  private actions: RunningAction[] = [];
  private errors: RobotError[] = [];
  private fault: RobotError | undefined;
  private stop: EmergencyStop = 'NONE';
  private paused = false;
  private driving = false;
  private charge = 96;
  private failNext = false;
  private silentUntil = -Infinity;
  private stateAt = -Infinity;
  private shownAt = -Infinity;
  private told = '';
  private deviation = 0.04;
  private readonly zones = new RobotZones();
  private supportedZones: readonly ZoneType[];

  constructor({ identity, seed, start, speed = 1, stateInterval = 10_000, visualizationInterval = 1000, drain = 0.02, supportedZones = zoneTypes }: VirtualRobotParts) {
    this.identity = identity;
    this.random = seeded(seed);
    this.speed = speed;
    this.drain = drain;
    this.supportedZones = supportedZones;
    // The protocol promises a state every 30 s.
    this.intervals = { state: Math.min(stateInterval, 30_000), visualization: visualizationInterval };
    this.place = { x: start.x, y: start.y, theta: start.theta, mapId: start.mapId };
    this.lastNode = { nodeId: start.nodeId, sequenceId: 0 };
  }

  private header(kind: RobotMessageKind, at: number): RobotHeader {
    const headerId = (this.headers[kind] ?? -1) + 1;
    this.headers = { ...this.headers, [kind]: headerId };
    return writeHeader(this.identity, headerId, at);
  }

  private get connected(): boolean {
    return (this.now ?? 0) >= this.silentUntil;
  }

  /** Gives the message that tells of a connection; CONNECTION_BROKEN is the last will, which the broker sends. */
  connection(state: ConnectionState, at: number): Published {
    return publish(this.identity, 'connection', writeConnection(state, this.header('connection', at), this.identity.version));
  }

  /** Gives its factsheet; kinds of zones that are given it names from now on. */
  factsheet(at: number, supportedZones = this.supportedZones): Published {
    this.supportedZones = supportedZones;
    return publish(this.identity, 'factsheet', writeFactsheet(this.identity, this.header('factsheet', at), this.speed, supportedZones));
  }

  /** Begins: ONLINE, then the first state. */
  begin(at: number): Published[] {
    this.now = at;
    return [this.connection('ONLINE', at), this.report(at)];
  }

  private get remaining(): Pick<RobotState, 'nodes' | 'edges'> {
    const after = this.lastNode.sequenceId;
    const left = <Part extends { sequenceId: number; released: boolean }>(parts: readonly Part[] | undefined): Part[] => (this.active ? (parts ?? []).filter(({ sequenceId }) => sequenceId > after) : []);
    return {
      nodes: left(this.order?.nodes).map(({ nodeId, sequenceId, released }) => ({ nodeId, sequenceId, released })),
      edges: left(this.order?.edges).map(({ edgeId, sequenceId, released }) => ({ edgeId, sequenceId, released })),
    };
  }

  /** Gives the robot's state, free of the version. */
  snapshot(at: number, headerId = 0): RobotState {
    const { nodes, edges } = this.remaining;
    return {
      header: writeHeader(this.identity, headerId, at), orderId: this.order?.orderId ?? '', orderUpdateId: this.order?.orderUpdateId ?? 0, lastNodeId: this.lastNode.nodeId, lastNodeSequenceId: this.lastNode.sequenceId,
      driving: this.driving, paused: this.paused, newBaseRequest: this.active && nodes.length > 0 && nodes.filter(({ released }) => released).length === 0, operatingMode: 'AUTOMATIC',
      position: { ...this.place, theta: this.place.theta ?? 0, localized: true, deviationRange: Math.round(this.deviation * 1000) / 1000 }, battery: { charge: Math.round(this.charge * 10) / 10, charging: false }, nodes, edges,
      actions: this.actions.map(({ action, status, result, instant }) => ({ actionId: action.actionId, actionType: action.actionType, status, result, instant })),
      errors: [...this.errors, ...this.zones.errors, ...(this.fault === undefined ? [] : [this.fault])], emergencyStop: this.stop, fieldViolation: false, zoneSets: this.zones.sets, requests: this.zones.requests,
    };
  }

  private report(at: number): Published {
    const header = this.header('state', at);
    const state = this.snapshot(at, header.headerId);
    this.stateAt = at;
    this.told = this.signature();
    return publish(this.identity, 'state', writeState(state, header, this.identity.version));
  }

  /** What makes a robot report at once when it changes. */
  private signature(): string {
    return JSON.stringify([this.order?.orderId, this.order?.orderUpdateId, this.active, this.lastNode, this.driving, this.paused, this.stop, this.errors, this.zones.errors, this.zones.sets, this.zones.requests, this.fault, this.actions.map(({ action, status }) => [action.actionId, status])]);
  }

  private reject(errorType: string, description: string, order: RobotOrder): void {
    this.errors = [...this.errors.filter((error) => error.references['orderId'] !== order.orderId), { errorType, errorLevel: 'WARNING', description, references: { orderId: order.orderId, orderUpdateId: String(order.orderUpdateId) } }];
  }

  private begins(order: RobotOrder): void {
    const known = new Set(this.actions.map(({ action }) => action.actionId));
    const added = [...order.nodes, ...order.edges].sort((one, other) => one.sequenceId - other.sequenceId).flatMap(({ actions }) => actions).filter(({ actionId }) => !known.has(actionId));
    this.actions.push(...added.map((action) => ({ action, instant: false, status: 'WAITING' as const, left: secondsOf(action) * 1000, result: '' })));
  }

  private takeOrder(order: RobotOrder): void {
    const problem = checkOrder(order).find(({ severity }) => severity === 'error');
    if (problem !== undefined) return this.reject('validationError', problem.message, order);
    const current = this.order;
    if (current !== undefined && current.orderId === order.orderId) {
      if (order.orderUpdateId === current.orderUpdateId) return; // The same again: nothing happens.
      if (order.orderUpdateId < current.orderUpdateId) return this.reject('orderUpdateError', 'The update is older than the one that is driven.', order);
      if (!isValid(checkUpdate(current, order))) return this.reject('orderUpdateError', 'The update does not begin where the base ends.', order);
      this.order = joinUpdate(current, order);
    } else {
      if (this.active) return this.reject('orderError', 'Another order is not finished.', order);
      const first = order.nodes[0]!;
      const away = first.position === null ? 0 : Math.hypot(first.position.x - this.place.x, first.position.y - this.place.y);
      if (first.nodeId !== this.lastNode.nodeId && away > 1) return this.reject('noRouteError', `The first node is ${away.toFixed(1)} m away.`, order);
      this.order = order;
      this.actions = this.actions.filter(({ instant }) => instant);
      this.lastNode = { nodeId: first.nodeId, sequenceId: first.sequenceId };
    }
    this.errors = [];
    this.active = true;
    this.begins(order);
  }

  private instantly(action: RobotAction, at: number): Published[] {
    if (this.actions.some((known) => known.action.actionId === action.actionId)) return [];
    const done = (status: ActionStatus, result = ''): void => void this.actions.push({ action, instant: true, status, left: 0, result });
    switch (action.actionType) {
      case 'cancelOrder':
        if (!this.active) {
          this.errors = [...this.errors, { errorType: 'noOrderToCancel', errorLevel: 'WARNING', description: 'There is no order.', references: { actionId: action.actionId } }];
          done('FAILED', 'no order');
        } else {
          for (const one of this.actions) if (!one.instant && one.status !== 'FINISHED') one.status = 'FAILED';
          [this.active, this.driving] = [false, false];
          done('FINISHED');
        }
        return [];
      case 'startPause': case 'stopPause':
        this.paused = action.actionType === 'startPause';
        if (this.paused) this.driving = false;
        done('FINISHED');
        return [];
      case 'stateRequest':
        done('FINISHED');
        return [this.report(at)];
      case 'factsheetRequest':
        done('FINISHED');
        return [this.factsheet(at)];
      case 'enableZoneSet': case 'deleteZoneSet':
        done(this.identity.version === '3.0' && this.zones.change(action.actionType, action.parameters['zoneSetId']) ? 'FINISHED' : 'FAILED');
        return [];
      case 'clearInstantActions':
        this.actions = this.actions.filter(({ instant }) => !instant);
        return [];
      default:
        done('FAILED', 'unknown action');
        return [];
    }
  }

  /** Takes a message of the master control. Shape: nothing while the connection is lost; another major version is not understood. */
  receive(message: unknown, at: number): Published[] {
    const before = this.advance(at);
    if (!this.connected || versionOf(message)?.[0] !== this.identity.version[0]) return before;
    const kind = kindOf(message);
    const answers: Published[] = [];
    if (kind === 'order') this.takeOrder(orderOf(message));
    if (this.identity.version === '3.0' && (kind === 'zoneSet' || kind === 'responses')) this.zones.take(kind, message as Readonly<Record<string, unknown>>);
    if (kind === 'instantActions') for (const action of actionsOf((message as Readonly<Record<string, unknown>>)['actions'])) answers.push(...this.instantly(action, at));
    return [...before, ...answers, ...(this.signature() === this.told ? [] : [this.report(at)])];
  }

  /** Puts a fault in. Shape: what the robot, or the broker in its place, publishes at once. */
  inject(fault: RobotFault, at: number): Published[] {
    const before = this.advance(at);
    if (fault.kind === 'connection-lost') {
      this.silentUntil = at + fault.milliseconds;
      return [...before, this.connection('CONNECTION_BROKEN', at)];
    }
    if (fault.kind === 'estop') {
      this.stop = fault.on ? (fault.type ?? 'MANUAL') : 'NONE';
      if (fault.on) this.driving = false;
    }
    if (fault.kind === 'action-failed') this.failNext = true;
    if (fault.kind === 'error') this.fault = fault.error ?? undefined;
    return [...before, ...(this.connected && this.signature() !== this.told ? [this.report(at)] : [])];
  }

  /** Lets time pass. Shape: what is published until then, in order. */
  advance(to: number): Published[] {
    const published: Published[] = [];
    if (this.now === undefined) this.now = to;
    while (this.now < to) {
      // A robot that stands still needs no small steps.
      const by = Math.min(to - this.now, this.active ? step : Math.max(step, Math.min(this.stateAt + this.intervals.state, this.connected ? Infinity : this.silentUntil) - this.now));
      const wasConnected = this.connected;
      this.now += by;
      this.move(by);
      if (!this.connected) continue;
      if (!wasConnected) published.push(this.connection('ONLINE', this.now));
      if (!wasConnected || this.signature() !== this.told || this.now - this.stateAt >= this.intervals.state) published.push(this.report(this.now));
      if (this.driving && this.now - this.shownAt >= this.intervals.visualization) {
        this.shownAt = this.now;
        published.push(publish(this.identity, 'visualization', writeVisualization(this.snapshot(this.now), this.speed, this.headers.state ?? 0, this.header('visualization', this.now), this.identity.version)));
      }
    }
    return published;
  }

  /** Runs what is due at the last node or on the edge behind it. Shape: whether driving is forbidden meanwhile. */
  private work(by: number, ids: ReadonlySet<string>): boolean {
    let blocks = false;
    for (const one of this.actions) {
      if (!ids.has(one.action.actionId) || one.status === 'FINISHED' || one.status === 'FAILED') continue;
      const alone = one.action.blockingType === 'HARD' || one.action.blockingType === 'SINGLE';
      if (alone && this.actions.some((other) => other !== one && other.status === 'RUNNING')) {
        blocks ||= one.action.blockingType === 'HARD';
        continue;
      }
      one.status = 'RUNNING';
      one.left -= by;
      if (one.left <= 0) {
        one.status = this.failNext ? 'FAILED' : 'FINISHED';
        one.result = this.failNext ? 'failed' : '';
        this.failNext = false;
      } else if (one.action.blockingType === 'HARD' || one.action.blockingType === 'SOFT') blocks = true;
      if (alone && one.status === 'RUNNING') break;
    }
    return blocks;
  }

  private move(by: number): void {
    const { order } = this;
    if (!this.active || order === undefined || this.stop !== 'NONE' || this.paused || this.fault?.errorLevel === 'FATAL' || this.fault?.errorLevel === 'CRITICAL') {
      this.driving = false;
      return;
    }
    const at = order.nodes.findIndex(({ sequenceId }) => sequenceId === this.lastNode.sequenceId);
    const edge = order.edges.find(({ sequenceId }) => sequenceId === this.lastNode.sequenceId + 1);
    const passed = [...order.nodes, ...order.edges].filter(({ sequenceId }) => sequenceId <= this.lastNode.sequenceId || (this.driving && sequenceId === edge?.sequenceId));
    const blocked = this.work(by, new Set(passed.flatMap(({ actions }) => actions.map(({ actionId }) => actionId))));
    const target = order.nodes[at + 1];
    if (blocked || target === undefined || !target.released) {
      this.driving = false;
      if (target === undefined && this.actions.every(({ instant, status }) => instant || status === 'FINISHED' || status === 'FAILED')) this.active = false;
      return;
    }
    this.driving = true;
    const goal = target.position ?? this.place;
    const distance = Math.hypot(goal.x - this.place.x, goal.y - this.place.y);
    const reach = (Math.min(this.speed, edge?.maximumSpeed ?? this.speed, this.zones.limitAt(this.place)) * by) / 1000;
    const share = distance <= reach ? 1 : reach / distance;
    if (!this.zones.mayEnter(this.place, { x: this.place.x + (goal.x - this.place.x) * share, y: this.place.y + (goal.y - this.place.y) * share }, goal.mapId, this.now ?? 0)) {
      this.driving = false;
      return;
    }
    this.deviation = 0.03 + this.random() * 0.04;
    this.charge = Math.max(0, this.charge - Math.min(reach, distance) * this.drain);
    if (distance <= reach) {
      this.place = { ...this.place, x: goal.x, y: goal.y, theta: goal.theta ?? this.place.theta, mapId: goal.mapId };
      this.lastNode = { nodeId: target.nodeId, sequenceId: target.sequenceId };
      if (order.nodes[at + 2]?.released !== true) this.driving = false;
    } else this.place = { ...this.place, x: this.place.x + ((goal.x - this.place.x) * reach) / distance, y: this.place.y + ((goal.y - this.place.y) * reach) / distance, theta: Math.atan2(goal.y - this.place.y, goal.x - this.place.x) };
  }
}

/** How long an action takes: its own parameter `seconds`, else two. Unit: seconds. */
const secondsOf = ({ parameters }: RobotAction): number => (typeof parameters['seconds'] === 'number' && parameters['seconds'] >= 0 ? Math.min(parameters['seconds'], 3600) : 2);
