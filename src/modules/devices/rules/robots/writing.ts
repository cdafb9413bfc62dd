import type { ZoneSet } from '../../shapes/zones.ts';
import type { ConnectionState, RobotAction, RobotHeader, RobotIdentity, RobotMessageKind, RobotOrder, RobotPosition, RobotState, RobotVersion } from '../../shapes/robots.ts';

/** Is one message as it is published. */
export interface Published {
  readonly topic: string;
  readonly kind: RobotMessageKind;
  readonly message: Readonly<Record<string, unknown>>;
  readonly qos: 0 | 1;
  readonly retain: boolean;
}

const fullVersion: Readonly<Record<RobotVersion, string>> = { '2.0': '2.0.0', '2.1': '2.1.0', '3.0': '3.0.0' };

/** Writes where a robot's messages go: `vda5050/v3/…` for 3.0, `uagv/v2/…` before. Refuses nothing: signs that part topics become "_". */
export const topicOf = ({ manufacturer, serialNumber, version }: RobotIdentity, kind: RobotMessageKind | '+'): string =>
  `${version === '3.0' ? 'vda5050/v3' : 'uagv/v2'}/${[manufacturer, serialNumber].map((part) => part.replace(/[/+#$]/g, '_')).join('/')}/${kind}`;

/** Reads whose topic this is. Shape: undefined where it is none of VDA 5050; the interface name before the version is free. */
export function parseTopic(topic: string): { readonly major: 2 | 3; readonly manufacturer: string; readonly serialNumber: string; readonly kind: string } | undefined {
  const match = /^[^/]+\/v([23])\/([^/]+)\/([^/]+)\/([A-Za-z]+)$/.exec(topic);
  return match === null ? undefined : { major: match[1] === '3' ? 3 : 2, manufacturer: match[2]!, serialNumber: match[3]!, kind: match[4]! };
}

/** Wraps a message for its topic: the connection is kept by the broker and sent at least once, the rest at most once. Source: VDA 5050, "MQTT". */
export const publish = (identity: RobotIdentity, kind: RobotMessageKind, message: Readonly<Record<string, unknown>>): Published =>
  ({ topic: topicOf(identity, kind), kind, message, qos: kind === 'connection' ? 1 : 0, retain: kind === 'connection' });

/** Writes a header. Unit: `at` milliseconds since 1970. */
export const writeHeader = ({ manufacturer, serialNumber, version }: RobotIdentity, headerId: number, at: number): RobotHeader =>
  ({ headerId, timestamp: new Date(at).toISOString(), version: fullVersion[version], manufacturer, serialNumber });

const given = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== ''));

/** Writes actions; 2.x has no SINGLE, which becomes the stricter HARD. */
export const writeActions = (actions: readonly RobotAction[], version: RobotVersion): unknown[] => actions.map(({ actionId, actionType, blockingType, parameters }) => ({
  actionType, actionId, blockingType: version !== '3.0' && blockingType === 'SINGLE' ? 'HARD' : blockingType, actionParameters: Object.entries(parameters).map(([key, value]) => ({ key, value })),
}));

const writePosition = ({ x, y, theta, mapId }: RobotPosition): Readonly<Record<string, unknown>> => ({ x, y, mapId, ...given({ theta }) });

/** Writes an order in a robot's version. */
export function writeOrder(order: RobotOrder, header: RobotHeader, version: RobotVersion): Readonly<Record<string, unknown>> {
  const three = version === '3.0';
  return {
    ...header, orderId: order.orderId, orderUpdateId: order.orderUpdateId,
    nodes: order.nodes.map(({ nodeId, sequenceId, released, position, actions }) => ({ nodeId, sequenceId, released, ...(position === null ? {} : { nodePosition: writePosition(position) }), actions: writeActions(actions, version) })),
    edges: order.edges.map(({ edgeId, sequenceId, released, startNodeId, endNodeId, maximumSpeed, actions }) => ({
      edgeId, sequenceId, released, ...(three ? {} : { startNodeId, endNodeId }), ...given(three ? { maximumSpeed } : { maxSpeed: maximumSpeed }), actions: writeActions(actions, version),
    })),
  };
}

/** Writes instant actions. */
export const writeInstantActions = (actions: readonly RobotAction[], header: RobotHeader, version: RobotVersion): Readonly<Record<string, unknown>> =>
  ({ ...header, actions: writeActions(version === '3.0' ? actions.map((action) => ({ ...action, blockingType: 'NONE' as const })) : actions, version) });

/** Writes a connection; 2.x has no HIBERNATING and writes CONNECTIONBROKEN. */
export const writeConnection = (state: ConnectionState, header: RobotHeader, version: RobotVersion): Readonly<Record<string, unknown>> =>
  ({ ...header, connectionState: version === '3.0' ? state : state === 'CONNECTION_BROKEN' ? 'CONNECTIONBROKEN' : state === 'HIBERNATING' ? 'OFFLINE' : state });

function placeOf(state: Pick<RobotState, 'position'>, version: RobotVersion): Readonly<Record<string, unknown>> {
  if (state.position === null) return {};
  const { x, y, theta, mapId, localized, deviationRange } = state.position;
  const place = { x, y, theta: theta ?? 0, mapId, ...given({ deviationRange }) };
  return version === '3.0' ? { mobileRobotPosition: { ...place, localized } } : { agvPosition: { ...place, positionInitialized: localized } };
}

/** Writes a state in a robot's version: levels, stops and statuses that 2.x does not know become the stricter ones that it does. */
export function writeState(state: RobotState, header: RobotHeader, version: RobotVersion): Readonly<Record<string, unknown>> {
  const three = version === '3.0';
  const actions = (instant: boolean): unknown[] => state.actions.filter((action) => !three || action.instant === instant).map(({ actionId, actionType, status, result }) => ({
    actionId, actionType, actionStatus: !three && status === 'RETRIABLE' ? 'FAILED' : status, ...given(three ? { actionResult: result } : { resultDescription: result }),
  }));
  return {
    ...header, orderId: state.orderId, orderUpdateId: state.orderUpdateId, lastNodeId: state.lastNodeId, lastNodeSequenceId: state.lastNodeSequenceId, driving: state.driving, paused: state.paused, newBaseRequest: state.newBaseRequest,
    operatingMode: !three && state.operatingMode === 'TEACH_IN' ? 'TEACHIN' : state.operatingMode, nodeStates: state.nodes, edgeStates: state.edges, ...placeOf(state, version), actionStates: actions(false),
    ...(three ? { instantActionStates: actions(true), powerSupply: { stateOfCharge: state.battery.charge, charging: state.battery.charging } } : { batteryState: { batteryCharge: state.battery.charge, charging: state.battery.charging } }),
    errors: state.errors.map(({ errorType, errorLevel, description, references }) => ({
      errorType, errorLevel: three ? errorLevel : errorLevel === 'URGENT' ? 'WARNING' : errorLevel === 'CRITICAL' ? 'FATAL' : errorLevel, errorDescription: description,
      errorReferences: Object.entries(references).map(([referenceKey, referenceValue]) => ({ referenceKey, referenceValue })),
    })),
    ...(three ? {
      zoneSets: state.zoneSets.map(({ zoneSetId, mapId, enabled }) => ({ zoneSetId, mapId, zoneSetStatus: enabled ? 'ENABLED' : 'DISABLED' })),
      zoneRequests: state.requests.map(({ requestId, requestType, zone, status }) => ({ requestId, requestType, zoneSetId: zone.split('/')[0], zoneId: zone.split('/').slice(1).join('/'), requestStatus: status })),
    } : {}),
    safetyState: three ? { activeEmergencyStop: state.emergencyStop === 'AUTOACK' ? 'MANUAL' : state.emergencyStop, fieldViolation: state.fieldViolation } : { eStop: state.emergencyStop, fieldViolation: state.fieldViolation },
  };
}

/** Writes a visualization; 3.0 names the state that it belongs to. Unit: metres per second. */
export const writeVisualization = (state: Pick<RobotState, 'position'>, velocity: number, stateHeaderId: number, header: RobotHeader, version: RobotVersion): Readonly<Record<string, unknown>> =>
  ({ ...header, ...(version === '3.0' ? { referenceStateHeaderId: stateHeaderId } : {}), ...placeOf(state, version), velocity: { vx: velocity, vy: 0, omega: 0 } });

/** Writes the answer to a robot that asks for a zone or a corridor (3.0). Unit: `leaseExpiry` an instant. */
export const writeResponses = (responses: readonly { readonly requestId: string; readonly grantType: 'GRANTED' | 'QUEUED' | 'REVOKED' | 'REJECTED'; readonly leaseExpiry?: string }[], header: RobotHeader): Readonly<Record<string, unknown>> => ({ ...header, responses });

/** Writes a set of zones (3.0). Unit: metres, metres per second. */
export const writeZoneSet = ({ zoneSetId, mapId, zones }: ZoneSet, header: RobotHeader): Readonly<Record<string, unknown>> => ({
  ...header, zoneSet: { zoneSetId, mapId, zones: zones.map(({ zoneId, zoneType, vertices, maximumSpeed }) => ({ zoneId, zoneType, vertices, ...given({ maximumSpeed }) })) },
});
