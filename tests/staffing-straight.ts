import type { PlanningProblem } from '../src/modules/roster/shapes/planning.ts';
import { Program } from '../src/modules/roster/solving/programs.ts';

/**
 * Finds the best objective by the straightforward model, one yes or no for each person, day, shift and skill; it shares nothing with the flow but HiGHS. For small problems without breaks, unfairness and published plans.
 */
export function bestByStraightModel(problem: PlanningProblem): number {
  const program = new Program();
  const { weights, rules, days } = problem;
  const works: { person: number; day: number; shift: number; skill: string; column: number }[] = [];
  const active = Array.from({ length: days }, () => program.column(weights.activationDay, 1, true));
  let constant = 0;
  problem.people.forEach((person, at) => {
    const ofDay: number[][] = Array.from({ length: days }, () => []);
    const most = program.row(-Infinity, person.maxShifts);
    for (let day = 0; day < days; day += 1) {
      const lock = person.locked.find((one) => one.day === day);
      const one = program.row(lock !== undefined && lock.shift !== null ? 1 : 0, 1);
      problem.shiftTypes.forEach(({ shift }, own) => {
        if (person.leave.includes(day) || (lock !== undefined && lock.shift !== shift)) return;
        for (const { skill, validFromDay = 0, validUntilDay = Infinity } of person.skills) {
          if (day < validFromDay || day > validUntilDay) continue;
          const wish = person.wishes.filter((each) => each.day === day).reduce((sum, each) => sum + each.weight * weights.wish * ((each.shift === shift ? 0 : 1) - (each.shift === null ? 0 : 1)), 0);
          const column = program.column(weights[person.tier] + wish, 1, true);
          works.push({ person: at, day, shift: own, skill, column });
          ofDay[day]!.push(column);
          program.put(one, column, 1);
          program.put(most, column, 1);
          if (person.tier === 'emergency') {
            const row = program.row(-Infinity, 0);
            program.put(row, column, 1);
            program.put(row, active[day]!, -1);
          }
        }
      });
    }
    constant += person.wishes.filter(({ day, shift }) => shift !== null && day < days).reduce((sum, { weight }) => sum + weight * weights.wish, 0);
    for (let day = 0; day + rules.daysInRow < days; day += 1) {
      const row = program.row(-Infinity, rules.daysInRow);
      for (let next = day; next <= day + rules.daysInRow; next += 1) for (const column of ofDay[next]!) program.put(row, column, 1);
    }
    if (rules.daysOffTogether === 2) for (let day = 1; day + 1 < days; day += 1) {
      // Work, off, work: the day between and its neighbours together make at most one.
      const row = program.row(-Infinity, 1);
      for (const column of [...ofDay[day - 1]!, ...ofDay[day + 1]!]) program.put(row, column, 1);
      for (const column of ofDay[day]!) program.put(row, column, -1);
    }
    for (const one of works.filter((each) => each.person === at)) for (const two of works) {
      if (two.person !== at || two.day !== one.day + 1) continue;
      const [first, second] = [problem.shiftTypes[one.shift]!, problem.shiftTypes[two.shift]!];
      if (1440 + second.startsMinute - first.startsMinute - first.lengthMinutes >= rules.restMinutes) continue;
      const row = program.row(-Infinity, 1);
      program.put(row, one.column, 1);
      program.put(row, two.column, 1);
    }
  });
  const needed = new Map<string, { day: number; skill: string; from: number; people: number }>();
  for (const { day, skill, from, people } of problem.demand) needed.set(`${day};${skill};${from}`, { day, skill, from, people: people + (needed.get(`${day};${skill};${from}`)?.people ?? 0) });
  for (const { day, skill, from, people } of needed.values()) {
    const row = program.row(people, Infinity);
    program.put(row, program.column(weights.underCover / 4, people), 1);
    const minute = day * 1440 + from;
    for (const work of works) {
      const begins = work.day * 1440 + problem.shiftTypes[work.shift]!.startsMinute;
      if (work.skill === skill && begins <= minute && begins + problem.shiftTypes[work.shift]!.lengthMinutes >= minute + 15) program.put(row, work.column, 1);
    }
  }
  return program.solve({ seconds: 20, gap: 1e-7 }).objective + constant;
}
