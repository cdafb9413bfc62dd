import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { type Say, StartProblem } from '../src/kernel/start-problem.ts';
import type { DeviceSettings } from '../src/server/devices.ts';
import { proxyList } from '../src/server/devices/certificates.ts';
import { tlsOptions } from '../src/server/devices/tls.ts';
import { isFree } from './free-port.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads how devices reach this server: a broker by its address, else the small one on the first free port from 1883; folders for files; MLLP; and TLS where there is a certificate for it.
 * Shape: nothing is listened to where TONGGUAN_DEVICES is `none`. Refuses: StartProblem with the setting that is wrong.
 */
export async function deviceSettings(root: string, environment: Environment, host: string, say: Say): Promise<DeviceSettings> {
  const given = (name: string): string | undefined => environment[name] || undefined;
  const portOf = (name: string): number | undefined => {
    const text = given(name);
    if (text !== undefined && !(/^\d+$/.test(text) && Number(text) < 65_536)) throw new StartProblem(`${name} is "${text}", which is not a port.`);
    return text === undefined ? undefined : Number(text);
  };
  const pem = async (name: string): Promise<string | undefined> => {
    const path = given(name);
    return path === undefined ? undefined : readFile(resolve(root, path), 'utf8').catch((error: Error) => { throw new StartProblem(`${name} cannot be read: ${error.message}`); });
  };
  const proxies = proxiesOf(given('TONGGUAN_DEVICE_PROXY'));
  if (given('TONGGUAN_DEVICES') === 'none') return { proxies };
  const firstFree = async (from: number, what: string): Promise<number | undefined> => {
    for (let port = from; port < from + 100; port += 1) {
      if (!(await isFree(port, host))) continue;
      if (port !== from) say(`Port ${from} is taken; ${what} on ${port}.`);
      return port;
    }
    return undefined;
  };
  const [certificate, key, authority] = await Promise.all([pem('TONGGUAN_DEVICE_TLS_CERT'), pem('TONGGUAN_DEVICE_TLS_KEY'), pem('TONGGUAN_DEVICE_CA')]);
  if ((certificate === undefined) !== (key === undefined)) throw new StartProblem('TONGGUAN_DEVICE_TLS_CERT and TONGGUAN_DEVICE_TLS_KEY belong together; one of them is missing.');
  const tls = certificate === undefined || key === undefined ? undefined : { certificate, key, ...(authority === undefined ? {} : { authority }) };
  if (tls !== undefined) {
    try {
      createSecureContext(tlsOptions(tls));
    } catch (error) {
      throw new StartProblem(`TONGGUAN_DEVICE_TLS_CERT, TONGGUAN_DEVICE_TLS_KEY and TONGGUAN_DEVICE_CA do not fit each other or are not PEM: ${(error as Error).message}`);
    }
  }
  const mllpPort = portOf('TONGGUAN_MLLP_PORT');
  const asked = { https: portOf('TONGGUAN_DEVICE_HTTPS_PORT'), mqtts: portOf('TONGGUAN_MQTT_TLS_PORT'), mllps: portOf('TONGGUAN_MLLP_TLS_PORT') };
  const listening: DeviceSettings = {
    dropDirectory: resolve(root, given('TONGGUAN_DROP') ?? join(given('TONGGUAN_DATA') ?? 'data', 'drop')), ...(proxies === undefined ? {} : { proxies }),
    ...(mllpPort === undefined ? {} : { mllpPort, mllpHost: given('TONGGUAN_MLLP_HOST') ?? host }),
    ...(tls === undefined ? {} : { tls, tlsHost: given('TONGGUAN_DEVICE_TLS_HOST') ?? host, httpsPort: asked.https ?? await firstFree(8843, 'devices speak HTTPS'), mllpTlsPort: asked.mllps }),
  };
  const mqttUrl = given('TONGGUAN_MQTT_URL');
  if (mqttUrl !== undefined) {
    const line = { authority: await pem('TONGGUAN_MQTT_CA'), certificate: await pem('TONGGUAN_MQTT_CERT'), key: await pem('TONGGUAN_MQTT_KEY') };
    return { mqttUrl, ...listening, mqttUserName: given('TONGGUAN_MQTT_USER'), mqttPassword: given('TONGGUAN_MQTT_PASSWORD'), mqttTls: line };
  }
  const brokerPort = await firstFree(1883, 'devices speak MQTT');
  // Where devices speak TLS to it, the line without stays on this machine if that is wished.
  const brokerHost = tls !== undefined && given('TONGGUAN_MQTT_PLAIN') === 'local' ? '127.0.0.1' : host;
  return brokerPort === undefined ? listening : { brokerPort, brokerHost, ...listening, ...(tls === undefined ? {} : { mqttTlsPort: asked.mqtts ?? await firstFree(8883, 'devices speak MQTT over TLS') }) };
}

function proxiesOf(text: string | undefined): DeviceSettings['proxies'] {
  try {
    return text === undefined ? undefined : proxyList(text);
  } catch (error) {
    throw new StartProblem(`TONGGUAN_DEVICE_PROXY: ${(error as Error).message}`);
  }
}
