import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { fieldsOf, firstValues, problemsOf } from './evidence.ts';

const schema: unknown = JSON.parse(JSON.stringify(Type.Object({
  outcome: Type.Union([Type.Literal('normal'), Type.Literal('abnormal')]),
  temperatureCelsius: Type.Number({ minimum: 34, maximum: 43, multipleOf: 0.1, 'x-unit': '°C' }),
  doses: Type.Integer({ minimum: 0 }),
  symptoms: Type.Array(Type.Union([Type.Literal('fever'), Type.Literal('dryCough')]), { minItems: 1 }),
  consent: Type.Literal(true),
  form: Type.Literal('v5'),
  takenAt: Type.String({ format: 'date-time' }),
  birthDate: Type.Optional(Type.String({ format: 'date' })),
  tubeCode: Type.String({ pattern: '^[A-Z]{2}\\d{8}$', 'x-widget': 'scan' }),
  remarks: Type.Optional(Type.String({ maxLength: 10, 'x-widget': 'note' })),
  level: Type.Enum(['low', 'high']),
  retest: Type.Boolean(),
  batches: Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1 }),
})));
const fields = fieldsOf(schema);
const right = {
  outcome: 'normal', temperatureCelsius: 36.7, doses: 2, symptoms: ['fever'], consent: true, form: 'v5', takenAt: '2022-01-26T20:10:00.000Z',
  tubeCode: 'BJ00000001', level: 'low', retest: false, batches: [12, 30],
};
const codeFor = (values: object): string[] => problemsOf(fields, { ...right, ...values }).map((problem) => `${problem.field}:${problem.code}`);

describe('an evidence schema', () => {
  it('gives one field a property, in order, each of its kind', () => {
    expect(fields.map((field) => `${field.name}:${field.kind}${field.required ? '' : '?'}`)).toEqual([
      'outcome:choice', 'temperatureCelsius:number', 'doses:number', 'symptoms:choices', 'consent:flag', 'form:fixed', 'takenAt:instant',
      'birthDate:day?', 'tubeCode:text', 'remarks:text?', 'level:choice', 'retest:answer', 'batches:numbers',
    ]);
    expect(fields[0]?.options).toEqual(['normal', 'abnormal']);
    expect(fields[10]?.options).toEqual(['low', 'high']);
    expect(fields[1]).toMatchObject({ minimum: 34, maximum: 43, step: 0.1, unit: '°C' });
  });

  it('fills in what is known or fixed', () => {
    expect(firstValues(fields, { outcome: 'normal' })).toEqual({ outcome: 'normal', symptoms: [], form: 'v5' });
  });
});

describe('evidence', () => {
  it('that is right has no problem', () => expect(codeFor({})).toEqual([]));
  it.each([
    [{ outcome: undefined }, 'outcome:problemChoose'],
    [{ temperatureCelsius: Number.NaN }, 'temperatureCelsius:problemNumber'],
    [{ temperatureCelsius: 33.9 }, 'temperatureCelsius:problemMinimum'],
    [{ temperatureCelsius: 45 }, 'temperatureCelsius:problemMaximum'],
    [{ temperatureCelsius: 36.75 }, 'temperatureCelsius:problemMultiple'],
    [{ doses: 1.5 }, 'doses:problemInteger'],
    [{ symptoms: [] }, 'symptoms:problemChoose'],
    [{ consent: false }, 'consent:problemConfirm'],
    [{ takenAt: 'invalid' }, 'takenAt:problemInstant'],
    [{ birthDate: 'invalid' }, 'birthDate:problemDate'],
    [{ tubeCode: ' ' }, 'tubeCode:problemMissing'],
    [{ tubeCode: 'BJ1' }, 'tubeCode:problemPattern'],
    [{ retest: undefined }, 'retest:problemChoose'],
    [{ batches: [] }, 'batches:problemNumber'],
    [{ batches: 'invalid' }, 'batches:problemNumber'],
    [{ remarks: 'much too long' }, 'remarks:problemLong'],
  ])('%j is refused', (values, code) => expect(codeFor(values)).toEqual([code]));

  it('of a tenth of a degree is never refused for the way machines count', () => {
    for (let tenths = 340; tenths <= 430; tenths += 1) expect(codeFor({ temperatureCelsius: tenths / 10 })).toEqual([]);
  });
});
