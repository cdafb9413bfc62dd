import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { findKind } from '../../../modules/devices/catalogue.ts';
import { alarmOfficers } from '../../../modules/devices/rules/roles.ts';
import { useAct, useView } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Checkbox } from '../../design/Checkbox.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import type { Problem } from '../../design/Form.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { ActForm } from '../../goods/desk/ActForm.tsx';
import { useWords } from '../../words.tsx';
import { useRolesReason } from '../marks.tsx';
import { kindName } from '../saying.ts';
import { alarmPath, type WallDevice } from '../shapes.ts';

const topics = ['alarms'];

/** Reports by hand an alarm that no device sent: which device showed it, of whom or what, and what was seen. */
export function ReportDialog({ subject: known, onClose }: { readonly subject: string; readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t, say } = words;
  const notify = useNotify();
  const navigate = useNavigate();
  const reasonAgainst = useRolesReason();
  const report = useAct<unknown, { readonly alarmId: string }>('devices.reportAlarm', { topics });
  const wall = useView<{ readonly devices: readonly WallDevice[] }>('devices.wall', {}, { topics: ['devices'] });
  const devices = wall.data?.data.devices.filter((device) => findKind(device.kind)?.alarm !== null && (device.state === 'approved' || device.state === 'suspended')) ?? [];
  const [deviceId, setDevice] = useState<string | undefined>(undefined);
  const [subject, setSubject] = useState(known);
  const [seen, setSeen] = useState('');
  const [neutron, setNeutron] = useState(false);
  const [tried, setTried] = useState(false);
  const isRadiation = findKind(devices.find((device) => device.deviceId === deviceId)?.kind ?? '')?.alarm?.class === 'radiation';
  const missing = (field: string, name: string): Problem => ({ field: `report-${field}`, message: t('devices.wrongMissing', { field: name }) });
  const wrong = [...(deviceId === undefined ? [missing('device', t('devices.reportDevice'))] : []), ...(subject.trim().length < 3 ? [missing('subject', t('devices.bindField'))] : []), ...(seen.trim().length < 3 ? [missing('seen', t('devices.reportSeen'))] : [])];
  const at = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === `report-${field}`)?.message : undefined);
  return (
    <Dialog title={t('devices.reportTitle')} open stays onClose={onClose}>
      <div className="tg-stack">
        <p>{t('devices.reportDetail')}</p>
        <ActForm act={report} label={t('devices.doReport')} icon="alarm" disabledReason={reasonAgainst(alarmOfficers)} fields={{ deviceId: 'report-device', subject: 'report-subject', seen: 'report-seen' }} problems={tried ? wrong : []} extra={<Button onPress={onClose}>{t('devices.cancel')}</Button>} onSubmit={() => {
          setTried(true);
          if (wrong.length > 0 || report.pending) return;
          void report.run({ deviceId, subject: subject.trim(), seen: seen.trim(), ...(isRadiation && neutron ? { neutron } : {}) }).then((answer) => {
            if (!answer?.ok) return;
            notify(t('devices.reported'), 'late');
            void navigate(alarmPath(answer.result.alarmId));
          });
        }}>
          <Select id="report-device" label={t('devices.reportDevice')} autoFocus value={deviceId} problem={at('device')} onChange={setDevice} options={devices.map((device) => ({ value: device.deviceId, label: `${say(device.name)} · ${kindName(words, device.kind)}` }))} />
          <TextField id="report-subject" label={t('devices.bindField')} hint={t('devices.bindHint')} code ownScans maxLength={120} value={subject} problem={at('subject')} onChange={setSubject} />
          <TextField id="report-seen" label={t('devices.reportSeen')} hint={t('devices.reportSeenHint')} maxLength={500} value={seen} problem={at('seen')} onChange={setSeen} />
          {isRadiation && <Checkbox label={t('devices.reportNeutron')} value={neutron} onChange={setNeutron} />}
        </ActForm>
      </div>
    </Dialog>
  );
}
