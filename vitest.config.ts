import { defineConfig } from 'vitest/config';

// npm run test:long asks for the tests that take minutes, and only for those.
const long = process.env['TONGGUAN_LONG_TESTS'] === '1';

export default defineConfig({
  test: {
    include: long ? ['tests/long/**/*.test.ts'] : ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['tests/bench/**', 'node_modules/**', ...(long ? [] : ['tests/long/**'])],
    globalSetup: ['tests/global-setup.ts'],
    testTimeout: long ? 30 * 60_000 : 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
