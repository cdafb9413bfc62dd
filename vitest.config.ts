import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// npm run test:long asks for the tests that take minutes, and looks closer in those that look at a part of everything.
const long = process.env['TONGGUAN_LONG_TESTS'] === '1';
const closer = [
  'tests/e2e/**/*.test.ts', 'tests/identify-spectra.test.ts', 'src/form/camera/camera.test.ts', 'tests/permissions.test.ts',
  // With all their random cases.
  'src/modules/{travellers/formats/{paxlst/fuzz,roster/read},certificates/{hcert,declaration-code},prescribed/analysis,goods/formats/list/read}.test.ts',
  'src/console/travellers/code-check.test.ts', 'tests/{n42-reading,form-hostile,goods-invariants,goods-border,ledger}.test.ts',
  // In every language, and every list of the world.
  'tests/{guide,form-languages}.test.ts', 'src/demo/lists.test.ts',
];

// What takes minutes begins first: begun last, it would leave the other workers idle. A fresh clone has no times of its own to go by.
const longFirst = ['/tests/world-figures', '/tests/e2e/', '/src/console/design/design.', '/tests/command-line', '/tests/launcher/', '/tests/kill', '/src/kernel/postgres/', '/src/server/'];

// Browser tests keep more than one processor busy, these wait for clocks and lines: spread among the others, their waiting takes no time of the run.
const waiting = ['/tests/devices-', '/tests/player', '/tests/kill', '/src/server/webhooks', '/tests/launcher/'];

function spread<T>(all: readonly T[], among: readonly T[]): T[] {
  const every = Math.max(1, Math.floor(all.length / (among.length + 1)));
  return all.flatMap((one, place) => ((place + 1) % every === 0 && place / every < among.length ? [one, among[Math.floor(place / every)]!] : [one]));
}

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = longFirst.findIndex((part) => moduleId.includes(part));
      return place === -1 ? longFirst.length : place;
    };
    const sorted = (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
    const waits = sorted.filter(({ moduleId }) => waiting.some((part) => moduleId.includes(part)));
    const works = sorted.filter((one) => !waits.includes(one));
    const browsers = works.findLastIndex(({ moduleId }) => moduleId.includes('/tests/e2e/')) + 1;
    // Where fewer browser tests run than these, all of them come after.
    const spreads = browsers > waits.length ? spread(works.slice(0, browsers), waits) : [...works.slice(0, browsers), ...waits];
    return [...spreads, ...works.slice(browsers)];
  }
}

export default defineConfig({
  test: {
    include: long ? ['tests/long/**/*.test.ts', ...closer] : ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['tests/bench/**', 'node_modules/**', ...(long ? [] : ['tests/long/**'])],
    globalSetup: ['tests/global-setup.ts'],
    testTimeout: long ? 30 * 60_000 : 240_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // Files share what they import: read anew for each file, it costs a sixth of the run. Each has its own database and event, and leaves nothing behind in a module.
    isolate: long,
    sequence: { sequencer: LongFirst },
  },
});
