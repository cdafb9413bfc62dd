import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { serverName } from './broker.ts';
import type { FromBroker, ToBroker } from './broker.ts';

/** Is the small broker, running in its own process and started again where it dies. */
export interface EmbeddedBroker {
  readonly url: string;
  readonly userName: string;
  readonly password: string;
  /** The broker's process, for those who kill it on purpose. */
  pid(): number | undefined;
  stop(): Promise<void>;
}

const restartMilliseconds = 500;
// The broker's file is TypeScript as the rest, whoever started us.
const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/**
 * Starts the small broker in a process of its own; `ownTopics` tells which topics a device may use, none where it is refused.
 * Refuses: an Error where it cannot listen the first time.
 */
export async function startEmbeddedBroker(options: { port: number; host: string; ownTopics(deviceId: string, key: string): Promise<readonly string[]>; say(message: string): void }): Promise<EmbeddedBroker> {
  const secret = randomBytes(24).toString('base64url');
  let child: ChildProcess | undefined;
  let stopped = false;
  let port = options.port;

  const begin = (): Promise<number> => new Promise((resolve, reject) => {
    const started = fork(fileURLToPath(new URL('broker.ts', import.meta.url)), [], { execArgv: ['--import', loader], env: { ...process.env, TONGGUAN_BROKER: '1' }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child = started;
    const tell = (message: ToBroker): void => { if (started.connected) started.send(message); };
    started.on('message', (message: FromBroker) => {
      if ('listening' in message) return resolve(message.listening);
      if ('failed' in message) return reject(new Error(message.failed));
      void options.ownTopics(message.deviceId, message.key).catch((): readonly string[] => []).then((own) => tell({ answer: message.ask, own }));
    });
    started.on('exit', () => {
      if (child === started) child = undefined;
      reject(new Error('The broker ended.'));
      if (stopped) return;
      options.say('The broker of devices ended and is started again.');
      setTimeout(() => { if (!stopped) void begin().catch((error: unknown) => options.say(`Broker of devices: ${String(error)}`)); }, restartMilliseconds);
    });
    tell({ listen: { port, host: options.host, secret } });
  });

  port = await begin();
  return {
    url: `mqtt://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`, userName: serverName, password: secret, pid: () => child?.pid,
    async stop() {
      stopped = true;
      const ending = child;
      if (ending === undefined) return;
      await new Promise<void>((resolve) => { ending.once('exit', () => resolve()); ending.kill('SIGKILL'); });
    },
  };
}
