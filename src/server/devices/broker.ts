import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Aedes } from 'aedes';
import { shownOn, tlsOptions } from './tls.ts';
import type { DeviceTls } from './tls.ts';

/**
 * Is the small broker of a start without Mosquitto: a process of its own, which the server forks, and which asks it who a device is. It keeps nothing on disk: devices keep what the server has not acknowledged.
 * Source: measured: in the server's own process a flood overflowed the call stack and took everything down.
 */
export type FromBroker = { readonly listening: number; readonly securely: number | undefined } | ({ readonly ask: number } & Asked) | { readonly failed: string };
/** Is what a client shows of itself. Shape: the certificate as DER in base64. */
export interface Asked { readonly deviceId: string; readonly key: string; readonly certificate?: string | undefined; readonly byAuthority?: boolean | undefined }
/** Is whom the server knows a client as: the beginnings of the topics that are the device's own; none where it is refused. */
export interface Answered { readonly deviceId: string; readonly own: readonly string[] }
/** Is what the server tells its broker. */
export type ToBroker =
  | { readonly listen: { readonly port: number; readonly host: string; readonly secret: string; readonly tls?: (DeviceTls & { readonly port: number; readonly host: string }) | undefined } }
  | ({ readonly answer: number } & Answered)
  /** Something was decided on devices: whoever is no longer known is cut off. */
  | { readonly askAgain: true };

/** The name under which the server itself signs in at the small broker. */
export const serverName = 'tongguan-server';
const askMilliseconds = 10_000;
const largestWaiting = 1000;
const nobody: Answered = { deviceId: '', own: [] };

interface Named { id: string; conn: unknown; close(): void; asked?: Asked; askedAt?: number; known?: Answered; isServer?: boolean }

async function run(): Promise<void> {
  const waiting = new Map<number, (known: Answered) => void>();
  const clients = new Map<string, Named>();
  let asked = 0;
  let decisions = 0;
  let secret = '';
  let hasAuthority = false;
  const say = (message: FromBroker): void => { process.send?.(message); };
  const ask = (who: Asked): Promise<Answered> => new Promise((resolve) => {
    if (waiting.size >= largestWaiting) return resolve(nobody);
    const number = asked += 1;
    const end = (known: Answered): void => { clearTimeout(timer); waiting.delete(number); resolve(known); };
    const timer = setTimeout(() => end(nobody), askMilliseconds);
    waiting.set(number, end);
    say({ ask: number, ...who });
  });
  const broker = await Aedes.createBroker({
    authenticate(client, userName, password, done) {
      const named = client as unknown as Named;
      if (userName === serverName) {
        if (password === undefined || password === null || password.toString() !== secret) return done(null, false);
        named.isServer = true;
        return done(null, true);
      }
      const shown = shownOn(named.conn, hasAuthority);
      named.asked = { deviceId: userName ?? '', key: password?.toString() ?? '', ...(shown === undefined ? {} : { certificate: shown.content.toString('base64'), byAuthority: shown.byAuthority }) };
      named.askedAt = decisions;
      void ask(named.asked).then((known) => {
        named.known = known;
        // The name of a session belongs to who holds it: another device under the same one would push it out.
        const holder = clients.get(named.id);
        const isFree = holder === undefined || (holder.isServer !== true && holder.known?.deviceId === known.deviceId);
        done(null, known.own.length > 0 && isFree);
      });
    },
    authorizePublish(client, packet, done) {
      done(isOwn(client as unknown as Named | null, packet.topic) ? null : new Error('not your topic'));
    },
    authorizeSubscribe(client, subscription, done) {
      done(null, isOwn(client as unknown as Named | null, subscription.topic) ? subscription : null);
    },
    // A session that was kept under a name hands out nothing of another device.
    authorizeForward(client, packet) {
      return isOwn(client as unknown as Named, packet.topic) ? packet : null;
    },
  });
  broker.on('clientDisconnect', (client) => { if (clients.get(client.id) === (client as unknown as Named)) clients.delete(client.id); });
  const askAgain = async (client: Named): Promise<void> => {
    if (client.asked === undefined || client.known === undefined) return;
    client.askedAt = decisions;
    const known = await ask(client.asked);
    if (known.deviceId !== client.known.deviceId || known.own.length === 0) return client.close();
    client.known = known;
  };
  broker.on('clientReady', (client) => {
    const named = client as unknown as Named;
    clients.set(named.id, named);
    // What was decided while it came in is asked for now.
    if (named.askedAt !== decisions) void askAgain(named);
  });
  process.on('message', (message: ToBroker) => {
    if ('answer' in message) return waiting.get(message.answer)?.({ deviceId: message.deviceId, own: message.own });
    if ('askAgain' in message) {
      decisions += 1;
      return clients.forEach((client) => void askAgain(client));
    }
    const { port, host, tls } = message.listen;
    secret = message.listen.secret;
    hasAuthority = tls?.authority !== undefined;
    const failed = (error: Error): void => say({ failed: error.message });
    const plain = createServer((socket) => broker.handle(socket)).on('error', failed);
    const listening = (securely: number | undefined): void => { plain.listen(port, host, () => say({ listening: (plain.address() as { port: number }).port, securely })); };
    if (tls === undefined) return listening(undefined);
    try {
      const secure = createTlsServer({ ...tlsOptions(tls), handshakeTimeout: askMilliseconds }, (socket) => broker.handle(socket)).on('error', failed).on('tlsClientError', () => undefined);
      secure.listen(tls.port, tls.host, () => listening((secure.address() as { port: number }).port));
    } catch (error) {
      failed(error as Error);
    }
  });
  // Without its server a broker is of no use.
  process.on('disconnect', () => process.exit(0));
  // What ends a program reaches the whole group; the server stops us when it has written what it has.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined);
}

// The last will of a client comes without it once it is gone; the broker has checked its topic when it came.
function isOwn(client: Named | null, topic: string): boolean {
  return client === null || client.isServer === true || client.known?.own.some((beginning) => topic.startsWith(beginning) && topic.length > beginning.length) === true;
}

if (process.send !== undefined && process.env['TONGGUAN_BROKER'] === '1') await run();
