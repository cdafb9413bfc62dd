import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NumberListReader } from '../src/modules/devices/formats/n42/number-list.ts';
import { instantOf, secondsOf } from '../src/modules/devices/formats/n42/moments.ts';
import { N42Reader, readN42 } from '../src/modules/devices/formats/n42/read.ts';
import type { N42Limits } from '../src/modules/devices/formats/n42/limits.ts';
import type { N42Report } from '../src/modules/devices/formats/n42/shapes.ts';
import { casesOf } from './long-run.ts';

const read = (text: string, limits: Partial<N42Limits> = {}): N42Report => readN42(Buffer.from(text), limits);
const codes = ({ findings }: N42Report): string[] => findings.map(({ code }) => code);
const refusal = ({ quarantined }: N42Report): [string, string] => [quarantined[0]?.code ?? '', quarantined[0]?.where ?? ''];

const head = `<?xml version="1.0" encoding="UTF-8"?>
<RadInstrumentData xmlns="http://physics.nist.gov/N42/2011/N42" n42DocUUID="d72b7fa7-4a20-43d4-b1b2-7e3b8c6620c1">
<RadInstrumentDataCreatorName>test</RadInstrumentDataCreatorName>
<RadInstrumentInformation id="i"><RadInstrumentManufacturerName>Maker</RadInstrumentManufacturerName><RadInstrumentIdentifier>7</RadInstrumentIdentifier><RadInstrumentModelName>P8</RadInstrumentModelName><RadInstrumentClassCode>Portal Monitor</RadInstrumentClassCode><RadInstrumentVersion><RadInstrumentComponentName>Software</RadInstrumentComponentName><RadInstrumentComponentVersion>1</RadInstrumentComponentVersion></RadInstrumentVersion><RadInstrumentQualityControl><InspectionDateTime>2022-01-01T00:00:00Z</InspectionDateTime><InCalibrationIndicator>false</InCalibrationIndicator></RadInstrumentQualityControl></RadInstrumentInformation>
<RadDetectorInformation id="g"><RadDetectorCategoryCode>Gamma</RadDetectorCategoryCode><RadDetectorKindCode>NaI</RadDetectorKindCode></RadDetectorInformation>
<RadDetectorInformation id="n"><RadDetectorCategoryCode>Neutron</RadDetectorCategoryCode></RadDetectorInformation>
<EnergyCalibration id="e"><CoefficientValues>1.5 3 0</CoefficientValues></EnergyCalibration>
`;
const spectrum = (counts: string, compression = 'CountedZeroes'): string => `<Spectrum id="s" radDetectorInformationReference="g" energyCalibrationReference="e"><LiveTimeDuration>PT0.982225S</LiveTimeDuration><ChannelData compressionCode="${compression}">${counts}</ChannelData></Spectrum>`;
const measurement = (inside: string, kind = 'Foreground'): string => `<RadMeasurement id="m"><MeasurementClassCode>${kind}</MeasurementClassCode><StartDateTime>2026-02-06T15:38:21.982Z</StartDateTime><RealTimeDuration>PT1.000000S</RealTimeDuration>
${inside}
</RadMeasurement>`;
const alarm = '<AnalysisResults radMeasurementReferences="m"><RadAlarm radDetectorInformationReferences="n"><RadAlarmDateTime>2026-02-06T15:38:22Z</RadAlarmDateTime><RadAlarmCategoryCode>Neutron</RadAlarmCategoryCode><RadAlarmAudibleIndicator>true</RadAlarmAudibleIndicator></RadAlarm><NuclideAnalysisResults><Nuclide><NuclideName>Cf-252</NuclideName><NuclideIDConfidenceValue>92.5</NuclideIDConfidenceValue></Nuclide></NuclideAnalysisResults></AnalysisResults>';
const whole = (inside: string): string => `${head}${inside}\n</RadInstrumentData>\n`;
const neutrons = '<GrossCounts id="c" radDetectorInformationReference="n"><LiveTimeDuration>PT1S</LiveTimeDuration><CountData>7</CountData></GrossCounts><RadDetectorState radDetectorInformationReference="g"><Fault><FaultCodeValue>E1</FaultCodeValue><FaultDescription>High voltage</FaultDescription><FaultSeverityCode>Error</FaultSeverityCode></Fault></RadDetectorState><OccupancyIndicator>true</OccupancyIndicator>';
const good = whole(`${measurement(`${spectrum('0 2 1 0 1 1 5')}${neutrons}`)}\n${alarm}`);

describe('a document of 2012', () => {
  test('gives instrument, measurements, alarms, faults, calibration and no finding where it is right', () => {
    const report = read(good);
    expect([report.quarantined, report.findings]).toEqual([[], []]);
    expect(report).toMatchObject({
      format: 'n42', dialect: '2012', instrument: { manufacturer: 'Maker', model: 'P8', identifier: '7', class: 'Portal Monitor' }, calibration: { inCalibration: false, inspectedAt: '2022-01-01T00:00:00Z' },
      records: [{ id: 'm', kind: 'foreground', start: '2026-02-06T15:38:21.982Z', realTimeSeconds: 1, liveTimeSeconds: 0.982225, channels: 6, counts: 7, grossCounts: null, neutronCounts: 7, occupied: true }],
      alarms: [{ at: '2026-02-06T15:38:22Z', category: 'neutron', audible: true, detectors: ['n'], measurements: ['m'] }], faults: [{ severity: 'error', code: 'E1', of: 'detector', detector: 'g', measurement: 'm' }],
      analyses: [{ nuclides: [{ name: 'Cf-252', confidence: 92.5 }] }], found: { records: 1, spectra: 1, channels: 6, counts: 7, alarms: 1, faults: 1 },
    });
    expect([...report.records[0]!.spectra[0]!.channelCounts()]).toEqual([0, 0, 1, 0, 1, 5]);
    expect([...report.records[0]!.spectra[0]!.channelEdges()!]).toEqual([1.5, 4.5, 7.5, 10.5, 13.5, 16.5, 19.5]);
    expect(JSON.stringify(report)).not.toContain('channelCounts');
  });

  test('keeps its alarm and its measurement whatever is wrong around them, and says what by code and place', () => {
    const text = good.replace('<RadInstrumentModelName>P8', '<RadInstrumentModelName>Unknown').replace('2026-02-06T15:38:21.982Z', 'yesterday').replace('PT1.000000S', '1 s').replace('1.5 3 0', '1.5 3 0 0 0').replace('radDetectorInformationReferences="n"', 'radDetectorInformationReferences="gone"')
      .replace('<MeasurementClassCode>Foreground</MeasurementClassCode>', '').replace('</RadMeasurement>', '<x:Own>1</x:Own><Strange/><StartDateTime>2026-02-06T15:38:21Z</StartDateTime></RadMeasurement>');
    const report = read(text);
    expect([report.records.length, report.alarms.length, report.quarantined]).toEqual([1, 1, []]);
    expect(codes(report)).toEqual(expect.arrayContaining(['placeholder', 'date-invalid', 'duration-not-standard', 'calibration-coefficients', 'dangling-reference', 'missing-child', 'undeclared-prefix', 'unknown-element', 'wrong-order']));
    expect(report.records[0]).toMatchObject({ start: null, startAsSent: 'yesterday', realTimeSeconds: 1, counts: 7, kind: 'unspecified' });
    expect(report.findings.find(({ code }) => code === 'placeholder')?.where).toMatch(/^line 4, column \d+$/);
  });

  test('takes an alarm from the wrong place, and a spectrum that stands alone', () => {
    const report = read(whole(`${spectrum('1 2 3', 'None')}<RadAlarm><RadAlarmCategoryCode>Gamma-Neutron</RadAlarmCategoryCode></RadAlarm>`));
    expect([report.records.length, report.records[0]!.counts, report.alarms[0]!.category]).toEqual([1, 6, 'neutron']);
    expect(codes(report)).toContain('misplaced-element');
  });

  test('sets a spectrum aside whose counts are none, and keeps the measurement', () => {
    for (const [counts, code] of [['1 NaN 2', 'count-not-a-number'], ['0 1000000000', 'too-many-channels'], ['1 0', 'counted-zeroes-malformed'], ['0 0 1', 'counted-zeroes-malformed'], ['0 1.5', 'counted-zeroes-malformed'], ['1e999', 'count-not-a-number']] as const) {
      const report = read(whole(`${measurement(`${spectrum(counts)}${neutrons}`)}${alarm}`));
      expect([report.quarantined.map((one) => one.code), report.records.length, report.records[0]!.neutronCounts, report.alarms.length], counts).toEqual([[code], 1, 7, 1]);
    }
    expect(read(whole(measurement(spectrum('1.5 -2 1e2', 'None')))).records[0]!.counts).toBe(99.5);
    const alone = read('<N42InstrumentData><Measurement><Spectrum ID="s"><StartTime>2010-01-24T00:08:24Z</StartTime><RealTime>PT10S</RealTime><LiveTime>PT9.5S</LiveTime><SourceType>Item</SourceType><ChannelData Compression="CountedZeroes">0 0 1</ChannelData></Spectrum></Measurement></N42InstrumentData>');
    expect(alone).toMatchObject({ quarantined: [{ code: 'counted-zeroes-malformed' }], records: [{ id: 's', kind: 'foreground', start: '2010-01-24T00:08:24Z', realTimeSeconds: 10, liveTimeSeconds: 9.5, counts: null, spectra: [] }] });
  });

  test('gives doses and exposures, as rates and summed up', () => {
    const doses = ['DoseRate', 'TotalDose', 'ExposureRate', 'TotalExposure'].map((name, at) => `<${name}><${name}Value>${at + 1}</${name}Value></${name}>`).join('');
    expect(read(whole(measurement(`${spectrum('1 2')}${doses}`))).records[0]).toMatchObject({ doseRates: [{ value: 1, unit: 'µSv/h' }, { value: 3, unit: 'mR/h' }], totalDoses: [{ value: 2, unit: 'µSv' }, { value: 4, unit: 'mR' }] });
  });
});

test('a document of 2006 gives time slices, spectra that stand alone, neutrons, doses and detectors out of order', () => {
  const report = read(`<?xml version="1.0"?>
<N42InstrumentData xmlns="http://physics.nist.gov/Divisions/Div846/Gp4/ANSIN4242/2005/ANSIN4242" xmlns:d="http://www.DNDO.gov/N42Schema/2006/DNDOSchema"><Measurement UUID="u">
<InstrumentInformation><InstrumentType>SpecPortal</InstrumentType><Manufacturer>M</Manufacturer><InstrumentModel>P</InstrumentModel><InstrumentID>1</InstrumentID><d:DetectorStatus Detector="A2" Operational="0"/></InstrumentInformation>
<DetectorData><StartTime>2010-01-24T00:08:24.078Z</StartTime><SampleRealTime>PT0.250S</SampleRealTime><Occupied>1</Occupied><DetectorMeasurement Detector="P" DetectorType="Other"><SpectrumMeasurement>
<Spectrum Detector="A1" SampleNumber="1"><RealTime>PT0.250S</RealTime><LiveTime>PT0.240S</LiveTime><SourceType>Item</SourceType><DetectorType>HPGe 50%</DetectorType><Calibration Type="Other"><Equation Model="Polynomial"><Coefficients>0 9</Coefficients></Equation></Calibration><Calibration Type="Energy" EnergyUnits="keV"><Equation Model="Polynomial"><Coefficients>0.14 0.18 -2e-09</Coefficients></Equation></Calibration><ChannelData Compression="CountedZeroes">0 94 1 0 5</ChannelData></Spectrum>
<Spectrum Detector="N1" SampleNumber="1"><RealTime>PT0.250S</RealTime><LiveTime>PT0.250S</LiveTime><SourceType>Item</SourceType><DetectorType>Neutron</DetectorType><ChannelData>4</ChannelData></Spectrum>
</SpectrumMeasurement></DetectorMeasurement></DetectorData>
<Spectrum><StartTime>2010-01-24T00:08:24Z</StartTime><RealTime Unit="sec">300.5</RealTime><LiveTime>PT5M</LiveTime><SourceType>Background</SourceType><ChannelData>1 2 3</ChannelData></Spectrum>
<CountDoseData DetectorType="Neutron"><SampleRealTime>PT10S</SampleRealTime><CountRate>0.3</CountRate><DoseRate Units="uSv">0.559</DoseRate></CountDoseData>
<AnalysisResults><NuclideAnalysis ActivityUnits="Bq"><Nuclide><NuclideName>Co-60</NuclideName><NuclideActivity>2.30E+02 5.9E+01</NuclideActivity><NuclideIDConfidenceIndication>100</NuclideIDConfidenceIndication></Nuclide></NuclideAnalysis><d:GammaAlarm>1</d:GammaAlarm><d:NeutronAlarm>0</d:NeutronAlarm></AnalysisResults>
</Measurement></N42InstrumentData>`);
  expect(report.quarantined).toEqual([]);
  expect(report).toMatchObject({
    dialect: '2006', instrument: { manufacturer: 'M', model: 'P', identifier: '1' },
    records: [{ kind: 'foreground', start: '2010-01-24T00:08:24.078Z', realTimeSeconds: 0.25, occupied: true, channels: 100, counts: 1, neutronCounts: 7, doseRates: [{ value: 0.559, unit: 'uSv/h' }] }, { kind: 'background', realTimeSeconds: 300.5, liveTimeSeconds: 300, counts: 6 }],
    alarms: [{ category: 'gamma' }], faults: [{ of: 'detector', detector: 'A2' }], analyses: [{ nuclides: [{ name: 'Co-60', confidence: 100, activity: 230, activityUnit: 'Bq' }] }],
  });
  expect(report.records[0]!.spectra[0]!.energy).toEqual({ kind: 'polynomial', coefficients: [0.14, 0.18, -2e-9] });
  expect(codes(report)).toContain('duration-not-standard');
});

describe('what is refused, by name and place', () => {
  test.each([
    ['a truncated file', good.slice(0, -30), {}, 'not-well-formed'], ['nothing', '', {}, 'empty'], ['no N42', '<a/>', {}, 'not-n42'], ['text', 'hello', {}, 'not-well-formed'],
    ['entities', `<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>${good.slice(good.indexOf('<Rad'))}`, {}, 'doctype'], ['an entity', good.replace('>test<', '>&lol;<'), {}, 'entity'],
    ['depth', `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`, {}, 'too-deep'], ['elements', whole('<a/>'.repeat(200)), { elements: 100 }, 'too-many-elements'], ['held elements', whole(measurement('<a/>'.repeat(500))), { heldElements: 200 }, 'too-many-elements'],
    ['an attribute', good.replace('id="m"', `id="${'m'.repeat(70_000)}"`), {}, 'markup-too-long'], ['measurements', whole(measurement('').repeat(5)), { measurements: 3 }, 'too-many-measurements'], ['bytes', good, { bytes: 500 }, 'too-large'],
    ['an encoding', good.replace('UTF-8', 'no-such'), {}, 'encoding-unknown'],
  ] as const)('%s', (_what, text, limits, code) => {
    const report = read(text, limits);
    expect([report.records, refusal(report)[0]]).toEqual([[], code]);
    expect(refusal(report)[1]).toMatch(/^line \d+, column \d+$/);
  });

  test('bytes that are not of the encoding; a second document, of which the first is kept', () => {
    expect(refusal(readN42(Buffer.from(good.replace('>test<', '>t\u00e9st<'), 'latin1')))).toEqual(['encoding-broken', 'line 3, column 32']);
    const twice = read(good + good.slice(good.indexOf('<Rad')));
    expect([twice.records.length, twice.alarms.length, refusal(twice)[0]]).toEqual([1, 1, 'more-documents']);
  });

  test('the place counts the lines of the counts too', () => {
    const report = read(whole(measurement(spectrum('\n1 2\n3 4\n'))).replace('</RadMeasurement>', '</Wrong>'));
    const line = whole(measurement(spectrum('\n1 2\n3 4\n'))).split('\n').findIndex((text) => text.includes('</RadMeasurement>')) + 1;
    expect(refusal(report)[1]).toBe(`line ${line}, column 9`);
  });
});

test('encodings: UTF-16 of both orders, Latin-1, and one that is declared and is not there', () => {
  const wide = Buffer.from(`\ufeff${good.replace('UTF-8', 'UTF-16')}`, 'utf16le');
  for (const bytes of [wide, Buffer.from(wide).swap16(), Buffer.from(good.replace('UTF-8', 'ISO-8859-1').replace('>test<', '>t\u00e9st<'), 'latin1')]) expect(readN42(bytes).records[0]).toMatchObject({ counts: 7 });
  expect(codes(read(good.replace('UTF-8', 'utf-16')))).toEqual(['encoding-misdeclared']);
  const four = Buffer.from(Uint32Array.from([...good], (one) => one.codePointAt(0)!).buffer);
  for (const bytes of [four, Buffer.from(four).swap32()]) expect(refusal(readN42(bytes))).toEqual(['encoding-unknown', 'line 1, column 1']);
});

test('durations and instants', () => {
  const seconds = ['PT0.250S', 'PT1M12.5S', 'PT1H', 'P1DT1S', 'P0Y0M0DT0H0M300S', '12.5', '00:01:30', 'P1M', '-PT1S', 'PT', 'P', 'soon'].map((text) => secondsOf(text).value);
  expect(seconds).toEqual([0.25, 72.5, 3600, 86_401, 300, 12.5, 90, null, null, null, null, null]);
  expect(['2010-01-24T00:08:24.078Z', '2010-01-24 00:08:24', '2022-02-30T00:00:00Z', '2010-01-24T25:00:00Z'].map((text) => instantOf(text).value)).toEqual(['2010-01-24T00:08:24.078Z', '2010-01-24T00:08:24', null, null]);
});

test('property: a list of numbers is read as the language would read it, cut anywhere', () => {
  const word = fc.oneof(fc.nat(5000).map(String), fc.nat().map(String), fc.constantFrom('0', '4294967296', '1.5', '-3', '1e3', '00012'));
  const space = fc.constantFrom(' ', '\n', '\r\n', '  ', '\t', ',');
  fc.assert(fc.property(fc.array(fc.tuple(word, space), { maxLength: 60 }), fc.array(fc.nat(400), { maxLength: 6 }), (pairs, cuts) => {
    const bytes = Buffer.from(pairs.map(([one, between]) => one + between).join(''));
    const reader = new NumberListReader(1000);
    const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((one, other) => one - other), bytes.length];
    for (let part = 1; part < at.length; part += 1) expect(reader.feedFrom(bytes.subarray(at[part - 1], at[part]), 0)).toBe(at[part]! - at[part - 1]!);
    const list = reader.finish();
    expect([[...list.values], list.count, list.wrong]).toEqual([pairs.map(([one]) => Number(one)), pairs.length, null]);
  }), { numRuns: casesOf(300) });
});

test('property: a list in one piece is read as one that is broken off by a comment, and its places are the same', () => {
  const word = fc.oneof(fc.nat(300).map(String), fc.nat(70_000).map(String), fc.constantFrom('0', '0', '1', '00', '007', '999999999', '1234567890', '1.5', '-3', '2e1', 'x', '\u00e9'));
  const space = fc.constantFrom(' ', ' ', ' ', '\n', '\r\n', '\r', '  ', '\t', ',', '');
  const seen = (text: string): unknown => {
    const report = read(whole(measurement(text)).replace('</RadMeasurement>', '<Strange/></RadMeasurement>'));
    return [report.records[0]!.spectra.map((one) => [...one.channelCounts()]), report.records[0]!.counts, report.records[0]!.channels, report.quarantined.map(({ code }) => code), report.findings.map(({ where, code }) => `${where} ${code}`)];
  };
  fc.assert(fc.property(fc.array(fc.tuple(word, space), { maxLength: 12 }), fc.constantFrom('None', 'CountedZeroes'), (pairs, compression) => {
    const counts = pairs.map(([one, between]) => one + between).join('');
    const lines = (text: string): string => text.replace(/(<\/ChannelData>)/, ' \n$1');
    expect(seen(lines(spectrum(counts, compression)))).toEqual(seen(lines(spectrum(`<!---->${counts}<!---->`, compression))));
  }), { numRuns: casesOf(400) });
});

describe('property: no input does anything but give a report', () => {
  const isReport = ({ records, quarantined }: N42Report): boolean => Array.isArray(records) && quarantined.every(({ code, where, reason }) => code !== '' && where !== '' && reason !== '');

  test('bytes, parts of a good document, and a good document with parts changed', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => isReport(readN42(bytes))), { numRuns: casesOf(300) });
    fc.assert(fc.property(fc.nat(good.length), (length) => isReport(read(good.slice(0, length)))), { numRuns: casesOf(200) });
    fc.assert(fc.property(fc.nat(good.length), fc.nat(20), fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('<', '>', '&', '0 ', ' NaN ', '</RadMeasurement>', '<ChannelData>', '<!--', ']]>', '<![CDATA[')), (at, cut, put) => isReport(read(good.slice(0, at) + put + good.slice(at + cut)))), { numRuns: casesOf(500) });
  });

  test('it is the same however the bytes are cut', () => {
    const once = JSON.stringify(read(good));
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 30 }), (sizes) => {
      const reader = new N42Reader();
      const bytes = Buffer.from(good);
      for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
        const size = sizes[turn % sizes.length]!;
        reader.write(bytes.subarray(at, at + size));
        at += size;
      }
      expect(JSON.stringify(reader.end())).toBe(once);
    }), { numRuns: 60 });
  });
});
