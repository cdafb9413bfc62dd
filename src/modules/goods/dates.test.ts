import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chinaCalendar, holidayNotices } from './catalogue/holidays.ts';
import { legalRules } from './catalogue/legal-rules.ts';
import { addDays, addMonths, addWorkdays, daysBetween, isCalendarKnown, isDay, isWorkday, nextWorkday, workdaysBetween } from './rules/dates.ts';
import { canExtend, carnetClaimClocks, catalogueGround, declarationDue, firstLastDay, getLegalNumber, guaranteeDecisionDue, paymentDue, temporaryClock } from './rules/legal-dates.ts';

const anyDay = fc.integer({ min: 0, max: 2190 }).map((days) => addDays('2021-01-01', days));

describe('days', () => {
  it('are those of the calendar', () => {
    for (const text of ['2022-02-28', '2024-02-29', '2022-12-31']) expect(isDay(text), text).toBe(true);
    for (const text of ['2022-02-29', '2022-13-01', '2022-00-10', '2022-1-1', '20220101', '', '0000-01-01']) expect(isDay(text), text).toBe(false);
  });

  it('of months are clamped to the end of the month and counted from the first day', () => {
    expect([6, 12, 18, 24].map((months) => addMonths('2021-08-31', months))).toEqual(['2022-02-28', '2022-08-31', '2023-02-28', '2023-08-31']);
    expect(addMonths('2023-08-31', 6)).toBe('2024-02-29');
    expect(addMonths(addMonths('2021-08-31', 6), 6)).toBe('2022-08-28');
    expect([addMonths('2022-01-31', -2), addMonths('2021-12-15', 1)]).toEqual(['2021-11-30', '2022-01-15']);
  });

  it('of months never leave the month aimed at, nor change their order', () => {
    fc.assert(fc.property(anyDay, anyDay, fc.integer({ min: 0, max: 60 }), (one, other, months) => {
      const [year, month] = addMonths(one, months).split('-').map(Number) as [number, number];
      const [fromYear, fromMonth] = one.split('-').map(Number) as [number, number];
      expect(year * 12 + month).toBe(fromYear * 12 + fromMonth + months);
      if (one <= other) expect(addMonths(one, months) <= addMonths(other, months)).toBe(true);
    }));
  });

  it('worked are Monday to Friday, but for holidays and make-up days', () => {
    expect(['2022-01-28', '2022-01-29', '2022-01-30', '2022-01-31', '2022-02-06', '2022-02-07', '2022-02-12'].map((day) => isWorkday(day, chinaCalendar))).toEqual([true, true, true, false, false, true, false]);
    expect(addWorkdays('2022-01-28', 3, chinaCalendar)).toBe('2022-02-07');
    expect([isCalendarKnown('2021-12-01', '2022-01-03', chinaCalendar), isCalendarKnown('2026-12-01', '2027-01-03', chinaCalendar)]).toEqual([true, false]);
  });

  it('of the notices stand in their year, holidays apart, and make-up days are weekends outside them', () => {
    for (const { year, holidays, makeUpWorkdays } of holidayNotices) {
      expect(holidays.every(({ from, to }) => isDay(from) && isDay(to) && from <= to && to.startsWith(String(year)))).toBe(true);
      for (const day of makeUpWorkdays) {
        expect([0, 6], day).toContain(new Date(`${day}T00:00:00Z`).getUTCDay());
        expect(chinaCalendar.holidays.has(day), day).toBe(false);
      }
    }
  });

  it('after so many working days are worked, and so many lie between', () => {
    fc.assert(fc.property(anyDay, fc.integer({ min: 1, max: 30 }), (day, count) => {
      const reached = addWorkdays(day, count, chinaCalendar);
      expect(isWorkday(reached, chinaCalendar)).toBe(true);
      expect(workdaysBetween(day, reached, chinaCalendar)).toBe(count);
      expect(nextWorkday(nextWorkday(day, chinaCalendar), chinaCalendar)).toBe(nextWorkday(day, chinaCalendar));
    }));
  });
});

describe('legal dates', () => {
  it('of the declaration and the payment move past days of rest, where the setting says so', () => {
    expect(declarationDue('2022-01-10')).toMatchObject({ day: '2022-01-24', calendarKnown: true });
    expect(declarationDue('2022-01-18')).toMatchObject({ day: '2022-02-07', sources: [expect.stringContaining('海关法'), expect.stringContaining('滞报金')] });
    expect(paymentDue('2022-01-17').day).toBe('2022-02-07');
    const withoutMoving = { ...catalogueGround, rules: legalRules.filter((rule) => rule.id !== 'declaration-rest-day') };
    expect(declarationDue('2022-01-18', withoutMoving).day).toBe('2022-02-01');
    expect(declarationDue('2026-12-19')).toEqual(expect.objectContaining({ day: '2027-01-04', calendarKnown: false }));
  });

  it('of a guarantee are 5 working days, 10 for a general one', () => {
    expect((['single', 'general', 'change'] as const).map((request) => guaranteeDecisionDue('2022-01-27', request).day)).toEqual(['2022-02-08', '2022-02-15', '2022-02-08']);
  });

  it('of a claim on a carnet follow each other', () => {
    expect(carnetClaimClocks({ expiryDay: '2022-08-31' })).toEqual({ claimUntil: '2023-08-31', proofUntil: null, depositFinalOn: null });
    expect(carnetClaimClocks({ expiryDay: '2022-08-31', claimDay: '2022-10-31', depositDay: '2023-05-02' })).toEqual({ claimUntil: '2023-08-31', proofUntil: '2023-04-30', depositFinalOn: '2023-08-02' });
  });

  it('come from rules in force on the day, with their sources', () => {
    expect(getLegalNumber('payment-due', 'days', '2022-01-01')).toBe(15);
    expect(() => getLegalNumber('tax-review', 'years', '2022-01-01')).toThrow('nothing-in-force');
    const laws = (day: string): string[] => legalRules.filter((rule) => rule.id === 'payment-due' && rule.validFrom <= day && (rule.validTo === null || rule.validTo >= day)).map((rule) => rule.source);
    expect([laws('2024-11-30'), laws('2024-12-01')]).toEqual([['关税条例(2017) art. 37'], ['关税法(2024) art. 43']]);
    for (const rule of legalRules) expect([isDay(rule.validFrom), rule.validTo === null || rule.validTo >= rule.validFrom, rule.source !== ''], rule.id).toEqual([true, true, true]);
  });
});

describe('the clock of a temporary admission', () => {
  const admission = (extensions: number[], seizures: { from: string; to?: string }[] = []) => ({ entryDay: '2021-08-31', extensions, seizures });
  const deadline = (extensions: number[], seizures?: { from: string; to?: string }[]): string | null => {
    const clock = temporaryClock(admission(extensions, seizures));
    return clock.state === 'running' ? clock.deadline : null;
  };

  it('runs from the day of entry, without drift, to 24 months at most', () => {
    expect([[], [6], [6, 6], [6, 6, 6], [6, 6, 6, 6]].map((extensions) => deadline(extensions))).toEqual(['2022-02-28', '2022-08-31', '2023-02-28', '2023-08-31', '2023-08-31']);
  });

  it('begins with the months of the rule in force on the day of entry', () => {
    const rules = legalRules.flatMap((rule) => (rule.id === 'temporary-admission' ? [{ ...rule, validTo: '2022-01-31' }, { ...rule, validFrom: '2022-02-01', values: { ...rule.values, months: { value: '4', unit: 'month' as const } } }] : [rule]));
    expect(['2022-01-31', '2022-02-01'].map((day) => firstLastDay(day, { rules }))).toEqual(['2022-07-31', '2022-06-01']);
    expect(firstLastDay('2021-08-31')).toBe('2022-02-28');
  });

  it('stops while goods are seized, and goes on by so many days later', () => {
    expect(deadline([], [{ from: '2022-01-01', to: '2022-01-11' }])).toBe('2022-03-10');
    expect(deadline([], [{ from: '2022-01-05', to: '2022-01-15' }, { from: '2022-01-01', to: '2022-01-11' }])).toBe('2022-03-14');
    expect(deadline([], [{ from: '2022-03-01', to: '2022-03-11' }])).toBe('2022-02-28');
    expect(temporaryClock(admission([], [{ from: '2022-02-18' }]))).toEqual({ state: 'stopped', since: '2022-02-18', daysLeft: 10, months: 6 });
  });

  it('is extended three times by at most six months, before it has run out', () => {
    const code = (extensions: number[], months: number, today: string): string => {
      const verdict = canExtend(admission(extensions), months, today);
      return verdict.ok ? 'ok' : verdict.refusal.code;
    };
    expect([code([], 6, '2022-02-28'), code([], 6, '2022-03-01'), code([], 7, '2022-01-01'), code([], 1.5, '2022-01-01'), code([2, 2, 2], 2, '2022-01-01'), code([6, 6], 6, '2022-01-01')])
      .toEqual(['ok', 'extension-too-late', 'extension-months', 'extension-months', 'extensions-used-up', 'ok']);
  });

  it('is moved by nothing but extensions and seizures (S6)', () => {
    const extensions = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 });
    fc.assert(fc.property(anyDay, extensions, fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 60 }), (entryDay, months, start, length) => {
      const total = 6 + months.reduce((sum, one) => sum + one, 0);
      const plain = temporaryClock({ entryDay, extensions: months, seizures: [] });
      expect(plain).toEqual({ state: 'running', deadline: addMonths(entryDay, total), months: total });
      const seizure = { from: addDays(entryDay, start), to: addDays(entryDay, start + length) };
      const moved = temporaryClock({ entryDay, extensions: months, seizures: [seizure, seizure] });
      expect(moved.state === 'running' && plain.state === 'running' ? daysBetween(plain.deadline, moved.deadline) : null).toBe(length);
      expect(temporaryClock({ entryDay, extensions: months.toReversed(), seizures: [] })).toEqual(plain);
    }));
  });
});
