import { useMemo, useRef, useState, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { kindIds } from '../../modules/devices/shapes.ts';
import { lightOf, lights, needsAttention } from '../../modules/devices/rules/lights.ts';
import { deviceKeepers } from '../../modules/devices/rules/roles.ts';
import { useAddress, useTyped } from '../address.ts';
import { useView } from '../client.ts';
import { ToneMark } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Checkbox } from '../design/Checkbox.tsx';
import { Panel } from '../design/Layout.tsx';
import { useKeys } from '../design/listening.ts';
import { PageHeader } from '../design/PageHeader.tsx';
import { Select } from '../design/Select.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { Tabs } from '../design/Tabs.tsx';
import { TextField } from '../design/TextField.tsx';
import { isTyping } from '../flights/BoardPage.tsx';
import { useWords } from '../words.tsx';
import { AddDeviceDialog } from './AddDeviceDialog.tsx';
import { ApproveDialog } from './ApproveDialog.tsx';
import { AvailabilityTab } from './AvailabilityTab.tsx';
import { certificatesDue, type ClientCertificate } from './device/certificates.ts';
import { DueTab } from './DueTab.tsx';
import { CalibrationMark, LightMark, LinkMark, useRolesReason } from './marks.tsx';
import { eventName, kindName, quantityName, unitOf, withUnit } from './saying.ts';
import { devicePath, type WallDevice } from './shapes.ts';
import { dueFirst, dueOf, lightTone } from './wall.ts';
import { WaitingCertificates } from './WaitingCertificates.tsx';
import '../goods/goods.css';
import './devices.css';

const topics = ['devices'];

/** The wall of devices: who waits for approval, how each device stands, and which checks are due. */
export function WallPage(): ReactNode {
  const words = useWords();
  const { t } = words;
  const reasonAgainst = useRolesReason();
  const [query, change] = useAddress();
  const [approving, setApproving] = useState<WallDevice | undefined>(undefined);
  const view = useView<{ readonly devices: readonly WallDevice[] }>('devices.wall', {}, { topics, everyMilliseconds: 60_000 });
  const devices = view.data?.data.devices;
  const identities = useView<{ readonly certificates: readonly ClientCertificate[] }>('devices.certificates', {}, { topics, everyMilliseconds: 60_000 });
  const certificates = identities.data?.data.certificates;
  const due = useMemo(() => (devices === undefined ? undefined : dueFirst([...dueOf(devices), ...certificatesDue(devices, certificates ?? [])])), [devices, certificates]);
  const waiting = devices?.filter((device) => device.state === 'waiting') ?? [];
  const urgent = due?.filter((one) => one.state !== 'due').length ?? 0;
  const reason = reasonAgainst(deviceKeepers);
  return (
    <div className="tg-page">
      <PageHeader title={t('devices.title')} detail={devices && t('devices.countOf', { count: devices.length })} actions={<Button icon="plus" disabledReason={reason} onPress={() => change({ do: 'add' })}>{t('devices.doAdd')}</Button>} />
      {waiting.length > 0 && (
        <Panel flush title={t('devices.waitingTitle', { count: waiting.length })} actions={<span className="tg-muted">{t('devices.waitingDetail')}</span>}>
          <ul className="dv-waiting">
            {waiting.map((device) => (
              <li key={device.deviceId}>
                <span className="dv-two"><Link className="dv-name" to={devicePath(device.deviceId)}>{words.say(device.name)}</Link><span className="tg-muted">{kindName(words, device.kind)} · {device.maker} {device.model} · <span className="tg-code">{device.serial}</span></span></span>
                <span className="tg-muted">{t('devices.announced')} {words.dateTime(device.madeKnownAt)}</span>
                <Button icon="check" label={t('devices.approveOne', { name: words.say(device.name) })} disabledReason={reason} onPress={() => setApproving(device)}>{t('devices.doApprove')}</Button>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {devices !== undefined && certificates !== undefined && <WaitingCertificates certificates={certificates} devices={devices} />}
      <Tabs label={t('devices.parts')} selected={query.get('tab') ?? 'wall'} onSelect={(key) => change({ tab: key === 'wall' ? undefined : key })} tabs={[
        { key: 'wall', title: t('devices.tabWall'), content: <Wall devices={devices} error={view.error} onRetry={() => void view.refetch()} /> },
        { key: 'availability', title: t('availability.title'), content: <AvailabilityTab /> },
        { key: 'due', title: t('devices.tabDue'), count: due === undefined || due.length === 0 ? undefined : due.length, countTone: urgent > 0 ? 'wrong' : 'late', content: <DueTab due={due} error={view.error} onRetry={() => void view.refetch()} /> },
      ]} />
      {query.get('do') === 'add' && <AddDeviceDialog onClose={() => change({ do: undefined })} />}
      {approving !== undefined && <ApproveDialog device={approving} settings={{}} onClose={() => setApproving(undefined)} />}
    </div>
  );
}

function Wall({ devices, error, onRetry }: { readonly devices: readonly WallDevice[] | undefined; readonly error: unknown; readonly onRetry: () => void }): ReactNode {
  const words = useWords();
  const { t, say } = words;
  const navigate = useNavigate();
  const [query, change] = useAddress();
  const [typed, setTyped] = useTyped('search');
  const field = useRef<HTMLInputElement>(null);
  const state = query.get('state') ?? undefined;
  const kind = query.get('kind') ?? undefined;
  const wanting = query.get('attention') === '1';
  const withRetired = query.get('retired') === '1' || state === 'retired';
  useKeys((event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    field.current?.focus();
  });
  const all = useMemo(() => devices?.map((device) => ({ ...device, light: lightOf(device) })), [devices]);
  const shown = useMemo(() => {
    const parts = (query.get('search') ?? '').toLowerCase().split(/\s+/).filter((part) => part !== '');
    return all?.filter((device) => {
      const text = [device.name.en, device.name.zh, device.serial, device.maker, device.model, kindName(words, device.kind), device.station?.name.en, device.station?.name.zh, device.station?.pointCode].join(' ').toLowerCase();
      return parts.every((part) => text.includes(part)) && (state === undefined || device.light === state) && (kind === undefined || device.kind === kind) && (!wanting || needsAttention(device.light)) && (withRetired || device.light !== 'retired') && (state === 'waiting' || device.light !== 'waiting');
    }).sort((one, other) => kindIds.indexOf(one.kind) - kindIds.indexOf(other.kind) || lights.indexOf(one.light) - lights.indexOf(other.light) || one.name.en.localeCompare(other.name.en));
  }, [all, query, words, state, kind, wanting, withRetired]);
  const columns = useMemo<readonly Column<WallDevice & { readonly light: (typeof lights)[number] }>[]>(() => [
    { key: 'device', title: t('devices.device'), sortValue: (device) => say(device.name), cell: (device) => <span className="dv-two"><Link className="dv-name" to={devicePath(device.deviceId)} tabIndex={-1}>{say(device.name)}</Link><span className="tg-muted tg-code">{device.serial}</span></span> },
    { key: 'state', title: t('devices.state'), sortValue: (device) => lights.indexOf(device.light), cell: (device) => <LightMark light={device.light} /> },
    { key: 'link', title: t('devices.link'), sortValue: (device) => device.link, cell: (device) => <LinkMark device={device} /> },
    { key: 'calibration', title: t('devices.calibration'), cell: (device) => (device.state === 'approved' ? <CalibrationMark standing={device.standing} /> : <span className="tg-muted">–</span>) },
    { key: 'last', title: t('devices.last'), sortValue: (device) => device.last?.happenedAt, cell: (device) => (device.last === null ? <span className="tg-muted">{t('devices.never')}</span> : <span className="dv-two"><span className="dv-level"><ToneMark tone={device.last.level === 'fault' || device.last.level === 'alarm' ? 'wrong' : 'quiet'} />{eventName(words, device.last.name)}</span><span className="tg-muted tg-nowrap">{words.dateTime(device.last.happenedAt)}</span></span>) },
    { key: 'results', title: t('devices.results'), align: 'end', sortValue: (device) => device.results, cell: (device) => <span className="dv-two dv-end"><span>{words.number(device.results)}</span>{device.notCounted > 0 && <span className="dv-late tg-nowrap">{t('devices.notCounted', { count: device.notCounted })}</span>}</span> },
    { key: 'low', title: t('devices.low'), cell: (device) => (device.low.length === 0 ? <span className="tg-muted">{t('devices.nothingLow')}</span> : device.low.map((one) => <span key={one.name} className="dv-late tg-nowrap" title={t('devices.lowOf', { what: quantityName(words, one.name), value: one.value, limit: one.limit })}>{quantityName(words, one.name)} {withUnit(words, one.value, unitOf(device.kind, one.name))}</span>)) },
    { key: 'availability', title: t('devices.availability'), align: 'end', sortValue: (device) => device.availability, cell: (device) => (device.availability === null || device.link === null ? <span className="tg-muted">–</span> : <span className={device.availability < 0.95 ? 'dv-late' : undefined}>{`${words.number(Math.floor(device.availability * 1000) / 10, 1)}%`}</span>) },
    { key: 'station', title: t('devices.station'), sortValue: (device) => (device.station === null ? null : say(device.station.name)), cell: (device) => (device.station === null ? <span className="tg-muted tg-nowrap">{t('devices.noStation')}</span> : <span className="dv-two"><span>{say(device.station.name)}</span><span className="tg-muted">{device.station.pointCode}</span></span>) },
  ], [t, say, words]);
  return (
    <div className="tg-stack">
      {all && (
        <div className="gd-chips" role="group" aria-label={t('devices.byState')}>
          {lights.map((light) => {
            const count = all.filter((device) => device.light === light).length;
            return <button key={light} type="button" className={count === 0 ? 'gd-chip gd-chip-none' : 'gd-chip'} aria-pressed={state === light} onClick={() => change({ state: state === light ? undefined : light })}><ToneMark tone={lightTone(light)} />{t(`devices.state.${light}`)} <strong>{words.number(count)}</strong></button>;
          })}
        </div>
      )}
      <div className="tg-filters">
        <div className="tg-filters-search"><TextField ref={field} label={t('devices.search')} type="search" value={typed} placeholder={t('devices.searchHint')} onChange={setTyped} /></div>
        <Select label={t('devices.kind')} value={kind ?? 'all'} allowEmpty={false} onChange={(next) => change({ kind: next === 'all' ? undefined : next })} options={[{ value: 'all', label: t('devices.allKinds') }, ...kindIds.map((id) => ({ value: id, label: kindName(words, id) }))]} />
        <Checkbox label={t('devices.needsAttention')} value={wanting} onChange={(next) => change({ attention: next ? '1' : undefined })} />
        <Checkbox label={t('devices.withRetired')} value={withRetired} onChange={(next) => change({ retired: next ? '1' : undefined, ...(next ? {} : { state: state === 'retired' ? undefined : state }) })} />
      </div>
      <Panel flush>
        <Table label={t('devices.tabWall')} columns={columns} rows={shown} rowKey={(device) => device.deviceId} groupOf={(device) => kindName(words, device.kind)} onOpen={(device) => void navigate(devicePath(device.deviceId))} error={error} onRetry={onRetry}
          emptyTitle={t(all?.length === 0 ? 'devices.none' : 'devices.noneFound')} emptyDetail={t(all?.length === 0 ? 'devices.noneDetail' : 'devices.noneFoundDetail')}
          tone={(device) => { const tone = lightTone(device.light); return tone === 'wrong' || tone === 'late' || tone === 'quiet' ? tone : undefined; }} />
      </Panel>
    </div>
  );
}
