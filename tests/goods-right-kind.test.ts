import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../src/kernel/officer.ts';
import { goodsListOf, openGoodsPort } from './goods-port.ts';
import type { GoodsPort } from './goods-port.ts';

let port: GoodsPort;
beforeAll(async () => { port = await openGoodsPort(); });
afterAll(() => port.close());

type Filed = { readonly consignmentId: string; readonly owed: readonly string[] };
const list = (kind: string, cover: string, line: object, more: object = {}) => ({ kind, cover, pointCode: 'PEK', venue: 'Invented venue', expectedOn: '2022-01-08', partyId: port.partyId, list: goodsListOf([{ serials: [], ...line }]), ...more });
const owes = async (consignmentId: string, step: string): Promise<string | undefined> =>
  (await port.world.see<{ case: { steps: { step: string; state: string }[] } }>('goods.consignment', { consignmentId }, { as: port.customs })).case.steps.find((one) => one.step === step)?.state;

it('arms and explosives come as nothing but the kind that counts and seals them, in a list, its next version and an amendment', async () => {
  for (const [hsCode, kind, cover] of [['930330', 'K05', 'organiser'], ['930630', 'K02', 'organiser'], ['930400', 'K16', 'none'], ['360490', 'K14', 'tax'], ['360410', 'K06', 'organiser']] as const) {
    expect(await port.world.refusedBy('goods.submit', list(kind, cover, { hsCode, quantity: '2' }), { as: port.trader }), `${hsCode} as ${kind}`).toBe('kind-of-goods');
  }
  const skis = await port.world.done<Filed>('goods.submit', list('K05', 'organiser', { hsCode: '950611', quantity: '2', unit: 'PR' }), { as: port.trader });
  expect(await port.world.refusedBy('goods.submit', list('K05', 'organiser', { hsCode: '930330', quantity: '2' }, { consignmentId: skis.consignmentId }), { as: port.trader })).toBe('kind-of-goods');
  await port.confirms(skis.consignmentId);
  expect(await port.world.refusedBy('goods.askChange', { consignmentId: skis.consignmentId, reason: 'One case more', change: { kind: 'list', list: goodsListOf([{ hsCode: '930330', serials: [], quantity: '2' }]) } }, { as: port.trader })).toBe('kind-of-goods');
  expect((await port.world.done<Filed>('goods.submit', list('K06', 'organiser', { hsCode: '930330', quantity: '2', serials: ['RF-1', 'RF-2'] }), { as: port.trader })).consignmentId).toBeTruthy();
});

it('what needs a permit by its code needs it in whatever kind it comes, and one of another sort does not stand for it', async () => {
  const radios = await port.world.done<Filed>('goods.submit', list('K05', 'organiser', { hsCode: '852560', quantity: '2' }), { as: port.trader });
  expect(await owes(radios.consignmentId, 'GDS-PERM')).toBe('owed');
  const bag = await port.world.done<Filed>('goods.submit', list('K16', 'none', { hsCode: '300490', quantity: '2', unit: 'BX' }), { as: port.trader });
  expect(await owes(bag.consignmentId, 'GDS-PERM')).toBe('owed');
  const enters = (kind: string, hsPrefix: string) => port.world.done('goods.enterPermit', { kind, number: `P-${kind}`, authority: 'Invented authority', partyId: port.partyId, validFrom: '2022-01-01', validUntil: '2022-12-31', points: [], lines: [{ hsPrefix, description: 'As approved', unit: 'C62', approved: '2', serials: [] }] }, { as: port.customs });
  await enters('cites', '852560');
  await port.confirms(radios.consignmentId);
  const draws = () => port.world.done<{ gaps: { reason: string }[] }>('goods.drawPermits', { consignmentId: radios.consignmentId }, { as: port.customs });
  expect((await draws()).gaps).toMatchObject([{ reason: 'no-permit' }]);
  expect(await owes(radios.consignmentId, 'GDS-PERM')).not.toBe('done');
  await enters('radio', '8525');
  expect((await draws()).gaps).toEqual([]);
});

it('a tax by quantity takes the statutory unit, converted exactly or by net weight, and never bottles for litres', async () => {
  const spirits = (line: object) => list('K10', 'tax', { hsCode: '220830', descriptionEn: 'Invented whisky', unitValue: undefined, totalValue: '10000.00', ...line });
  expect(await port.world.refusedBy('goods.submit', spirits({ quantity: '60', unit: 'BO' }), { as: port.trader })).toBe('statutory-quantity-missing');
  const assessed = async (given: ReturnType<typeof list>): Promise<{ kind: string; computation: string; amount: string }[]> => {
    const { consignmentId } = await port.world.done<Filed>('goods.submit', given, { as: port.trader });
    await port.confirms(consignmentId);
    await port.world.done('goods.declare', { consignmentId, form: 'simplified', timing: 'advance', content: { supervisionMode: '0110', transportMode: 'air', conveyance: 'XX101', dispatchCountry: 'DE' } }, { as: port.trader });
    await port.world.done('goods.accept', { consignmentId, accepted: true }, { as: port.customs });
    await port.world.done('goods.assess', { consignmentId, paymentReference: 'PAID-1' }, { as: port.customs });
    return (await port.world.see<{ assessments: { content: { lines: { charges: { kind: string; computation: string; amount: string }[] }[] } }[] }>('goods.consignment', { consignmentId }, { as: port.customs })).assessments[0]!.content.lines[0]!.charges;
  };
  // 10 % duty, then 20 % and 0.912 a litre of 45 litres: (10,000 + 1,000 + 41.04) ÷ 0.8 × 20 % + 41.04.
  const wanted = { kind: 'consumptionTax', amount: '2801.30' };
  expect(await assessed(spirits({ quantity: '45', unit: 'LTR' }))).toContainEqual(expect.objectContaining(wanted));
  expect(await assessed(spirits({ quantity: '45000', unit: 'MLT' }))).toContainEqual(expect.objectContaining(wanted));
  // Frozen chicken is charged by the kilogram: cartons by their net weight, and without one not at all.
  const chicken = (line: object) => list('K10', 'tax', { hsCode: '020714', descriptionEn: 'Invented chicken', unitValue: undefined, totalValue: '5000.00', ...line });
  expect(await port.world.refusedBy('goods.submit', chicken({ quantity: '12', unit: 'CT' }), { as: port.trader })).toBe('statutory-quantity-missing');
  await port.world.done('goods.submit', chicken({ quantity: '12', unit: 'CT', netKilograms: '180' }), { as: port.trader });
});

it('press equipment comes in a list only under a guarantee or a carnet; on an undertaking it is filed under an accreditation', async () => {
  expect(await port.world.refusedBy('goods.submit', list('K04', 'none', {}), { as: port.trader })).toBe('press-kit-needed');
  expect(await port.world.refusedBy('goods.submit', list('K04', 'none', {}), { as: port.customs as Actor })).toBe('press-kit-needed');
  expect((await port.world.done<Filed>('goods.submit', list('K04', 'organiser', {}), { as: port.trader })).owed).toContain('GDS-GUAR');
});
