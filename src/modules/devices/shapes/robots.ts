/** Is a version of VDA 5050 that a robot is pinned to. */
export type RobotVersion = '2.0' | '2.1' | '3.0';

/** Lists the versions. */
export const robotVersions: readonly RobotVersion[] = ['2.0', '2.1', '3.0'];

/** Is a message of VDA 5050, named by its topic. */
export type RobotMessageKind = 'order' | 'state' | 'instantActions' | 'connection' | 'factsheet' | 'visualization' | 'zoneSet' | 'responses';

/** Lists the messages; `zoneSet` and `responses` came with 3.0. */
export const robotMessageKinds: readonly RobotMessageKind[] = ['order', 'state', 'instantActions', 'connection', 'factsheet', 'visualization', 'zoneSet', 'responses'];

/** Tells which messages a version knows. */
export const messageKindsOf = (version: RobotVersion): readonly RobotMessageKind[] => (version === '3.0' ? robotMessageKinds : robotMessageKinds.slice(0, 6));

/** Is the header of every message. Unit: `timestamp` an instant, ISO 8601 in UTC. */
export interface RobotHeader {
  readonly headerId: number;
  readonly timestamp: string;
  readonly version: string;
  readonly manufacturer: string;
  readonly serialNumber: string;
}

/** Is a place on a map. Unit: metres and radians. */
export interface RobotPosition {
  readonly x: number;
  readonly y: number;
  readonly theta: number | null;
  readonly mapId: string;
}

/** Is how an action may run beside driving and others; SINGLE came with 3.0. */
export type BlockingType = 'NONE' | 'SOFT' | 'SINGLE' | 'HARD';

/** Is one action of an order or an instant action, free of a version. */
export interface RobotAction {
  readonly actionId: string;
  readonly actionType: string;
  readonly blockingType: BlockingType;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Is one node of an order: even sequence numbers. */
export interface RobotNode {
  readonly nodeId: string;
  readonly sequenceId: number;
  readonly released: boolean;
  readonly position: RobotPosition | null;
  readonly actions: readonly RobotAction[];
}

/** Is one edge of an order: odd sequence numbers. Unit: metres per second. */
export interface RobotEdge {
  readonly edgeId: string;
  readonly sequenceId: number;
  readonly released: boolean;
  readonly startNodeId: string;
  readonly endNodeId: string;
  readonly maximumSpeed: number | null;
  readonly actions: readonly RobotAction[];
}

/** Is an order, free of a version. */
export interface RobotOrder {
  readonly orderId: string;
  readonly orderUpdateId: number;
  readonly nodes: readonly RobotNode[];
  readonly edges: readonly RobotEdge[];
}

/** Is the state of an action; RETRIABLE came with 3.0. */
export type ActionStatus = 'WAITING' | 'INITIALIZING' | 'RUNNING' | 'PAUSED' | 'RETRIABLE' | 'FINISHED' | 'FAILED';

/** Is the level of an error. 2.x knows WARNING and FATAL; URGENT and CRITICAL came with 3.0. */
export type ErrorLevel = 'WARNING' | 'URGENT' | 'CRITICAL' | 'FATAL';

/** Is what an error lets a robot still do. Source: VDA 5050 3.0, state.errors. */
export const errorMeaning: Readonly<Record<ErrorLevel, { readonly continuesOrder: boolean; readonly takesNewOrder: boolean; readonly attention: 'none' | 'immediate' | 'intervention' }>> = {
  WARNING: { continuesOrder: true, takesNewOrder: true, attention: 'none' },
  URGENT: { continuesOrder: true, takesNewOrder: true, attention: 'immediate' },
  CRITICAL: { continuesOrder: false, takesNewOrder: true, attention: 'immediate' },
  FATAL: { continuesOrder: false, takesNewOrder: false, attention: 'intervention' },
};

/** Is one error that a robot reports. */
export interface RobotError {
  readonly errorType: string;
  readonly errorLevel: ErrorLevel;
  readonly description: string;
  readonly references: Readonly<Record<string, string>>;
}

/** Is the emergency stop. AUTOACK was dropped by 3.0. */
export type EmergencyStop = 'AUTOACK' | 'MANUAL' | 'REMOTE' | 'NONE';

/** Is what a state says, free of a version. Unit: per cent, metres. */
export interface RobotState {
  readonly header: RobotHeader;
  readonly orderId: string;
  readonly orderUpdateId: number;
  readonly lastNodeId: string;
  readonly lastNodeSequenceId: number;
  readonly driving: boolean;
  readonly paused: boolean;
  readonly newBaseRequest: boolean;
  readonly operatingMode: string;
  readonly position: (RobotPosition & { readonly localized: boolean; readonly deviationRange: number | null }) | null;
  readonly battery: { readonly charge: number; readonly charging: boolean };
  readonly nodes: readonly { readonly nodeId: string; readonly sequenceId: number; readonly released: boolean }[];
  readonly edges: readonly { readonly edgeId: string; readonly sequenceId: number; readonly released: boolean }[];
  readonly actions: readonly { readonly actionId: string; readonly actionType: string; readonly status: ActionStatus; readonly result: string; readonly instant: boolean }[];
  readonly errors: readonly RobotError[];
  readonly emergencyStop: EmergencyStop;
  readonly fieldViolation: boolean;
  /** The sets of zones that the robot has (3.0). */
  readonly zoneSets: readonly { readonly zoneSetId: string; readonly mapId: string; readonly enabled: boolean }[];
  /** What the robot asks for (3.0): access to a zone, a new path, a corridor. Shape: `zone` is SET/ZONE. */
  readonly requests: readonly { readonly requestId: string; readonly requestType: string; readonly zone: string; readonly status: string }[];
}

/** Is the state of a robot's connection; 2.x writes CONNECTIONBROKEN, HIBERNATING came with 3.0. */
export type ConnectionState = 'ONLINE' | 'OFFLINE' | 'HIBERNATING' | 'CONNECTION_BROKEN';

/** Is one robot as the fleet knows it, pinned to a version. */
export interface RobotIdentity {
  readonly manufacturer: string;
  readonly serialNumber: string;
  readonly version: RobotVersion;
}
