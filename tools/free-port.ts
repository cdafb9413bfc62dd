import { createServer } from 'node:net';

/** Tells whether a port of this machine can be listened to. */
export async function isFree(port: number, host: string): Promise<boolean> {
  const probe = createServer();
  return new Promise((done) => {
    probe.once('error', () => done(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => done(true)));
  });
}
