import { useState, type ReactNode } from 'react';
import { deviceSuspenders } from '../../../modules/devices/rules/roles.ts';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { ActForm } from '../../goods/desk/ActForm.tsx';
import { useWords } from '../../words.tsx';
import { useRolesReason } from '../marks.tsx';
import type { Device } from '../shapes.ts';

/** Takes a device out of service, or retires it for good, with the reason and after saying what that means. */
export function SuspendDialog({ device, forGood, onClose }: { readonly device: Device; readonly forGood: boolean; readonly onClose: () => void }): ReactNode {
  const { t, say } = useWords();
  const reasonAgainst = useRolesReason();
  const notify = useNotify();
  const [topics] = useState(() => [`device:${device.deviceId}`, 'devices']);
  const suspend = useAct('devices.suspend', { topics });
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const short = tried && reason.trim().length < 3 ? t('devices.wrongReason') : undefined;
  const name = say(device.name);
  return (
    <Dialog title={t(forGood ? 'devices.retireTitle' : 'devices.suspendTitle', { name })} open onClose={onClose}>
      <div className="tg-stack">
        <p>{t(forGood ? 'devices.retireDetail' : 'devices.suspendDetail')}</p>
        <ActForm act={suspend} label={t(forGood ? 'devices.doRetire' : 'devices.doSuspend')} disabledReason={reasonAgainst(deviceSuspenders)} fields={{ reason: 'suspend-reason' }} problems={short === undefined ? [] : [{ field: 'suspend-reason', message: short }]} extra={<Button onPress={onClose}>{t('devices.cancel')}</Button>} onSubmit={() => {
          setTried(true);
          if (reason.trim().length < 3) return;
          void suspend.run({ deviceId: device.deviceId, forGood, reason: reason.trim() }).then((answer) => {
            if (!answer?.ok) return;
            notify(t(forGood ? 'devices.retired' : 'devices.suspended', { name }), 'late');
            onClose();
          });
        }}>
          <TextField id="suspend-reason" label={t('devices.reason')} lines={2} autoFocus value={reason} maxLength={1000} problem={short} onChange={setReason} />
        </ActForm>
      </div>
    </Dialog>
  );
}
