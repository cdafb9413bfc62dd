import type { RobotHeader, RobotIdentity } from '../shapes/robots.ts';

/** Writes the factsheet of the virtual robot: a small patrol robot with a detector. Unit: metres, metres per second, seconds. */
export function writeFactsheet({ version }: RobotIdentity, header: RobotHeader, speed: number, supportedZones: readonly string[]): Readonly<Record<string, unknown>> {
  if (version === '3.0') {
    return {
      ...header,
      typeSpecification: { seriesName: 'Virtual patrol', mobileRobotKinematics: 'DIFFERENTIAL', mobileRobotClass: 'CARRIER', maximumLoadMass: 20, localizationTypes: ['NATURAL'], navigationTypes: ['AUTONOMOUS'], ...(supportedZones.length === 0 ? {} : { supportedZones: [...supportedZones] }) },
      physicalParameters: { minimumSpeed: 0.05, maximumSpeed: speed, maximumAcceleration: 0.5, maximumDeceleration: 1, minimumHeight: 1.2, maximumHeight: 1.2, width: 0.6, length: 0.8 },
      protocolLimits: { maximumStringLengths: {}, maximumArrayLengths: {}, timing: { minimumOrderInterval: 1, minimumStateInterval: 0.1, defaultStateInterval: 30 } },
      protocolFeatures: { optionalParameters: [], mobileRobotActions: [{ actionType: 'measure', actionScopes: ['NODE'], pauseAllowed: true, cancelAllowed: true, actionParameters: [{ key: 'seconds', valueDataType: 'NUMBER', isOptional: true }] }] },
      mobileRobotGeometry: {}, loadSpecification: {},
    };
  }
  return {
    ...header,
    typeSpecification: { seriesName: 'Virtual patrol', agvKinematic: 'DIFF', agvClass: 'CARRIER', maxLoadMass: 20, localizationTypes: ['NATURAL'], navigationTypes: ['AUTONOMOUS'] },
    physicalParameters: { speedMin: 0.05, speedMax: speed, accelerationMax: 0.5, decelerationMax: 1, heightMin: 1.2, heightMax: 1.2, width: 0.6, length: 0.8 },
    protocolLimits: { maxStringLens: {}, maxArrayLens: {}, timing: { minOrderInterval: 1, minStateInterval: 0.1, defaultStateInterval: 30 } },
    protocolFeatures: { optionalParameters: [], agvActions: [{ actionType: 'measure', actionScopes: ['NODE'], actionParameters: [{ key: 'seconds', valueDataType: 'NUMBER', isOptional: true }] }] },
    agvGeometry: {}, loadSpecification: {},
  };
}
