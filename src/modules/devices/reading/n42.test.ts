import { expect, test } from 'vitest';
import { radiationPortal } from '../kinds/radiation-portal.ts';
import { n42Reader } from './n42.ts';

const document = (inner: string): Uint8Array => Buffer.from(`<RadInstrumentData xmlns="http://physics.nist.gov/N42/2011/N42"><RadMeasurement id="m"><MeasurementClassCode>Foreground</MeasurementClassCode><StartDateTime>2022-01-27T01:00:00Z</StartDateTime><RealTimeDuration>PT2S</RealTimeDuration>${inner}</RadMeasurement></RadInstrumentData>`);
const spectrum = (counts: string): string => `<Spectrum id="s"><LiveTimeDuration>PT2S</LiveTimeDuration><ChannelData compressionCode="CountedZeroes">${counts}</ChannelData></Spectrum>`;
const alarm = '<AnalysisResults><RadAlarm id="a"><RadAlarmCategoryCode>Gamma</RadAlarmCategoryCode></RadAlarm></AnalysisResults>';

test('a pass counts where its counts were read; no counts, or a spectrum that was set aside, are no proof that there was nothing', () => {
  const eventOf = (inner: string) => {
    const read = n42Reader(radiationPortal, document(inner), '2022-01-27T01:00:05.000Z', {});
    return read.ok ? read.events[0] : undefined;
  };
  expect(eventOf(spectrum('3 0 5 7'))).toMatchObject({ name: 'occupancyEnded', reading: { grossCountsPerSecond: 5, alarm: false } });
  expect(eventOf(spectrum('3 0 5 7'))!.against).toBeUndefined();
  expect(eventOf('')).toMatchObject({ name: 'occupancyEnded', against: ['invalid'] });
  expect(eventOf(`${spectrum('3 0 5 7')}${spectrum('1 0 0')}`)).toMatchObject({ reading: { grossCountsPerSecond: 5 }, against: ['invalid'] });
  // An alarm is raised all the same.
  expect(eventOf(`${spectrum('0 0')}${alarm}`)).toMatchObject({ name: 'gammaAlarm', reading: { alarm: true }, against: ['invalid'] });
});
