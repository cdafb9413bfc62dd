import { expect, test } from 'vitest';
import { killRepeatedly } from './kill/kill.ts';

test('kill -9 of server and database under load loses and doubles nothing that was acknowledged', async () => {
  const report = await killRepeatedly(2);
  expect(report).toMatchObject({ lost: 0, doubled: 0, openThoughOwed: 0 });
  // Enough was under way for a loss to show, on a slow machine too.
  expect(report.acknowledged).toBeGreaterThan(10);
}, 180_000);
