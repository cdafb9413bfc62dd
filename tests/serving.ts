import { registerForm } from '../src/form/app.ts';
import { buildApp } from '../src/server/app.ts';
import type { DeviceGateway } from '../src/server/devices/gateway.ts';
import { registerDevices } from '../src/server/devices/http.ts';
import type { OpenHouse } from '../src/server/start.ts';
import type { OidcSettings } from '../src/server/oidc.ts';
import { openSession } from '../src/modules/staff/sign-in.ts';
import { findOfficer } from '../src/modules/staff/store.ts';
import { uuidv7 } from '../src/kernel/ids.ts';
import type { Actor } from '../src/kernel/officer.ts';

/** Is what came back: the status, the headers and the body as JSON where it is. */
export interface HttpAnswer { readonly status: number; readonly headers: Headers; readonly body: { readonly [name: string]: unknown; readonly refusal?: { readonly code: string; readonly params?: Readonly<Record<string, unknown>> } } }

/** Is a real HTTP server on an open house. */
export interface Serving {
  readonly address: string;
  /** Lists the routes as `METHOD /path`. */
  readonly routes: readonly string[];
  /** Gives the cookie header of a new session of an officer, without a password. */
  session(eventId: string, officer: Actor): Promise<string>;
  /** Sends a request; `as` is a cookie header, or a key when it begins with `Bearer`. */
  send(method: string, path: string, options?: { as?: string | undefined; body?: unknown; headers?: Readonly<Record<string, string>> }): Promise<HttpAnswer>;
  /** Sends an action as a command. */
  act(name: string, input: unknown, as?: string): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** Serves an open house on a free port of this machine. */
export async function serve(open: OpenHouse, { gateway, ...options }: { oidc?: OidcSettings; trustProxy?: string; gateway?: DeviceGateway } = {}): Promise<Serving> {
  const app = buildApp({ ...open, consoleDirectory: '/nowhere', extend: (server) => {
    registerForm(server, open);
    if (gateway !== undefined) registerDevices(server, open, gateway);
  }, ...options });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const send: Serving['send'] = async (method, path, { as, body, headers } = {}) => {
    const response = await fetch(new URL(path, address), {
      method, redirect: 'manual',
      headers: {
        'x-tongguan': '1', ...(as === undefined ? {} : as.startsWith('Bearer') ? { authorization: as } : { cookie: as }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: response.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : { text } };
  };
  // Drawn as a tree whose indentation repeats the path so far.
  const routes: string[] = [];
  const path: string[] = [];
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const match = /^((?:│   |    )*)(?:├──|└──) (\S*)(?: \(([^)]*)\))?/.exec(line);
    if (match === null) continue;
    const depth = match[1]!.length / 4;
    path.length = depth;
    path[depth] = match[2]!;
    for (const method of match[3]?.split(', ') ?? []) routes.push(`${method} ${path.join('')}`);
  }
  return {
    address, routes, send,
    async session(eventId, officer) {
      const row = await findOfficer(open.pool, eventId, officer.officerId ?? '');
      if (row === undefined) throw new Error('No such officer');
      return `tongguan_session=${(await openSession(open.pool, eventId, row)).token}`;
    },
    act: (name, input, as) => send('POST', `/api/actions/${name}`, { as, body: { id: uuidv7(), occurredAt: new Date().toISOString(), input } }),
    close: () => app.close(),
  };
}
