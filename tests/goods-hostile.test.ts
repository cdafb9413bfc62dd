import type { TSchema } from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActionDefinition } from '../src/kernel/action.ts';
import { uuidv7 } from '../src/kernel/ids.ts';
import type { Actor } from '../src/kernel/officer.ts';
import { languages } from '../src/words/area.ts';
import { refusals } from '../src/words/refusals.ts';
import { enteredCarnet } from './carnets.ts';
import { logOf, openFoodPort, sent } from './food-port.ts';
import type { FoodPort } from './food-port.ts';
import { goodsLineOf } from './goods-port.ts';

type Schema = TSchema & { type?: string; format?: string; pattern?: string; enum?: unknown[]; const?: unknown; anyOf?: Schema[]; properties?: Record<string, Schema>; required?: string[]; items?: Schema; minimum?: number };

let food: FoodPort;
let stranger: Actor;
let all: Actor;
let known: Record<string, unknown>;
let actions: readonly ActionDefinition[];
beforeAll(async () => {
  food = await openFoodPort();
  const { world, customs } = food.goods;
  all = world.officer;
  stranger = await world.makeOfficer('trader', 'Stranger');
  await world.done('goods.fileParty', { kind: 'company', nameEn: '<img src=x onerror=alert(1)>', nameZh: '<script>别家</script>', registration: '91110000MA0000002P', contact: '<b>x</b>' }, { as: stranger });
  const { consignmentId, lotIds } = await food.brings({ lots: [{ lotNumber: 'H-1' }] });
  const { carnetId } = await world.done<{ carnetId: string }>('goods.enterCarnet', enteredCarnet, { as: customs });
  const { consignment } = await world.see<{ consignment: { contentHash: string } }>('goods.consignment', { consignmentId }, { as: customs });
  known = {
    consignmentId, lotId: lotIds[0], lotIds, caseId: consignmentId, carnetId, partyId: food.goods.partyId, agentId: food.goods.partyId, principalId: food.goods.partyId, instrumentId: food.goods.instrumentId, placeId: food.places.port, from: food.places.port, to: food.places.store, contentHash: consignment.contentHash,
    pointCode: 'PEK', origin: 'NZ', country: 'UTO', registration: '91110000MA0000001L', quantity: '1', amountCny: '10.00', dutiesCny: '10.00', securityCny: '10.00', valueCny: '10.00', content: sent(logOf(() => -20)), fileName: 'file.csv', hsCode: '040610', hsPrefix: '040610', approved: '5', step: 'GDS-DOCS', accreditation: 'E12345',
  };
  actions = [...world.open.registry.actions.values()].filter((one) => /^(?:goods|food)\./.test(one.name) && one.name !== 'goods.closeBooks');
}, 120_000);
afterAll(async () => { await food?.close(); });

/** Makes a value that a schema takes, of what is known of the port where the name of the field says so. */
function valueOf(schema: Schema, name: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined) return valueOf(schema.anyOf[0]!, name);
  if (name === 'list') return { head: { title: 'Invented' }, lines: [goodsLineOf(1)] };
  if (schema.type === 'object') return Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([field]) => schema.required?.includes(field)).map(([field, one]) => [field, valueOf(one, field)]));
  if (schema.type === 'array') return known[name] ?? [valueOf(schema.items!, name.replace(/s$/, ''))];
  if (schema.type === 'boolean') return true;
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 0;
  return known[name] ?? (schema.format === 'uuid' ? uuidv7() : schema.format === 'date' ? '2022-01-05' : schema.format === 'date-time' ? '2022-01-06T00:00:00.000Z' : 'Invented');
}

const hostileTexts = ['<script>alert(1)</script>', "'; DROP TABLE consignments; --", 'x'.repeat(20_000), '', '\u202e\u0000', '９９９', '-1', '1e999', '../../etc/passwd', '{"a":1}'];
const hostileDays = ['0001-01-01', '9999-12-31', '2022-02-30', '-271821-04-20', 'tomorrow'];
const hostileInstants = ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '2022-13-45T99:99:99Z'];
const hostileNumbers = [-1, 0, 0.5, 2 ** 31, Number.MAX_SAFE_INTEGER, 1e308];

/** Lists the input with one of its values replaced by something hostile, for each value and each hostile thing. */
function* mutations(schema: Schema, base: unknown, put: (value: unknown) => unknown): Generator<unknown> {
  if (schema.anyOf !== undefined) yield* mutations(schema.anyOf[0]!, base, put);
  else if (schema.type === 'object') {
    for (const [field, one] of Object.entries(schema.properties ?? {})) {
      const own = (base as Record<string, unknown>)[field] ?? valueOf(one, field);
      yield* mutations(one, own, (value) => put({ ...(base as object), [field]: value }));
    }
  } else if (schema.type === 'array') {
    const [first] = base as unknown[];
    yield put([]);
    yield put([first, first]);
    yield* mutations(schema.items!, first, (value) => put([value]));
  } else if (schema.type === 'boolean') yield put('yes');
  else if (schema.type === 'integer' || schema.type === 'number') for (const value of hostileNumbers) yield put(value);
  else if (schema.enum === undefined && schema.type === 'string') for (const value of schema.format === 'date' ? hostileDays : schema.format === 'date-time' ? hostileInstants : schema.format === 'uuid' ? [uuidv7(), 'x', known['consignmentId'], known['lotId']] : hostileTexts) yield put(value);
}

const common = new Set(['role-not-allowed', 'input-invalid', 'command-invalid', 'command-id-reused']);

describe('hostile input to goods and food', () => {
  it('is nobody’s bug: every answer is a result or a refusal that the action declares, in words of both languages', { timeout: 280_000 }, async () => {
    const wrong = new Set<string>();
    let [tried, looked] = [0, 0];
    for (const action of actions) {
      const base = valueOf(action.input as Schema, action.name);
      for (const input of [base, ...mutations(action.input as Schema, base, (value) => value)]) {
        tried += 1;
        try {
          const answer = await food.goods.world.act(action.name, input, { as: all });
          if (answer.ok || answer.refusal.code !== 'input-invalid') looked += 1;
          if (answer.ok) continue;
          const { code } = answer.refusal;
          if (!common.has(code) && !action.refuses.includes(code)) wrong.add(`${action.name} does not declare ${code}`);
          for (const language of languages) if (!Object.hasOwn(refusals[language], code)) wrong.add(`${code} has no words in ${language}`);
        } catch (error) {
          wrong.add(`${action.name}: ${String(error).slice(0, 200)} of ${JSON.stringify(input).slice(0, 300)}`);
        }
      }
    }
    expect([...wrong]).toEqual([]);
    // A good part of it is right in shape and reaches the rules and the database.
    expect([tried > 1000, looked > tried / 5], `${looked} of ${tried}`).toEqual([true, true]);
  });

  it('of another company reaches nothing by naming it', async () => {
    const { world } = food.goods;
    for (const action of actions.filter((one) => one.roles.includes('trader') && !['goods.fileParty', 'goods.giveMandate'].includes(one.name))) {
      const answer = await world.act(action.name, valueOf(action.input as Schema, action.name), { as: stranger });
      expect(answer.ok ? `${action.name} was done` : answer.refusal.code, action.name).toMatch(/unknown|not-yours|not-registered|not-filed|not-its-cover|no-|mandate|not-able|input-invalid/);
    }
    expect(await world.refusedBy('goods.giveMandate', { principalId: known['partyId'], agentId: known['partyId'], validFrom: '2022-01-01', validUntil: '2022-12-31' }, { as: stranger })).toBe('party-not-yours');
    for (const [name, input] of [['goods.consignment', { consignmentId: known['consignmentId'] }], ['goods.listVersion', { consignmentId: known['consignmentId'] }], ['goods.carnet', { carnetId: known['carnetId'] }], ['food.lot', { lotId: known['lotId'] }], ['food.proposal', { consignmentId: known['consignmentId'] }]] as const) {
      await expect(world.see(name, input, { as: stranger }), name).rejects.toThrow(/unknown/);
    }
    expect(await world.see('food.board', {}, { as: stranger })).toMatchObject({ lots: [] });
    expect(await world.see('goods.board', {}, { as: stranger })).toMatchObject({ consignments: [] });
    expect(await world.see('goods.carnets', {}, { as: stranger })).toMatchObject({ carnets: [] });
  });

  it('under wrong roles is refused before anything is looked at', async () => {
    const press = await food.goods.world.makeOfficer('airline');
    for (const action of actions.filter((one) => !one.roles.includes('airline'))) expect(await food.goods.world.refusedBy(action.name, {}, { as: press }), action.name).toBe('role-not-allowed');
  });

  it('sent twice under one identifier is done once, and another thing under it is refused', async () => {
    const { world } = food.goods;
    const id = uuidv7();
    const given = ['food.openPlace', { kind: 'venueStore', nameEn: '<i>Store</i>', nameZh: '<i>库</i>', venue: 'Invented' }] as const;
    const first = await world.done(...given, { as: food.supervisor, id });
    expect(await world.done(...given, { as: food.supervisor, id })).toEqual(first);
    expect(await world.refusedBy('food.openPlace', { ...given[1], nameEn: 'Other' }, { as: food.supervisor, id })).toBe('command-id-reused');
    const carnet = { ...enteredCarnet, number: 'UT TWICE' };
    const entered = await world.done('goods.enterCarnet', carnet, { as: food.goods.customs, id: '01900000-0000-7000-8000-000000000001' });
    expect(await world.done('goods.enterCarnet', carnet, { as: food.goods.customs, id: '01900000-0000-7000-8000-000000000001' })).toEqual(entered);
  });

  it('gives a mandate to nobody who cannot act as an agent', async () => {
    const { world, customs, trader, partyId } = food.goods;
    const person = await world.done<{ partyId: string }>('goods.fileParty', { kind: 'person', nameEn: 'Invented Person', nameZh: '虚构人员', registration: 'P-12345', contact: 'x@example.org' }, { as: customs });
    const give = (agentId: string): Promise<string> => world.refusedBy('goods.giveMandate', { agentId, validFrom: '2022-01-01', validUntil: '2022-12-31' }, { as: trader });
    expect(await give(person.partyId)).toBe('agent-not-able');
    expect(await give(partyId)).toBe('mandate-period-wrong');
    expect(await give(uuidv7())).toBe('party-unknown');
    const [other] = (await world.see<{ parties: { partyId: string; registration: string }[] }>('goods.parties', {}, { as: customs })).parties.filter((one) => one.registration === '91110000MA0000002P');
    await world.done('goods.decideParty', { partyId: other!.partyId, registered: false, reason: 'Struck off' }, { as: customs });
    expect(await give(other!.partyId)).toBe('agent-not-able');
    await world.done('goods.decideParty', { partyId: other!.partyId, registered: true, reason: '' }, { as: customs });
    await world.done('goods.giveMandate', { agentId: other!.partyId, validFrom: '2022-01-01', validUntil: '2022-12-31' }, { as: trader });
  });
});
