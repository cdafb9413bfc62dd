import { useMemo, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { Status } from '../design/Badge.tsx';
import { Panel } from '../design/Layout.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useWords } from '../words.tsx';
import { certificateCheck } from './device/certificates.ts';
import { checkName, kindName } from './saying.ts';
import { devicePath } from './shapes.ts';
import { standingTone, type Due } from './wall.ts';

/** Lists the checks that are due, expired, failed or were never done, what does not count now first; a row opens where it is recorded. */
export function DueTab({ due, error, onRetry }: { readonly due: readonly Due[] | undefined; readonly error: unknown; readonly onRetry: () => void }): ReactNode {
  const words = useWords();
  const { t, say, date, dateTime } = words;
  const navigate = useNavigate();
  const nameOf = (one: Due): string => (one.check === certificateCheck ? t('deviceIdentity.certificate') : checkName(words, one.check));
  const to = (one: Due): string => devicePath(one.device.deviceId, one.check === certificateCheck ? { tab: 'identity' } : { tab: 'checks', check: one.check });
  const columns = useMemo<readonly Column<Due>[]>(() => [
    { key: 'check', title: t('devices.due'), sortValue: nameOf, cell: (one) => <Link className="dv-name" to={to(one)} tabIndex={-1}>{nameOf(one)}</Link> },
    { key: 'state', title: t('devices.dueState'), sortValue: (one) => one.state, cell: (one) => <Status tone={standingTone(one.state)}>{t(`devices.standing.${one.state}`)}</Status> },
    { key: 'until', title: t('devices.dueUntil'), sortValue: (one) => one.until, cell: (one) => <span className="tg-nowrap">{one.until === null ? '–' : one.check === certificateCheck ? date(one.until) : dateTime(one.until)}</span> },
    { key: 'device', title: t('devices.device'), sortValue: (one) => say(one.device.name), cell: (one) => <span className="dv-two"><span>{say(one.device.name)}</span><span className="tg-muted">{kindName(words, one.device.kind)}</span></span> },
    { key: 'station', title: t('devices.station'), cell: (one) => (one.device.station === null ? <span className="tg-muted">{t('devices.noStation')}</span> : say(one.device.station.name)) },
  ], [words]);
  return <Panel flush><Table label={t('devices.tabDue')} columns={columns} rows={due} rowKey={(one) => `${one.device.deviceId} ${one.check}`} onOpen={(one) => void navigate(to(one))} error={error} onRetry={onRetry} emptyTitle={t('devices.dueNone')} emptyDetail={t('devices.dueNoneDetail')} tone={(one) => (one.state === 'due' ? 'late' : 'wrong')} /></Panel>;
}
