import { useState, type ReactNode } from 'react';
import { useAct, useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { EmptyState, ErrorState, Skeleton } from '../design/States.tsx';
import { useNotify } from '../design/Toast.tsx';
import { Refused } from '../http.ts';
import { eventNow, useEventNow, useSession } from '../session.ts';
import { PaperLine } from './marks.tsx';
import { filePath } from '../flights/flight.ts';
import { MyCallUps } from './MyCallUps.tsx';
import { MySwaps, SwapDialog } from './MySwaps.tsx';
import { Days } from './PersonDrawer.tsx';
import { SixWeeks } from './SixWeeks.tsx';
import { useRosterWords, type Mine } from './roster.ts';
import './roster.css';

const topics = ['roster', 'callUps', 'attendance'];
const rosterTopics = ['roster'];
const attendanceTopics = ['attendance', 'callUps'];

/** One's own shifts, made for a telephone: the next one, what waits for an answer, six weeks with wishes, certificates and days away. */
export function MyShiftsPage(): ReactNode {
  const { t, named } = useRosterWords();
  const view = useView<Mine>('roster.mine', {}, { topics, everyMilliseconds: 60_000 });
  const mine = view.data?.data;
  if (view.error instanceof Refused && view.error.refusal.code === 'not-rostered') return <div className="tg-page"><EmptyState wholePage icon="staff" title={t('roster.notRostered')} detail={t('roster.notRosteredDetail')} /></div>;
  const asked = mine?.callUps.some((one) => one.state === 'called' && one.answer === null && !one.arrived) === true;
  return (
    <div className="tg-page ro-mine">
      <PageHeader title={t('roster.mine')} detail={mine && t('roster.mineDetail', { name: named(mine.person), number: mine.person.staffNumber })} />
      {mine === undefined ? view.error ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : <Skeleton lines={6} /> : (
        <div className="ro-mine-parts">
          <div className="tg-stack">
            {asked && <MyCallUps mine={mine} asked />}
            {mine.unseen.map((one) => <Unseen key={`${one.rosterId} ${one.ordinal}`} publication={one} />)}
            <Next mine={mine} primary={!asked} />
            <SixWeeks mine={mine} />
          </div>
          <div className="tg-stack">
            <Agenda mine={mine} />
            <MySwaps />
            <MyCallUps mine={mine} asked={false} />
            <Panel title={t('roster.myCertificates')}>{mine.person.certificates.length === 0 ? <p className="tg-muted">{t('roster.noCertificates')}</p> : <ul className="ro-lines">{mine.person.certificates.map((paper) => <PaperLine key={paper.skill} paper={paper} today={mine.today} />)}</ul>}</Panel>
            <Panel title={t('roster.myAway')}>{mine.person.absences.length === 0 ? <p className="tg-muted">{t('roster.noMyAway')}</p> : <ul className="ro-lines">{mine.person.absences.map((one) => <li key={one.absenceId} className="ro-line"><span className="ro-line-main"><Days from={one.fromDay} until={one.untilDay} /></span>{one.kind !== null && <span className="tg-muted">{t(`roster.absence.${one.kind}`)}</span>}</li>)}</ul>}</Panel>
          </div>
        </div>
      )}
    </div>
  );
}

function Unseen({ publication }: { readonly publication: Mine['unseen'][number] }): ReactNode {
  const { t, refusal } = useRosterWords();
  const notify = useNotify();
  const acknowledge = useAct<Mine['unseen'][number], unknown>('roster.acknowledge', { topics: rosterTopics });
  return (
    <section className="ro-call" aria-label={t('roster.unseen')}>
      <h2>{t('roster.unseen')}</h2>
      <p>{t('roster.unseenDetail')}</p>
      <div className="ro-large"><Button icon="check" large pending={acknowledge.pending} onPress={() => void acknowledge.run(publication).then((answer) => {
        if (answer?.ok) notify(t('roster.acknowledged'));
        else notify(answer === undefined ? t('shell.offlineAct') : refusal(answer.refusal), 'wrong');
      })}>{t('roster.acknowledge')}</Button></div>
    </section>
  );
}

function Next({ mine, primary }: { readonly mine: Mine; readonly primary: boolean }): ReactNode {
  const { t, skillName, named, date, time, weekday, stationName, refusal } = useRosterWords();
  const notify = useNotify();
  useEventNow();
  const now = eventNow();
  const stationId = useSession()?.officer.stationId ?? null;
  const attend = useAct<unknown, unknown>('roster.attend', { topics: attendanceTopics });
  const duty = mine.duties.find((one) => Date.parse(one.until) > now);
  const running = duty !== undefined && Date.parse(duty.from) <= now;
  const shift = mine.shifts.find((one) => one.shift === duty?.shift);
  const station = stationName(stationId);
  const left = (milliseconds: number): string => {
    const minutes = Math.max(0, Math.round(milliseconds / 60_000));
    return minutes >= 2880 ? t('roster.timeDays', { count: Math.floor(minutes / 1440) }) : t('roster.timeHours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  };
  return (
    <section className="ro-next" aria-label={t(running ? 'roster.nowShift' : 'roster.nextShift')}>
      {duty === undefined ? <><h2 className="ro-next-title">{t('roster.noNext')}</h2><p className="tg-muted">{t('roster.noNextDetail')}</p></> : (
        <>
          <div className="ro-next-head"><h2>{t(running ? 'roster.nowShift' : 'roster.nextShift')}</h2><span className="tg-muted">{running ? t('roster.untilTime', { time: left(Date.parse(duty.until) - now) }) : t('roster.inTime', { time: left(Date.parse(duty.from) - now) })}</span></div>
          <p className="ro-next-day">{weekday(duty.day)} {date(duty.day)}</p>
          <p className="ro-next-time">{time(duty.from)} – {time(duty.until)}</p>
          <p className="ro-next-what"><span className="ro-code">{duty.shift}</span> {shift === undefined ? '' : named(shift)} · {skillName(duty.skill)} · {duty.pointCode}</p>
        </>
      )}
      <div className="ro-duty">
        <div className="ro-large"><Button large kind={primary ? 'primary' : 'quiet'} icon={mine.onDuty === null ? 'check' : 'signOut'} pending={attend.pending} onPress={() => void attend.run({ kind: mine.onDuty === null ? 'on' : 'off', stationId }).then((answer) => {
          if (answer?.ok) notify(t(mine.onDuty === null ? 'roster.cameOn' : 'roster.wentOff'));
          else notify(answer === undefined ? t('shell.offlineAct') : refusal(answer.refusal), 'wrong');
        })}>{t(mine.onDuty === null ? 'roster.comeOn' : 'roster.goOff')}</Button></div>
        <p className="tg-muted">{mine.onDuty === null ? t('roster.notOn') : t('roster.onSince', { time: time(mine.onDuty) })} · {station === undefined ? t('roster.noStation') : t('roster.atStation', { station })}</p>
      </div>
    </section>
  );
}

function Agenda({ mine }: { readonly mine: Mine }): ReactNode {
  const { t, skillName, date, time, weekday, language } = useRosterWords();
  const [swapping, setSwapping] = useState<string | undefined>(undefined);
  const coming = mine.duties.filter((one) => Date.parse(one.until) > eventNow());
  return (
    <Panel title={t('roster.agenda')}>
      {coming.length === 0 ? <p className="tg-muted">{t('roster.noAgenda')}</p> : (
        <ul className="ro-lines">{coming.map((one) => (
          <li key={`${one.day} ${one.shift}`} className="ro-line">
            <span className="ro-code">{one.shift}</span>
            <span className="ro-line-main ro-two"><strong>{weekday(one.day)} {date(one.day)}</strong><span className="tg-muted">{skillName(one.skill)} · {one.pointCode}</span></span>
            <span className="tg-nowrap tg-code">{time(one.from)} – {time(one.until)}</span>
            {Date.parse(one.from) > eventNow() && <Button label={t('roster.swapOne', { day: date(one.day) })} onPress={() => setSwapping(one.day)}>{t('roster.doSwap')}</Button>}
          </li>
        ))}</ul>
      )}
      {coming.length > 0 && <p className="ro-calendar"><a href={filePath('roster.calendar', { language })} download>{t('roster.toCalendar')}</a></p>}
      {swapping !== undefined && <SwapDialog day={swapping} onClose={() => setSwapping(undefined)} />}
    </Panel>
  );
}
