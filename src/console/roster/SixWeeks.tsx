import { useState, type ReactNode } from 'react';
import { addDays } from '../../modules/goods/rules/dates.ts';
import { canWish } from '../../modules/roster/rules/wishes.ts';
import { useAct } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Panel } from '../design/Layout.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { useNotify } from '../design/Toast.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { useRosterWords, writeMinute, type Mine } from './roster.ts';

const topics = ['roster'];
const shownDays = 42;
const weights = [2, 5, 9] as const;
const free = 'free';
const nothing = 'none';

// Weeks begin on Monday; 1 January 1970 was a Thursday.
const placeInWeek = (day: string): number => (Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000) + 3) % 7;

/** Six weeks as a calendar: shifts as published, days away, and wishes, which are made by choosing a day. */
export function SixWeeks({ mine }: { readonly mine: Mine }): ReactNode {
  const { t, weekday, date, named } = useRosterWords();
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const monday = addDays(mine.today, -placeInWeek(mine.today));
  const last = addDays(mine.today, shownDays - 1);
  const weeks = Array.from({ length: Math.ceil((shownDays + placeInWeek(mine.today)) / 7) }, (_, week) => Array.from({ length: 7 }, (__, place) => addDays(monday, week * 7 + place)));
  const shiftName = (code: string): string => { const shift = mine.shifts.find((one) => one.shift === code); return shift === undefined ? code : `${code} ${named(shift)}`; };
  const about = (day: string) => ({
    duties: mine.duties.filter((one) => one.day === day), wish: mine.wishes.find((one) => one.day === day && one.weight > 0), away: mine.person.absences.some((one) => one.fromDay <= day && day <= one.untilDay),
  });
  const said = (day: string): string => {
    const { duties, wish, away } = about(day);
    const parts = [...duties.map((one) => shiftName(one.shift)), ...(away ? [t('roster.dayAway')] : []), ...(wish === undefined ? [] : [t('roster.dayWish', { what: wish.shift === null ? t('roster.free') : shiftName(wish.shift) })])];
    return t('roster.onDay', { day: `${weekday(day)} ${date(day)}`, what: parts.length === 0 ? t('roster.dayFree') : parts.join(', ') });
  };
  return (
    <Panel title={t('roster.sixWeeks')} actions={<span className="tg-muted ro-small">{t('roster.sixWeeksHint')}</span>}>
      <div className="ro-weeks">
        <div className="ro-week ro-week-head" aria-hidden="true">{weeks[0]?.map((day) => <span key={day}>{weekday(day)}</span>)}</div>
        {weeks.map((week) => (
          <div key={week[0]} className="ro-week">
            {week.map((day) => {
              if (day < mine.today || day > last) return <span key={day} className="ro-cell ro-cell-out" aria-hidden="true" />;
              const { duties, wish, away } = about(day);
              const number = Number(day.slice(8));
              return (
                <button key={day} type="button" className={`ro-cell${day === mine.today ? ' ro-cell-today' : ''}${away ? ' ro-cell-away' : ''}`} aria-label={said(day)} title={said(day)} onClick={() => setChosen(day)}>
                  <span className="ro-cell-day">{number === 1 ? `${Number(day.slice(5, 7))}/1` : number}</span>
                  {duties.map((one) => <span key={one.shift} className="ro-cell-duty">{one.shift}</span>)}
                  {wish !== undefined && <span className="ro-cell-wish">{wish.shift ?? t('roster.freeShort')}</span>}
                </button>
              );
            })}
          </div>
        ))}
      </div>
      <ul className="ro-legend ro-cells"><li><span className="ro-cell-duty">{mine.shifts[0]?.shift ?? 'E'}</span>{t('roster.legendDuty')}</li><li><span className="ro-cell-wish">{mine.shifts[0]?.shift ?? 'E'}</span>{t('roster.legendWish')}</li><li><span className="ro-cell-away ro-swatch" />{t('roster.legendAway')}</li></ul>
      {chosen !== undefined && <DayDialog key={chosen} mine={mine} day={chosen} title={`${weekday(chosen)} ${date(chosen)}`} onClose={() => setChosen(undefined)} />}
    </Panel>
  );
}

function DayDialog({ mine, day, title, onClose }: { readonly mine: Mine; readonly day: string; readonly title: string; readonly onClose: () => void }): ReactNode {
  const { t, named, skillName, time, refusal } = useRosterWords();
  const notify = useNotify();
  const wish = useAct<unknown, unknown>('roster.wish', { topics });
  const held = mine.wishes.find((one) => one.day === day && one.weight > 0);
  const [what, setWhat] = useState(held === undefined ? nothing : held.shift ?? free);
  const [weight, setWeight] = useState<number>(weights.find((one) => held !== undefined && one >= held.weight) ?? 5);
  const verdict = canWish(day, mine.today);
  return (
    <Dialog title={title} open onClose={onClose}>
      <div className="tg-stack">
        {mine.duties.filter((one) => one.day === day).map((one) => <p key={one.shift} className="ro-next-what"><span className="ro-code">{one.shift}</span> {time(one.from)} – {time(one.until)} · {skillName(one.skill)} · {one.pointCode}</p>)}
        <ActForm act={wish} label={t('roster.save')} icon="check" disabledReason={verdict.ok ? undefined : refusal(verdict.refusal)} extra={<Button onPress={onClose}>{t('roster.cancel')}</Button>} onSubmit={() => {
          void wish.run({ day, shift: what === nothing || what === free ? null : what, weight: what === nothing ? 0 : weight }).then((answer) => {
            if (!answer?.ok) return;
            notify(t(what === nothing ? 'roster.wishTaken' : 'roster.wishSaved'));
            onClose();
          });
        }}>
          <RadioGroup label={t('roster.wishFor')} value={what} onChange={setWhat} options={[{ value: nothing, label: t('roster.noWish') }, { value: free, label: t('roster.free') }, ...mine.shifts.filter((one) => one.active).map((one) => ({ value: one.shift, label: `${one.shift} ${named(one)}`, hint: `${writeMinute(one.startsMinute)} – ${writeMinute(one.startsMinute + one.lengthMinutes)}` }))]} />
          {what !== nothing && <RadioGroup label={t('roster.strength')} value={String(weight)} onChange={(value) => setWeight(Number(value))} options={weights.map((one) => ({ value: String(one), label: t(`roster.weight.${one}`) }))} />}
          <p className="tg-muted">{verdict.ok ? t('roster.wishNote') : refusal(verdict.refusal)}</p>
        </ActForm>
      </div>
    </Dialog>
  );
}
