import type { ReactNode } from 'react';
import { Bar } from '../design/Bar.tsx';
import { Stat, Stats } from '../design/Stat.tsx';
import { useWords } from '../words.tsx';
import type { Numbers } from './day.ts';
import { useMayGo } from './Now.tsx';

/** The numbers of the board; each opens its cases. */
export function NumberStrip({ numbers, day, point, asOf }: { readonly numbers: Numbers; readonly day: string; readonly point: string | undefined; readonly asOf: string | undefined }): ReactNode {
  const { t } = useWords();
  const mayGo = useMayGo(asOf);
  const tone = (wrong: number | undefined, late = 0): { tone?: 'wrong' | 'late' } => ((wrong ?? 0) > 0 ? { tone: 'wrong' } : late > 0 ? { tone: 'late' } : {});
  const { done = 0, owed = 0 } = numbers;
  return (
    <Stats>
      <Stat label={t('duty.inProcess')} value={numbers.inProcess} note={t('duty.inProcessNote')} to={mayGo(`/flights?date=${day}&state=inProcess`)} />
      <div className="tg-stat du-stat-bar"><span className="tg-stat-label">{t('duty.done')}</span><Bar label={t('duty.done')} hideLabel done={done} total={done + owed} /></div>
      <Stat label={t('duty.overdue')} value={numbers.overdue} note={numbers.owed === undefined ? '' : t('statistics.owed') + ` ${numbers.owed}`} to={mayGo('/board')} {...tone(numbers.overdue)} />
      <Stat label={t('duty.alarms')} value={numbers.alarms} note={t('duty.unacknowledged', { count: numbers.unacknowledged ?? 0 })} to={mayGo('/alarms')} {...tone(0, numbers.unacknowledged)} />
      <Stat label={t('duty.devicesDown')} value={numbers.down} note={t('duty.ofDevices', { count: numbers.devices ?? 0 })} to={mayGo('/devices?attention=1')} {...tone(0, numbers.down)} />
      <Stat label={t('duty.holds')} value={numbers.holds} note={t('duty.holdsNote', { count: numbers.overdueHolds ?? 0 })} to={mayGo(point === undefined ? '/holds' : `/holds?point=${point}`)} {...tone(0, numbers.overdueHolds)} />
      <Stat label={t('duty.slots')} value={numbers.booked} note={(numbers.lateAppointments ?? 0) > 0 ? t('duty.slotsLate', { count: numbers.lateAppointments ?? 0 }) : t('duty.slotsNote', { count: numbers.slots ?? 0 })} to={mayGo(`/appointments?from=${day}&to=${day}`)} {...tone(0, numbers.lateAppointments)} />
      <Stat label={t('duty.onDuty')} value={numbers.on} note={t('duty.missing', { count: numbers.missing ?? 0 })} to={mayGo('/rosters')} {...tone(0, numbers.missing)} />
      <Stat label={t('duty.callUps')} value={numbers.callUps} note={t('duty.callUpsNote', { count: numbers.waitingCallUps ?? 0 })} to={mayGo('/call-ups')} {...tone(0, numbers.waitingCallUps)} />
    </Stats>
  );
}
