import { expect, test } from 'vitest';
import { fullName } from './names.ts';

test('a name in Chinese characters is written without a blank, every other one with it', () => {
  expect([fullName('张', '伟'), fullName('ZHANG', 'WEI'), fullName('张', 'WEI'), fullName('SUKARNO', ''), fullName('', 'ANNA')]).toEqual(['张伟', 'ZHANG WEI', '张 WEI', 'SUKARNO', 'ANNA']);
});
