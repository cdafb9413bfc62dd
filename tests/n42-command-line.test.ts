import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { detectorModels, simulateSpectrum } from '../src/modules/devices/identification/simulated.ts';
import { json, makeFolder, tongguan } from './running-commands.ts';

const { folder, file } = makeFolder('n42');
const patience = { timeout: 120_000 };

/** Writes an N42 document of simulated NaI spectra. */
function document(nuclide: string | null, counts: number, seed: number): string {
  const one = (kind: string, of: { nuclide: string; counts: number }[], backgroundCounts: number, liveTimeSeconds: number): string => {
    const { counts: channels } = simulateSpectrum({ model: detectorModels.NaI, nuclides: of, backgroundCounts, seed: seed + liveTimeSeconds });
    return `<RadMeasurement id="${kind}"><MeasurementClassCode>${kind}</MeasurementClassCode><StartDateTime>2022-01-28T06:10:00Z</StartDateTime><RealTimeDuration>PT${liveTimeSeconds}S</RealTimeDuration><Spectrum id="S${kind}" radDetectorInformationReference="g" energyCalibrationReference="e"><LiveTimeDuration>PT${liveTimeSeconds}S</LiveTimeDuration><ChannelData>${Array.from(channels).join(' ')}</ChannelData></Spectrum></RadMeasurement>`;
  };
  return `<?xml version="1.0"?><RadInstrumentData xmlns="http://physics.nist.gov/N42/2011/N42"><RadInstrumentInformation id="i"><RadInstrumentModelName>NaI 2x2</RadInstrumentModelName></RadInstrumentInformation><RadDetectorInformation id="g"><RadDetectorCategoryCode>Gamma</RadDetectorCategoryCode></RadDetectorInformation><EnergyCalibration id="e"><CoefficientValues>0 3 0</CoefficientValues></EnergyCalibration>${one('Foreground', nuclide === null ? [] : [{ nuclide, counts }], nuclide !== null && counts > 50_000 ? 0 : 2000, 60)}${counts > 50_000 ? '' : one('Background', [], 20_000, 600)}</RadInstrumentData>`;
}

test('read n42 gives the report, refuses a broken document with its line, and reads standard input', patience, async () => {
  const text = document('Cs-137', 3000, 1);
  const [good, broken] = await Promise.all([tongguan(['read', 'n42', file('a.n42', text)]), tongguan(['read', 'n42', '-'], text.slice(0, 900))]);
  expect([good.code, good.said]).toEqual([0, '']);
  expect(json(good)).toMatchObject({ format: 'n42', quarantined: [], records: [{ kind: 'foreground' }, { kind: 'background', realTimeSeconds: 600 }], instrument: { model: 'NaI 2x2' }, alarms: [], faults: [], calibration: { inCalibration: null } });
  expect(broken.code).toBe(1);
  expect(broken.said).toMatch(/^line 1, column \d+: The XML is not well-formed/);
});

test('identify names the source by a directory of templates, and cannot be called without one', patience, async () => {
  const directory = join(folder, 'templates');
  mkdirSync(directory);
  for (const [at, nuclide] of ['Cs-137', 'Co-60', 'I-131', 'U-235', 'Ba-133'].entries()) writeFileSync(join(directory, `NaI_${nuclide}.n42`), document(nuclide, 100_000, 50 + at));
  writeFileSync(join(directory, 'templates.json'), JSON.stringify([{ file: 'NaI_U-235.n42', nuclide: 'U-235', category: 'snm', detectorModel: 'NaI 2x2', source: 'simulated' }]));
  const [found, nothing, unusable, noDirectory] = await Promise.all([
    tongguan(['identify', file('b.n42', document('I-131', 2000, 7)), '--templates', directory]), tongguan(['identify', file('c.n42', document(null, 0, 8)), '--templates', directory]), tongguan(['identify', 'x.n42']),
    tongguan(['identify', file('d.n42', '<a/>'), '--templates', join(folder, 'absent')]),
  ]);
  expect([found.code, found.said]).toEqual([0, '']);
  expect(json(found)).toMatchObject({ verdict: 'identified', nuclides: ['I-131'], categories: ['medical'], advice: true, mayRelease: false, templates: 5, gain: { verdict: 'within' } });
  expect(json(nothing)).toMatchObject({ verdict: 'background-only', nuclides: [] });
  expect([unusable.code, unusable.output, noDirectory.code]).toEqual([2, '', 2]);
});
