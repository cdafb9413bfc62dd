import { describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openVault } from '../../kernel/vault.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import type { PageContext } from '../context.ts';
import { render } from '../html.ts';
import { layout } from '../layout.ts';
import { openCard, sealCard } from './envelope.ts';
import { kioskKeys } from './keys.ts';
import { LocalForm } from './local.ts';
import type { LocalStep } from './local.ts';
import { healthyAnswers } from '../../../tests/form-visitor.ts';
import type { FormBody } from '../reading.ts';

const context: PageContext = { language: 'de', event: { code: 'games', name: 'Invented Games', timeZone: 'UTC' }, base: '/declare/games', path: '/declare/games/kiosk', guard: 'local', signedIn: true, kiosk: true, assets: { style: '/s.css', camera: null, kiosk: null } };
const pageOf = (step: LocalStep): string => ('page' in step ? render(layout(context, step.page)) : '');

describe('a machine without a network', () => {
  it('asks the same questions by the same rules and pages, and ends with a whole card; a wipe leaves nothing', () => {
    const form = new LocalForm(() => '2022-01-26T08:00:00.000Z');
    expect(pageOf(form.show(context, '/kiosk'))).toContain('name="flight"');
    const wrong = form.send(context, '/new', { flight: 'x' });
    expect(pageOf(wrong)).toContain('href="#flight"');
    const begun = form.send(context, '/new', { flight: 'LH720', 'flightDate-day': '27', 'flightDate-month': '1', 'flightDate-year': '2022', 'birthDate-day': '5', 'birthDate-month': '4', 'birthDate-year': '1996' });
    expect(begun).toEqual({ goTo: '/q/name' });
    let path = '/q/name';
    const seen: string[] = [];
    for (let pages = 0; pages < 30 && path !== '/check'; pages += 1) {
      const id = path.slice(3);
      seen.push(id);
      expect(pageOf(form.show(context, path))).toContain(`/q/${id}`);
      const step = form.send(context, path, { ...(healthyAnswers[id] as FormBody), act: 'continue' });
      expect(step, id).toHaveProperty('goTo');
      path = (step as { goTo: string }).goTo;
    }
    expect(seen).toEqual(['name', 'sex', 'nationality', 'document', 'seat', 'phone', 'address', 'places', 'symptoms', 'medicine', 'contactCase', 'contactFever', 'cluster', 'test', 'vaccination', 'truth']);
    expect(pageOf(form.show(context, '/check'))).toContain('NORDMANN');
    const filed = form.send(context, '/file', {});
    expect(filed).toMatchObject({ finished: { flight: 'LH720', flightDate: '2022-01-27', birthDate: '1996-04-05', language: 'de', answers: { surname: 'NORDMANN', symptoms: ['none'] } } });
    form.wipe();
    expect(pageOf(form.show(context, '/check'))).not.toContain('NORDMANN');
  });

  it('seals what the server alone opens', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'tongguan-kiosk-'));
    const vault = openVault(directory);
    const [one, other] = [uuidv7(), uuidv7()];
    const card = { id: uuidv7(), flight: 'LH720', flightDate: '2022-01-27', birthDate: '1996-04-05', answers: { symptoms: ['fever'], address: '北京' }, language: 'zh', filledAt: '2022-01-26T08:00:00.000Z' };
    const envelope = await sealCard(card, (await kioskKeys(vault, one)).publicKey);
    expect(JSON.stringify(envelope)).not.toMatch(/fever|LH720/);
    expect(await openCard(envelope, (await kioskKeys(openVault(directory), one)).privateKey)).toEqual(card);
    expect(await openCard(envelope, (await kioskKeys(vault, other)).privateKey)).toBeUndefined();
    for (const part of ['key', 'nonce', 'sealed'] as const) expect(await openCard({ ...envelope, [part]: `${envelope[part].slice(0, -2)}AA` }, (await kioskKeys(vault, one)).privateKey), part).toBeUndefined();
    rmSync(directory, { recursive: true, force: true });
  });
});
