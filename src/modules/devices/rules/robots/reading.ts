import type {
  ActionStatus, BlockingType, ConnectionState, EmergencyStop, ErrorLevel, RobotAction, RobotEdge, RobotError, RobotHeader, RobotMessageKind, RobotNode, RobotOrder, RobotPosition, RobotState, RobotVersion,
} from '../../shapes/robots.ts';

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {});
const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const countOf = (value: unknown): number => numberOf(value) ?? 0;

/** Reads the header of any message; what is missing is empty or zero. */
export function headerOf(message: unknown): RobotHeader {
  const fields = fieldsOf(message);
  return { headerId: countOf(fields['headerId']), timestamp: textOf(fields['timestamp']), version: textOf(fields['version']), manufacturer: textOf(fields['manufacturer']), serialNumber: textOf(fields['serialNumber']) };
}

/** Reads the version that a message names. Shape: undefined where it is none that is known here. */
export function versionOf(message: unknown): RobotVersion | undefined {
  const match = /^([23])\.(\d+)(\.\d+)?/.exec(headerOf(message).version);
  if (match === null) return undefined;
  if (match[1] === '3') return '3.0';
  return match[2] === '0' ? '2.0' : '2.1';
}

/** Tells by its fields which message this is. Shape: undefined where none fits. */
export function kindOf(message: unknown): RobotMessageKind | undefined {
  const fields = fieldsOf(message);
  const has = (...names: readonly string[]): boolean => names.every((name) => Object.hasOwn(fields, name));
  if (has('connectionState')) return 'connection';
  if (has('nodes', 'edges') || has('nodes', 'orderId')) return 'order';
  if (has('nodeStates') || has('safetyState') || has('actionStates')) return 'state';
  if (has('actions') || has('instantActions')) return 'instantActions';
  if (has('typeSpecification') || has('protocolFeatures')) return 'factsheet';
  if (has('zoneSet')) return 'zoneSet';
  if (has('responses')) return 'responses';
  return has('referenceStateHeaderId') || has('agvPosition') || has('mobileRobotPosition') || has('velocity') ? 'visualization' : undefined;
}

const blockingTypes: readonly string[] = ['NONE', 'SOFT', 'SINGLE', 'HARD'];

/** Reads actions of an order, a node, an edge or a message of instant actions. */
export const actionsOf = (value: unknown): RobotAction[] => listOf(value).map((action) => ({
  actionId: textOf(action['actionId']),
  actionType: textOf(action['actionType']),
  blockingType: (blockingTypes.includes(textOf(action['blockingType'])) ? textOf(action['blockingType']) : 'HARD') as BlockingType,
  parameters: Object.fromEntries(listOf(action['actionParameters']).map((parameter) => [textOf(parameter['key']), parameter['value']])),
}));

function positionOf(value: unknown): RobotPosition | null {
  const fields = fieldsOf(value);
  const [x, y] = [numberOf(fields['x']), numberOf(fields['y'])];
  return x === null || y === null ? null : { x, y, theta: numberOf(fields['theta']), mapId: textOf(fields['mapId']) };
}

/** Reads an order of any version. Shape: nodes and edges in the message's order; 3.0 has no ends at its edges, they come from the nodes beside them. */
export function orderOf(message: unknown): RobotOrder {
  const fields = fieldsOf(message);
  const nodes = listOf(fields['nodes']).map((node): RobotNode => ({
    nodeId: textOf(node['nodeId']), sequenceId: countOf(node['sequenceId']), released: node['released'] === true, position: positionOf(node['nodePosition']), actions: actionsOf(node['actions']),
  }));
  const at = new Map(nodes.map((node) => [node.sequenceId, node.nodeId]));
  const edges = listOf(fields['edges']).map((edge): RobotEdge => {
    const sequenceId = countOf(edge['sequenceId']);
    return {
      edgeId: textOf(edge['edgeId']), sequenceId, released: edge['released'] === true, maximumSpeed: numberOf(edge['maximumSpeed']) ?? numberOf(edge['maxSpeed']), actions: actionsOf(edge['actions']),
      startNodeId: textOf(edge['startNodeId']) || (at.get(sequenceId - 1) ?? ''), endNodeId: textOf(edge['endNodeId']) || (at.get(sequenceId + 1) ?? ''),
    };
  });
  return { orderId: textOf(fields['orderId']), orderUpdateId: countOf(fields['orderUpdateId']), nodes, edges };
}

const statuses: readonly string[] = ['WAITING', 'INITIALIZING', 'RUNNING', 'PAUSED', 'RETRIABLE', 'FINISHED', 'FAILED'];

function errorsOf(value: unknown): RobotError[] {
  return listOf(value).map((error) => ({
    errorType: textOf(error['errorType']),
    // What is not known is taken as the worst, never as harmless.
    errorLevel: (['WARNING', 'URGENT', 'CRITICAL', 'FATAL'].includes(textOf(error['errorLevel'])) ? textOf(error['errorLevel']) : 'FATAL') as ErrorLevel,
    description: textOf(error['errorDescription']),
    references: Object.fromEntries(listOf(error['errorReferences']).map((reference) => [textOf(reference['referenceKey']), textOf(reference['referenceValue'])])),
  }));
}

/** Reads a state of any version. */
export function stateOf(message: unknown): RobotState {
  const fields = fieldsOf(message);
  const place = fieldsOf(fields['mobileRobotPosition'] ?? fields['agvPosition']);
  const position = positionOf(place);
  const power = fieldsOf(fields['powerSupply'] ?? fields['batteryState']);
  const safety = fieldsOf(fields['safetyState']);
  const stop = textOf(safety['activeEmergencyStop'] ?? safety['eStop']);
  const actions = (value: unknown, instant: boolean): RobotState['actions'] => listOf(value).map((action) => ({
    actionId: textOf(action['actionId']), actionType: textOf(action['actionType']), instant,
    status: (statuses.includes(textOf(action['actionStatus'])) ? textOf(action['actionStatus']) : 'FAILED') as ActionStatus,
    result: textOf(action['actionResult'] ?? action['resultDescription']),
  }));
  return {
    header: headerOf(message), orderId: textOf(fields['orderId']), orderUpdateId: countOf(fields['orderUpdateId']),
    lastNodeId: textOf(fields['lastNodeId']), lastNodeSequenceId: countOf(fields['lastNodeSequenceId']),
    driving: fields['driving'] === true, paused: fields['paused'] === true, newBaseRequest: fields['newBaseRequest'] === true, operatingMode: textOf(fields['operatingMode']),
    position: position === null ? null : { ...position, localized: (place['localized'] ?? place['positionInitialized']) === true, deviationRange: numberOf(place['deviationRange']) },
    battery: { charge: countOf(power['stateOfCharge'] ?? power['batteryCharge']), charging: power['charging'] === true },
    nodes: listOf(fields['nodeStates']).map((node) => ({ nodeId: textOf(node['nodeId']), sequenceId: countOf(node['sequenceId']), released: node['released'] === true })),
    edges: listOf(fields['edgeStates']).map((edge) => ({ edgeId: textOf(edge['edgeId']), sequenceId: countOf(edge['sequenceId']), released: edge['released'] === true })),
    actions: [...actions(fields['actionStates'], false), ...actions(fields['instantActionStates'], true)],
    errors: errorsOf(fields['errors']),
    emergencyStop: (['AUTOACK', 'MANUAL', 'REMOTE', 'NONE'].includes(stop) ? stop : 'MANUAL') as EmergencyStop,
    fieldViolation: safety['fieldViolation'] === true,
    zoneSets: listOf(fields['zoneSets']).map((one) => ({ zoneSetId: textOf(one['zoneSetId']), mapId: textOf(one['mapId']), enabled: one['zoneSetStatus'] === 'ENABLED' })),
    requests: [
      ...listOf(fields['zoneRequests']).map((one) => ({ requestId: textOf(one['requestId']), requestType: textOf(one['requestType']), zone: `${textOf(one['zoneSetId'])}/${textOf(one['zoneId'])}`, status: textOf(one['requestStatus']) })),
      ...listOf(fields['edgeRequests']).map((one) => ({ requestId: textOf(one['requestId']), requestType: textOf(one['requestType']), zone: textOf(one['edgeId']), status: textOf(one['requestStatus']) })),
    ],
  };
}

/** Reads the state of a connection; 2.x writes CONNECTIONBROKEN. Shape: undefined where it is none. */
export function connectionOf(message: unknown): ConnectionState | undefined {
  const state = textOf(fieldsOf(message)['connectionState']).replace('CONNECTIONBROKEN', 'CONNECTION_BROKEN');
  return state === 'ONLINE' || state === 'OFFLINE' || state === 'HIBERNATING' || state === 'CONNECTION_BROKEN' ? state : undefined;
}
