import type { RobotVersion } from '../../shapes/robots.ts';
import { count, flag, fromZero, header, integer, listOf, number, object, oneOf, optional, percent, text } from './schema-parts.ts';
import type { Schema } from './schema-parts.ts';

const listLengths = [
  'order.nodes', 'order.edges', 'node.actions', 'edge.actions', 'actions.actionsParameters', 'instantActions', 'trajectory.knotVector', 'trajectory.controlPoints', 'zoneSet.zones', 'state.nodeStates', 'state.edgeStates',
  'state.loads', 'state.actionStates', 'state.instantActionStates', 'state.zoneActionStates', 'state.errors', 'state.information', 'error.errorReferences', 'information.infoReferences',
];

const point = object({ x: number, y: number });
const box = { boundingBoxReference: object({ x: number, y: number, z: number }, { theta: number }), loadDimensions: object({ length: number, width: number }, { height: number }) };
const named = (names: readonly string[], schema: Schema): Readonly<Record<string, Schema>> => Object.fromEntries(names.map((name) => [name, schema]));

function wheels(three: boolean): Schema {
  const place = object({ x: number, y: number }, { theta: number });
  const size = three ? fromZero : number;
  return listOf(object(
    { type: three ? text : oneOf('DRIVE', 'CASTER', 'FIXED', 'MECANUM'), isActiveDriven: flag, isActiveSteered: flag, position: place, diameter: size, width: size },
    { centerDisplacement: number, constraints: text },
  ));
}

function actionsOf(three: boolean): Schema {
  const types = ['BOOL', 'NUMBER', 'INTEGER', ...(three ? [] : ['FLOAT']), 'STRING', 'OBJECT', 'ARRAY'];
  const parameter = object({ key: text, valueDataType: oneOf(...types) }, { description: text, isOptional: flag });
  const scopes = listOf(oneOf('INSTANT', 'NODE', 'EDGE', ...(three ? ['ZONE'] : [])));
  // The tables of 3.0 give pauseAllowed and cancelAllowed as booleans, its schema as texts: both are taken.
  const either: Schema = { type: ['boolean', 'string'] };
  return listOf(object(
    { actionType: text, actionScopes: scopes, ...(three ? { pauseAllowed: either, cancelAllowed: either } : {}) },
    { actionDescription: text, actionParameters: listOf(parameter), [three ? 'actionResult' : 'resultDescription']: text, blockingTypes: listOf(oneOf('NONE', 'SOFT', ...(three ? ['SINGLE'] : []), 'HARD')) },
  ));
}

const features = (three: boolean): Schema => object({
  optionalParameters: listOf(object({ parameter: text, support: oneOf('SUPPORTED', 'REQUIRED') }, { description: text })),
  [three ? 'mobileRobotActions' : 'agvActions']: actionsOf(three),
});

const loadNames3 = ['maximumWeight', 'minimumLoadhandlingHeight', 'maximumLoadhandlingHeight', 'minimumLoadhandlingDepth', 'maximumLoadhandlingDepth', 'minimumLoadhandlingTilt', 'maximumLoadhandlingTilt', 'maximumSpeed', 'maximumAcceleration', 'maximumDeceleration', 'pickTime', 'dropTime'];
const loadNames2 = ['maxWeight', 'minLoadhandlingHeight', 'maxLoadhandlingHeight', 'minLoadhandlingDepth', 'maxLoadhandlingDepth', 'minLoadhandlingTilt', 'maxLoadhandlingTilt', 'agvSpeedLimit', 'agvAccelerationLimit', 'agvDecelerationLimit', 'pickTime', 'dropTime'];

const loads = (names: readonly string[]): Schema => optional({ loadPositions: listOf(text), loadSets: listOf(object({ setName: text, loadType: text }, { loadPositions: listOf(text), ...box, ...named(names, number), description: text })) });

const battery = ['criticalLowChargingLevel', 'minimumDesiredChargingLevel', 'maximumDesiredChargingLevel'];

function configuration(charging: Readonly<Record<string, Schema>>): Schema {
  return optional({
    versions: listOf(object({ key: text, value: text })),
    network: optional({ dnsServers: listOf(text), ntpServers: listOf(text), localIpAddress: text, netmask: text, defaultGateway: text }),
    ...charging,
  });
}

function factsheet3(): Schema {
  const typeSpecification = {
    ...object(
      { seriesName: text, mobileRobotClass: text, maximumLoadMass: fromZero, localizationTypes: listOf(text), navigationTypes: listOf(text) },
      {
        seriesDescription: text, mobileRobotKinematics: text,
        supportedZones: listOf(oneOf('BLOCKED', 'LINE_GUIDED', 'RELEASE', 'COORDINATED_REPLANNING', 'SPEED_LIMIT', 'ACTION', 'PRIORITY', 'PENALTY', 'DIRECTED', 'BIDIRECTED')),
      },
    ),
    // The schema of 3.0.0 demands a field "mobileRobotKinematic" that its own table calls "mobileRobotKinematics": either is taken.
    anyOf: [{ required: ['mobileRobotKinematics'] }, { required: ['mobileRobotKinematic'] }],
  };
  const physicalParameters = object(
    { ...named(['minimumSpeed', 'maximumSpeed', 'maximumAcceleration'], fromZero), ...named(['maximumDeceleration', 'minimumHeight', 'maximumHeight', 'width', 'length'], number) },
    named(['minimumAngularSpeed', 'maximumAngularSpeed'], fromZero),
  );
  const protocolLimits = object({
    maximumStringLengths: optional({ ...named(['maximumMessageLength', 'maximumTopicSerialLength', 'maximumTopicElementLength', 'maximumIdLength', 'maximumLoadIdLength'], count), idNumericalOnly: flag }),
    maximumArrayLengths: optional(named(listLengths, count)),
    timing: object({ minimumOrderInterval: fromZero, minimumStateInterval: fromZero }, { defaultStateInterval: fromZero, visualizationInterval: fromZero }),
  });
  const mobileRobotGeometry = optional({
    wheelDefinitions: wheels(true),
    envelopes2d: listOf(object({ envelope2dId: text, vertices: listOf(point) }, { description: text })),
    envelopes3d: listOf(object({ envelope3dId: text, format: text }, { data: { type: 'object' }, url: text, description: text })),
  });
  return object(
    { ...header, typeSpecification, physicalParameters, protocolLimits, protocolFeatures: features(true), mobileRobotGeometry, loadSpecification: loads(loadNames3) },
    { mobileRobotConfiguration: configuration({ batteryCharging: optional({ ...named(battery, percent), minimumChargingTime: fromZero }) }) },
  );
}

function factsheet2(version: RobotVersion): Schema {
  const typeSpecification = object(
    {
      seriesName: text, agvKinematic: oneOf('DIFF', 'OMNI', 'THREEWHEEL'), agvClass: oneOf('FORKLIFT', 'CONVEYOR', 'TUGGER', 'CARRIER'), maxLoadMass: fromZero,
      localizationTypes: listOf(oneOf('NATURAL', 'REFLECTOR', 'RFID', 'DMC', 'SPOT', 'GRID')),
      // The schema of 2.0 misspells the first of these.
      navigationTypes: listOf(oneOf('PHYSICAL_LINE_GUIDED', 'PHYSICAL_LINDE_GUIDED', 'VIRTUAL_LINE_GUIDED', 'AUTONOMOUS')),
    },
    { seriesDescription: text },
  );
  const physicalParameters = object(named(['speedMin', 'speedMax', 'accelerationMax', 'decelerationMax', 'heightMin', 'heightMax', 'width', 'length'], number), named(['angularSpeedMin', 'angularSpeedMax'], number));
  const protocolLimits = object({
    maxStringLens: optional({ ...named(['msgLen', 'topicSerialLen', 'topicElemLen', 'idLen', 'enumLen', 'loadIdLen'], integer), idNumericalOnly: flag }),
    maxArrayLens: optional(named(listLengths, integer)),
    timing: object({ minOrderInterval: number, minStateInterval: number }, { defaultStateInterval: number, visualizationInterval: number }),
  });
  const agvGeometry = optional({
    wheelDefinitions: wheels(false),
    envelopes2d: listOf(object({ set: text, polygonPoints: listOf(point) }, { description: text })),
    envelopes3d: listOf(object({ set: text, format: text }, { data: { type: 'object' }, url: text, description: { type: ['string', 'integer'] } })),
  });
  return object(
    { ...header, typeSpecification, physicalParameters, protocolLimits, protocolFeatures: features(false), agvGeometry, loadSpecification: loads(loadNames2) },
    version === '2.1' ? { vehicleConfig: configuration({}) } : { localizationParameters: { type: ['object', 'array'] } },
  );
}

/** Makes the schema of the factsheet in a version. Source: VDA 5050, chapter "factsheet". */
export const factsheetOf = (version: RobotVersion): Schema => (version === '3.0' ? factsheet3() : factsheet2(version));
