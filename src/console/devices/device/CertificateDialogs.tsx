import { useState, type ReactNode } from 'react';
import { deviceKeepers, deviceSuspenders } from '../../../modules/devices/rules/roles.ts';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Checkbox } from '../../design/Checkbox.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import type { Problem } from '../../design/Form.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { FileChoice, type Chosen } from '../../food/FileChoice.tsx';
import { ActForm } from '../../goods/desk/ActForm.tsx';
import { useWords } from '../../words.tsx';
import { useRolesReason } from '../marks.tsx';
import { kindName } from '../saying.ts';
import type { Device } from '../shapes.ts';
import { CertificateFacts } from './CertificateFacts.tsx';
import type { ClientCertificate } from './certificates.ts';

const isShort = (reason: string): boolean => reason.trim().length < 3;

/** Registers a certificate of a device, pasted or from a file; a private key is refused by name. */
export function RegisterCertificate({ device, onClose }: { readonly device: Device; readonly onClose: () => void }): ReactNode {
  const { t, say } = useWords();
  const notify = useNotify();
  const reasonAgainst = useRolesReason();
  const [topics] = useState(() => ['devices', `device:${device.deviceId}`]);
  const register = useAct('devices.registerCertificate', { topics });
  const [text, setText] = useState('');
  const [file, setFile] = useState<Chosen | undefined>(undefined);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const certificate = text.trim() === '' && file !== undefined ? atob(file.content) : text;
  const wrong: Problem[] = [
    ...(certificate.trim() === '' ? [{ field: 'certificate-text', message: t('deviceIdentity.wrongPaste') }] : []),
    ...(isShort(reason) ? [{ field: 'certificate-reason', message: t('deviceIdentity.wrongReason') }] : []),
  ];
  const at = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  return (
    <Dialog title={t('deviceIdentity.registerTitle', { name: say(device.name) })} open stays onClose={onClose}>
      <ActForm act={register} label={t('deviceIdentity.register')} icon="key" disabledReason={reasonAgainst(deviceKeepers)} problems={tried ? wrong : []} fields={{ certificate: 'certificate-text', reason: 'certificate-reason' }} extra={<Button onPress={onClose}>{t('deviceIdentity.cancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (wrong.length > 0) return;
        void register.run({ deviceId: device.deviceId, certificate, reason: reason.trim() }).then((answer) => {
          if (answer?.ok !== true) return;
          notify(t('deviceIdentity.registered'));
          onClose();
        });
      }}>
        <p>{t('deviceIdentity.registerDetail')}</p>
        <TextField id="certificate-text" label={t('deviceIdentity.paste')} hint={t('deviceIdentity.pasteHint')} lines={6} code autoFocus required={file === undefined} value={text} problem={at('certificate-text')} onChange={setText} />
        <FileChoice chosen={file} title={t('deviceIdentity.fileTitle')} detail={t('deviceIdentity.fileDetail')} choose={t('deviceIdentity.chooseFile')} accept=".pem,.crt,.cer" onChoose={setFile} />
        <TextField id="certificate-reason" label={t('deviceIdentity.reason')} lines={2} value={reason} maxLength={1000} problem={at('certificate-reason')} onChange={setReason} />
      </ActForm>
    </Dialog>
  );
}

/** Approves a certificate that waits for the device that it is; only after its fingerprint was compared. */
export function BindCertificate({ certificate, devices, onClose }: { readonly certificate: ClientCertificate; readonly devices: readonly Device[]; readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t, say } = words;
  const notify = useNotify();
  const reasonAgainst = useRolesReason();
  const [topics] = useState(() => ['devices']);
  const bind = useAct('devices.bindCertificate', { topics });
  const open = devices.filter((device) => device.state !== 'retired');
  const [deviceId, setDeviceId] = useState<string | undefined>(open.some((device) => device.deviceId === certificate.claimedDevice) ? certificate.claimedDevice ?? undefined : undefined);
  const [compared, setCompared] = useState(false);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const wrong: Problem[] = [
    ...(deviceId === undefined ? [{ field: 'bind-device', message: t('deviceIdentity.wrongDevice') }] : []),
    ...(compared ? [] : [{ field: 'bind-compared', message: t('deviceIdentity.wrongCompared') }]),
    ...(isShort(reason) ? [{ field: 'bind-reason', message: t('deviceIdentity.wrongReason') }] : []),
  ];
  const at = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  return (
    <Dialog title={t('deviceIdentity.bindTitle')} open stays onClose={onClose}>
      <ActForm act={bind} label={t('deviceIdentity.bind')} icon="check" disabledReason={reasonAgainst(deviceKeepers)} problems={tried ? wrong : []} fields={{ deviceId: 'bind-device', reason: 'bind-reason' }} extra={<Button onPress={onClose}>{t('deviceIdentity.cancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (wrong.length > 0) return;
        void bind.run({ fingerprint: certificate.fingerprint, deviceId, reason: reason.trim() }).then((answer) => {
          if (answer?.ok !== true) return;
          notify(t('deviceIdentity.bound', { name: say(open.find((device) => device.deviceId === deviceId)!.name) }));
          onClose();
        });
      }}>
        <CertificateFacts certificate={certificate} />
        <Checkbox id="bind-compared" label={t('deviceIdentity.compared')} value={compared} problem={at('bind-compared')} onChange={setCompared} />
        <Select id="bind-device" label={t('deviceIdentity.device')} value={deviceId} problem={at('bind-device')} onChange={setDeviceId} options={open.map((device) => ({ value: device.deviceId, label: `${say(device.name)} · ${kindName(words, device.kind)} · ${device.serial}` }))} />
        <TextField id="bind-reason" label={t('deviceIdentity.reason')} lines={2} value={reason} maxLength={1000} problem={at('bind-reason')} onChange={setReason} />
      </ActForm>
    </Dialog>
  );
}

/** Revokes a certificate for good, or turns away one that waits, with the reason and after saying what that means. */
export function RevokeCertificate({ certificate, onClose }: { readonly certificate: ClientCertificate; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const notify = useNotify();
  const reasonAgainst = useRolesReason();
  const [topics] = useState(() => ['devices', ...(certificate.deviceId === null ? [] : [`device:${certificate.deviceId}`])]);
  const revoke = useAct('devices.revokeCertificate', { topics });
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const short = tried && isShort(reason) ? t('deviceIdentity.wrongReason') : undefined;
  return (
    <Dialog title={t('deviceIdentity.revokeTitle')} open onClose={onClose}>
      <ActForm act={revoke} label={t(certificate.state === 'waiting' ? 'deviceIdentity.turnAway' : 'deviceIdentity.revoke')} disabledReason={reasonAgainst(deviceSuspenders)} problems={short === undefined ? [] : [{ field: 'revoke-reason', message: short }]} fields={{ reason: 'revoke-reason' }} extra={<Button onPress={onClose}>{t('deviceIdentity.cancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (isShort(reason)) return;
        void revoke.run({ fingerprint: certificate.fingerprint, reason: reason.trim() }).then((answer) => {
          if (answer?.ok !== true) return;
          notify(t('deviceIdentity.revoked'), 'late');
          onClose();
        });
      }}>
        <p>{t('deviceIdentity.revokeDetail')}</p>
        <CertificateFacts certificate={certificate} />
        <TextField id="revoke-reason" label={t('deviceIdentity.reason')} lines={2} autoFocus value={reason} maxLength={1000} problem={short} onChange={setReason} />
      </ActForm>
    </Dialog>
  );
}
