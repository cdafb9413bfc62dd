import { expect, test } from 'vitest';
import { liveThroughDay } from '../devices-day.ts';

test('two hundred devices live through two hours of the port at sixty times its speed, with broker, lines and server failing, and nothing is lost or doubled', async () => {
  const report = await liveThroughDay({ devices: 200, hours: 2, speed: 60 });
  expect(report).toMatchObject({ lost: 0, doubled: 0 });
  expect(report.sent).toBeGreaterThan(2000);
  expect(report.brokerKills + report.lineBreaks + report.serverChanges).toBeGreaterThanOrEqual(6);
});
