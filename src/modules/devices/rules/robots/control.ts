import { errorMeaning } from '../../shapes/robots.ts';
import type { ActionStatus, ConnectionState, RobotAction, RobotHeader, RobotIdentity, RobotMessageKind, RobotOrder, RobotState } from '../../shapes/robots.ts';
import { checkOrder, checkUpdate } from './consistency.ts';
import { actionIdsOf, adoptUpdate, joinUpdate } from './orders.ts';
import { connectionOf, stateOf, versionOf } from './reading.ts';
import { publish, writeHeader, writeInstantActions, writeOrder } from './writing.ts';
import type { Published } from './writing.ts';
import type { ZoneMemory } from './zone-memory.ts';
import { noZones } from './zone-memory.ts';

/** Is what the control of a robot goes by. Unit: milliseconds. */
export interface ControlSettings {
  /** VDA 5050 promises a state at least this often. */
  readonly promisedState: number;
  /** So long after a promised state that did not come, the order goes back to a person. A robot that is just in time never meets it. */
  readonly silence: number;
  /** So long without being accepted, the same order is sent again. */
  readonly resendAfter: number;
  readonly maximumResends: number;
  /** So many nodes of the horizon are released at a time. */
  readonly baseNodes: number;
}

/** Has the defaults: a state each 30 s is promised; 30 s after a missed one, or after its line was lost, the robot counts as silent. */
export const controlSettings: ControlSettings = { promisedState: 30_000, silence: 30_000, resendAfter: 5_000, maximumResends: 3, baseNodes: 2 };

/** Is how far an order is. `returned` means that a person has it. */
export type OrderProgress = 'sent' | 'accepted' | 'finished' | 'rejected' | 'cancelled' | 'returned';

/** Is something that happened to a robot or its order. */
export interface RobotEvent {
  readonly kind:
    | 'order.accepted' | 'order.rejected' | 'order.finished' | 'order.returned' | 'order.cancelled' | 'action.finished' | 'action.failed' | 'action.retriable' | 'node.reached' | 'base.requested' | 'base.extended'
    | 'estop' | 'estop.cleared' | 'error' | 'error.cleared' | 'connection.online' | 'connection.offline' | 'connection.hibernating' | 'connection.broken' | 'robot.silent' | 'message.stale' | 'message.other-version';
  readonly at: number;
  readonly detail: string;
}

/** Is all that the control knows of one robot. Unit: instants in milliseconds. */
export interface RobotControl {
  readonly identity: RobotIdentity;
  readonly settings: ControlSettings;
  readonly headers: Readonly<Partial<Record<RobotMessageKind, number>>>;
  readonly connection: ConnectionState | 'UNKNOWN';
  readonly state: RobotState | null;
  readonly heardAt: number | null;
  /** The whole order, base and updates joined. */
  readonly order: RobotOrder | null;
  /** What was sent last: it is what is sent again. */
  readonly lastSent: RobotOrder | null;
  readonly factsheet: Readonly<Record<string, unknown>> | null;
  readonly progress: OrderProgress | null;
  readonly sentAt: number | null;
  readonly resends: number;
  readonly silent: boolean;
  /** Since when its line is known to be gone: what it promised does not hold then. */
  readonly lostAt: number | null;
  readonly zones: ZoneMemory;
}

/** Is what a step of the control gives. */
export interface ControlStep {
  readonly control: RobotControl;
  readonly outgoing: readonly Published[];
  readonly events: readonly RobotEvent[];
  /** Why nothing was done. Shape: a code and a sentence. */
  readonly refused?: { readonly code: string; readonly reason: string };
}

/** Begins to control a robot that is pinned to a version. */
export const newControl = (identity: RobotIdentity, settings: Partial<ControlSettings> = {}): RobotControl =>
  ({ identity, settings: { ...controlSettings, ...settings }, headers: {}, connection: 'UNKNOWN', state: null, heardAt: null, order: null, lastSent: null, factsheet: null, progress: null, sentAt: null, resends: 0, silent: false, lostAt: null, zones: noZones });

const nothing = (control: RobotControl, code: string, reason: string): ControlStep => ({ control, outgoing: [], events: [], refused: { code, reason } });

/** Makes the next message of a kind to a robot, under the next number of its topic. */
export function sending(control: RobotControl, kind: RobotMessageKind, at: number, write: (header: RobotHeader) => Readonly<Record<string, unknown>>): { control: RobotControl; outgoing: readonly Published[] } {
  const headerId = (control.headers[kind] ?? -1) + 1;
  return { control: { ...control, headers: { ...control.headers, [kind]: headerId } }, outgoing: [publish(control.identity, kind, write(writeHeader(control.identity, headerId, at)))] };
}

/** Tells whether an order is under way: neither ended nor with a person. */
export const isUnderWay = ({ progress }: RobotControl): boolean => progress === 'sent' || progress === 'accepted';

/** Tells whether the place of a robot must be kept free: nobody knows what it does, or it stands there stopped. */
export const holdsItsZone = ({ connection, silent, state }: RobotControl): boolean => connection === 'CONNECTION_BROKEN' || silent || (state !== null && state.emergencyStop !== 'NONE');

/** Tells whether a robot can take an order now. Shape: a code where it cannot. */
export function canTakeOrder(control: RobotControl): { readonly can: true } | { readonly can: false; readonly code: string; readonly reason: string } {
  const no = (code: string, reason: string): { can: false; code: string; reason: string } => ({ can: false, code, reason });
  if (control.connection !== 'ONLINE') return no('robot-not-online', `The robot is ${control.connection}.`);
  if (control.state === null) return no('robot-unheard', 'The robot has not reported its state yet.');
  if (control.silent) return no('robot-silent', 'The robot does not report.');
  if (control.state.emergencyStop !== 'NONE') return no('robot-stopped', 'The emergency stop is on.');
  const blocking = control.state.errors.find(({ errorLevel }) => !errorMeaning[errorLevel].takesNewOrder);
  if (blocking !== undefined) return no('robot-in-error', `The robot has the error ${blocking.errorType} (${blocking.errorLevel}).`);
  if (!['AUTOMATIC', 'SEMIAUTOMATIC'].includes(control.state.operatingMode)) return no('robot-not-automatic', `The robot is in the mode ${control.state.operatingMode}.`);
  return { can: true };
}

/** Sends a new order or an update of the one under way. Refuses: order-invalid, order-under-way, and the codes of `canTakeOrder`. */
export function sendOrder(control: RobotControl, order: RobotOrder, at: number): ControlStep {
  const can = canTakeOrder(control);
  if (!can.can) return nothing(control, can.code, can.reason);
  const isUpdate = control.order !== null && control.order.orderId === order.orderId;
  const wrongs = [...checkOrder(order), ...(isUpdate ? checkUpdate(control.order, order) : [])].filter(({ severity }) => severity === 'error');
  if (wrongs.length > 0) return nothing(control, 'order-invalid', wrongs[0]!.message);
  if (!isUpdate && isUnderWay(control)) return nothing(control, 'order-under-way', `The order ${control.order?.orderId ?? ''} is not finished; cancel it first.`);
  if (isUpdate && order.orderUpdateId === control.order.orderUpdateId) return nothing(control, 'order-known', 'This update was sent already; the control repeats it by itself.');
  const sent = sending(control, 'order', at, (header) => writeOrder(order, header, control.identity.version));
  const whole = isUpdate ? joinUpdate(control.order, order) : order;
  return { ...sent, control: { ...sent.control, order: whole, lastSent: order, progress: 'sent', sentAt: at, resends: 0 }, events: [] };
}

/** Lists the instant actions that the control sends. */
export const instantActions = ['cancelOrder', 'startPause', 'stopPause', 'stateRequest', 'factsheetRequest'] as const;
/** Is an instant action that the control sends. */
export type InstantAction = (typeof instantActions)[number];

/** Sends an instant action. Refuses: no-order (nothing to cancel), robot-not-online. */
export function sendInstantAction(control: RobotControl, actionType: InstantAction, actionId: string, at: number): ControlStep {
  if (actionType === 'cancelOrder' && !isUnderWay(control) && control.progress !== 'returned') return nothing(control, 'no-order', 'There is no order to cancel.');
  if (control.connection !== 'ONLINE') return nothing(control, 'robot-not-online', `The robot is ${control.connection}.`);
  // 2.x prescribes HARD for cancelling and pausing, 3.0 NONE for all; `writeInstantActions` sees to the latter.
  const action: RobotAction = { actionId, actionType, blockingType: actionType.endsWith('Request') ? 'NONE' : 'HARD', parameters: {} };
  return { ...sending(control, 'instantActions', at, (header) => writeInstantActions([action], header, control.identity.version)), events: [] };
}

function resend(control: RobotControl, at: number): { control: RobotControl; outgoing: readonly Published[] } {
  // The same orderId and orderUpdateId: a robot that has it ignores it (VDA 5050, "order update").
  const sent = sending(control, 'order', at, (header) => writeOrder(control.lastSent!, header, control.identity.version));
  return { ...sent, control: { ...sent.control, sentAt: at, resends: control.resends + 1 } };
}

/** Looks at the clock: repeats an order that was not accepted, and gives it back to a person where the robot is silent. */
export function tick(control: RobotControl, at: number): ControlStep {
  const { settings, heardAt } = control;
  const events: RobotEvent[] = [];
  let next = control;
  const since = heardAt ?? control.sentAt;
  const [promised, lost] = [(since ?? at) + settings.promisedState + settings.silence, control.lostAt === null ? Infinity : Math.max(since ?? at, control.lostAt) + settings.silence];
  if (since !== null && !control.silent && at > Math.min(promised, lost)) {
    next = { ...next, silent: true };
    events.push({ kind: 'robot.silent', at, detail: `no state for ${Math.round((at - since) / 1000)} s` });
    if (isUnderWay(control)) {
      next = { ...next, progress: 'returned' };
      events.push({ kind: 'order.returned', at, detail: 'the robot is silent' });
    }
  }
  if (next.progress === 'sent' && next.connection === 'ONLINE' && next.sentAt !== null && at - next.sentAt >= settings.resendAfter) {
    if (next.resends < settings.maximumResends) {
      const again = resend(next, at);
      return { control: again.control, outgoing: again.outgoing, events };
    }
    next = { ...next, progress: 'returned' };
    events.push({ kind: 'order.returned', at, detail: 'the robot does not accept the order' });
  }
  return { control: next, outgoing: [], events };
}

const finished: readonly ActionStatus[] = ['FINISHED', 'FAILED'];

/** Compares a state with the one before. */
function changesOf(before: RobotState | null, state: RobotState, at: number): RobotEvent[] {
  const events: RobotEvent[] = [];
  const tell = (kind: RobotEvent['kind'], detail: string): number => events.push({ kind, at, detail });
  if (state.emergencyStop !== 'NONE' && before?.emergencyStop !== state.emergencyStop) tell('estop', state.emergencyStop);
  if (state.emergencyStop === 'NONE' && before !== null && before.emergencyStop !== 'NONE') tell('estop.cleared', before.emergencyStop);
  const named = (error: RobotState['errors'][number]): string => `${error.errorLevel} ${error.errorType}${error.description === '' ? '' : `: ${error.description}`}`;
  const known = new Set(before?.errors.map(named));
  const now = new Set(state.errors.map(named));
  for (const error of now) if (!known.has(error)) tell('error', error);
  for (const error of known) if (!now.has(error)) tell('error.cleared', error);
  const was = new Map(before?.actions.map((action) => [action.actionId, action.status]));
  for (const { actionId, status, result } of state.actions) {
    if (was.get(actionId) === status) continue;
    if (status === 'FINISHED') tell('action.finished', `${actionId}${result === '' ? '' : `: ${result}`}`);
    if (status === 'FAILED') tell('action.failed', `${actionId}${result === '' ? '' : `: ${result}`}`);
    if (status === 'RETRIABLE') tell('action.retriable', actionId);
  }
  if (state.lastNodeId !== '' && before !== null && (before.lastNodeSequenceId !== state.lastNodeSequenceId || before.lastNodeId !== state.lastNodeId)) tell('node.reached', state.lastNodeId);
  if (state.newBaseRequest && before?.newBaseRequest !== true) tell('base.requested', state.orderId);
  return events;
}

/** Decides what a state means for the order. */
function progressOf(control: RobotControl, state: RobotState, at: number): { readonly progress: OrderProgress | null; readonly events: RobotEvent[] } {
  const { order, progress } = control;
  const events: RobotEvent[] = [];
  if (order === null || progress === null || progress === 'finished' || progress === 'rejected' || progress === 'cancelled' || progress === 'returned') return { progress, events };
  const ofOrder = state.errors.find(({ errorType, references }) => /^(?:order|orderUpdate|validation|noRoute|noOrder|unsupported)/i.test(errorType) && references['orderId'] === order.orderId && (references['orderUpdateId'] === undefined || Number(references['orderUpdateId']) === order.orderUpdateId));
  if (progress === 'sent' && ofOrder !== undefined) return { progress: 'rejected', events: [{ kind: 'order.rejected', at, detail: `${ofOrder.errorType}: ${ofOrder.description}` }] };
  let now: OrderProgress = progress;
  if (state.orderId === order.orderId && state.orderUpdateId === order.orderUpdateId && progress === 'sent') {
    now = 'accepted';
    events.push({ kind: 'order.accepted', at, detail: `${order.orderId} ${order.orderUpdateId}` });
  }
  // The robot has forgotten its order, or has another: it is sent again, and a robot that cannot take it says so.
  if (progress === 'accepted' && state.orderId !== order.orderId) return { progress: 'sent', events };
  if (now !== 'accepted') return { progress: now, events };
  const status = new Map(state.actions.map((action) => [action.actionId, action.status]));
  const cancelled = state.actions.some(({ actionType, status: done }) => actionType === 'cancelOrder' && done === 'FINISHED') && actionIdsOf(order).every((id) => finished.includes(status.get(id) ?? 'FAILED'));
  const arrived = state.nodes.length === 0 && state.edges.length === 0 && !state.driving;
  const last = order.nodes.at(-1)!;
  if (arrived && last.released && state.lastNodeSequenceId === last.sequenceId && actionIdsOf(order).every((id) => finished.includes(status.get(id) ?? 'WAITING'))) {
    events.push({ kind: 'order.finished', at, detail: order.orderId });
    return { progress: 'finished', events };
  }
  if (arrived && cancelled) return { progress: 'cancelled', events: [...events, { kind: 'order.cancelled', at, detail: order.orderId }] };
  const stopping = state.errors.find(({ errorLevel }) => !errorMeaning[errorLevel].continuesOrder);
  if (stopping !== undefined) return { progress: 'returned', events: [...events, { kind: 'order.returned', at, detail: `${stopping.errorLevel} ${stopping.errorType}` }] };
  return { progress: now, events };
}

function onState(known: RobotControl, message: unknown, at: number): ControlStep {
  const state = stateOf(message);
  // An update that this control does not remember (it was restarted) was its own: the robot's state says how far the way is released.
  const control = known.order !== null && known.progress === 'accepted' && state.orderId === known.order.orderId && state.orderUpdateId > known.order.orderUpdateId ? { ...known, order: adoptUpdate(known.order, state) } : known;
  const before = control.state;
  const older = before !== null && Date.parse(state.header.timestamp) < Date.parse(before.header.timestamp);
  if (older) return { control, outgoing: [], events: [{ kind: 'message.stale', at, detail: `state ${state.header.headerId} of ${state.header.timestamp}` }] };
  const { progress, events } = progressOf(control, state, at);
  return { control: { ...control, state, heardAt: at, silent: false, progress }, outgoing: [], events: [...changesOf(before, state, at), ...events] };
}

function onConnection(control: RobotControl, message: unknown, at: number): ControlStep {
  const connection = connectionOf(message);
  if (connection === undefined || connection === control.connection) return { control, outgoing: [], events: [] };
  const kind = { ONLINE: 'connection.online', OFFLINE: 'connection.offline', HIBERNATING: 'connection.hibernating', CONNECTION_BROKEN: 'connection.broken' }[connection] as RobotEvent['kind'];
  const next = { ...control, connection, lostAt: connection === 'ONLINE' ? null : control.lostAt ?? at };
  // Back again: what it may have lost is sent once more.
  if (connection === 'ONLINE' && control.connection === 'CONNECTION_BROKEN' && isUnderWay(control)) {
    const again = resend(next, at);
    return { control: { ...again.control, resends: 0 }, outgoing: again.outgoing, events: [{ kind, at, detail: 'the order is sent again' }] };
  }
  return { control: next, outgoing: [], events: [{ kind, at, detail: control.connection }] };
}

/**
 * Takes a message of the robot. Shape: a message of another major version than the robot is pinned to changes nothing and is told.
 * The reader has checked it against its schema before.
 */
export function receive(control: RobotControl, kind: RobotMessageKind, message: unknown, at: number): ControlStep {
  const version = versionOf(message);
  if (version?.[0] !== control.identity.version[0]) return { control, outgoing: [], events: [{ kind: 'message.other-version', at, detail: `${kind} in ${version ?? 'an unknown version'}, pinned to ${control.identity.version}` }] };
  if (kind === 'state') return onState(control, message, at);
  if (kind === 'connection') return onConnection(control, message, at);
  if (kind === 'factsheet') return { control: { ...control, factsheet: message as Readonly<Record<string, unknown>> }, outgoing: [], events: [] };
  return { control, outgoing: [], events: [] };
}
