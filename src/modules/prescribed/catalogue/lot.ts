import { Type } from 'typebox';
import type { FactDefinition, StepDefinition } from '../shapes.ts';

/** Lists the categories of food that the rules tell apart. */
export const foodCategories = ['meat', 'aquatic', 'egg', 'dairy', 'fruit', 'vegetable', 'prepared', 'beverage', 'alcohol', 'other'] as const;
/** Is a category of food. */
export type FoodCategory = (typeof foodCategories)[number];
/** Lists the categories that need a quarantine permit of their own. Source: 动植物检疫法 arts 10–17; docs/facts.md, permits: meat, egg, dairy, fruit. */
export const quarantined: readonly FoodCategory[] = ['meat', 'egg', 'dairy', 'fruit'];
/** Lists the ways in which food is stored. */
export const storages = ['ambient', 'chilled', 'frozen'] as const;
/** Is a way in which food is stored. */
export type Storage = (typeof storages)[number];

const unknownFalse = { caseKind: 'lot', value: { type: 'boolean' }, unknownAs: false } as const;
const minutes = { caseKind: 'lot', value: { type: 'number', minimum: 0, maximum: 100_000, unit: 'min' } } as const;

/** Lists what the conditions of a lot of food may read. */
export const lotFacts: readonly FactDefinition[] = [
  { name: 'lot.category', caseKind: 'lot', value: { type: 'text', values: [...foodCategories] }, unknownAs: 'other', from: [{ attribute: 'lot.category' }] },
  { name: 'lot.storage', caseKind: 'lot', value: { type: 'text', values: [...storages] }, unknownAs: 'ambient', from: [{ attribute: 'lot.storage' }] },
  { name: 'lot.withdrawn', ...unknownFalse, from: [{ step: 'LOT-OUT', field: 'withdrawn' }] },
  { name: 'producer.registered', ...unknownFalse, from: [{ step: 'LOT-PROD', field: 'registered' }] },
  { name: 'importer.filed', ...unknownFalse, from: [{ step: 'LOT-IMPF', field: 'filed' }] },
  { name: 'foodLabel.chinese', ...unknownFalse, from: [{ step: 'LOT-LABL', field: 'chinese' }] },
  { name: 'foodLabel.matches', ...unknownFalse, from: [{ step: 'LOT-LABL', field: 'matches' }] },
  { name: 'foodPermit.valid', ...unknownFalse, from: [{ step: 'LOT-PERM', field: 'permitValid' }] },
  { name: 'cold.excursionMinutes', ...minutes, unknownAs: 100_000, from: [{ step: 'LOT-COLD', field: 'excursionMinutes' }] },
  { name: 'cold.gapMinutes', ...minutes, unknownAs: 100_000, from: [{ step: 'LOT-COLD', field: 'gapMinutes' }] },
  { name: 'cold.hours', caseKind: 'lot', value: { type: 'number', minimum: 0, maximum: 100_000, unit: 'h' }, unknownAs: 0, from: [{ step: 'LOT-COLD', field: 'logHours' }] },
  { name: 'foodSample.taken', ...unknownFalse, from: [{ step: 'LOT-SAMP', field: 'taken' }] },
  { name: 'foodResult.conforms', ...unknownFalse, from: [{ step: 'LOT-RSLT', field: 'conforms' }] },
  { name: 'foodHold.lifted', ...unknownFalse, from: [{ step: 'LOT-HOLD', field: 'lifted' }] },
  { name: 'lot.released', ...unknownFalse, from: [{ step: 'LOT-FREE', field: 'released' }] },
  { name: 'lot.balanced', ...unknownFalse, from: [{ step: 'LOT-CLS', field: 'balanced' }] },
];

const yes = (order: number) => Type.Boolean({ 'x-order': order });
const note = Type.Optional(Type.String({ maxLength: 2000, 'x-widget': 'note' }));
const shortText = Type.String({ minLength: 1, maxLength: 120 });
const longText = Type.String({ minLength: 3, maxLength: 1000, 'x-widget': 'note' });
const amount = Type.String({ maxLength: 40 });
const strict = { additionalProperties: false } as const;
const supervisors = ['foodSupervisor', 'customsOfficer', 'dutyOfficer', 'healthOfficer'] as const;
const sampleNumber = Type.String({ minLength: 3, maxLength: 40 });
type Given = Omit<StepDefinition, 'caseKind' | 'directions' | 'health' | 'when' | 'onFailure' | 'station'> & { readonly when?: string; readonly station?: string };

function prescribed(given: Given): StepDefinition {
  return { caseKind: 'lot', directions: ['import'], health: false, onFailure: [], when: 'true', station: 'inspection', ...given };
}

// Food of which all that was left was sent back or destroyed no longer has to prove that it may be eaten: a rule says so, not a person.
const unless = { excusedWhen: 'lot.withdrawn' } as const;

/**
 * Lists the prescribed actions of a lot of imported food, in the order in which they come: what stands before its use, and what ends it.
 * Source: 食品安全法 arts 91–101; GACC orders 248 and 249; the other statutes are named with each step.
 */
export const lotSteps: readonly StepDefinition[] = [
  prescribed({ id: 'LOT-PROD', ...unless, roles: [...supervisors], onlyBy: 'food.verifyProducer', alsoBy: ['food.correctLot'], bars: 'serve', pass: 'producer.registered',
    evidence: Type.Object({ registered: yes(1), producerNumber: Type.String({ maxLength: 40 }), standing: Type.Enum(['registered', 'unknown', 'notYet', 'expired', 'suspended', 'otherCategory']) }, strict), source: 'GACC order 248: registration of overseas producers of imported food' }),
  prescribed({ id: 'LOT-IMPF', ...unless, roles: [...supervisors], bars: 'serve', pass: 'importer.filed',
    evidence: Type.Object({ filed: yes(1), filingNumber: shortText, note }, strict), source: 'GACC order 249; 食品安全法 art. 96: filing of importers' }),
  prescribed({ id: 'LOT-LABL', ...unless, roles: [...supervisors], bars: 'serve', pass: 'foodLabel.chinese && foodLabel.matches',
    evidence: Type.Object({ chinese: yes(1), matches: yes(2), note }, strict), source: '食品安全法 art. 97: Chinese label; GACC order 248: the number on the pack' }),
  prescribed({ id: 'LOT-PERM', ...unless, roles: [...supervisors], onlyBy: 'food.verifyPermit', when: `lot.category in [${quarantined.map((one) => `"${one}"`).join(', ')}]`, bars: 'serve', pass: 'foodPermit.valid',
    evidence: Type.Object({ permitValid: yes(1), permitNumber: Type.String({ maxLength: 60 }), reason: Type.String({ maxLength: 200 }) }, strict), source: '动植物检疫法 arts 10–17' }),
  prescribed({ id: 'LOT-COLD', ...unless, roles: [...supervisors, 'trader'], onlyBy: 'food.attachLog', when: 'lot.storage != "ambient"', bars: 'serve',
    pass: 'cold.excursionMinutes <= thresholds.coldExcursionMinutes && cold.gapMinutes <= thresholds.coldGapMinutes && cold.hours >= thresholds.coldLogHours',
    evidence: Type.Object({
      logOrdinal: Type.Integer({ minimum: 1 }), readings: Type.Integer({ minimum: 1 }), lowestCelsius: Type.Number({ 'x-unit': '°C' }), highestCelsius: Type.Number({ 'x-unit': '°C' }),
      excursionMinutes: Type.Number({ minimum: 0, 'x-unit': 'min' }), gapMinutes: Type.Number({ minimum: 0, 'x-unit': 'min' }), logHours: Type.Number({ minimum: 0, 'x-unit': 'h' }), temperatureRange: shortText,
    }, strict), source: 'GB 31605-2020, cold chain of food' }),
  prescribed({ id: 'LOT-SAMP', ...unless, roles: [...supervisors], bars: 'serve', pass: 'foodSample.taken', ownsKey: { kind: 'foodSample', field: 'sampleNumber' },
    evidence: Type.Object({ taken: yes(1), sampleNumber, note }, strict), source: '食品安全法 arts 91–92' }),
  prescribed({ id: 'LOT-RSLT', ...unless, station: 'laboratory', roles: [...supervisors, 'laboratory'], onlyBy: 'food.recordResult', bars: 'serve', pass: 'foodResult.conforms', namesKey: { kind: 'foodSample', field: 'sampleNumber' },
    evidence: Type.Object({ sampleNumber, conforms: yes(2), laboratory: shortText, result: Type.String({ minLength: 1, maxLength: 500 }), note }, strict), source: '食品安全法 arts 91–92' }),
  prescribed({ id: 'LOT-HOLD', when: 'false', station: 'goodsDesk', roles: [...supervisors], onlyBy: 'food.liftHold', bars: 'serve', pass: 'foodHold.lifted',
    evidence: Type.Object({ lifted: yes(1), holdId: Type.String({ format: 'uuid' }), reason: longText }, strict), source: 'inferred: every hold has an agency, a reason, a next actor and a clock' }),
  prescribed({ id: 'LOT-FREE', ...unless, station: 'goodsDesk', roles: [...supervisors], onlyBy: 'food.release', bars: 'closed', passes: 'serve', pass: 'lot.released',
    evidence: Type.Object({ released: yes(1) }, strict), source: 'The rule of 100 %; 食品安全法 art. 91: no import without passing' }),
  prescribed({ id: 'LOT-OUT', when: 'false', station: 'goodsDesk', roles: [...supervisors], onlyBy: 'food.withdraw', bars: 'closed', pass: 'lot.withdrawn',
    evidence: Type.Object({ withdrawn: yes(1), outcome: Type.Enum(['return', 'dispose']), quantity: amount, reason: longText }, strict), source: '食品安全法 art. 94: returned or destroyed' }),
  prescribed({ id: 'LOT-CLS', station: 'venueStore', roles: [...supervisors], onlyBy: 'food.closeLot', bars: 'closed', pass: 'lot.balanced',
    evidence: Type.Object({ balanced: yes(1), served: amount, disposed: amount, returned: amount }, strict), source: '食品安全法 art. 98: the importer’s record of food in and out' }),
];
