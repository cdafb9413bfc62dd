import { useState, type ReactNode } from 'react';
import { getKind } from '../../modules/devices/catalogue.ts';
import { deviceKeepers } from '../../modules/devices/rules/roles.ts';
import { useAct, useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import type { Problem } from '../design/Form.tsx';
import { Facts } from '../design/Layout.tsx';
import { Select } from '../design/Select.tsx';
import { TextField } from '../design/TextField.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { OneTimeSecret } from '../staff/OneTimeSecret.tsx';
import type { Station } from '../travellers/shapes.ts';
import { useWords } from '../words.tsx';
import { useRolesReason } from './marks.tsx';
import { asBefore, readPairs, writePairs } from './pairs.ts';
import type { Device } from './shapes.ts';
import '../staff/staff.css';

/** Approves a device for a station, or moves it, and shows its key this once. */
export function ApproveDialog({ device, settings, onClose }: { readonly device: Device; readonly settings: Readonly<Record<string, unknown>>; readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t, say } = words;
  const reasonAgainst = useRolesReason();
  const [topics] = useState(() => ['devices', `device:${device.deviceId}`]);
  const approve = useAct<unknown, { readonly key: string }>('devices.approve', { topics });
  const ports = useView<{ readonly stations: readonly Station[] }>('ports.list', {}, { topics: ['ports'] });
  const usual = getKind(device.kind).station;
  const stations = (ports.data?.data.stations ?? []).filter((station) => !station.closed).sort((one, other) => Number(other.kind === usual) - Number(one.kind === usual));
  const [stationId, setStationId] = useState<string | undefined>(device.station?.stationId);
  const [typed, setTyped] = useState(() => writePairs(settings));
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [key, setKey] = useState<string | undefined>(undefined);
  const isNew = device.state === 'waiting';
  const pairs = readPairs(typed);
  const wrong: Problem[] = [
    ...(pairs.wrongLine === undefined ? [] : [{ field: 'approve-settings', message: t('devices.wrongSettings', { line: pairs.wrongLine }) }]),
    ...(reason.trim().length < 3 ? [{ field: 'approve-reason', message: t('devices.wrongReason') }] : []),
  ];
  const at = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  if (key !== undefined) {
    return (
      <OneTimeSecret title={t('devices.keyTitle', { name: say(device.name) })} label={t('devices.key')} secret={key} detail={t('devices.keyOnce')} onClose={onClose}>
        <Facts facts={[[t('devices.identifier'), <span key="id" className="tg-code dv-hash">{device.deviceId}</span>]]} />
        <p className="tg-muted">{t('devices.keyUse')}</p>
      </OneTimeSecret>
    );
  }
  return (
    <Dialog title={t(isNew ? 'devices.approveTitle' : 'devices.approveAgainTitle', { name: say(device.name) })} open stays onClose={onClose}>
      <ActForm act={approve} label={t(isNew ? 'devices.doApprove' : 'devices.doApproveAgain')} icon="key" disabledReason={reasonAgainst(deviceKeepers)} problems={tried ? wrong : []} fields={{ stationId: 'approve-station', reason: 'approve-reason', settings: 'approve-settings' }} extra={<Button onPress={onClose}>{t('devices.cancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (wrong.length > 0) return;
        void approve.run({ deviceId: device.deviceId, ...(stationId === undefined ? {} : { stationId }), settings: asBefore(pairs.values, settings), reason: reason.trim() }).then((answer) => {
          if (answer?.ok) setKey(answer.result.key);
        });
      }}>
        {!isNew && device.state === 'approved' && <p className="dv-warning">{t('devices.approveAgainDetail')}</p>}
        <Select id="approve-station" label={t('devices.standsAt')} autoFocus value={stationId ?? 'none'} allowEmpty={false} onChange={(next) => setStationId(next === 'none' ? undefined : next)} options={[{ value: 'none', label: t('devices.chooseStation') }, ...stations.map((station) => ({ value: station.stationId, label: `${station.pointCode} · ${say({ en: station.nameEn, zh: station.nameZh })}` }))]} />
        <TextField id="approve-settings" label={t('devices.settings')} required={false} lines={2} code hint={t('devices.settingsHint')} value={typed} problem={at('approve-settings')} onChange={setTyped} />
        <TextField id="approve-reason" label={t('devices.reason')} lines={2} value={reason} maxLength={1000} problem={at('approve-reason')} onChange={setReason} />
      </ActForm>
    </Dialog>
  );
}
