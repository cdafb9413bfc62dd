import { afterAll, beforeAll, expect, it } from 'vitest';
import { write } from '../../src/words/words.ts';
import { makeWorld, type TestWorld } from '../world.ts';
import { addPersona, openPort, type Port } from './officers.ts';

let world: TestWorld;
let port: Port;
beforeAll(async () => {
  world = await makeWorld();
  await addPersona(world, 'customsOfficer');
  port = await openPort(world);
}, 120_000);
afterAll(async () => {
  await port?.close();
  await world?.close();
});

it('what is typed into a search stands in the address, and what stands in the address is searched for', async () => {
  const officer = await port.seats('customsOfficer');
  for (const [path, label, name] of [['/flights', write('en', 'flights.search'), 'text'], ['/goods', write('en', 'goods.search'), 'search']] as const) {
    await officer.opens(`${path}?${name}=CA926`);
    const field = officer.page.getByRole('searchbox', { name: label });
    await expect.poll(() => field.inputValue(), { timeout: 10_000 }).toBe('CA926');
    await field.fill(' NRT ');
    await officer.page.waitForURL(new RegExp(`${name}=NRT$`));
    await field.fill('');
    await officer.page.waitForURL((url) => !url.search.includes(name));
  }
  await officer.leaves();
});
