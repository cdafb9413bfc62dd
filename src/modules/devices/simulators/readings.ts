import { getKind } from '../catalogue.ts';
import type { KindId, Reading } from '../shapes.ts';

const round = (value: number, digits = 2): number => Math.round(value * 10 ** digits) / 10 ** digits;
/** Draws from a normal distribution. */
export function normal(random: () => number, mean: number, deviation: number): number {
  return mean + deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Is one thing that a simulated device would tell. */
export interface SimulatedEvent { readonly name: string; readonly reading: Reading }

/**
 * Makes what a device of a kind tells next of its subject, as its physics would have it: readings vary around what is usual, one in `1/oddness` is odd (a fever, an alarm, a cycle that was aborted).
 * Shape: an event that the kind declares, with a reading that its schema takes.
 */
export function nextEvent(kindId: KindId, random: () => number, number: number, oddness = 0.01): SimulatedEvent {
  const odd = random() < oddness;
  switch (kindId) {
    case 'radiationPortal': {
      const background = Math.max(1, normal(random, 305, 6));
      return { name: odd ? 'gammaAlarm' : 'occupancyEnded', reading: { grossCountsPerSecond: round(odd ? background * (4 + 10 * random()) : background * 0.97), neutronCountsPerSecond: round(random()), backgroundCountsPerSecond: round(background), doseRateMicrosievertPerHour: round(odd ? 0.4 + random() : Math.max(0.02, normal(random, 0.09, 0.01)), 3), speedMetresPerSecond: round(0.8 + random() * 0.6), backgroundAgeMinutes: round(random() * 8), alarm: odd } };
    }
    case 'radiationLocaliser': return { name: 'fixUpdated', reading: { xMetres: round(random() * 10), yMetres: round(random() * 3.5), radiusMetres: round(0.1 + random()), strengthBecquerel: Math.round(370_000 * (0.5 + random())), shieldingSuspected: odd, sources: 1 } };
    case 'disinfectionCabinet': {
      const dose = round(Math.max(0, normal(random, odd ? 22 : 62, 4)), 1);
      return { name: dose < 40 ? 'underDose' : 'cycleCompleted', reading: { cycle: `C-${number}`, programme: 'effects', doseMillijoulePerSquareCentimetre: dose, doseWantedMillijoulePerSquareCentimetre: 40, minutes: 15, doorClosed: true } };
    }
    case 'traceSniffer': return { name: odd ? 'sampleAlarm' : 'sampleNegative', reading: { sampleId: `S-${number}`, way: 'swab', alarm: odd, ...(odd ? { substance: 'RDX' } : {}), calibrantDeviationPercent: round(normal(random, 0, 0.2)), inletCelsius: 180, warmUpMinutes: 90, blanksBefore: 3, swabLot: 'L-22' } };
    case 'inspectionRobot': return { name: 'doseReading', reading: { doseRateMicrosievertPerHour: round(Math.max(0.02, normal(random, 0.09, 0.01)), 3), xMetres: round(random() * 60), yMetres: round(random() * 20), deviationMetres: round(random() * 0.08), dwellSeconds: 10, counts: Math.round(normal(random, 520, 23)) } };
    case 'thermometerGate': return { name: 'measured', reading: { temperatureCelsius: round(Math.min(41, odd ? 37.3 + 1.5 * random() : Math.min(37.2, normal(random, 36.4, 0.25))), 1), emissivity: 0.98, referenceDriftCelsius: round(normal(random, 0, 0.05)), ambientCelsius: round(normal(random, 22, 0.4), 1), humidityPercent: round(normal(random, 30, 3), 0), personsInView: 1 } };
    case 'baggageScanner': return { name: odd ? 'suspect' : 'scanned', reading: { scanId: `CT-${number}`, suspect: odd, decidedBy: 'operator', threats: odd ? 1 : 0, ...(odd ? { category: 'dense organic', probability: round(0.6 + random() * 0.4) } : {}), images: 2, operator: 'op-7' } };
    case 'eGate': return { name: 'passage', reading: { documentValid: true, chipVerified: true, codeValid: !odd, samePerson: true, matchScorePercent: round(88 + random() * 11, 1), openAnswers: 0, symptomDeclared: false, contactDeclared: false, keyAreaDeclared: false, revocationListAgeHours: round(random() * 12, 1), clockOffsetSeconds: round(normal(random, 0, 0.1)) } };
    case 'declarationMachine': return { name: odd ? 'abandoned' : 'declared', reading: { language: random() < 0.5 ? 'en' : 'fr', formVersion: '8', sessionSeconds: Math.round(Math.max(30, normal(random, 200, 60))), queued: 0, ...(odd ? { atQuestion: 'symptoms' } : {}) } };
    case 'nucleicAcidAnalyser': return { name: 'resultFinal', reading: { tubeId: `TUBE-${number}`, result: odd ? 'positive' : 'negative', status: 'final', method: 'LOINC 94500-6', reagentLot: 'R-7', runId: `RUN-${Math.floor(number / 90)}`, controlsValid: true } };
  }
}

/** Makes what a device of a kind tells of itself: each declared quantity wanders slowly around a place inside its bounds. */
export function nextTelemetry(kindId: KindId, random: () => number, seconds: number): Record<string, number> {
  const usual: Readonly<Record<string, readonly [number, number]>> = {
    emergencyStop: [0, 0],
    panelCountsPerSecond: [305, 6], neutronCountsPerSecond: [0.5, 0.2], backgroundCountsPerSecond: [305, 3], detectorCountsPerSecond: [52, 7], liveTimeSeconds: [1, 0], irradianceMilliwattPerSquareCentimetre: [1.4, 0.05], doseMillijoulePerSquareCentimetre: [30, 10],
    calibrantDeviationPercent: [0, 0.15], inletCelsius: [180, 0.5], pressureHectopascal: [1013, 1], batteryPercent: [70, 1], deviationMetres: [0.04, 0.01], speedMetresPerSecond: [1, 0.1], referenceDriftCelsius: [0.05, 0.03], ambientCelsius: [22, 0.3], humidityPercent: [30, 2], framesPerSecond: [25, 0.2], personsInView: [1, 0],
    beltMetresPerSecond: [0.5, 0.01], tubeKilovolt: [140, 0.5], leakageMicrosievertPerHour: [0.2, 0.05], bagsPerHour: [600, 40], readMilliseconds: [1800, 300], sessionSeconds: [200, 30], paperPercent: [60, 1], moduleCelsius: [37, 0.2], temperatureCelsius: [24, 1], lampHours: [1200, 1], lampLifeHours: [6800, 1], swabsLeft: [400, 1], reagentTestsLeft: [300, 2],
  };
  // A robot goes round a hall of 60 by 20 m at a metre a second.
  const along = ((seconds % 160) + 160) % 160;
  const place = along < 60 ? [along, 2] : along < 80 ? [60, 2 + (along - 60) * 0.8] : along < 140 ? [140 - along, 18] : [0, 18 - (along - 140) * 0.8];
  // Whether zones are in force is measured by fleet control, and only of robots that know them.
  return Object.fromEntries(Object.entries(getKind(kindId).telemetry).filter(([name]) => name !== 'zonesInForce').map(([name, { minimum, maximum }]) => {
    if (kindId === 'inspectionRobot' && (name === 'xMetres' || name === 'yMetres')) return [name, round(place[name === 'xMetres' ? 0 : 1]! + 2)];
    const [mean, deviation] = usual[name] ?? [(minimum + Math.min(maximum, minimum + 10)) / 2, 0.1];
    return [name, round(Math.min(maximum, Math.max(minimum, normal(random, mean + deviation * Math.sin(seconds / 900), deviation))), 3)];
  }));
}
