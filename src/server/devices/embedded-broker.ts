import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { serverName } from './broker.ts';
import type { Answered, Asked, FromBroker, ToBroker } from './broker.ts';
import type { DeviceTls } from './tls.ts';

/** Is the small broker, running in its own process and started again where it dies. */
export interface EmbeddedBroker {
  readonly url: string;
  /** Where devices reach it over TLS; undefined where they cannot. */
  readonly secureUrl: string | undefined;
  readonly userName: string;
  readonly password: string;
  /** The broker's process, for those who kill it on purpose. */
  pid(): number | undefined;
  /** Asks anew who every client is, and cuts off whoever is nobody any more. */
  askAgain(): void;
  stop(): Promise<void>;
}

const restartMilliseconds = 500;
// The broker's file is TypeScript as the rest, whoever started us.
const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/**
 * Starts the small broker in a process of its own; `whoIs` tells which device a client is and which topics it may use, none where it is refused.
 * Refuses: an Error where it cannot listen the first time.
 */
export async function startEmbeddedBroker(options: { port: number; host: string; tls?: (DeviceTls & { readonly port: number; readonly host: string }) | undefined; whoIs(asked: Asked): Promise<Answered>; say(message: string): void }): Promise<EmbeddedBroker> {
  const secret = randomBytes(24).toString('base64url');
  let child: ChildProcess | undefined;
  let stopped = false;
  let port = options.port;
  let securely = options.tls?.port;

  const begin = (): Promise<Extract<FromBroker, { listening: number }>> => new Promise((resolve, reject) => {
    const started = fork(fileURLToPath(new URL('broker.ts', import.meta.url)), [], { execArgv: ['--import', loader], env: { ...process.env, TONGGUAN_BROKER: '1' }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child = started;
    const tell = (message: ToBroker): void => { if (started.connected) started.send(message); };
    started.on('message', (message: FromBroker) => {
      if ('listening' in message) return resolve(message);
      if ('failed' in message) return reject(new Error(message.failed));
      void options.whoIs(message).catch((): Answered => ({ deviceId: '', own: [] })).then((known) => tell({ answer: message.ask, ...known }));
    });
    started.on('exit', () => {
      if (child === started) child = undefined;
      reject(new Error('The broker ended.'));
      if (stopped) return;
      options.say('The broker of devices ended and is started again.');
      setTimeout(() => { if (!stopped) void begin().catch((error: unknown) => options.say(`Broker of devices: ${String(error)}`)); }, restartMilliseconds);
    });
    tell({ listen: { port, host: options.host, secret, ...(options.tls === undefined ? {} : { tls: { ...options.tls, port: securely! } }) } });
  });

  const began = await begin();
  // A broker that is started again listens where the first one did.
  [port, securely] = [began.listening, began.securely];
  const at = (host: string): string => (host.includes(':') ? `[${host}]` : host);
  return {
    url: `mqtt://${at(options.host)}:${port}`, secureUrl: options.tls === undefined ? undefined : `mqtts://${at(options.tls.host)}:${securely}`, askAgain: () => { if (child?.connected === true) child.send({ askAgain: true } satisfies ToBroker); }, userName: serverName, password: secret, pid: () => child?.pid,
    async stop() {
      stopped = true;
      const ending = child;
      if (ending === undefined) return;
      await new Promise<void>((resolve) => { ending.once('exit', () => resolve()); ending.kill('SIGKILL'); });
    },
  };
}
