import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WordParams } from '../../src/words/area.ts';
import { write, type WordKey } from '../../src/words/words.ts';
import { addDevice, cloudEvent, deviceActor, gateReading, portalReading } from '../devices-port.ts';
import { openGoodsPort, type GoodsPort } from '../goods-port.ts';
import { makeTravellers } from '../world.ts';
import { addPersona, addStations, byTurns, dialog, goneDialog, openPort, sideways, toast, type Officer, type Port } from './officers.ts';

let goods: GoodsPort;
let port: Port;
let consignment = { consignmentId: '', number: '' };
let portalId = '';

beforeAll(async () => {
  goods = await openGoodsPort();
  const { world } = goods;
  await addPersona(world, 'dutyOfficer');
  await addPersona(world, 'customsOfficer');
  await addStations(world, ['radiation', 'temperature']);
  consignment = await goods.submits({ lines: [{ descriptionEn: 'Invented polymer', descriptionZh: '虚构聚合物', hsCode: '390690' }] });
  portalId = (await world.done<{ deviceId: string }>('devices.announce', { kind: 'radiationPortal', serial: 'RPM-7', maker: 'Invented Instruments', model: 'Gate I' }, { as: { ...deviceActor(''), subject: '' } })).deviceId;
  const gate = await addDevice(world, 'thermometerGate');
  await gate.sends('measured', gateReading(36.4));
  const robot = await addDevice(world, 'inspectionRobot', { checked: false });
  const before = (minutes: number): string => new Date(Date.parse(world.now()) - minutes * 60_000).toISOString();
  await world.done('devices.noteLinks', { changes: [{ deviceId: gate.deviceId, changedAt: before(1500), link: 'online' }, { deviceId: robot.deviceId, changedAt: before(50), link: 'broken' }] }, { as: gate.actor });
  await world.done('devices.noteTelemetry', { rows: Array.from({ length: 60 }, (_, place) => ({ deviceId: gate.deviceId, measuredAt: before(place * 20 + 1), reading: { referenceDriftCelsius: Math.sin(place / 6) / 5, ambientCelsius: 22 + Math.cos(place / 9), humidityPercent: 31 + (place % 5), framesPerSecond: 25 } })) }, { as: gate.actor });
  await addDevice(world, 'traceSniffer');
  await gate.sends('measured', { temperatureCelsius: 'hot' });
  gateId = gate.deviceId;
  port = await openPort(world);
}, 120_000);
afterAll(async () => {
  await port?.close();
  await goods?.close();
});

let gateId = '';
let alarmId = '';
let count = 0;
const t = (key: WordKey, params?: WordParams): string => write('en', key, params);
const zh = (key: WordKey, params?: WordParams): string => write('zh', key, params);
/** Lets the portal say something of the consignment. */
async function portalSays(event: string, alarm: boolean): Promise<readonly string[]> {
  count += 1;
  const content = Buffer.from(JSON.stringify(cloudEvent(`rpm-${count}`, event, portalReading(alarm), goods.world.now(), consignment.number))).toString('base64');
  return (await goods.world.done<{ alarms: string[] }>('devices.receive', { format: 'cloudevents', transport: 'http', content }, { as: deviceActor(portalId) })).alarms;
}
/** Waits until the page knows what comes next: it is read anew after each record, and until then a key answers for the step before. */
const nextIs = (officer: Officer, step: string): Promise<void> => officer.page.locator('.tg-page-actions').getByText(t('devices.next', { what: step })).waitFor();
/** Opens a step of the alarm by its key, answers it, and records it. */
async function records(officer: Officer, step: string, answers: () => Promise<void>): Promise<void> {
  await nextIs(officer, t(`steps.${step}` as WordKey));
  await officer.presses('n');
  await dialog(officer).waitFor();
  await answers();
  await dialog(officer).getByRole('button', { name: t('design.record') }).click();
  await goneDialog(officer);
}
/** Looks at the page as it is, wide and on a telephone. */
async function staysOpenToAll(officer: Officer, what: string): Promise<void> {
  expect(await officer.barriers(), what).toEqual([]);
  expect(await sideways(officer), what).toBe(0);
  await officer.page.setViewportSize({ width: 390, height: 844 });
  expect(await sideways(officer), `${what} narrow`).toBe(0);
  if (['wall', 'device', 'alarm'].includes(what)) expect(await officer.barriers(), `${what} narrow`).toEqual([]);
  await officer.pictures(`devices-${what}-narrow`);
  await officer.page.setViewportSize({ width: 1440, height: 900 });
}

describe('a duty officer', () => {
  it('approves a device, sees why its reading does not count, and records the check that it lacks', async () => {
    const officer = await port.officerAt('/devices', 'dutyOfficer');
    await officer.sees(t('devices.waitingTitle', { count: 1 }));
    await officer.pictures('devices-wall-en-light');
    await officer.pushes(t('devices.approveOne', { name: 'Invented Instruments Gate I' }));
    await dialog(officer).waitFor();
    await officer.chooses(t('devices.standsAt'), /Radiation/);
    await officer.fills(t('devices.reason'), 'Accepted on site');
    await officer.presses('Control+Enter');
    await officer.sees(t('devices.keyUse'), dialog(officer));
    await expect.poll(() => officer.page.locator('#one-time-secret').inputValue(), { timeout: 10_000 }).toMatch(/^tongguan_device_/);
    await officer.pictures('devices-key-en-light');
    await officer.pushes(t('staff.keptIt'));
    await goneDialog(officer);
    expect(await portalSays('occupancyEnded', false)).toEqual([]);
    await officer.opens(`/devices/${portalId}`);
    await officer.sees(t('devices.against.missing', { what: t('devices.check.dailySource') }));
    await officer.sees(t('devices.countedNo'));
    await officer.pictures('devices-device-en-light');
    for (const check of ['dailySource', 'certificate'] as const) {
      await officer.page.locator('.gd-next').getByText(t('devices.nextCheck', { check: t(`devices.check.${check}`), state: t('devices.standing.missing') })).waitFor();
      await officer.presses('n');
      await dialog(officer).waitFor();
      await officer.fills(t('devices.measured'), 'peakKev=661.4');
      if (check === 'certificate') await officer.pictures('devices-check-en-light');
      await officer.presses('Control+Enter');
      await toast(officer, t('devices.checkRecorded', { check: t(`devices.check.${check}`) }));
      await goneDialog(officer);
    }
    await officer.sees(t('devices.nextNothing'));
    await staysOpenToAll(officer, 'device');
    await officer.leaves();
  });
});

describe('an alarm', () => {
  it('is acknowledged by one key, worked step by step, and says why its first officer cannot release it', async () => {
    alarmId = (await portalSays('gammaAlarm', true))[0] ?? '';
    const officer = await port.officerAt(`/goods/${consignment.consignmentId}`, 'customsOfficer');
    await officer.sees(t('devices.ofCaseDetail', { count: 1 }));
    await officer.opens('/alarms');
    await officer.sees(consignment.number);
    await officer.pictures('devices-alarms-en-light');
    await officer.page.locator('tbody tr').first().focus();
    await officer.presses('Enter');
    await officer.page.waitForURL(`**/alarms/${alarmId}`);
    await officer.sees('Invented polymer');
    // What an expert gets is what the device sent, byte for byte, under the fingerprint on the page.
    const raw = await officer.page.request.get(`${port.address}${await officer.page.locator('main a[download]').first().getAttribute('href')}`);
    await officer.sees(createHash('sha256').update(await raw.body()).digest('hex'));
    await officer.presses('a');
    await toast(officer, t('devices.recorded', { step: t('steps.ALM-ACK') }));
    await records(officer, 'ALM-VER', async () => {
      await officer.answers(t('evidence.repeated'), t('evidenceOptions.yes'));
      await officer.answers(t('evidence.method'), t('evidenceOptions.method.secondPass'));
    });
    await records(officer, 'ALM-SEC', async () => {
      await officer.answers(t('evidence.isolated'), t('evidenceOptions.yes'));
      await officer.answers(t('evidence.neutron'), t('evidenceOptions.no'));
      await officer.fills(t('evidence.doseRateMicrosievertPerHour'), '0.45');
      await officer.fills(t('evidence.interview'), 'Fertiliser, says the driver');
      await officer.answers(t('evidence.papersAgree'), t('evidenceOptions.yes'));
      await officer.pictures('devices-secondary-en-light');
    });
    await officer.pictures('devices-alarm-en-light');
    await staysOpenToAll(officer, 'alarm');
    const record = (step: string, evidence: object) => goods.world.done('prescribed.record', { caseId: alarmId, step, evidence }, { as: goods.customs });
    await record('ALM-LOC', { found: true, method: 'handheld', place: 'pallet 3' });
    await record('ALM-IDN', { done: true, identified: 'K-40', confidence: 'high', snmAmongCandidates: false, agreesWithGoods: false, method: 'spectrum' });
    await officer.opens(`/alarms/${alarmId}`);
    await records(officer, 'ALM-CAT', async () => {
      await officer.chooses(t('evidence.category'), t('evidenceOptions.category.innocentNorm'));
      await officer.fills(t('evidence.reason'), 'Potassium');
    });
    await nextIs(officer, t('steps.ALM-DISP'));
    await officer.sees(t('devices.lacks.goods'));
    await officer.presses('d');
    await officer.sees(new RegExp(t('devices.lacks.goods')), dialog(officer));
    await officer.pictures('devices-dispose-en-light');
    await officer.page.keyboard.press('Escape');
    await dialog(officer).getByRole('button', { name: t('devices.cancel') }).click();
    await goneDialog(officer);
    await record('ALM-IDN', { done: true, identified: 'K-40', confidence: 'high', snmAmongCandidates: false, agreesWithGoods: true, method: 'papers' });
    await officer.sees(t('devices.lacksNothing'));
    await officer.presses('d');
    await officer.sees(/second officer/, dialog(officer));
    expect(await dialog(officer).locator('input[value="release"]').isDisabled()).toBe(true);
    await officer.leaves();
  });

  it('is released by a second officer, in Chinese, and its consignment is free', async () => {
    const officer = await port.officerAt(`/alarms/${alarmId}`, 'dutyOfficer', { language: 'zh', scheme: 'dark' });
    await officer.page.locator('.tg-page-actions').getByText(zh('devices.next', { what: zh('steps.ALM-DISP') })).waitFor();
    await officer.presses('n');
    await dialog(officer).getByRole('radio', { name: zh('evidenceOptions.disposition.releaseWithRecord'), exact: true }).check();
    await officer.fills(zh('devices.disposeReason'), '与申报的化肥一致');
    await officer.pictures('devices-dispose-zh-dark');
    await officer.presses('Control+Enter');
    await toast(officer, zh('devices.disposedFree', { disposition: zh('evidenceOptions.disposition.releaseWithRecord') }));
    await goneDialog(officer);
    await officer.pictures('devices-alarm-zh-dark');
    const { steps } = await goods.world.see<{ steps: { step: string; state: string }[] }>('prescribed.case', { caseId: consignment.consignmentId });
    expect(steps.filter((step) => step.step === 'GDS-ALRM').map((step) => step.state)).toEqual(['passed']);
    await officer.opens('/alarms?tab=disposed');
    await officer.sees(zh('evidenceOptions.disposition.releaseWithRecord'));
    await officer.leaves();
  });
});

describe('an alarm without a subject', () => {
  it('that no device sent is reported by hand from the page of its subject, and opens as a case', async () => {
    await addDevice(goods.world, 'radiationPortal');
    const other = await goods.submits();
    await goods.world.recordDirectly(other.consignmentId, 'GDS-RADN', { alarm: true, doseRateMicrosievertPerHour: 0.4 });
    const customs = await port.officerAt(`/goods/${other.consignmentId}`, 'customsOfficer', { width: 390, height: 844 });
    await customs.page.getByRole('note').getByRole('link', { name: t('devices.doReport') }).click();
    await dialog(customs).waitFor();
    await customs.chooses(t('devices.reportDevice'), /Radiation portal monitor/);
    await customs.fills(t('devices.reportSeen'), 'Handheld: three times the background');
    expect([await customs.barriers(), await sideways(customs)]).toEqual([[], 0]);
    await customs.pictures('alarm-report');
    await dialog(customs).getByRole('button', { name: t('devices.doReport') }).click();
    await toast(customs, t('devices.reported'));
    await customs.sees('Handheld: three times the background');
    await customs.sees(other.number);
    await customs.leaves();
  });

  it('is bound by a scan, and bars the traveller whose page leads to it', async () => {
    const { world } = goods;
    const { flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: 'XX101', flightDate: '2022-01-05', direction: 'arrival', origin: 'ZZA', destination: 'PEK', pointCode: 'PEK', scheduledAt: '2022-01-05T03:00:00.000Z', chartered: true, risk: 'low' });
    const [caseId = ''] = await makeTravellers(world, flightId, 1);
    const content = Buffer.from(JSON.stringify(cloudEvent('nobody-1', 'gammaAlarm', portalReading(true), world.now()))).toString('base64');
    const { alarms: [unbound = ''] } = await world.done<{ alarms: string[] }>('devices.receive', { format: 'cloudevents', transport: 'http', content }, { as: deviceActor(portalId) });
    const officer = await port.officerAt(`/alarms/${unbound}`, 'customsOfficer');
    await officer.sees(t('devices.noSubject'));
    await officer.presses('b');
    await dialog(officer).waitFor();
    await officer.fills(t('devices.bindField'), 'NOBODY-7');
    await officer.presses('Enter');
    await officer.sees(/Nobody and nothing is known as NOBODY-7/, dialog(officer));
    await officer.fills(t('devices.bindField'), caseId);
    await officer.presses('Enter');
    await toast(officer, t('devices.bound'));
    await officer.opens(`/person/${caseId}`);
    await officer.pictures('devices-person-en-light');
    await officer.page.locator('.dv-alarm-link').click();
    await officer.page.waitForURL(`**/alarms/${unbound}`);
    await officer.sees(/INVENTED/);
    await officer.leaves();
  });
});

describe('a calibration found bad', () => {
  it('warns before it is recorded that what the device proved is owed again', async () => {
    const officer = await port.officerAt(`/devices/${portalId}?tab=checks&do=check`, 'dutyOfficer');
    await dialog(officer).waitFor();
    await officer.answers(t('devices.outcome'), t('devices.checkFailed'));
    await officer.fills(t('devices.badSince'), '2022-01-05 08:00');
    await officer.sees(t('devices.badSinceWarning'), dialog(officer));
    await officer.pictures('devices-bad-en-light');
    await officer.presses('Enter');
    await toast(officer, t('devices.checkReopened', { check: t('devices.check.dailySource'), count: 0, ended: 0 }));
    await officer.sees(t('devices.state.notCounting'));
    await officer.pushes(t('devices.doSuspend'));
    await officer.fills(t('devices.reason'), 'Out of calibration');
    await officer.presses('Control+Enter');
    await toast(officer, t('devices.suspended', { name: 'Invented Instruments Gate I' }));
    await officer.sees(t('devices.state.suspended'));
    await officer.leaves();
  });
});

describe('the pages of devices', () => {
  it('have no barriers and never scroll sideways, wide or narrow, in both languages', async () => {
    const officer = await port.seats('dutyOfficer');
    const pages = [['wall', '/devices'], ['due', '/devices?tab=due'], ['telemetry', `/devices/${gateId}?tab=telemetry`], ['refused', `/devices/${gateId}?tab=refused`], ['desk', '/alarms']] as const;
    for (const [place, [name, path]] of byTurns([...pages.entries()], ([turn]) => turn)) {
      const [language, scheme] = place % 2 === 0 ? (['zh', 'dark'] as const) : (['en', 'light'] as const);
      await officer.goes(path);
      await officer.page.waitForFunction(() => document.querySelector('.tg-skeleton') === null);
      await officer.sits({ language, scheme });
      if (name === 'telemetry') await officer.page.locator('.dv-plot-frame svg').first().waitFor();
      await officer.pictures(`devices-${name}-${language}-${scheme}`);
      await staysOpenToAll(officer, name);
    }
    await officer.opens('/devices?search=nothing-is-called-so');
    await officer.sits({ language: 'en' });
    await officer.sees(t('devices.noneFound'));
    await officer.presses('/');
    expect(await officer.page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search');
    await officer.leaves();
  });
});
