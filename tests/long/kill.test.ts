import { expect, test } from 'vitest';
import { killRepeatedly } from '../kill/kill.ts';

test('sixty times kill -9 of server and database under load lose and double nothing that was acknowledged', async () => {
  const report = await killRepeatedly(60);
  process.stdout.write(`${JSON.stringify(report)}\n`);
  expect(report).toMatchObject({ lost: 0, doubled: 0, openThoughOwed: 0 });
  expect(report.kills.server + report.kills.database).toBe(60);
  // Enough that something could have been lost each time; how many are acknowledged between two kills is a matter of the machine.
  expect(report.acknowledged).toBeGreaterThan(60 * 10);
});
