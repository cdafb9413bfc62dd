import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '../src/kernel/ids.ts';
import { serve, type Serving } from './serving.ts';
import { makeWorld, type TestWorld } from './world.ts';

let world: TestWorld;
let server: Serving;
let as: string;
beforeAll(async () => {
  world = await makeWorld();
  server = await serve(world.open);
  as = await server.session(world.eventId, world.officer);
});
afterAll(async () => {
  await server.close();
  await world.close();
});

const command = (input: unknown, more: object = {}) => ({ id: uuidv7(), occurredAt: new Date().toISOString(), input, ...more });
const record = (evidence: unknown) => command({ caseId: uuidv7(), step: 'CHK-04', evidence });
const post = (name: string, body: unknown) => server.send('POST', `/api/actions/${name}`, { as, body });
const answered = async (sent: ReturnType<typeof post>) => {
  const { status, body } = await sent;
  return [status, body.refusal?.code, (body.refusal as { where?: string } | undefined)?.where];
};

describe('what no database can keep is refused with its place, and is nobody’s bug', () => {
  it.each([['NUL', 'A\0'], ['half a character', 'A\ud800']])('%s in an action', async (_name, zone) => {
    expect(await answered(post('prescribed.record', record({ zone, finding: 'none' })))).toEqual([400, 'input-invalid', '/evidence/zone']);
    expect(await answered(post('prescribed.record', record({ zone: 'A', finding: 'none', [zone]: 1 })))).toEqual([400, 'input-invalid', '/evidence']);
    expect(await answered(post('prescribed.record', command({}, { deviceId: zone })))).toEqual([400, 'command-invalid', '/deviceId']);
  });

  it('nesting without end', async () => {
    const body = JSON.stringify(record({ zone: 'HERE' })).replace('"HERE"', `${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    const response = await fetch(`${server.address}/api/actions/prescribed.record`, { method: 'POST', headers: { cookie: as, 'x-tongguan': '1', 'content-type': 'application/json' }, body });
    expect([response.status, ((await response.json()) as { refusal: { code: string } }).refusal.code]).toEqual([400, 'input-invalid']);
  });

  it.each(['2022-01-27 (x)', '+275760-09-13T00:00:00.000Z', 'Thu, 27 Jan 2022 00:00:00 GMT', '2022-01-27T00:00:00', '0000-01-01T00:00:00Z'])('an instant like %s', async (occurredAt) => {
    expect(await answered(post('ports.runClock', command({ speed: 1 }, { occurredAt })))).toEqual([400, 'command-invalid', '/occurredAt']);
  });

  it.each(['+275760-09-13T00:00:00.000Z', '0000-01-01T00:00:00Z'])('a look back to %s', async (asOf) => {
    expect(await answered(server.send('GET', `/api/views/flights.list?input={}&asOf=${encodeURIComponent(asOf)}`, { as }))).toEqual([400, 'as-of-invalid', undefined]);
  });

  it('NUL in what is looked for, and in a name that signs in', async () => {
    expect(await answered(server.send('POST', '/api/views/statistics.cases', { as, body: { input: { figure: 'personsSupervised', groupBy: 'day', group: '2022-01-27\0' } } }))).toEqual([400, 'input-invalid', '/']);
    expect(await answered(server.send('POST', '/api/views/flights.find', { as, body: { input: { text: 'CA\0' } } }))).toEqual([400, 'input-invalid', '/']);
    expect(await answered(server.send('POST', '/api/session', { body: { user: 'a\0', password: 'x' } }))).toEqual([400, 'input-invalid', '/']);
  });

  it('leaves the others of a batch alone', async () => {
    const { flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: 'CA901', flightDate: '2022-01-27', direction: 'arrival', pointCode: 'PEK', origin: 'NRT', destination: 'PEK', scheduledAt: '2022-01-27T02:00:00Z', chartered: true });
    const answers = await Promise.all([post('prescribed.record', record({ zone: '\0', finding: 'none' })), post('prescribed.record', command({ caseId: flightId, step: 'FLT-03', evidence: { posts: ['desk'], staffPresent: 3, protectiveEquipment: true } }))]);
    expect(answers.map((answer) => answer.status >= 500)).toEqual([false, false]);
  });
});
