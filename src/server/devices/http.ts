import type { BlockList } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import rateLimit from '@fastify/rate-limit';
import { runAction } from '../../kernel/action.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { deviceActorOf, identifyDevice } from '../../modules/devices/identity.ts';
import type { DeviceIdentity } from '../../modules/devices/identity.ts';
import { deviceFormats } from '../../modules/devices/shapes.ts';
import type { DeviceFormat } from '../../modules/devices/shapes.ts';
import type { OpenHouse } from '../start.ts';
import { refuse } from '../statuses.ts';
import { CertificateKnower, toldByProxy } from './certificates.ts';
import type { DeviceGateway } from './gateway.ts';
import { shownOn } from './tls.ts';

const largestMessage = 20 * 1024 * 1024;
const announcementsPerMinute = 10;

/** Is how a device may show a certificate over HTTP: on a TLS line of ours, or by a proxy that ends it. */
export interface HttpIdentity { readonly proxies?: BlockList | undefined; readonly hasAuthority?: boolean | undefined }

/** Adds the routes by which devices speak HTTP: one message a request, answered after its commit. A certificate comes before a key; a request with both is of one device, or of nobody. */
export function registerDevices(server: FastifyInstance, open: Pick<OpenHouse, 'pool' | 'house' | 'registry' | 'book'>, gateway: DeviceGateway, by: HttpIdentity = {}): void {
  const knower = new CertificateKnower(open);
  server.register(async (scope) => {
    await scope.register(rateLimit, { global: false });
    // A message is bytes, whatever it says it is.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestMessage }, (_request, body, done) => done(null, body));
    const identify = async (request: FastifyRequest<{ Querystring: { event?: string } }>): Promise<DeviceIdentity | undefined> => {
      const { authorization } = request.headers;
      const key = authorization?.startsWith('Bearer ') === true ? authorization.slice(7) : undefined;
      const shown = shownOn(request.raw.socket, by.hasAuthority === true) ?? toldByProxy(request.raw, by.proxies);
      if (shown === undefined) return key === undefined ? undefined : identifyDevice(open.pool, key);
      if (shown === false) return undefined;
      const device = await knower.identify(shown, { by: 'http', site: request.query.event });
      return device === undefined || key === undefined || (await identifyDevice(open.pool, key))?.deviceId === device.deviceId ? device : undefined;
    };

    scope.post<{ Querystring: { format?: string; id?: string; event?: string } }>('/api/devices/messages', async (request, reply) => {
      const device = await identify(request);
      if (device === undefined) return refuse(reply, { code: 'not-signed-in' });
      // A picture is told by its media type, so that a camera need not know more than where to send.
      const isImage = request.headers['content-type']?.startsWith('image/') === true;
      const { format = isImage ? 'picture' : 'cloudevents', id } = request.query;
      if (!(deviceFormats as readonly string[]).includes(format)) return refuse(reply, { code: 'input-invalid', where: '/format', params: { reason: `one of ${deviceFormats.join(', ')}`, keyword: 'enum', detail: {}, count: 1 } });
      const answer = await gateway.receive(device, { format: format as DeviceFormat, transport: 'http', bytes: request.body as Buffer ?? Buffer.alloc(0), messageId: id === undefined || id === '' ? undefined : id }, false);
      return answer.ok ? answer : refuse(reply, answer.refusal, answer.id);
    });

    scope.post<{ Querystring: { event?: string } }>('/api/devices/telemetry', async (request, reply) => {
      const device = await identify(request);
      if (device === undefined) return refuse(reply, { code: 'not-signed-in' });
      const reading = parsed(request.body);
      if (reading === undefined) return refuse(reply, { code: 'input-invalid', where: '/', params: { reason: 'an object of numbers', keyword: 'type', detail: {}, count: 1 } });
      gateway.takeTelemetry(device, reading);
      return { ok: true };
    });

    scope.post<{ Querystring: { event?: string } }>('/api/devices/announce', { config: { rateLimit: { max: announcementsPerMinute, timeWindow: '1 minute' } } }, async (request, reply) => {
      const event = open.book.all().find((one) => one.code === request.query.event) ?? (open.book.all().length === 1 ? open.book.all()[0] : undefined);
      if (event === undefined) return refuse(reply, { code: 'event-unknown' });
      const input = parsed(request.body);
      const answer = await runAction(open.house, event.event_id, deviceActorOf({ deviceId: '', name: { en: 'Unknown device', zh: '未知设备' }, stationId: null }), open.registry.actions.get('devices.announce')!, { id: uuidv7(), occurredAt: open.house.now(event.event_id), input: input ?? null });
      return answer.ok ? answer : refuse(reply, answer.refusal, answer.id);
    });
  });
}

function parsed(body: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!Buffer.isBuffer(body)) return undefined;
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Readonly<Record<string, unknown>> : undefined;
  } catch {
    return undefined;
  }
}
