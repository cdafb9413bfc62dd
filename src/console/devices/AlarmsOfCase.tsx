import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { alarmOfficers, alarmReaders } from '../../modules/devices/rules/roles.ts';
import { useView } from '../client.ts';
import { Icon } from '../design/Icon.tsx';
import { useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { alarmPath, type Alarm } from './shapes.ts';
import './devices.css';

const topics = ['alarms'];

/** Says that alarms of devices keep somebody or something from going on, each with the way to it; who does not see alarms is told of them all the same. */
export function AlarmsOfCase({ caseId, isOwed }: { readonly caseId: string; readonly isOwed: boolean }): ReactNode {
  const { t, say, find } = useWords();
  const mine = useSession()?.officer.roles ?? [];
  const maySee = alarmReaders.some((role) => mine.includes(role));
  const view = useView<{ readonly alarms: readonly Alarm[] }>('devices.alarms', isOwed && maySee ? {} : undefined, { topics });
  const alarms = view.data?.data.alarms.filter((alarm) => alarm.caseId === caseId && alarm.disposedAt === null) ?? [];
  if (!isOwed || (maySee && view.data === undefined)) return null;
  if (maySee && alarms.length === 0) {
    // Recorded by hand, or named in a message that raised none: it is owed, and nobody could settle it.
    return (
      <div className="dv-warning" role="note">
        <Icon name="alarm" />
        <span>{t('devices.ofCaseNone')} {alarmOfficers.some((role) => mine.includes(role)) && <Link className="dv-alarm-link" to={`/alarms?case=${caseId}&do=report`}>{t('devices.doReport')}</Link>}</span>
      </div>
    );
  }
  return (
    <div className="dv-warning" role="note">
      <Icon name="alarm" />
      <span>{t('devices.ofCaseDetail', { count: Math.max(1, alarms.length) })} {alarms.map((alarm) => <Link key={alarm.alarmId} className="dv-alarm-link" to={alarmPath(alarm.alarmId)}>{t('devices.openIt')}: {find(`devices.class.${alarm.alarmClass}`) ?? alarm.alarmClass} · {say(alarm.device)}</Link>)}</span>
    </div>
  );
}
