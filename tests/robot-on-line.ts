import { connect } from 'mqtt';
import type { IClientOptions, MqttClient } from 'mqtt';
import { topicOf } from '../src/modules/devices/rules/robots/writing.ts';
import type { Published } from '../src/modules/devices/rules/robots/writing.ts';
import type { RobotVersion } from '../src/modules/devices/shapes/robots.ts';
import { VirtualRobot } from '../src/modules/devices/simulators/robot.ts';
import type { RobotFault, VirtualRobotParts } from '../src/modules/devices/simulators/robot.ts';
import type { ZoneType } from '../src/modules/devices/shapes/zones.ts';
import type { TestDevice } from './devices-port.ts';

/** Carries a virtual robot over a real line: it publishes what the robot says and hears the control on its own topics. */
export class RobotOnLine {
  readonly robot: VirtualRobot;
  /** Identifiers of the orders that reached it, in order. */
  readonly orders: string[] = [];
  #client: MqttClient;
  readonly #timer: NodeJS.Timeout;

  constructor(url: string, readonly device: TestDevice, readonly version: RobotVersion, serialNumber: string, more: Partial<VirtualRobotParts> = {}, line: IClientOptions = {}) {
    const identity = { manufacturer: 'Invented Instruments', serialNumber, version };
    this.robot = new VirtualRobot({ identity, seed: 7, start: { x: 0, y: 0, theta: 0, mapId: 'port', nodeId: 'n0' }, speed: 4, stateInterval: 400, visualizationInterval: 300, ...more });
    const will = this.robot.connection('CONNECTION_BROKEN', Date.now());
    this.#client = connect(url, { protocolVersion: 4, clean: true, username: device.deviceId, password: device.key, reconnectPeriod: 200, reconnectOnConnackError: true, queueQoSZero: false, ...line, will: { topic: will.topic, payload: Buffer.from(JSON.stringify(will.message)), qos: 1, retain: true } });
    this.#client.on('error', () => undefined);
    this.#client.on('connect', () => this.#client.subscribe([topicOf(identity, 'order'), topicOf(identity, 'instantActions'), ...(version === '3.0' ? [topicOf(identity, 'zoneSet'), topicOf(identity, 'responses')] : [])], () => {
      this.#say([...this.robot.advance(Date.now()), this.robot.connection('ONLINE', Date.now())]);
    }));
    this.#client.on('message', (_topic, payload) => {
      const message = JSON.parse(payload.toString()) as { orderId?: string };
      if (message.orderId !== undefined) this.orders.push(message.orderId);
      this.#say(this.robot.receive(message, Date.now()));
    });
    this.#timer = setInterval(() => this.#say(this.robot.advance(Date.now())), 50);
  }

  #say(messages: readonly Published[]): void {
    if (!this.#client.connected) return;
    for (const { topic, message, qos, retain } of messages) this.#client.publish(topic, JSON.stringify(message), { qos, retain });
  }

  inject(fault: RobotFault): void {
    this.#say(this.robot.inject(fault, Date.now()));
  }

  /** Sends a factsheet that names other kinds of zones than before. */
  sayFactsheet(supportedZones: readonly ZoneType[]): void {
    this.#say([this.robot.factsheet(Date.now(), supportedZones)]);
  }

  /** Says that it is stopped in a state that keeps no schema. */
  sayStoppedBadly(): void {
    const { identity } = this.robot;
    const header = { headerId: 9000, timestamp: new Date().toISOString(), version: `${identity.version}.0`, manufacturer: identity.manufacturer, serialNumber: identity.serialNumber };
    this.#client.publish(topicOf(identity, 'state'), JSON.stringify({ ...header, nodeStates: 'none', safetyState: { [identity.version === '3.0' ? 'activeEmergencyStop' : 'eStop']: 'REMOTE', fieldViolation: false } }));
  }

  /** Leaves without a word, so that the broker tells its last will. */
  breakOff(): void {
    this.#client.options.reconnectPeriod = 0;
    this.#client.stream.destroy();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#client.endAsync(true);
  }
}
