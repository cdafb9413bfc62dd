import { useMemo, type ReactNode } from 'react';
import { coverOf } from '../../modules/roster/rules/plan-cost.ts';
import { slotMinutes, type Assignment, type PlanningProblem } from '../../modules/roster/shapes/planning.ts';
import { Panel } from '../design/Layout.tsx';
import { useWords } from '../words.tsx';
import { dayText } from './shapes.ts';

const slots = 1440 / slotMinutes;
const [width, height] = [384, 44];

/** Draws steps over the day. Shape: one value for each quarter of an hour. */
function path(values: readonly number[], most: number, closed: boolean): string {
  const y = (value: number): string => (height - 2 - (value / most) * (height - 6)).toFixed(1);
  const points = values.flatMap((value, at) => [`${((at * width) / slots).toFixed(1)},${y(value)}`, `${(((at + 1) * width) / slots).toFixed(1)},${y(value)}`]);
  return closed ? `M0,${height - 2} L${points.join(' L')} L${width},${height - 2} Z` : `M${points.join(' L')}`;
}

/** Shows need and duty of a day by skill, quarter of an hour by quarter of an hour; red where people are missing. */
export function DayCover({ problem, assignments, day }: { readonly problem: PlanningProblem; readonly assignments: readonly Assignment[]; readonly day: number }): ReactNode {
  const words = useWords();
  const { t, find, number } = words;
  const rows = useMemo(() => {
    const cover = coverOf(problem, assignments);
    const need = new Map<string, number[]>();
    for (const one of problem.demand) {
      if (one.day !== day) continue;
      const own = need.get(one.skill) ?? Array.from({ length: slots }, () => 0);
      own[Math.floor(one.from / slotMinutes)]! += one.people;
      need.set(one.skill, own);
    }
    return [...need].map(([skill, needed]) => {
      const there = needed.map((_, slot) => cover.get(skill)?.get(day * slots + slot) ?? 0);
      const missing = needed.map((people, slot) => Math.max(0, people - there[slot]!));
      return { skill, needed, there, missing, hours: (missing.reduce((sum, one) => sum + one, 0) * slotMinutes) / 60, most: Math.max(1, ...needed, ...there) };
    });
  }, [problem, assignments, day]);
  return (
    <Panel title={t('rosters.cover', { day: words.date(dayText(problem.firstDay, day)) })}>
      {rows.length === 0 ? <p className="tg-muted">{t('rosters.coverNone')}</p> : (
        <div className="ro-covers">
          {rows.map((row) => (
            <figure key={row.skill} className="ro-cover">
              <figcaption><span>{find(`skills.${row.skill}`) ?? row.skill}</span><span className={row.hours > 0 ? 'ro-wrong' : 'tg-muted'}>{row.hours > 0 ? `${t('rosters.underCover')} ${t('rosters.hours', { count: number(row.hours, 1) })}` : t('rosters.missingNone')}</span></figcaption>
              <svg viewBox={`0 0 ${width} ${height + 12}`} role="img" aria-label={`${find(`skills.${row.skill}`) ?? row.skill}: ${t('rosters.needed')} ${number(Math.max(...row.needed))}, ${t('rosters.onDuty')} ${number(Math.max(...row.there))}, ${t('rosters.underCover')} ${t('rosters.hours', { count: number(row.hours, 1) })}`}>
                <path d={path(row.there, row.most, true)} className="ro-there" /><path d={path(row.missing.map((missing, slot) => (missing > 0 ? row.needed[slot]! : 0)), row.most, true)} className="ro-missing" /><path d={path(row.there, row.most, true)} className="ro-there-over" /><path d={path(row.needed, row.most, false)} className="ro-needed" />
                {[0, 6, 12, 18].map((hour) => <text key={hour} x={(hour * width) / 24 + 1} y={height + 10}>{`${String(hour).padStart(2, '0')}:00`}</text>)}
              </svg>
            </figure>
          ))}
        </div>
      )}
    </Panel>
  );
}
