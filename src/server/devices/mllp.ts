import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { uuidv7 } from '../../kernel/ids.ts';
import { approvedDevices } from '../../modules/devices/identity.ts';
import type { DeviceIdentity } from '../../modules/devices/identity.ts';
import { acknowledgeOru } from '../../modules/devices/formats/hl7/acknowledge.ts';
import { frameMllp, MllpDecoder } from '../../modules/devices/formats/hl7/mllp.ts';
import { readOruBytes } from '../../modules/devices/formats/hl7/oru.ts';
import type { OpenHouse } from '../start.ts';
import { CertificateKnower } from './certificates.ts';
import type { DeviceGateway } from './gateway.ts';
import { listen, shownOn, tlsOptions } from './tls.ts';
import type { DeviceTls } from './tls.ts';

const mostConnections = 64;
const idleMilliseconds = 15 * 60_000;

/** Is the listener for laboratories. */
export interface MllpListener { readonly port: number; stop(): Promise<void> }

/**
 * Listens for HL7 v2 over MLLP. Who sends is told by MSH-3 and MSH-4: they are the setting `mllpSender` of an approved analyser, `APPLICATION@FACILITY`. A line without TLS has no key, so it listens on
 * this machine or behind the laboratory's own tunnel; over TLS the certificate says at every message which analyser it is, and MSH must say the same. The ACK goes out after the commit: AA taken, AE results in it are wrong, AR refused, with the place.
 */
export async function startMllp(options: { port: number; host: string; tls?: DeviceTls | undefined; open: Pick<OpenHouse, 'pool' | 'house' | 'book' | 'registry'>; gateway: DeviceGateway; say(message: string): void }): Promise<MllpListener> {
  const { open, gateway } = options;
  const sockets = new Set<Socket>();
  const knower = new CertificateKnower(open);

  const senderOf = async (sender: string): Promise<DeviceIdentity | undefined> => {
    for (const { event_id: eventId } of open.book.all()) {
      const found = (await approvedDevices(open.pool, eventId, open.house.now(eventId))).find((device) => device.kind === 'nucleicAcidAnalyser' && device.settings['mllpSender'] === sender);
      if (found !== undefined) return found;
    }
    return undefined;
  };

  const answer = async (bytes: Uint8Array, socket: Socket): Promise<string> => {
    const read = readOruBytes(bytes);
    const parts = { at: new Date().toISOString(), controlId: uuidv7(), application: 'TONGGUAN', facility: '' };
    if (read.refused !== undefined || read.header === undefined) return acknowledgeOru(read, parts);
    const { sender, controlId } = read.header;
    const device = await senderOf(sender);
    if (options.tls !== undefined) {
      const shown = shownOn(socket, options.tls.authority !== undefined);
      const holder = shown === undefined ? undefined : await knower.identify(shown, { by: 'mllp', claimed: device?.deviceId });
      if (holder === undefined) return acknowledgeOru({ ...read, refused: { code: 'certificate-unknown', reason: 'The line shows no certificate that an approved analyser has', error: '207', place: ['MSH', 1, 3] } }, parts);
      if (holder.deviceId !== device?.deviceId) return acknowledgeOru({ ...read, refused: { code: 'sender-not-yours', reason: `The certificate of this line belongs to another analyser than mllpSender ${sender}`, error: '207', place: ['MSH', 1, 3] } }, parts);
    }
    if (device === undefined) return acknowledgeOru({ ...read, refused: { code: 'sender-unknown', reason: `No approved analyser has the setting mllpSender ${sender}`, error: '207', place: ['MSH', 1, 3] } }, parts);
    const done = await gateway.receive(device, { format: 'oru', transport: 'mllp', bytes, messageId: controlId === '' ? undefined : `${sender}^${controlId}`.slice(0, 200) });
    if (!done.ok) return acknowledgeOru({ ...read, refused: { code: done.refusal.code, reason: done.refusal.code, error: '207', place: ['MSH', 1, 10] } }, parts);
    return acknowledgeOru(read, parts);
  };

  const take = (socket: Socket): void => {
    if (sockets.size >= mostConnections) { socket.destroy(); return; }
    sockets.add(socket);
    const decoder = new MllpDecoder();
    // One after the other: a laboratory waits for the answer to one message before it sends the next.
    let work = Promise.resolve();
    socket.setTimeout(idleMilliseconds, () => socket.destroy());
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk) => {
      for (const event of decoder.push(chunk)) {
        if (event.kind !== 'message') { options.say(`MLLP: ${event.code} after ${event.at} bytes, ${event.length} bytes left out.`); continue; }
        socket.pause();
        work = work.then(async () => {
          const text = await answer(event.bytes, socket);
          if (!socket.destroyed) socket.write(frameMllp(text));
        }).catch((error: unknown) => { options.say(`MLLP: ${String(error)}`); socket.destroy(); }).finally(() => socket.resume());
      }
    });
  };
  const server: Server = options.tls === undefined ? createServer(take) : createTlsServer({ ...tlsOptions(options.tls), handshakeTimeout: 10_000 }, take).on('tlsClientError', () => undefined);
  return {
    port: await listen(server, options.port, options.host),
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
