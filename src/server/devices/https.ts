import { createServer } from 'node:https';
import type { FastifyInstance } from 'fastify';
import { listen, tlsOptions } from './tls.ts';
import type { DeviceTls } from './tls.ts';

/** Is the listener for devices that speak HTTPS without a proxy between. */
export interface HttpsListener { readonly port: number; stop(): Promise<void> }

/** Listens for devices alone: their routes are reached by TLS, with a certificate or a key; anything else of the server is not there. */
export async function startHttps(options: { port: number; host: string; tls: DeviceTls; app: FastifyInstance }): Promise<HttpsListener> {
  await options.app.ready();
  const server = createServer({ ...tlsOptions(options.tls), handshakeTimeout: 10_000, requestTimeout: 60_000 }, (request, response) => {
    if (request.url?.startsWith('/api/devices/') === true) return options.app.routing(request, response);
    response.writeHead(404, { 'content-type': 'application/json' });
    response.end('{"ok":false,"refusal":{"code":"not-found"}}');
  });
  server.on('tlsClientError', () => undefined);
  return {
    port: await listen(server, options.port, options.host),
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
