import { Type } from 'typebox';
import type { FactDefinition, StepDefinition } from '../shapes.ts';

const bool = { type: 'boolean' } as const;
const unknownFalse = { caseKind: 'traveller', value: bool, unknownAs: false } as const;
const celsius = { type: 'number', minimum: 25, maximum: 45, unit: '°C' } as const;
const celsiusField = Type.Number({ minimum: 25, maximum: 45, multipleOf: 0.1, 'x-unit': '°C' });
const yes = (order: number) => Type.Boolean({ 'x-order': order });
const note = Type.Optional(Type.String({ maxLength: 2000, 'x-widget': 'note' }));
const instant = Type.String({ format: 'date-time' });
const shortText = Type.String({ minLength: 1, maxLength: 120 });

/** Lists the symptoms of the declaration card. Source: declaration card, version 4 and later (docs/facts.md). */
export const symptoms = [
  'fever', 'fatigue', 'dryCough', 'sputum', 'headache', 'soreThroat', 'shortBreath', 'dyspnoea', 'chestTightness', 'redEyes', 'diarrhoea', 'other',
] as const;

/** Lists the classes of the inquiry: the four classes of persons (四类人员) and everybody else. Source: GACC, 2020-03-01 (LW). */
export const inquiryClasses = ['ordinary', 'symptomatic', 'closeContact', 'suspected', 'confirmed'] as const;

/** Lists what a traveller's conditions may read. */
export const travellerFacts: readonly FactDefinition[] = [
  { name: 'person.kind', caseKind: 'traveller', value: { type: 'text', values: ['passenger', 'crew'] }, unknownAs: 'passenger', from: [{ attribute: 'person.kind' }] },
  { name: 'person.ageYears', caseKind: 'traveller', value: { type: 'integer', minimum: 0, maximum: 120, unit: 'a' }, unknownAs: 30, from: [{ attribute: 'person.ageYears' }] },
  { name: 'person.accredited', ...unknownFalse, from: [{ attribute: 'person.accredited' }] },
  { name: 'person.hasBags', ...unknownFalse, unknownAs: true, from: [{ attribute: 'person.hasBags' }] },
  { name: 'person.sportsKit', ...unknownFalse, from: [{ attribute: 'person.sportsKit' }] },
  { name: 'boarding.onBoard', ...unknownFalse, from: [{ step: 'ONB-01', field: 'onBoard' }, { step: 'DEP-05', field: 'onBoard' }] },
  { name: 'boarding.absent', ...unknownFalse, from: [{ step: 'ONB-01', field: 'absent' }, { step: 'DEP-05', field: 'absent' }] },
  { name: 'monitoring.days', caseKind: 'traveller', value: { type: 'number', minimum: 0, maximum: 60, unit: 'd' }, unknownAs: 0, from: [{ step: 'PRE-01', field: 'daysMonitored' }] },
  { name: 'monitoring.symptom', ...unknownFalse, from: [{ step: 'PRE-01', field: 'symptomSeen' }] },
  { name: 'tests.bothNegative', ...unknownFalse, from: [{ step: 'PRE-02', field: 'bothNegative' }] },
  { name: 'tests.firstHours', caseKind: 'traveller', value: { type: 'number', minimum: 0, maximum: 1000, unit: 'h' }, unknownAs: 1000, from: [{ step: 'PRE-02', field: 'firstHoursBeforeDeparture' }] },
  { name: 'tests.secondHours', caseKind: 'traveller', value: { type: 'number', minimum: 0, maximum: 1000, unit: 'h' }, unknownAs: 1000, from: [{ step: 'PRE-02', field: 'secondHoursBeforeDeparture' }] },
  { name: 'tests.apartHours', caseKind: 'traveller', value: { type: 'number', minimum: 0, maximum: 1000, unit: 'h' }, unknownAs: 0, from: [{ step: 'PRE-02', field: 'hoursApart' }] },
  { name: 'tests.approvedLaboratory', ...unknownFalse, from: [{ step: 'PRE-02', field: 'approvedLaboratory' }] },
  { name: 'vaccination.full', ...unknownFalse, from: [{ step: 'PRE-03', field: 'fullCourse' }] },
  { name: 'vaccination.days', caseKind: 'traveller', value: { type: 'number', minimum: 0, maximum: 2000, unit: 'd' }, unknownAs: 0, from: [{ step: 'PRE-03', field: 'daysSinceLastDose' }] },
  { name: 'declaration.complete', ...unknownFalse, from: [{ step: 'PRE-04', field: 'complete' }, { step: 'CHK-01b', field: 'complete' }] },
  { name: 'declaration.codeValid', ...unknownFalse, from: [{ step: 'CHK-01', field: 'codeValid' }, { step: 'DEP-01', field: 'codeValid' }] },
  { name: 'declaration.samePerson', ...unknownFalse, from: [{ step: 'CHK-01', field: 'samePerson' }, { step: 'CHK-01b', field: 'samePerson' }, { step: 'DEP-01', field: 'samePerson' }] },
  { name: 'declaration.openAnswers', caseKind: 'traveller', value: { type: 'integer', minimum: 0, maximum: 200 }, unknownAs: 0, from: [{ step: 'CHK-01', field: 'openAnswers' }, { step: 'DEP-01', field: 'openAnswers' }] },
  { name: 'declaration.symptom', ...unknownFalse, from: [{ step: 'PRE-04', field: 'symptomDeclared' }, { step: 'CHK-01', field: 'symptomDeclared' }, { step: 'CHK-01b', field: 'symptomDeclared' }, { step: 'DEP-01', field: 'symptomDeclared' }] },
  { name: 'declaration.contact', ...unknownFalse, from: [{ step: 'PRE-04', field: 'contactDeclared' }, { step: 'CHK-01', field: 'contactDeclared' }, { step: 'CHK-01b', field: 'contactDeclared' }, { step: 'DEP-01', field: 'contactDeclared' }] },
  { name: 'declaration.keyArea', ...unknownFalse, from: [{ step: 'PRE-04', field: 'keyAreaDeclared' }, { step: 'CHK-01', field: 'keyAreaDeclared' }, { step: 'CHK-01b', field: 'keyAreaDeclared' }, { step: 'DEP-01', field: 'keyAreaDeclared' }] },
  { name: 'boardingCheck.boarded', ...unknownFalse, from: [{ step: 'PRE-05', field: 'checksHeld' }] },
  { name: 'temperature.celsius', caseKind: 'traveller', value: celsius, unknownAs: 25, from: [{ step: 'CHK-02', field: 'temperatureCelsius' }, { step: 'DEP-01', field: 'temperatureCelsius' }] },
  { name: 'retest.celsius', caseKind: 'traveller', value: celsius, unknownAs: 25, from: [{ step: 'CHK-03', field: 'mercuryCelsius' }] },
  { name: 'retest.restMinutes', caseKind: 'traveller', value: { type: 'number', minimum: 0, maximum: 240, unit: 'min' }, unknownAs: 0, from: [{ step: 'CHK-03', field: 'minutesWaited' }] },
  { name: 'retest.symptom', ...unknownFalse, from: [{ step: 'CHK-03', field: 'symptomSeen' }] },
  { name: 'patrol.finding', caseKind: 'traveller', value: { type: 'text', values: ['none', 'symptomatic'] }, unknownAs: 'none', from: [{ step: 'CHK-04', field: 'finding' }] },
  { name: 'inquiry.class', caseKind: 'traveller', value: { type: 'text', values: ['notAsked', ...inquiryClasses] }, unknownAs: 'notAsked', from: [{ step: 'INV-01', field: 'class' }] },
  { name: 'investigation.done', ...unknownFalse, from: [{ step: 'INV-02', field: 'done' }] },
  { name: 'investigation.excluded', ...unknownFalse, from: [{ step: 'INV-02', field: 'excludedAsSuspect' }] },
  { name: 'sample.personMatches', ...unknownFalse, from: [{ step: 'SMP-01', field: 'personScanned' }] },
  { name: 'sample.oropharyngeal', ...unknownFalse, from: [{ step: 'SMP-01', field: 'oropharyngealSwab' }] },
  { name: 'sample.nasopharyngeal', ...unknownFalse, from: [{ step: 'SMP-01', field: 'nasopharyngealSwab' }] },
  { name: 'sample.result', caseKind: 'traveller', value: { type: 'text', values: ['pending', 'negative', 'positive', 'inconclusive', 'lost'] }, unknownAs: 'pending', from: [{ step: 'SMP-02', field: 'result' }] },
  { name: 'immigration.passed', ...unknownFalse, from: [{ step: 'EXT-01', field: 'passed' }] },
  { name: 'accreditation.valid', ...unknownFalse, from: [{ step: 'EXT-02', field: 'valid' }] },
  { name: 'baggage.tagsMatch', ...unknownFalse, from: [{ step: 'BAG-01', field: 'tagsMatch' }] },
  { name: 'baggage.disinfected', ...unknownFalse, from: [{ step: 'BAG-01', field: 'disinfected' }] },
  { name: 'handOver.countsEqual', ...unknownFalse, from: [{ step: 'XFR-01', field: 'countsEqual' }] },
  { name: 'handOver.bothSigned', ...unknownFalse, from: [{ step: 'XFR-01', field: 'bothSigned' }] },
  { name: 'abnormal.receiptSigned', ...unknownFalse, from: [{ step: 'XFR-02', field: 'receiptSigned' }] },
  { name: 'positiveReport.acknowledged', ...unknownFalse, from: [{ step: 'REP-02', field: 'acknowledged' }] },
  { name: 'contacts.everyoneReached', ...unknownFalse, from: [{ step: 'REP-03', field: 'everyoneReached' }] },
  { name: 'exception.arranged', ...unknownFalse, from: [{ step: 'PRE-03b', field: 'arranged' }] },
  { name: 'kit.sealed', ...unknownFalse, from: [{ step: 'DEP-02', field: 'sealed' }] },
  { name: 'departure.released', ...unknownFalse, from: [{ step: 'DEP-03', field: 'released' }] },
];

const health = ['healthOfficer', 'dutyOfficer'] as const;
const arrival = ['arrival'] as const;
const both = ['arrival', 'departure'] as const;
const departure = ['departure'] as const;
const abnormal = "(investigation.done && !investigation.excluded) || inquiry.class == 'closeContact' || inquiry.class == 'confirmed' || sample.result == 'positive'";
const declared = 'declaration.symptom || declaration.contact || declaration.keyArea';
const answers = { symptomDeclared: yes(10), contactDeclared: yes(11), keyAreaDeclared: yes(12) };

/**
 * Lists the prescribed actions of one traveller, in the order of the hall.
 * Source: docs/facts.md (Playbook, embassy notices, GACC and Beijing Customs statements named there).
 */
export const travellerSteps: readonly StepDefinition[] = [
  { id: 'ONB-01', caseKind: 'traveller', directions: arrival, station: 'aircraft', roles: [...health, 'airline'], health: false,
    evidence: Type.Object({ onBoard: yes(1), absent: yes(2), basis: Type.Enum(['headCount', 'closeOut', 'foundOutsideList', 'notBoarded']), seat: Type.Optional(Type.String({ maxLength: 5 })), note }, { additionalProperties: false }),
    when: 'true', pass: 'boarding.onBoard || boarding.absent', onFailure: [], bars: 'handOver',
    source: 'Beijing Customs 2020-09-04: no person missed; who is counted is on board' },
  { id: 'PRE-01', caseKind: 'traveller', directions: arrival, station: 'remote', roles: [...health, 'centre'], health: true,
    evidence: Type.Object({ daysMonitored: Type.Integer({ minimum: 0, maximum: 60 }), symptomSeen: yes(2), note }, { additionalProperties: false }),
    when: "person.kind == 'passenger' && !boarding.absent", pass: 'monitoring.days >= thresholds.monitoringDays && !monitoring.symptom',
    onFailure: [{ step: 'INV-01' }], bars: 'handOver', excusedWhen: 'boarding.absent', source: 'Embassy notices, January 2022; crew exempt (inferred)' },
  { id: 'PRE-02', caseKind: 'traveller', directions: arrival, station: 'remote', roles: [...health, 'centre'], health: true,
    evidence: Type.Object({ bothNegative: yes(1), firstHoursBeforeDeparture: Type.Number({ minimum: 0, maximum: 1000, 'x-unit': 'h' }), secondHoursBeforeDeparture: Type.Number({ minimum: 0, maximum: 1000, 'x-unit': 'h' }), hoursApart: Type.Number({ minimum: 0, maximum: 1000, 'x-unit': 'h' }), approvedLaboratory: yes(5), note }, { additionalProperties: false }),
    when: '!boarding.absent', pass: 'tests.bothNegative && tests.approvedLaboratory && tests.firstHours <= thresholds.firstTestHours && tests.secondHours <= thresholds.secondTestHours && tests.apartHours >= thresholds.testsApartHours',
    onFailure: [{ step: 'INV-01' }], bars: 'handOver', excusedWhen: 'boarding.absent', source: 'Embassy notices, January 2022; Playbook' },
  { id: 'PRE-03', caseKind: 'traveller', directions: arrival, station: 'remote', roles: [...health, 'centre'], health: true,
    evidence: Type.Object({ fullCourse: yes(1), daysSinceLastDose: Type.Integer({ minimum: 0, maximum: 2000, 'x-unit': 'd' }), note }, { additionalProperties: false }),
    when: '!boarding.absent', pass: 'vaccination.full && vaccination.days >= thresholds.vaccinationDays',
    onFailure: [{ step: 'PRE-03b' }], bars: 'handOver', excusedWhen: 'boarding.absent', source: 'Embassy notices, January 2022' },
  { id: 'PRE-03b', caseKind: 'traveller', directions: arrival, station: 'desk', roles: [...health], health: true,
    evidence: Type.Object({ arranged: yes(1), arrangement: Type.Enum(['exemption', 'quarantine21Days']), file: shortText, note }, { additionalProperties: false }),
    when: 'false', pass: 'exception.arranged', onFailure: [], bars: 'handOver', excusedWhen: 'boarding.absent', source: 'Exemption file or 21-day quarantine: news reports, January 2022' },
  { id: 'PRE-04', caseKind: 'traveller', directions: arrival, station: 'remote', roles: [...health, 'centre', 'traveller'], health: true,
    evidence: Type.Object({ complete: yes(1), formVersion: Type.String({ maxLength: 20 }), language: Type.String({ maxLength: 10 }), ...answers, filledAt: Type.Optional(instant), note }, { additionalProperties: false }),
    when: '!boarding.absent', pass: 'declaration.complete', onFailure: [{ step: 'CHK-01b' }], bars: 'handOver', excusedWhen: 'boarding.absent', source: 'Beijing Daily 2022-01-27' },
  { id: 'PRE-05', caseKind: 'traveller', directions: arrival, station: 'remote', roles: [...health, 'airline'], health: true,
    evidence: Type.Object({ checksHeld: yes(1), airlineResult: Type.Enum(['ok', 'notComplete', 'noBoard', 'notChecked']), note }, { additionalProperties: false }),
    when: '!boarding.absent', pass: 'boardingCheck.boarded', onFailure: [{ step: 'INV-01' }], bars: 'handOver', excusedWhen: 'boarding.absent', source: 'Embassy notices; boarded without the checks: inquiry (inferred)' },
  { id: 'CHK-01', caseKind: 'traveller', directions: arrival, station: 'declaration', roles: [...health, 'gate'], health: true,
    evidence: Type.Object({ codeValid: yes(1), samePerson: yes(2), openAnswers: Type.Integer({ minimum: 0, maximum: 200 }), ...answers, matchScorePercent: Type.Optional(Type.Number({ minimum: 0, maximum: 100, 'x-unit': '%' })), note }, { additionalProperties: false }),
    when: 'boarding.onBoard', pass: 'declaration.codeValid && declaration.samePerson && declaration.openAnswers == 0',
    onFailure: [{ step: 'CHK-01b' }], bars: 'handOver', source: 'Playbook; GACC: verify all declarations' },
  { id: 'CHK-01b', caseKind: 'traveller', directions: both, station: 'declaration', roles: [...health], health: true,
    evidence: Type.Object({ complete: yes(1), samePerson: yes(2), formVersion: Type.String({ maxLength: 20 }), language: Type.String({ maxLength: 10 }), ...answers, note }, { additionalProperties: false }),
    when: 'false', pass: 'declaration.complete && declaration.samePerson', onFailure: [], bars: 'handOver', excusedWhen: 'boarding.absent', source: 'inferred: assisted filing on site, never waved through' },
  { id: 'CHK-02', caseKind: 'traveller', directions: arrival, station: 'temperature', roles: [...health, 'gate'], health: true,
    evidence: Type.Object({ temperatureCelsius: celsiusField, pass: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 })), note }, { additionalProperties: false }),
    when: 'boarding.onBoard', pass: 'temperature.celsius < thresholds.feverCelsius', onFailure: [{ step: 'CHK-03' }], bars: 'handOver', source: 'Playbook: 37.3 °C' },
  { id: 'CHK-03', caseKind: 'traveller', directions: both, station: 'temperature', roles: [...health], health: true,
    evidence: Type.Object({ mercuryCelsius: celsiusField, minutesWaited: Type.Integer({ minimum: 0, maximum: 240, 'x-unit': 'min' }), symptomSeen: yes(3), note }, { additionalProperties: false }),
    when: 'temperature.celsius >= thresholds.feverCelsius', pass: 'retest.celsius < thresholds.feverCelsius && retest.restMinutes >= thresholds.retestRestMinutes && !retest.symptom',
    onFailure: [{ step: 'INV-01' }], bars: 'handOver', source: 'Playbook: infrared reading followed by a mercury one' },
  { id: 'CHK-04', caseKind: 'traveller', directions: arrival, station: 'patrol', roles: [...health], health: true,
    evidence: Type.Object({ zone: shortText, finding: Type.Enum(['none', 'symptomatic']), signs: Type.Optional(Type.Array(Type.Enum([...symptoms]), { maxItems: 12 })), note }, { additionalProperties: false }),
    when: 'boarding.onBoard', pass: "patrol.finding == 'none'", onFailure: [{ step: 'INV-01' }], bars: 'handOver', source: 'GACC; Beijing Daily' },
  { id: 'INV-01', caseKind: 'traveller', directions: both, station: 'inquiry', roles: [...health, 'doctor'], health: true,
    evidence: Type.Object({ class: Type.Enum([...inquiryClasses]), unclear: Type.Optional(Type.Boolean()), travel14Days: Type.String({ maxLength: 2000, 'x-widget': 'note' }), exposure: Type.Optional(Type.String({ maxLength: 2000, 'x-widget': 'note' })), note }, { additionalProperties: false }),
    when: `boarding.onBoard && (${declared} || patrol.finding == 'symptomatic' || retest.symptom || retest.celsius >= thresholds.feverCelsius)`, pass: "inquiry.class != 'notAsked'",
    onFailure: [], bars: 'handOver', excusedWhen: 'boarding.absent', source: 'GACC: unclear means the stricter class' },
  { id: 'INV-02', caseKind: 'traveller', directions: both, station: 'isolation', roles: ['doctor', 'dutyOfficer'], health: true,
    evidence: Type.Object({ done: Type.Literal(true), excludedAsSuspect: yes(2), pulsePerMinute: Type.Optional(Type.Integer({ minimum: 20, maximum: 250 })), respirationPerMinute: Type.Optional(Type.Integer({ minimum: 4, maximum: 80 })), oxygenPercent: Type.Optional(Type.Integer({ minimum: 40, maximum: 100, 'x-unit': '%' })), auscultation: Type.String({ maxLength: 1000, 'x-widget': 'note' }), note }, { additionalProperties: false }),
    when: "inquiry.class == 'symptomatic' || inquiry.class == 'suspected' || retest.symptom || retest.celsius >= thresholds.feverCelsius", pass: 'investigation.excluded',
    onFailure: [{ step: 'XFR-02' }], bars: 'handOver', excusedWhen: 'boarding.absent', source: 'GACC; Playbook' },
  { id: 'SMP-01', caseKind: 'traveller', directions: arrival, station: 'sampling', roles: ['sampler', ...health], health: true,
    evidence: Type.Object({ tubeId: Type.String({ minLength: 3, maxLength: 40, 'x-widget': 'scan' }), personScanned: yes(2), oropharyngealSwab: yes(3), nasopharyngealSwab: yes(4), note }, { additionalProperties: false }),
    when: 'boarding.onBoard', pass: 'sample.personMatches && sample.oropharyngeal && sample.nasopharyngeal', onFailure: [], bars: 'handOver', ownsKey: { kind: 'tube', field: 'tubeId' }, source: 'Playbook: two swabs; an unswabbed person may not pass' },
  { id: 'SMP-02', caseKind: 'traveller', directions: arrival, station: 'laboratory', roles: ['laboratory', 'dutyOfficer'], health: true,
    evidence: Type.Object({ tubeId: Type.String({ minLength: 3, maxLength: 40, 'x-widget': 'scan' }), result: Type.Enum(['negative', 'positive', 'inconclusive', 'lost']), resultAt: instant, method: Type.Optional(Type.String({ maxLength: 60 })), note }, { additionalProperties: false }),
    when: 'sample.personMatches && sample.oropharyngeal && sample.nasopharyngeal', pass: "sample.result == 'negative'",
    onFailure: [{ step: 'XFR-02', when: "sample.result == 'positive'" }, { step: 'SMP-01', when: "sample.result != 'positive'" }, { step: 'SMP-02', when: "sample.result != 'positive'" }],
    bars: 'done', due: 'resultHours', namesKey: { kind: 'tube', field: 'tubeId' }, source: 'Playbook: result within 6 h; Xinhua 2021-10-15' },
  { id: 'EXT-01', caseKind: 'traveller', directions: arrival, station: 'immigration', roles: ['immigration', ...health], health: false,
    evidence: Type.Object({ passed: yes(1), enteredAt: Type.Optional(instant), leftAt: Type.Optional(instant), note }, { additionalProperties: false }),
    when: 'boarding.onBoard', pass: 'immigration.passed', onFailure: [], bars: 'handOver', source: 'GACC; another agency’s act: only the times' },
  { id: 'EXT-02', caseKind: 'traveller', directions: arrival, station: 'accreditation', roles: ['committee', ...health], health: false,
    evidence: Type.Object({ cardNumber: shortText, valid: yes(2), note }, { additionalProperties: false }),
    when: 'boarding.onBoard && person.accredited', pass: 'accreditation.valid', onFailure: [], bars: 'handOver', source: 'A traveller’s report, 2022' },
  { id: 'BAG-01', caseKind: 'traveller', directions: arrival, station: 'baggage', roles: ['customsOfficer', ...health], health: false,
    evidence: Type.Object({ tags: Type.Integer({ minimum: 0, maximum: 50 }), tagsMatch: yes(2), disinfected: yes(3), treatment: Type.Optional(Type.String({ maxLength: 120 })), note }, { additionalProperties: false }),
    when: 'boarding.onBoard && person.hasBags', pass: 'baggage.tagsMatch && baggage.disinfected', onFailure: [], bars: 'handOver', source: 'Press reports; inferred' },
  { id: 'XFR-01', caseKind: 'traveller', directions: arrival, station: 'vehicleBay', roles: ['transfer', ...health], health: false, onlyBy: 'travellers.handOver',
    evidence: Type.Object({ handOverId: Type.String({ format: 'uuid' }), vehicle: shortText, cluster: shortText, countsEqual: yes(4), bothSigned: yes(5), note }, { additionalProperties: false }),
    when: `boarding.onBoard && !(${abnormal})`, pass: 'handOver.countsEqual && handOver.bothSigned', onFailure: [],
    divertsTo: { step: 'XFR-02', when: abnormal }, bars: 'done', passes: 'handOver', source: 'Playbook; GACC: hand to hand' },
  { id: 'XFR-02', caseKind: 'traveller', directions: both, station: 'ambulanceBay', roles: ['transfer', 'doctor', ...health], health: true,
    evidence: Type.Object({ class: Type.Enum(['confirmed', 'suspected', 'symptomatic', 'closeContact']), destination: shortText, vehicle: shortText, receiver: shortText, receiptSigned: yes(5), note }, { additionalProperties: false }),
    when: abnormal, pass: 'abnormal.receiptSigned', onFailure: [], bars: 'done', passes: 'handOver', source: 'Playbook; Beijing Customs; GACC' },
  { id: 'REP-02', caseKind: 'traveller', directions: arrival, station: 'desk', roles: [...health], health: true,
    evidence: Type.Object({ knownAt: instant, sentAt: instant, recipients: Type.String({ minLength: 1, maxLength: 500 }), acknowledged: yes(4), note }, { additionalProperties: false }),
    when: "sample.result == 'positive'", pass: 'positiveReport.acknowledged', onFailure: [], bars: 'done', due: 'positiveReportMinutes', source: 'GACC: at the first moment; minutes inferred' },
  { id: 'REP-03', caseKind: 'traveller', directions: arrival, station: 'desk', roles: [...health], health: true,
    evidence: Type.Object({ ruleVersion: Type.String({ maxLength: 40 }), contacts: Type.Integer({ minimum: 0, maximum: 1000 }), reached: Type.Integer({ minimum: 0, maximum: 1000 }), everyoneReached: yes(4), note }, { additionalProperties: false }),
    when: "sample.result == 'positive'", pass: 'contacts.everyoneReached', onFailure: [], bars: 'done', source: 'inferred: contacts by the seat map' },
  { id: 'DEP-01', caseKind: 'traveller', directions: departure, station: 'declaration', roles: [...health, 'gate'], health: true,
    evidence: Type.Object({ codeValid: yes(1), samePerson: yes(2), openAnswers: Type.Integer({ minimum: 0, maximum: 200 }), ...answers, temperatureCelsius: celsiusField, note }, { additionalProperties: false }),
    when: '!boarding.absent', pass: 'declaration.codeValid && declaration.samePerson && declaration.openAnswers == 0 && temperature.celsius < thresholds.feverCelsius',
    onFailure: [{ step: 'CHK-03', when: 'temperature.celsius >= thresholds.feverCelsius' }, { step: 'CHK-01b', when: '!declaration.codeValid || !declaration.samePerson || declaration.openAnswers > 0' }], bars: 'handOver', excusedWhen: 'boarding.absent', source: 'Declaration card, exit; inferred' },
  { id: 'DEP-02', caseKind: 'traveller', directions: departure, station: 'village', roles: ['customsOfficer', ...health], health: false,
    evidence: Type.Object({ pieces: Type.Integer({ minimum: 0, maximum: 200 }), seals: Type.String({ maxLength: 300 }), sealed: yes(3), holder: shortText, note }, { additionalProperties: false }),
    when: 'person.sportsKit && !boarding.absent', pass: 'kit.sealed', onFailure: [], bars: 'handOver', excusedWhen: 'boarding.absent', source: 'Beijing Daily 2022-01-27: declared once in the village, no second screening' },
  { id: 'DEP-03', caseKind: 'traveller', directions: departure, station: 'gate', roles: [...health, 'gate'], health: false,
    evidence: Type.Object({ released: yes(1), gate: Type.Optional(Type.String({ maxLength: 20 })), note }, { additionalProperties: false }),
    when: `!boarding.absent && !(${abnormal})`, pass: 'departure.released', onFailure: [], divertsTo: { step: 'XFR-02', when: abnormal }, bars: 'done', passes: 'handOver', excusedWhen: 'boarding.absent', source: 'inferred: the departure counterpart of the hand-over' },
  { id: 'DEP-05', caseKind: 'traveller', directions: departure, station: 'aircraft', roles: [...health, 'airline'], health: false,
    evidence: Type.Object({ onBoard: yes(1), absent: yes(2), basis: Type.Enum(['doorsClosed', 'closeOut', 'noShow']), note }, { additionalProperties: false }),
    when: 'true', pass: 'boarding.onBoard || boarding.absent', onFailure: [], bars: 'done', source: 'inferred: the doors-closed count of a departure' },
];
