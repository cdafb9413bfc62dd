import type { RobotMessageKind, RobotVersion } from '../../shapes/robots.ts';
import { factsheetOf } from './factsheet-schema.ts';
import { actionOf, angle, count, flag, fromZero, header, instant, integer, listOf, number, object, oneOf, optional, percent, share, text, trajectoryOf } from './schema-parts.ts';
import type { Schema } from './schema-parts.ts';

// The tables of fields of VDA 5050 (chapter "Message specification" of VDA5050_EN.md 2.0.0, 2.1.0 and 3.0.0) as JSON schemas; see decision 0029.

const isThree = (version: RobotVersion): boolean => version === '3.0';

function orderOf(version: RobotVersion): Schema {
  const three = isThree(version);
  const deviation = three ? object({ a: fromZero, b: fromZero, theta: { type: 'number', minimum: -1.570796327, maximum: 1.570796327 } }) : fromZero;
  const nodePosition = object(
    { x: number, y: number, mapId: text },
    { theta: angle, allowedDeviationXY: deviation, allowedDeviationTheta: { type: 'number', minimum: 0, maximum: 3.141592654 }, ...(three ? {} : { mapDescription: text }) },
  );
  const node = object({ nodeId: text, sequenceId: count, released: flag, actions: listOf(actionOf(three)) }, { [three ? 'nodeDescriptor' : 'nodeDescription']: text, nodePosition });
  const corridor = object(
    { leftWidth: fromZero, rightWidth: fromZero },
    three ? { corridorReferencePoint: oneOf('KINEMATIC_CENTER', 'CONTOUR'), releaseRequired: flag, releaseLossBehavior: oneOf('STOP', 'RETURN') } : { corridorRefPoint: oneOf('KINEMATICCENTER', 'CONTOUR') },
  );
  const ends = { startNodeId: text, endNodeId: text };
  const edge = object(
    { edgeId: text, sequenceId: count, released: flag, ...(three ? {} : ends), actions: listOf(actionOf(three)) },
    {
      orientation: angle, orientationType: text, direction: text, maxRotationSpeed: number, length: number, trajectory: trajectoryOf(version),
      ...(three
        ? { edgeDescriptor: text, maximumSpeed: number, maximumMobileRobotHeight: number, minimumLoadHandlingDeviceHeight: number, reachOrientationBeforeEntering: flag }
        : { edgeDescription: text, maxSpeed: number, maxHeight: number, minHeight: number, rotationAllowed: flag }),
      ...(version === '2.0' ? {} : { corridor }),
    },
  );
  return object({ ...header, orderId: text, orderUpdateId: count, nodes: listOf(node), edges: listOf(edge) }, three ? { orderDescription: text } : { zoneSetId: text });
}

const positionOf = (three: boolean): Schema => object(
  { x: number, y: number, theta: three ? angle : number, mapId: text, [three ? 'localized' : 'positionInitialized']: flag },
  { mapDescription: text, localizationScore: share, deviationRange: three ? fromZero : number },
);

const velocity = optional({ vx: number, vy: number, omega: number });

const pathsOf = (version: RobotVersion): Readonly<Record<string, Schema>> => ({
  plannedPath: object({ trajectory: trajectoryOf(version) }, { traversedNodes: listOf(text) }),
  intermediatePath: object({ polyline: listOf(object({ x: number, y: number, eta: text }, { theta: angle })) }),
});

function stateOf(version: RobotVersion): Schema {
  const three = isThree(version);
  const described = (name: string): string => `${name}${three ? 'Descriptor' : 'Description'}`;
  const nodePosition = object({ x: number, y: number, mapId: text }, { theta: three ? angle : number });
  const node = object({ nodeId: text, sequenceId: integer, released: flag }, { [described('node')]: text, nodePosition });
  const edge = object({ edgeId: text, sequenceId: integer, released: flag }, { [described('edge')]: text, trajectory: trajectoryOf(version) });
  const statuses = ['WAITING', 'INITIALIZING', 'RUNNING', 'PAUSED', ...(three ? ['RETRIABLE'] : []), 'FINISHED', 'FAILED'];
  const action = object({ actionId: text, actionStatus: oneOf(...statuses) }, { actionType: text, [described('action')]: text, [three ? 'actionResult' : 'resultDescription']: text });
  const load = optional({
    loadId: text, loadType: text, loadPosition: text, weight: fromZero,
    boundingBoxReference: object({ x: number, y: number, z: number }, { theta: number }),
    loadDimensions: object({ length: three ? fromZero : number, width: three ? fromZero : number }, { height: three ? fromZero : number }),
  });
  const reference = object({ referenceKey: text, referenceValue: text });
  const translations = listOf(object({ translationKey: text, translationValue: text }));
  const error = object(
    { errorType: text, errorLevel: three ? oneOf('WARNING', 'URGENT', 'CRITICAL', 'FATAL') : oneOf('WARNING', 'FATAL') },
    { errorReferences: listOf(reference), errorDescription: text, errorHint: text, ...(three ? { errorDescriptionTranslations: translations, errorHintTranslations: translations } : {}) },
  );
  const info = object({ infoType: text, infoLevel: oneOf('INFO', 'DEBUG') }, { infoReferences: listOf(reference), [described('info')]: text });
  const map = object({ mapId: text, mapVersion: text, mapStatus: oneOf('ENABLED', 'DISABLED') }, { [described('map')]: text });
  const battery = { batteryVoltage: number, batteryCurrent: number, batteryHealth: percent };
  const requests = object(
    { requestId: text, requestType: oneOf('ACCESS', 'REPLANNING'), zoneId: text, zoneSetId: text, requestStatus: oneOf('REQUESTED', 'GRANTED', 'REVOKED', 'EXPIRED') },
    { trajectory: trajectoryOf('3.0') },
  );
  const edgeRequests = object({ requestId: text, requestType: oneOf('CORRIDOR'), edgeId: text, sequenceId: integer, requestStatus: oneOf('REQUESTED', 'GRANTED', 'REVOKED', 'EXPIRED') });
  const basic = {
    ...header, orderId: text, orderUpdateId: integer, lastNodeId: text, lastNodeSequenceId: integer, nodeStates: listOf(node), edgeStates: listOf(edge), driving: flag, actionStates: listOf(action), errors: listOf(error),
  };
  const more = { velocity, loads: listOf(load), paused: flag, newBaseRequest: flag, distanceSinceLastNode: number, information: listOf(info) };
  if (!three) {
    return object(
      {
        ...basic, batteryState: object({ batteryCharge: number, charging: flag }, { ...battery, reach: fromZero }), operatingMode: oneOf('AUTOMATIC', 'SEMIAUTOMATIC', 'MANUAL', 'SERVICE', 'TEACHIN'),
        safetyState: object({ eStop: oneOf('AUTOACK', 'MANUAL', 'REMOTE', 'NONE'), fieldViolation: flag }),
      },
      { ...more, zoneSetId: text, agvPosition: positionOf(false), ...(version === '2.1' ? { maps: listOf(map) } : {}) },
    );
  }
  return object(
    {
      ...basic, instantActionStates: listOf(action), powerSupply: object({ stateOfCharge: percent, charging: flag }, { ...battery, range: fromZero }),
      operatingMode: oneOf('STARTUP', 'AUTOMATIC', 'SEMIAUTOMATIC', 'INTERVENED', 'MANUAL', 'SERVICE', 'TEACH_IN'),
      safetyState: object({ activeEmergencyStop: oneOf('MANUAL', 'REMOTE', 'NONE'), fieldViolation: flag }),
    },
    {
      ...more, ...pathsOf(version), mobileRobotPosition: positionOf(true), maps: listOf(map), zoneSets: listOf(object({ zoneSetId: text, mapId: text, zoneSetStatus: oneOf('ENABLED', 'DISABLED') })),
      zoneRequests: listOf(requests), edgeRequests: listOf(edgeRequests), zoneActionStates: listOf(action),
    },
  );
}

/** Makes the visualization: 2.x leaves every field free, the header too. */
function visualizationOf(version: RobotVersion): Schema {
  if (!isThree(version)) return optional({ ...header, agvPosition: positionOf(false), velocity });
  return object({ ...header, referenceStateHeaderId: integer }, { ...pathsOf(version), mobileRobotPosition: positionOf(true), velocity });
}

function zoneSet(): Schema {
  const types = ['BLOCKED', 'LINE_GUIDED', 'RELEASE', 'COORDINATED_REPLANNING', 'SPEED_LIMIT', 'ACTION', 'PRIORITY', 'PENALTY', 'DIRECTED', 'BIDIRECTED'];
  const actions = listOf(actionOf(true, { zone: true }));
  // oxlint-disable-next-line unicorn/no-thenable -- "then" is a word of JSON schema.
  const when = (type: string, then: Schema): Schema => ({ if: { properties: { zoneType: { const: type } }, required: ['zoneType'] }, then });
  const zone = {
    ...object({ zoneId: text, zoneType: oneOf(...types), vertices: listOf(object({ x: number, y: number }), { minItems: 3 }) }, { zoneDescriptor: text }),
    allOf: [
      when('SPEED_LIMIT', object({ maximumSpeed: number })),
      when('ACTION', object({ entryActions: actions, duringActions: actions, exitActions: actions })),
      when('PRIORITY', object({ priorityFactor: share })),
      when('PENALTY', object({ penaltyFactor: share })),
      when('DIRECTED', object({ direction: number, limitation: oneOf('SOFT', 'RESTRICTED', 'STRICT') })),
      when('BIDIRECTED', object({ direction: number, limitation: oneOf('SOFT', 'RESTRICTED') })),
    ],
  };
  return object({ ...header, zoneSet: object({ mapId: text, zoneSetId: text, zones: listOf(zone) }, { zoneSetDescriptor: text }) });
}

const makers: Readonly<Record<RobotMessageKind, (version: RobotVersion) => Schema>> = {
  order: orderOf,
  state: stateOf,
  instantActions: (version) => object({ ...header, actions: listOf(actionOf(isThree(version), { instant: true })) }),
  connection: (version) => object({ ...header, connectionState: isThree(version) ? oneOf('ONLINE', 'OFFLINE', 'HIBERNATING', 'CONNECTION_BROKEN') : oneOf('ONLINE', 'OFFLINE', 'CONNECTIONBROKEN') }),
  factsheet: factsheetOf,
  visualization: visualizationOf,
  zoneSet,
  responses: () => object({ ...header, responses: listOf(object({ requestId: text, grantType: oneOf('GRANTED', 'QUEUED', 'REVOKED', 'REJECTED') }, { leaseExpiry: instant })) }),
};

/** Makes the JSON schema of a message in a version. Source: VDA 5050, the tables of fields of that version. */
export const schemaOf = (kind: RobotMessageKind, version: RobotVersion): Schema => makers[kind](version);
