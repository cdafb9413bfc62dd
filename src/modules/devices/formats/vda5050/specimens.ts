import type { RobotVersion } from '../../shapes/robots.ts';

type Message = Record<string, unknown>;

const versions: Readonly<Record<RobotVersion, string>> = { '2.0': '2.0.0', '2.1': '2.1.0', '3.0': '3.0.0' };

/** Makes a header as a robot of a version writes it. */
export const specimenHeader = (version: RobotVersion, headerId = 1, timestamp = '2026-03-01T10:00:00.000Z'): Message => ({ headerId, timestamp, version: versions[version], manufacturer: 'Invented', serialNumber: 'R1' });

/** Makes an order over three nodes, the last one horizon. */
export function specimenOrder(version: RobotVersion): Message {
  const three = version === '3.0';
  const node = (nodeId: string, sequenceId: number, released: boolean, actions: readonly unknown[] = []): Message =>
    ({ nodeId, sequenceId, released, nodePosition: { x: sequenceId, y: 0, mapId: 'hall', ...(three ? { allowedDeviationXY: { a: 0.1, b: 0.1, theta: 0 } } : { allowedDeviationXY: 0.1 }) }, actions });
  const edge = (edgeId: string, sequenceId: number, released: boolean, [startNodeId, endNodeId]: readonly [string, string]): Message =>
    ({ edgeId, sequenceId, released, actions: [], ...(three ? { maximumSpeed: 1 } : { maxSpeed: 1, startNodeId, endNodeId }) });
  const action = { actionId: 'measure-1', actionType: 'measure', blockingType: 'HARD', actionParameters: [{ key: 'seconds', value: 10 }] };
  return {
    ...specimenHeader(version), orderId: 'order-1', orderUpdateId: 0,
    nodes: [node('n0', 0, true), node('n1', 2, true, [action]), node('n2', 4, false)],
    edges: [edge('e0', 1, true, ['n0', 'n1']), edge('e1', 3, false, ['n1', 'n2'])],
  };
}

/** Makes a state on the way of that order. */
export function specimenState(version: RobotVersion): Message {
  const three = version === '3.0';
  const position = { x: 1, y: 0, theta: 0, mapId: 'hall', deviationRange: 0.05, ...(three ? { localized: true } : { positionInitialized: true }) };
  const battery = { charging: false, ...(three ? { stateOfCharge: 80 } : { batteryCharge: 80 }) };
  return {
    ...specimenHeader(version), orderId: 'order-1', orderUpdateId: 0, lastNodeId: 'n0', lastNodeSequenceId: 0, driving: true, operatingMode: 'AUTOMATIC', errors: [],
    nodeStates: [{ nodeId: 'n1', sequenceId: 2, released: true }, { nodeId: 'n2', sequenceId: 4, released: false }], edgeStates: [{ edgeId: 'e0', sequenceId: 1, released: true }, { edgeId: 'e1', sequenceId: 3, released: false }],
    actionStates: [{ actionId: 'measure-1', actionType: 'measure', actionStatus: 'WAITING' }],
    ...(three
      ? { mobileRobotPosition: position, powerSupply: battery, instantActionStates: [], safetyState: { activeEmergencyStop: 'NONE', fieldViolation: false } }
      : { agvPosition: position, batteryState: battery, safetyState: { eStop: 'NONE', fieldViolation: false } }),
  };
}

/** Makes a factsheet with the least that each version demands. */
export function specimenFactsheet(version: RobotVersion): Message {
  if (version === '3.0') {
    return {
      ...specimenHeader(version),
      typeSpecification: { seriesName: 'Patrol', mobileRobotKinematics: 'DIFFERENTIAL', mobileRobotClass: 'CARRIER', maximumLoadMass: 20, localizationTypes: ['NATURAL'], navigationTypes: ['AUTONOMOUS'] },
      physicalParameters: { minimumSpeed: 0.05, maximumSpeed: 1.5, maximumAcceleration: 0.5, maximumDeceleration: 1, minimumHeight: 1.2, maximumHeight: 1.2, width: 0.6, length: 0.8 },
      protocolLimits: { maximumStringLengths: {}, maximumArrayLengths: { 'order.nodes': 100 }, timing: { minimumOrderInterval: 1, minimumStateInterval: 0.5 } },
      protocolFeatures: { optionalParameters: [], mobileRobotActions: [{ actionType: 'measure', actionScopes: ['NODE'], pauseAllowed: true, cancelAllowed: true }] }, mobileRobotGeometry: {}, loadSpecification: {},
    };
  }
  return {
    ...specimenHeader(version),
    typeSpecification: { seriesName: 'Patrol', agvKinematic: 'DIFF', agvClass: 'CARRIER', maxLoadMass: 20, localizationTypes: ['NATURAL'], navigationTypes: ['AUTONOMOUS'] },
    physicalParameters: { speedMin: 0.05, speedMax: 1.5, accelerationMax: 0.5, decelerationMax: 1, heightMin: 1.2, heightMax: 1.2, width: 0.6, length: 0.8 },
    protocolLimits: { maxStringLens: {}, maxArrayLens: {}, timing: { minOrderInterval: 1, minStateInterval: 0.5 } },
    protocolFeatures: { optionalParameters: [], agvActions: [{ actionType: 'measure', actionScopes: ['NODE'] }] }, agvGeometry: {}, loadSpecification: {},
  };
}
