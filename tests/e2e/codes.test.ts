import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { decodeBase45, encodeBase45 } from '../../src/modules/certificates/base45.ts';
import { makeCodeKey } from '../../src/modules/certificates/code-keys.ts';
import { codeValidity, issueCode, type CodeInput } from '../../src/modules/certificates/declaration-code.ts';
import { makeHall, type Hall } from './hall.ts';
import { openPort, type Officer, type Port, seenIn } from './officers.ts';
import { stubDeclarations, type StubbedDeclarations } from './stub-declarations.ts';

const period: [string, string] = ['2022-01-01T00:00:00Z', '2022-03-01T00:00:00Z'];
const key = makeCodeKey(...period);
const given = ['ANNA', 'BERTA', 'CLARA', 'DORA', 'EMIL', 'FRIDA', 'GRETA', 'HUGO', 'IDA', 'JONAS', 'KLARA', 'LUISE', 'MARTA', 'NORA', 'OTTO', 'PAULA', 'QUINN', 'ROSA', 'SVEN', 'THEO'];
const state: StubbedDeclarations = { event: 'winter', keys: [key], revoked: [], cards: [], found: {}, declared: {}, away: false };

let hall: Hall;
let port: Port;
let officer: Officer;
beforeAll(async () => {
  hall = await makeHall();
  port = await openPort(hall.world);
  officer = await port.seats('healthOfficer', { width: 1280, height: 800 });
  await stubDeclarations(officer, state);
  await officer.opensStation('declaration');
  await officer.sees(/Codes are checked here/);
});
afterAll(async () => {
  await port?.close();
  await hall?.world.close();
});
afterEach(async () => {
  await officer.presses('Escape');
});

const recordsOf = async (caseId: string) => (await hall.world.see<{ records: { step: string; outcome: string; offline: boolean; evidence: Record<string, unknown> }[] }>('prescribed.case', { caseId })).records.filter((record) => record.step === 'CHK-01');

/** Files a declaration for a person of the hall, and gives its code. */
function filed(place: number, more: Partial<CodeInput> = {}, { known = true, newest }: { known?: boolean; newest?: number } = {}): string {
  const { caseId, passport } = hall.people[place]!;
  const input: CodeInput = {
    declarationId: randomUUID(), version: 1, event: state.event, flight: 'CA926', flightDate: '2022-01-27', surname: 'SPECIMEN', givenNames: given[place]!, documentNumber: passport, cardVersion: '9', result: 'clear',
    ...codeValidity('2022-01-27T06:00:00Z'), ...more,
  };
  if (known) state.cards = [...state.cards, { declarationId: input.declarationId, version: newest ?? input.version, caseId, flightId: hall.arrivalId }];
  return issueCode(input, key.key).text;
}

/** Lets the station read its keys again, as it does every minute. */
async function keysAreRead(): Promise<void> {
  const answered = officer.page.waitForResponse(/declarations\.codeKeys/);
  await officer.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await answered;
}

const strip = (code: string) => officer.page.locator(`[data-code="${code}"]`);

describe('a declaration’s code at the declaration check', () => {
  it('that is valid is one scan and one key, and verified in no time', async ({ annotate }) => {
    const code = filed(1);
    await keysAreRead();
    await officer.scans(code);
    await officer.sees('BERTA', '.tg-person');
    await officer.sees(/Code valid/, strip('valid'));
    for (const said of ['SPECIMEN BERTA', /CA926/, /document ends in 0002/, /nothing declared/, /valid until 28 Jan 02:00/]) await officer.sees(said, strip('valid'));
    await officer.presses('Enter');
    await officer.seesOutcome('passed', /BERTA/);
    await expect.poll(() => recordsOf(hall.people[1]!.caseId)).toMatchObject([{ outcome: 'passed', evidence: { codeValid: true, samePerson: true, openAnswers: 0, symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false } }]);
    await expect.poll(() => strip('valid').count(), { timeout: 10_000 }).toBe(0);
    const taken = await officer.page.evaluate(() => performance.getEntriesByName('tongguan.code').map((entry) => entry.duration));
    await annotate(`verified in the page in ${taken.map((milliseconds) => milliseconds.toFixed(1)).join(', ')} ms`);
    expect(taken).toHaveLength(1);
    expect(Math.max(...taken)).toBeLessThan(250);
  });

  it('is told by name when it does not count, red only where something is wrong', async ({ annotate }) => {
    const revoked = filed(2, { declarationId: randomUUID() });
    state.revoked = [state.cards.at(-1)!.declarationId];
    const superseded = filed(2, {}, { newest: 2 });
    const [expired, early] = [filed(2, codeValidity('2022-01-25T06:00:00Z')), filed(2, codeValidity('2022-01-29T06:00:00Z'))];
    const stranger = makeCodeKey(...period);
    const foreign = issueCode({ declarationId: randomUUID(), version: 1, event: state.event, flight: 'CA926', flightDate: '2022-01-27', surname: 'SPECIMEN', givenNames: 'CLARA', documentNumber: 'N1000003', cardVersion: '9', result: 'clear', ...codeValidity('2022-01-27T06:00:00Z') }, stranger.key).text;
    const elsewhere = filed(2, { event: 'summer' });
    const bytes = decodeBase45(filed(2, { result: 'check' }).slice(4));
    const altered = `TG1:${encodeBase45(Buffer.from(bytes.toString('latin1').replace('CLARA', 'KLARA'), 'latin1'))}`;
    await keysAreRead();
    const cases: [string, string, 'wrong' | 'late', RegExp, RegExp, boolean][] = [
      [altered, 'altered', 'wrong', /Code altered/, /take the declaration anew/, false], [foreign, 'foreign', 'wrong', /Foreign code/, /Ask where it was issued/, false], [elsewhere, 'foreign', 'wrong', /Foreign code/, /Ask where/, false],
      [superseded.slice(0, -4), 'malformed', 'wrong', /Not a whole code/, /Scan again/, false], [revoked, 'revoked', 'wrong', /Code withdrawn/, /filed again/, true], [superseded, 'superseded', 'late', /Code superseded/, /newest code/, true],
      [expired, 'expired', 'late', /Code expired/, /It expired 26 Jan 02:00/, true], [early, 'not-yet-valid', 'late', /Code not yet valid/, /counts from 28 Jan 14:00/, true],
    ];
    for (const [text, outcome, tone, title, next, opens] of cases) {
      await officer.scans(text);
      await officer.sees(title, strip(outcome));
      await officer.sees(next, strip(outcome));
      expect([outcome, await strip(outcome).getAttribute('class')]).toEqual([outcome, `tg-code-strip tg-code-${tone}`]);
      await officer.page.locator(`.tg-scan-answer-${tone === 'late' ? 'late' : 'refused'}`).waitFor();
      if (opens) {
        await officer.sees('CLARA', '.tg-person');
        expect([outcome, await officer.page.getByRole('radiogroup', { name: 'Code valid' }).locator('input:checked').getAttribute('value')]).toEqual([outcome, 'no']);
      } else expect([outcome, await officer.page.locator('.tg-person').count()]).toEqual([outcome, 0]);
      await officer.presses('Escape');
      await expect.poll(() => strip(outcome).count(), { timeout: 10_000 }).toBe(0);
    }
    const taken = await officer.page.evaluate(() => performance.getEntriesByName('tongguan.code').map((entry) => entry.duration));
    await annotate(`verified in the page in ${taken.map((milliseconds) => milliseconds.toFixed(1)).join(', ')} ms`);
  });

  it('that was altered goes with the person whose passport is scanned next, who is not waved through', async () => {
    await officer.scans(`${filed(3).slice(0, -6)}000000`);
    await officer.sees(/Code altered/, strip('altered'));
    await officer.scans(hall.people[3]!.passport);
    await officer.sees('DORA', '.tg-person');
    await officer.sees(/Code altered/, strip('altered'));
    await officer.presses('Enter');
    await officer.seesOutcome('failed', /fill in the declaration together/);
  });

  it('of another document or another name says so loudly, and is no single key', async () => {
    const code = filed(4, { givenNames: 'OLGA', documentNumber: 'X9999111' });
    await keysAreRead();
    await officer.scans(code);
    await officer.sees('EMIL', '.tg-person');
    const differs = officer.page.locator('[data-differs="document name"]');
    await officer.sees(/Document: …9111 in the code, …0005 on the list/, differs);
    await officer.sees(/Name: SPECIMEN OLGA in the code, SPECIMEN EMIL on the list/, differs);
    await officer.presses('Enter');
    await officer.sees(/1 entry needs attention/);
    expect(await recordsOf(hall.people[4]!.caseId)).toEqual([]);
    await officer.presses('Escape');
    // The next person's own code is not his.
    await officer.scans(hall.people[5]!.passport);
    await officer.sees('FRIDA', '.tg-person');
    await expect.poll(() => officer.page.locator('[data-differs], [data-code]').count(), { timeout: 10_000 }).toBe(0);
  });

  it('with something declared brings the answers beside what was written, and the form takes them over', async () => {
    const code = filed(6, { result: 'check' });
    state.declared[hall.people[6]!.caseId] = someAnswers(state.cards.at(-1)!.declarationId);
    await keysAreRead();
    await officer.scans(code);
    await officer.sees('GRETA', '.tg-person');
    const panel = officer.page.getByRole('region', { name: 'Declaration', exact: true });
    await officer.sees('Have you had any of these in the last 14 days?', panel);
    await officer.sees('Cough, fatigue', panel);
    await officer.sees('Husten, Müdigkeit', panel);
    await officer.sees('Symptoms declared', officer.page.locator('.tg-declared-has'));
    await officer.presses('Enter');
    await officer.seesOutcome('passed', /GRETA/);
    expect(await recordsOf(hall.people[6]!.caseId)).toMatchObject([{ evidence: { codeValid: true, symptomDeclared: true, contactDeclared: false, openAnswers: 0 } }]);
  });

  it('is verified at once when it is pasted, without any key', async () => {
    const code = filed(7);
    await keysAreRead();
    const box = officer.page.locator('[data-scan="box"]');
    await box.evaluate((element, text) => {
      const data = new DataTransfer();
      data.setData('text/plain', `${text}\r\n`);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, code);
    await officer.sees('HUGO', '.tg-person');
    await officer.sees(/Code valid/, strip('valid'));
  });

  it('is found by the server when the cards of the keys do not have it, and its key is fetched when it is new', async () => {
    const next = makeCodeKey('2022-01-27T00:00:00Z', '2022-03-01T00:00:00Z');
    const declarationId = randomUUID();
    state.found[declarationId] = hall.people[8]!.caseId;
    state.keys = [key, next];
    await officer.scans(issueCode({ declarationId, version: 1, event: state.event, flight: 'CA926', flightDate: '2022-01-27', surname: 'SPECIMEN', givenNames: 'IDA', documentNumber: 'N1000009', cardVersion: '9', result: 'clear', ...codeValidity('2022-01-27T06:00:00Z') }, next.key).text);
    await officer.sees(/Code valid/, strip('valid'));
    await officer.sees('IDA', '.tg-person');
  });
});

describe('with the network dead', () => {
  const goes = async (away: boolean): Promise<void> => {
    state.away = away;
    await port.cutLine(away);
  };
  afterAll(() => goes(false));

  it('a code is still verified, its person opened from what this device knows, and the record kept', async () => {
    const [clear, check, altered, unknown] = [filed(9), filed(10, { result: 'check' }), filed(11), filed(12, {}, { known: false })];
    await keysAreRead();
    await officer.sees(/waiting/);
    await goes(true);
    await officer.scans(clear);
    await officer.sees(/Code valid/, strip('valid'));
    await officer.sees('JONAS', '.tg-person');
    await officer.presses('Enter');
    await officer.seesOutcome('kept', /JONAS/);
    await officer.scans(`${altered.slice(0, -6)}000000`);
    await officer.sees(/Code altered/, strip('altered'));
    await officer.presses('Escape');
    await officer.scans(unknown);
    await officer.sees(/Code valid/, strip('valid'));
    await officer.sees(/Search by name or passport/, strip('valid'));
    await officer.presses('Escape');
    await officer.scans(check);
    await officer.sees('KLARA', '.tg-person');
    await officer.sees(/ask the questions and enter the answers/);
    await officer.presses('Enter');
    await officer.sees(/4 entries need attention/);
    await officer.presses('Escape');
    await goes(false);
    await expect.poll(() => recordsOf(hall.people[9]!.caseId), { timeout: 20_000 }).toMatchObject([{ outcome: 'passed', offline: true, evidence: { codeValid: true } }]);
  });

  it('says how old its keys are, and that it has none', async () => {
    state.away = true;
    await officer.page.evaluate(() => {
      const kept = JSON.parse(localStorage.getItem('tongguan.codeKeys') ?? '{}') as { readAt: number };
      localStorage.setItem('tongguan.codeKeys', JSON.stringify({ ...kept, readAt: kept.readAt - 3 * 3_600_000 }));
    });
    await officer.opens('/station');
    await officer.sees(/Keys read 3 hours ago/);
    await officer.scans(filed(13));
    await officer.sees(/Code valid/, strip('valid'));
    await officer.page.evaluate(() => localStorage.removeItem('tongguan.codeKeys'));
    await officer.opens('/station');
    await officer.sees(/No keys yet/);
    await officer.scans(filed(13));
    await officer.sees(/Code not checked/, strip('no-keys'));
    state.away = false;
    await keysAreRead();
    await officer.sees(/Codes are checked here/);
  });
});

describe('the screen', () => {
  const sittings = [{ language: 'en', width: 1280, height: 800 }, { language: 'zh', width: 1280, height: 800 }, { language: 'zh', scheme: 'dark', width: 1024, height: 768 }, { language: 'en', width: 800, height: 1180 }, { language: 'zh', width: 390, height: 844 }] as const;
  it('can be read by everybody, whatever the code is', async () => {
    const code = filed(14, { result: 'check' });
    state.declared[hall.people[14]!.caseId] = someAnswers(state.cards.at(-1)!.declarationId);
    const shown: [string, string][] = [['valid', filed(15)], ['check', code], ['differs', filed(16, { documentNumber: 'X9999111' })], ['expired', filed(17, codeValidity('2022-01-25T06:00:00Z'))], ['altered', `${filed(18).slice(0, -6)}000000`]];
    const outcomes: Record<string, string> = { expired: 'expired', altered: 'altered' };
    await keysAreRead();
    for (const [turn, [name, text]] of shown.entries()) {
      await officer.scans(text);
      await officer.page.locator(`[data-code="${outcomes[name] ?? 'valid'}"]`).waitFor();
      await officer.page.waitForFunction(() => document.querySelector('.tg-skeleton') === null);
      for (const sitting of seenIn(sittings, turn)) {
        await officer.sits(sitting);
        await officer.pictures(`code-${name}-${sitting.width}-${sitting.language}`);
        expect([name, sitting, await officer.barriers()]).toEqual([name, sitting, []]);
        expect([name, sitting, await officer.page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth))]).toEqual([name, sitting, 0]);
      }
      // The next one is scanned while the form of this one has the focus.
      await officer.sits({ width: 1280, height: 800 });
    }
  });
});

function someAnswers(declarationId: string): object {
  return {
    declarationId, version: 1, cardVersion: '9', language: 'de', filedAt: '2022-01-26T10:00:00Z', openAnswers: 0, symptomDeclared: true, contactDeclared: false, keyAreaDeclared: false,
    answers: [
      { question: 'stays', label: { en: 'Countries and regions of the last 14 days', zh: '过去14天内到过的国家和地区' }, shown: { en: 'Norway, Germany', zh: '挪威、德国' }, original: 'Norwegen, Deutschland' },
      { question: 'symptoms', label: { en: 'Have you had any of these in the last 14 days?', zh: '过去14天内是否有下列症状？' }, shown: { en: 'Cough, fatigue', zh: '咳嗽、乏力' }, original: 'Husten, Müdigkeit' },
      { question: 'since', label: { en: 'Since when?', zh: '何时开始？' }, shown: { en: '24 Jan 2022', zh: '2022年1月24日' }, original: null },
      { question: 'contact', label: { en: 'Contact with confirmed cases, suspected cases or people with fever', zh: '是否接触过确诊、疑似病例或发热人员？' }, shown: { en: 'No', zh: '否' }, original: 'Nein' },
      { question: 'medicine', label: { en: 'Medicine taken', zh: '服用药物' }, shown: { en: 'Ibuprofen, twice a day since Monday, because of a headache after training', zh: '自周一起每日两次布洛芬，因训练后头痛' }, original: 'Ibuprofen, zweimal täglich seit Montag, wegen Kopfschmerzen nach dem Training' },
      { question: 'address', label: { en: 'Where do you stay in China?', zh: '在华住址' }, shown: { en: '', zh: '' }, original: null },
    ],
  };
}
