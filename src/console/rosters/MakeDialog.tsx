import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { skillNames } from '../../modules/roster/catalogue.ts';
import { useAct, useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Checkbox } from '../design/Checkbox.tsx';
import { DateField } from '../design/DateTimeField.tsx';
import { Dialog } from '../design/Dialog.tsx';
import type { Problem } from '../design/Form.tsx';
import { NumberField } from '../design/NumberField.tsx';
import { Select } from '../design/Select.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useRolesReason } from '../devices/marks.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { useWords } from '../words.tsx';
import { plannerRoles } from './RostersPage.tsx';
import { dayText, rosterTopics } from './shapes.ts';

interface Need { readonly skill: string; readonly from: number; readonly until: number; readonly people: number | undefined }

const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const times = Array.from({ length: 49 }, (_, at) => at * 30);

/** Makes a roster: port, days, what is needed; it is planned in the background. */
export function MakeDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t, find } = words;
  const navigate = useNavigate();
  const notify = useNotify();
  const reasonAgainst = useRolesReason();
  const make = useAct<unknown, { rosterId: string }>('roster.make', { topics: rosterTopics });
  const ports = useView<{ readonly points: readonly { readonly code: string; readonly nameEn: string; readonly nameZh: string }[] }>('ports.list', {}, { topics: ['ports'] });
  const [point, setPoint] = useState<string | undefined>(undefined);
  const [firstDay, setFirstDay] = useState<string | undefined>(undefined);
  const [days, setDays] = useState<number | undefined>(14);
  const [seconds, setSeconds] = useState<number | undefined>(30);
  const [needs, setNeeds] = useState<readonly Need[]>([{ skill: 'screening', from: 360, until: 1320, people: 4 }]);
  const [forecasts, setForecasts] = useState(true);
  const [tried, setTried] = useState(false);
  const known = point !== undefined && firstDay !== undefined && firstDay !== 'invalid';
  const found = useView<{ readonly forecasts: readonly { readonly forecastId: string; readonly day: string }[] }>('forecast.needs', known ? { pointCode: point, fromDay: firstDay } : undefined);
  const lastDay = known && days !== undefined ? dayText(firstDay, days - 1) : undefined;
  const usable = lastDay === undefined ? [] : (found.data?.data.forecasts ?? []).filter((one) => one.day >= firstDay! && one.day <= lastDay);
  const missing = (field: string, name: string): Problem => ({ field, message: t('rosters.wrongMissing', { field: name }) });
  const wrong: Problem[] = [
    ...(point === undefined ? [missing('roster-point', t('rosters.point'))] : []), ...(firstDay === undefined || firstDay === 'invalid' ? [missing('roster-first', t('rosters.firstDay'))] : []),
    ...(days === undefined || !Number.isInteger(days) || days < 1 || days > 31 ? [missing('roster-days', t('rosters.days'))] : []), ...(seconds === undefined || !(seconds >= 2 && seconds <= 300) ? [missing('roster-seconds', t('rosters.seconds'))] : []),
    ...needs.flatMap((need, at) => [...(need.until <= need.from ? [{ field: `need-until-${at}`, message: t('rosters.wrongNeed', { count: at + 1 }) }] : []), ...(need.people === undefined || !(need.people >= 1) ? [missing(`need-people-${at}`, t('rosters.people'))] : [])]),
  ];
  const problemAt = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  const set = (at: number, next: Partial<Need>): void => setNeeds((all) => all.map((need, place) => (place === at ? { ...need, ...next } : need)));
  const timeOptions = times.map((minute) => ({ value: String(minute), label: clock(minute) }));
  return (
    <Dialog title={t('rosters.doMake')} open stays onClose={onClose}>
      <ActForm act={make} label={t('rosters.doMake')} icon="plus" disabledReason={reasonAgainst(plannerRoles)} problems={tried ? wrong : []} fields={{ pointCode: 'roster-point', days: 'roster-days', needs: 'need-people-0' }} extra={<Button onPress={onClose}>{t('rosters.cancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (wrong.length > 0) return;
        void make.run({
          pointCode: point, firstDay, days, seconds, seed: 1, forecastIds: forecasts ? usable.map((one) => one.forecastId) : [],
          needs: needs.map((need) => ({ skill: need.skill, fromMinute: need.from, untilMinute: need.until, people: need.people })),
        }).then((answer) => {
          if (!answer?.ok) return;
          notify(t('rosters.made'));
          void navigate(`/rosters/${answer.result.rosterId}`);
        });
      }}>
        <div className="ro-fields">
          <Select id="roster-point" label={t('rosters.point')} autoFocus value={point} problem={problemAt('roster-point')} onChange={setPoint} options={(ports.data?.data.points ?? []).map((one) => ({ value: one.code, label: `${one.code} ${words.language === 'zh' ? one.nameZh : one.nameEn}` }))} />
          <DateField id="roster-first" label={t('rosters.firstDay')} value={firstDay} problem={problemAt('roster-first')} onChange={setFirstDay} />
          <NumberField id="roster-days" label={t('rosters.days')} minimum={1} maximum={31} value={days} problem={problemAt('roster-days')} onChange={setDays} />
          <NumberField id="roster-seconds" label={t('rosters.seconds')} unit={t('rosters.secondsUnit')} hint={t('rosters.secondsHint')} minimum={2} maximum={300} value={seconds} problem={problemAt('roster-seconds')} onChange={setSeconds} />
        </div>
        {known && <div><Checkbox label={t('rosters.useForecasts')} hint={t('rosters.forecastsFound', { count: usable.length })} value={forecasts} onChange={setForecasts} /></div>}
        <fieldset className="ro-needs">
          <legend>{t('rosters.need')}</legend>
          <p className="tg-muted">{t('rosters.needDetail')}</p>
          {needs.map((need, at) => (
            // Lines have no identity of their own: they are told apart by their place.
            <div key={at} className="ro-need">
              <Select label={t('rosters.skill')} value={need.skill} allowEmpty={false} onChange={(skill) => set(at, { skill: skill ?? need.skill })} options={skillNames.map((skill) => ({ value: skill, label: find(`skills.${skill}`) ?? skill }))} />
              <Select label={t('rosters.from')} value={String(need.from)} allowEmpty={false} onChange={(from) => set(at, { from: Number(from) })} options={timeOptions.slice(0, -1)} />
              <Select id={`need-until-${at}`} label={t('rosters.until')} value={String(need.until)} allowEmpty={false} problem={problemAt(`need-until-${at}`)} onChange={(until) => set(at, { until: Number(until) })} options={timeOptions.slice(1)} />
              <NumberField id={`need-people-${at}`} label={t('rosters.people')} value={need.people} problem={problemAt(`need-people-${at}`)} onChange={(people) => set(at, { people })} />
              <Button icon="minus" label={t('rosters.doRemove', { count: at + 1 })} onPress={() => setNeeds((all) => all.filter((_, place) => place !== at))} />
            </div>
          ))}
          <Button icon="plus" onPress={() => setNeeds((all) => [...all, { skill: 'sampling', from: 360, until: 1320, people: 2 }])}>{t('rosters.doAddNeed')}</Button>
        </fieldset>
      </ActForm>
    </Dialog>
  );
}
