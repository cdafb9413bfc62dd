import { describe, expect, it } from 'vitest';
import { roles } from '../../kernel/officer.ts';
import { stepCatalogue } from '../../modules/prescribed/catalogue.ts';
import { findWord } from '../../words/words.ts';
import { fieldsOf } from './evidence.ts';

describe('the form of every prescribed action', () => {
  it.each(stepCatalogue.map((step) => [step.id, step] as const))('%s can be drawn whole, in both languages', (_id, step) => {
    const schema: unknown = JSON.parse(JSON.stringify(step.evidence));
    const fields = fieldsOf(schema);
    expect(fields.map((field) => field.name)).toEqual(Object.keys((schema as { properties: object }).properties));
    const missing = fields.flatMap(({ name, options }) => (['en', 'zh'] as const).flatMap((language) => [
      ...(findWord(language, `evidence.${name}`) === undefined ? [`${language} ${name}`] : []),
      ...options.filter((option) => (findWord(language, `evidenceOptions.${name}.${option}`) ?? findWord(language, `evidenceOptions.${option}`)) === undefined)
        .map((option) => `${language} ${name}.${option}`),
    ]));
    expect(missing).toEqual([]);
  });
});

describe('every role', () => {
  it.each(roles)('%s has a name', (role) => expect(findWord('zh', `roles.${role}`)).toBeDefined());
});
