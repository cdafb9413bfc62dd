import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { PlanViolation } from '../../modules/roster/rules/checking-plan.ts';
import type { Person, PlanningProblem } from '../../modules/roster/shapes/planning.ts';
import { Icon } from '../design/Icon.tsx';
import { useWords } from '../words.tsx';
import { dayText, keyOf, type Cell, type Edit, type WholeRoster } from './shapes.ts';

/** Is one cell as it is shown: what stands in it now, whether that was changed, and what it breaks. */
interface Shown { readonly shift: string | null; readonly locked: boolean; readonly changed: boolean; readonly broken: readonly PlanViolation[] }

/** Is what the grid is given. */
export interface GridProps {
  readonly whole: WholeRoster;
  readonly people: readonly Person[];
  readonly cells: ReadonlyMap<string, Cell>;
  readonly edits: ReadonlyMap<string, Edit>;
  readonly broken: ReadonlyMap<string, readonly PlanViolation[]>;
  readonly mayEdit: boolean;
  readonly selectedDay: number;
  readonly onSelectDay: (day: number) => void;
  readonly onEdit: (changes: readonly { readonly person: string; readonly day: number; readonly edit: Edit }[]) => void;
}

function weekendOf(problem: PlanningProblem, day: number): boolean {
  return [0, 6].includes(new Date(`${dayText(problem.firstDay, day)}T00:00:00Z`).getUTCDay());
}

/** Shows people by days: arrows move, a shift's letter sets it, Delete frees, L locks, and a shift can be dragged onto another day or person. */
export function Grid({ whole, people, cells, edits, broken, mayEdit, selectedDay, onSelectDay, onEdit }: GridProps): ReactNode {
  const words = useWords();
  const { t, say, find } = words;
  const { problem, names } = whole;
  const table = useRef<HTMLTableElement>(null);
  const [current, setCurrent] = useState<{ readonly row: number; readonly day: number }>({ row: 0, day: 0 });
  const shifts = new Map(problem.shiftTypes.map((type) => [type.shift, type]));
  const days = Array.from({ length: problem.days }, (_, day) => day);
  const shown = (person: string, day: number): Shown => {
    const key = keyOf(person, day);
    const edit = edits.get(key);
    const cell = cells.get(key);
    return { shift: edit === undefined ? cell?.shift ?? null : edit.shift, locked: edit === undefined ? cell?.locked ?? false : edit.locked, changed: edit !== undefined, broken: broken.get(key) ?? [] };
  };
  const focus = (row: number, day: number): void => {
    const next = { row: Math.max(0, Math.min(people.length - 1, row)), day: Math.max(0, Math.min(problem.days - 1, day)) };
    setCurrent(next);
    onSelectDay(next.day);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.row} ${next.day}"]`)?.focus();
  };
  const onKey = (event: KeyboardEvent, person: string, row: number, day: number): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    const now = shown(person, day);
    if (step !== undefined) focus(row + step[0]!, day + step[1]!);
    else if (!mayEdit) return;
    else if (event.key === 'Delete' || event.key === 'Backspace') onEdit([{ person, day, edit: { shift: null, locked: false } }]);
    // L is the key of the lock; a shift of that letter is set with the shift key held.
    else if (event.key === 'l') onEdit([{ person, day, edit: { shift: now.shift, locked: !now.locked } }]);
    else if (shifts.has(event.key.toUpperCase())) onEdit([{ person, day, edit: { shift: event.key.toUpperCase(), locked: now.locked } }]);
    else return;
    event.preventDefault();
  };
  const drop = (from: string, person: string, day: number): void => {
    const [fromPerson = '', fromDay = ''] = from.split(' ');
    const moved = shown(fromPerson, Number(fromDay));
    const there = shown(person, day);
    if (moved.shift === null || keyOf(fromPerson, Number(fromDay)) === keyOf(person, day)) return;
    onEdit([{ person: fromPerson, day: Number(fromDay), edit: { shift: there.shift, locked: false } }, { person, day, edit: { shift: moved.shift, locked: false } }]);
  };
  const said = (person: Person, day: number, cell: Shown): string => {
    const wish = person.wishes.find((one) => one.day === day);
    const type = cell.shift === null ? undefined : shifts.get(cell.shift);
    const parts = [cell.shift === null ? (person.leave.includes(day) ? t('rosters.away') : t('rosters.free')) : `${cell.shift}${type === undefined ? '' : ` ${words.number(Math.floor(type.startsMinute / 60))}:${String(type.startsMinute % 60).padStart(2, '0')}`}`,
      ...(cell.locked ? [t('rosters.locked')] : []), ...(wish === undefined ? [] : [wish.shift === cell.shift ? t('rosters.wishMet') : t('rosters.wishMissed')]), ...cell.broken.map((one) => ruleText(words, one))];
    return t('rosters.cellOf', { person: say(names[person.person] ?? { en: '–', zh: '–' }), day: words.date(dayText(problem.firstDay, day)), what: parts.join(', ') });
  };
  return (
    <div className="ro-grid-frame" role="region" aria-label={t('rosters.grid')} tabIndex={-1}>
      <table className="ro-grid" ref={table}>
        <thead><tr>
          <th scope="col" className="ro-person">{t('rosters.person')}</th>
          {days.map((day) => {
            const text = dayText(problem.firstDay, day);
            return <th key={day} scope="col" className={`${weekendOf(problem, day) ? 'ro-weekend' : ''}${day === selectedDay ? ' ro-day-current' : ''}`}><button type="button" className="ro-day" aria-pressed={day === selectedDay} aria-label={words.date(text)} onClick={() => onSelectDay(day)}>{Number(text.slice(8))}</button></th>;
          })}
          <th scope="col" className="ro-count">{t('rosters.shifts')}</th>
        </tr></thead>
        <tbody>
          {people.map((person, row) => {
            const name = names[person.person];
            let [count, nights] = [0, 0];
            const own = days.map((day) => {
              const cell = shown(person.person, day);
              if (cell.shift !== null) count += 1;
              if (cell.shift !== null && shifts.get(cell.shift)?.night === true) nights += 1;
              return cell;
            });
            return (
              <tr key={person.person}>
                <th scope="row" className="ro-person"><span className="ro-two"><span>{name === undefined ? '–' : say(name)}</span><span className="tg-muted">{name?.staffNumber} · {t(`rosters.tier.${person.tier}`)}{person.team === undefined ? '' : ` · ${person.team}`}</span></span></th>
                {own.map((cell, day) => {
                  const wish = person.wishes.find((one) => one.day === day);
                  const away = person.leave.includes(day);
                  const classes = ['ro-cell', ...(weekendOf(problem, day) ? ['ro-weekend'] : []), ...(cell.shift === null ? [] : [shifts.get(cell.shift)?.night === true ? 'ro-night' : 'ro-work']), ...(away ? ['ro-away'] : []), ...(cell.changed ? ['ro-changed'] : []), ...(cell.broken.length > 0 ? ['ro-broken'] : [])];
                  return (
                    <td key={day} className={classes.join(' ')}>
                      <button type="button" data-cell={`${row} ${day}`} tabIndex={current.row === row && current.day === day ? 0 : -1} aria-label={said(person, day, cell)} title={cell.broken.length > 0 ? cell.broken.map((one) => ruleText(words, one)).join('\n') : undefined}
                        draggable={mayEdit && cell.shift !== null} onFocus={() => { setCurrent({ row, day }); onSelectDay(day); }} onKeyDown={(event) => onKey(event, person.person, row, day)}
                        onDragStart={(event) => event.dataTransfer.setData('text/plain', keyOf(person.person, day))} onDragOver={(event) => { if (mayEdit) event.preventDefault(); }} onDrop={(event) => { event.preventDefault(); drop(event.dataTransfer.getData('text/plain'), person.person, day); }}>
                        {cell.shift ?? (away ? '–' : '')}{cell.locked && <span className="ro-lock"><Icon name="lock" size={9} /></span>}{wish !== undefined && <span className={wish.shift === cell.shift ? 'ro-wish ro-wish-met' : 'ro-wish'} />}
                      </button>
                    </td>
                  );
                })}
                <td className="ro-count">{words.number(count)}{nights > 0 && <span className="tg-muted"> · {find('rosters.nights') ?? ''} {words.number(nights)}</span>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Says which rule is broken, and by how much. */
export function ruleText(words: ReturnType<typeof useWords>, broken: PlanViolation): string {
  const params = Object.fromEntries(Object.entries(broken.params).map(([name, value]) => [name, name === 'skill' ? words.find(`skills.${value}`) ?? value : value]));
  return words.find(`rosters.rule.${broken.rule}`, params) ?? broken.rule;
}
