import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealCard } from '../src/form/kiosk/envelope.ts';
import { kioskKeys } from '../src/form/kiosk/keys.ts';
import { uuidv7 } from '../src/kernel/ids.ts';
import { FormVisitor } from './form-visitor.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';
import { serve } from './serving.ts';
import type { Serving } from './serving.ts';

let world: TestWorld;
let serving: Serving;
let base: string;

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-26T08:00:00.000Z' });
  serving = await serve(world.open);
  await world.done('flights.announce', { designator: 'LH720', flightDate: '2022-01-27', direction: 'arrival', pointCode: 'PEK', origin: 'FRA', destination: 'PEK', scheduledAt: '2022-01-27T06:00:00Z', chartered: true });
  base = `/declare/${world.open.book.find(world.eventId)!.code}`;
});
afterAll(async () => {
  await serving?.close();
  await world?.close();
});

const visitor = (): FormVisitor => new FormVisitor(serving.address, { 'accept-language': 'en' });
const born = (day: string): Record<string, string> => ({ 'birthDate-year': day.slice(0, 4), 'birthDate-month': day.slice(5, 7), 'birthDate-day': day.slice(8) });

describe('a machine in the hall', () => {
  const card = (over: object = {}) => ({
    id: uuidv7(), flight: 'LH720', flightDate: '2022-01-27', birthDate: '1977-07-07', language: 'de', filledAt: '2022-01-26T08:00:00.000Z',
    answers: {
      surname: 'KIOSK', givenNames: 'KARI', nativeName: '', birthDate: '1977-07-07', sex: 'F', nationality: 'DEU', documentType: 'P', documentNumber: 'D7777777', seat: '', phoneHome: '+49301234567', phoneLocal: '', email: '', address: 'Invented Hotel',
      places: [{ country: 'DEU', town: '' }], symptoms: ['none'], medicine: 'no', contactCase: 'no', contactFever: 'no', cluster: 'no', test: 'negative', vaccination: 'full', signature: 'Kari Kiosk', agree: 'yes',
    }, ...over,
  });
  const deliver = async (sent: object): Promise<{ status: number; body: { ok?: boolean; code?: string } }> => {
    const envelope = await sealCard(card(sent) as never, (await kioskKeys(world.open.vault, world.eventId)).publicKey);
    const { status, body } = await serving.send('POST', `${base}/kiosk/deliver`, { body: envelope });
    return { status, body: body as { ok?: boolean; code?: string } };
  };
  const count = async (): Promise<number> => (await world.open.pool.query(`SELECT 1 FROM declaration_versions v JOIN declarations d ON d.event_id = v.event_id AND d.declaration_id = v.declaration_id WHERE d.event_id = $1 AND d.origin = 'begun'`, [world.eventId])).length;

  it('delivers a card that was filled in without a network, once however often it is sent', async () => {
    const before = await count();
    const id = uuidv7();
    expect((await deliver({ id })).status).toBe(200);
    expect((await deliver({ id })).status).toBe(200);
    expect(await count()).toBe(before + 1);
  });

  it('is told what cannot be taken, and takes nothing by halves', async () => {
    const before = await count();
    expect(await deliver({ flight: 'XX999' })).toMatchObject({ status: 422, body: { code: 'declaration-flight-unknown' } });
    expect(await deliver({ answers: { surname: 'KIOSK' } })).toMatchObject({ status: 422, body: { code: 'declaration-open' } });
    expect((await serving.send('POST', `${base}/kiosk/deliver`, { body: { key: 'A', nonce: 'B', sealed: 'C' } })).status).toBe(422);
    expect((await serving.send('POST', `${base}/kiosk/deliver`, { body: [] })).status).toBe(422);
    expect(await count()).toBe(before);
  });

  it('checks a code, wipes after use, and keeps its way back to the languages', async () => {
    const kiosk = visitor();
    await kiosk.opens(`${base}/kiosk?lang=fr`);
    expect(kiosk.page.text).toContain('data-kiosk-start');
    await kiosk.opens(`${base}/kiosk/check`);
    await kiosk.sends({ scanned: 'TG1:NONSENSE' }, '/check');
    expect(kiosk.page.text).toContain('light invalid');
    await kiosk.opens(`${base}/new`);
    await kiosk.sends({ flight: 'LH720', 'flightDate-day': '27', 'flightDate-month': '1', 'flightDate-year': '2022', ...born('1991-01-01') }, '/new');
    await kiosk.opens(`${base}/kiosk/finish`);
    expect(kiosk.page.path).toBe(`${base}/kiosk`);
    expect(kiosk.cookie('tongguan_form')).toBeUndefined();
    expect(kiosk.cookie('tongguan_language')).toBeUndefined();
    await kiosk.opens(`${base}/check`);
    expect(kiosk.page.status).toBe(401);
  });
});
