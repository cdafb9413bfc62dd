import { createServer } from 'node:net';
import { Aedes } from 'aedes';

/**
 * Is the small broker of a start without Mosquitto: a process of its own, which the server forks, and which asks it who a device is. It keeps nothing on disk: devices keep what the server has not acknowledged.
 * Source: measured: in the server's own process a flood overflowed the call stack and took everything down.
 */
export type FromBroker = { readonly listening: number } | { readonly ask: number; readonly deviceId: string; readonly key: string } | { readonly failed: string };
/** Is what the server tells its broker. */
export type ToBroker = { readonly listen: { readonly port: number; readonly host: string; readonly secret: string } } | { readonly answer: number; /** The beginnings of the topics that are the device's own; empty where it is refused. */ readonly own: readonly string[] };

/** The name under which the server itself signs in at the small broker. */
export const serverName = 'tongguan-server';
const askMilliseconds = 10_000;
const largestWaiting = 1000;

interface Named { own?: readonly string[]; isServer?: boolean }

async function run(): Promise<void> {
  const waiting = new Map<number, (own: readonly string[]) => void>();
  let asked = 0;
  let secret = '';
  const say = (message: FromBroker): void => { process.send?.(message); };
  const ask = (deviceId: string, key: string): Promise<readonly string[]> => new Promise((resolve) => {
    if (waiting.size >= largestWaiting) return resolve([]);
    const number = asked += 1;
    const end = (own: readonly string[]): void => { clearTimeout(timer); waiting.delete(number); resolve(own); };
    const timer = setTimeout(() => end([]), askMilliseconds);
    waiting.set(number, end);
    say({ ask: number, deviceId, key });
  });
  const broker = await Aedes.createBroker({
    authenticate(client, userName, password, done) {
      const named = client as unknown as Named;
      if (userName === serverName) {
        if (password === undefined || password === null || password.toString() !== secret) return done(null, false);
        named.isServer = true;
        return done(null, true);
      }
      void ask(userName ?? '', password?.toString() ?? '').then((own) => {
        named.own = own;
        done(null, own.length > 0);
      });
    },
    authorizePublish(client, packet, done) {
      done(isOwn(client as unknown as Named | null, packet.topic) ? null : new Error('not your topic'));
    },
    authorizeSubscribe(client, subscription, done) {
      done(null, isOwn(client as unknown as Named | null, subscription.topic) ? subscription : null);
    },
  });
  const server = createServer((socket) => broker.handle(socket));
  process.on('message', (message: ToBroker) => {
    if ('answer' in message) return waiting.get(message.answer)?.(message.own);
    secret = message.listen.secret;
    server.on('error', (error) => say({ failed: error.message }));
    server.listen(message.listen.port, message.listen.host, () => say({ listening: (server.address() as { port: number }).port }));
  });
  // Without its server a broker is of no use.
  process.on('disconnect', () => process.exit(0));
  // What ends a program reaches the whole group; the server stops us when it has written what it has.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined);
}

// The last will of a client comes without it once it is gone; the broker has checked its topic when it came.
function isOwn(client: Named | null, topic: string): boolean {
  return client === null || client.isServer === true || client.own?.some((beginning) => topic.startsWith(beginning) && topic.length > beginning.length) === true;
}

if (process.send !== undefined && process.env['TONGGUAN_BROKER'] === '1') await run();
