import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { json, makeFolder, tongguan } from './running-commands.ts';

const { folder, file } = makeFolder('tax');
const patience = { timeout: 240_000 };

describe('tax', () => {
  test('computes the worked examples from a file and from standard input', patience, async () => {
    const goods = { lines: [
      { id: 'temporary', customsValue: '637000.00', charges: [{ kind: 'duty', rate: '8%' }, { kind: 'vat', rate: '13%' }] },
      { id: 'spirits', customsValue: '10000', quantity: '60', charges: [{ kind: 'duty', rate: '10%' }, { kind: 'consumptionTax', rate: '20%', amountPerUnit: '0.50' }, { kind: 'vat', rate: '13%' }] },
    ] };
    const flat = 'base,kind,rate,rounding\n637000.00,duty,8%,\n687960.00,vat,13%,\n13787.50,vat,0.13,half-up\n13787.50,vat,0.13,truncate\n140394.80,late payment,0.5%,\n';
    const [fromFile, fromInput] = await Promise.all([tongguan(['tax', file('goods.json', JSON.stringify(goods))]), tongguan(['tax', '-'], flat)]);
    expect([fromFile.code, fromFile.said, fromInput.code, fromInput.said]).toEqual([0, '', 0, '']);
    expect(json(fromFile)).toMatchObject({ lines: [{ id: 'temporary', total: '140394.80' }, { id: 'spirits', charges: [{ amount: '1000.00' }, { base: '13787.50', amount: '2787.50' }, { exact: '1792.375', amount: '1792.38' }] }], quarantined: [], total: '145974.68' });
    expect((json(fromInput).lines as { total: string }[]).map((line) => line.total)).toEqual(['50960.00', '89434.80', '1792.38', '1792.37', '701.97']);
  });

  test('keeps out what is wrong, says where, and computes the rest', patience, async () => {
    const ran = await tongguan(['tax', '-'], '{"lines":[{"base":100,"kind":"duty","rate":"8%"},{"base":100,"kind":"duty","rate":"8"}]}');
    expect([ran.code, ran.said]).toEqual([1, 'lines[1].rate: "8" is above 1 and has no percent sign; write "8%" for 8 percent.\n']);
    expect(json(ran)).toMatchObject({ lines: [{ total: '8.00' }], quarantined: [{ where: 'lines[1].rate' }], total: '8.00' });
  });

  test('calls that cannot be used', patience, async () => {
    const calls = [['tax'], ['tax', join(folder, 'none.json')], ['tax', file('no.json', '{')], ['tax', file('other.csv', 'a,b\n1,2\n')]];
    for (const ran of await Promise.all(calls.map((call) => tongguan(call)))) expect([ran.code, ran.output, ran.said !== '']).toEqual([2, '', true]);
  });
});
