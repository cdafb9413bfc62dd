import { createHash } from 'node:crypto';
import { buildDeviceEvent } from '../../modules/devices/formats/cloud-events/events.ts';
import { instantActions } from '../../modules/devices/rules/robots/control.ts';
import type { RobotControl, RobotEvent } from '../../modules/devices/rules/robots/control.ts';
import { stateOf } from '../../modules/devices/rules/robots/reading.ts';
import type { Reading } from '../../modules/devices/shapes.ts';

/** Is an event of a robot as its kind declares it. Shape: the same thing heard twice has the same identifier; `isHearsay` where the server says it of the robot. */
export interface ToldEvent { readonly messageId: string; readonly name: string; readonly reading: Reading; readonly isHearsay: boolean }

const longestWords = 500;
const longestName = 120;

const named = (name: string, reading: Reading, isHearsay: boolean, ...same: readonly (string | number)[]): ToldEvent =>
  ({ messageId: `${name}.${createHash('sha256').update(same.join('\0')).digest('hex').slice(0, 32)}`, name, reading, isHearsay });

/**
 * Writes an event as a CloudEvent. Shape: without a time, so that it is the port's when it came, whatever the robot's clock says; and without a count, so that the same event has the same bytes.
 */
export function bytesOf({ messageId, name, reading, isHearsay }: ToldEvent, site: string, deviceId: string): Buffer {
  return Buffer.from(JSON.stringify(buildDeviceEvent({ id: messageId, source: isHearsay ? 'control' : 'robot', type: `tongguan.${name}`, site, deviceid: deviceId, seq: 0, data: reading })));
}

/** Finds the emergency stop in a state that cannot be read as a whole. Shape: undefined where it tells of none that is on. */
export function stopInUnread(message: unknown): ToldEvent | undefined {
  const { emergencyStop, header } = stateOf(message);
  const safety = (message as { readonly safetyState?: { readonly eStop?: unknown; readonly activeEmergencyStop?: unknown } } | null)?.safetyState;
  if (emergencyStop === 'NONE' || (safety?.eStop ?? safety?.activeEmergencyStop) !== emergencyStop) return undefined;
  return named('emergencyStop', { kind: emergencyStop }, false, header.timestamp, header.headerId);
}

/** Makes the event that says what is wrong with a robot's message; the same fault is one event. */
export const wrongMessage = (kind: string, reason: string): ToldEvent => named('fault', { what: `${kind}: ${reason}`.slice(0, longestWords) }, false, 'wrong', kind, reason);

/**
 * Makes the device's event of what happened to a robot. Shape: undefined where it is told otherwise (by the link, the telemetry, the mission) or is harmless.
 * An emergency stop and an error are the same while it is the same state that told them.
 */
export function eventOf(event: RobotEvent, control: RobotControl, before: RobotControl): ToldEvent | undefined {
  const { state, order } = control;
  const orderId = (order?.orderId ?? '').slice(0, longestName);
  const fault = (what: string, isHearsay: boolean, ...same: readonly (string | number)[]): ToldEvent => named('fault', { what: what.slice(0, longestWords) }, isHearsay, event.kind, ...same);
  const told = [state?.header.timestamp ?? '', state?.header.headerId ?? 0];
  switch (event.kind) {
    case 'order.accepted': return named('orderAccepted', { orderId }, false, orderId, order?.orderUpdateId ?? 0);
    case 'order.rejected': return named('orderRejected', { orderId, why: event.detail.slice(0, longestWords) }, false, orderId, order?.orderUpdateId ?? 0);
    case 'order.returned': return fault(`The order ${orderId} goes back to a person: ${event.detail}`, true, orderId);
    case 'robot.silent': return fault(`The robot is silent: ${event.detail}`, true, before.state?.header.timestamp ?? orderId, before.state?.header.headerId ?? 0);
    case 'estop': return named('emergencyStop', { kind: event.detail }, false, ...told);
    case 'error': {
      const [level = ''] = event.detail.split(' ');
      if (level === 'FATAL' || level === 'CRITICAL') return named('fatalError', { what: event.detail.slice(0, longestWords) }, false, ...told, event.detail);
      return level === 'WARNING' ? undefined : fault(event.detail, false, ...told, event.detail);
    }
    case 'action.finished': case 'action.failed': case 'action.retriable': {
      const action = state?.actions.find(({ actionId }) => event.detail === actionId || event.detail.startsWith(`${actionId}: `));
      if (action === undefined || state === null) return undefined;
      if (event.kind === 'action.retriable') return fault(`The action ${action.actionType} (${action.actionId}) failed and can be tried again`, false, ...told, action.actionId);
      // What the control itself asked for at once, and got, is nothing that a person waits for.
      if (event.kind === 'action.finished' && (instantActions as readonly string[]).includes(action.actionType)) return undefined;
      const reading = { orderId: state.orderId.slice(0, longestName), actionId: action.actionId.slice(0, longestName), action: action.actionType.slice(0, longestName), ...(action.result === '' ? {} : { result: action.result.slice(0, longestWords) }) };
      return named(event.kind === 'action.finished' ? 'actionFinished' : 'actionFailed', reading, false, state.orderId, action.actionId);
    }
    case 'message.other-version': return fault(event.detail, false, event.detail);
    default: return undefined;
  }
}

/** Reads the telemetry in a state or a visualization. Unit: per cent, metres, metres per second; what the message does not say is left out. */
export function telemetryOf(kind: 'state' | 'visualization', message: unknown): Readonly<Record<string, number>> {
  const { position, battery, emergencyStop } = stateOf(message);
  const velocity = (message as { readonly velocity?: { readonly vx?: unknown; readonly vy?: unknown } }).velocity;
  const speed = typeof velocity?.vx === 'number' ? Math.hypot(velocity.vx, typeof velocity.vy === 'number' ? velocity.vy : 0) : undefined;
  return {
    ...(kind === 'state' ? { batteryPercent: battery.charge, emergencyStop: emergencyStop === 'NONE' ? 0 : 1 } : {}), ...(position === null ? {} : { xMetres: position.x, yMetres: position.y }),
    ...(position?.deviationRange === null || position?.deviationRange === undefined ? {} : { deviationMetres: position.deviationRange }), ...(speed === undefined ? {} : { speedMetresPerSecond: speed }),
  };
}
