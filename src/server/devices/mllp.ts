import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { uuidv7 } from '../../kernel/ids.ts';
import { approvedDevices } from '../../modules/devices/identity.ts';
import type { DeviceIdentity } from '../../modules/devices/identity.ts';
import { acknowledgeOru } from '../../modules/devices/formats/hl7/acknowledge.ts';
import { frameMllp, MllpDecoder } from '../../modules/devices/formats/hl7/mllp.ts';
import { readOruBytes } from '../../modules/devices/formats/hl7/oru.ts';
import type { OpenHouse } from '../start.ts';
import type { DeviceGateway } from './gateway.ts';

const mostConnections = 64;
const idleMilliseconds = 15 * 60_000;

/** Is the listener for laboratories. */
export interface MllpListener { readonly port: number; stop(): Promise<void> }

/**
 * Listens for HL7 v2 over MLLP. Who sends is told by MSH-3 and MSH-4: they are the setting `mllpSender` of an approved analyser, `APPLICATION@FACILITY`; the line itself has no key, so it listens on
 * this machine or behind the laboratory's own tunnel. The ACK goes out after the commit: AA taken, AE results in it are wrong, AR refused, with the place.
 */
export async function startMllp(options: { port: number; host: string; open: Pick<OpenHouse, 'pool' | 'house' | 'book'>; gateway: DeviceGateway; say(message: string): void }): Promise<MllpListener> {
  const { open, gateway } = options;
  const sockets = new Set<Socket>();

  const senderOf = async (sender: string): Promise<DeviceIdentity | undefined> => {
    for (const { event_id: eventId } of open.book.all()) {
      const found = (await approvedDevices(open.pool, eventId, open.house.now(eventId))).find((device) => device.kind === 'nucleicAcidAnalyser' && device.settings['mllpSender'] === sender);
      if (found !== undefined) return found;
    }
    return undefined;
  };

  const answer = async (bytes: Uint8Array): Promise<string> => {
    const read = readOruBytes(bytes);
    const parts = { at: new Date().toISOString(), controlId: uuidv7(), application: 'TONGGUAN', facility: '' };
    if (read.refused !== undefined || read.header === undefined) return acknowledgeOru(read, parts);
    const { sender, controlId } = read.header;
    const device = await senderOf(sender);
    if (device === undefined) return acknowledgeOru({ ...read, refused: { code: 'sender-unknown', reason: `No approved analyser has the setting mllpSender ${sender}`, error: '207', place: ['MSH', 1, 3] } }, parts);
    const done = await gateway.receive(device, { format: 'oru', transport: 'mllp', bytes, messageId: controlId === '' ? undefined : `${sender}^${controlId}`.slice(0, 200) });
    if (!done.ok) return acknowledgeOru({ ...read, refused: { code: done.refusal.code, reason: done.refusal.code, error: '207', place: ['MSH', 1, 10] } }, parts);
    return acknowledgeOru(read, parts);
  };

  const server: Server = createServer((socket) => {
    if (sockets.size >= mostConnections) return void socket.destroy();
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
          const text = await answer(event.bytes);
          if (!socket.destroyed) socket.write(frameMllp(text));
        }).catch((error: unknown) => { options.say(`MLLP: ${String(error)}`); socket.destroy(); }).finally(() => socket.resume());
      }
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => resolve());
  });
  return {
    port: (server.address() as { port: number }).port,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
