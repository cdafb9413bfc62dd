import { useState, type ReactNode } from 'react';
import { getKind } from '../../../modules/devices/catalogue.ts';
import { deviceCheckers } from '../../../modules/devices/rules/roles.ts';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { DateTimeField } from '../../design/DateTimeField.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import type { Problem } from '../../design/Form.tsx';
import { Icon } from '../../design/Icon.tsx';
import { readNumber } from '../../design/NumberField.tsx';
import { RadioGroup } from '../../design/RadioGroup.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { ActForm } from '../../goods/desk/ActForm.tsx';
import { eventNow } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { useRolesReason } from '../marks.tsx';
import { readPairs } from '../pairs.ts';
import { checkName, everyText } from '../saying.ts';
import type { Device } from '../shapes.ts';

type Recorded = { readonly reopened: number; readonly ended: number };

/** Records a calibration or a check; one that failed may say since when the device measured badly, and warns of what is owed again then. */
export function CheckDialog({ device, first, onClose }: { readonly device: Device; readonly first: string | undefined; readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t, say } = words;
  const reasonAgainst = useRolesReason();
  const notify = useNotify();
  const [topics] = useState(() => [`device:${device.deviceId}`, 'devices']);
  const record = useAct<unknown, Recorded>('devices.recordCheck', { topics });
  const rules = getKind(device.kind).checks;
  const [check, setCheck] = useState(rules.find((rule) => rule.check === first)?.check ?? rules[0]?.check ?? '');
  const [passed, setPassed] = useState(true);
  const [performedAt, setPerformedAt] = useState<string | undefined>(() => new Date(Math.floor(eventNow() / 60_000) * 60_000).toISOString());
  const [validUntil, setValidUntil] = useState<string | undefined>(undefined);
  const [badSince, setBadSince] = useState<string | undefined>(undefined);
  const [certificate, setCertificate] = useState('');
  const [measured, setMeasured] = useState('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const pairs = readPairs(measured);
  const wrong: Problem[] = [
    ...(performedAt === undefined || performedAt === 'invalid' ? [{ field: 'check-when', message: t('devices.wrongTime') }] : []),
    ...(passed && validUntil === 'invalid' ? [{ field: 'check-until', message: t('devices.wrongTime') }] : []),
    ...(!passed && badSince === 'invalid' ? [{ field: 'check-bad', message: t('devices.wrongTime') }] : []),
    ...(pairs.wrongLine === undefined ? [] : [{ field: 'check-measured', message: t('devices.wrongSettings', { line: pairs.wrongLine }) }]),
  ];
  const at = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  const name = checkName(words, check);
  return (
    <Dialog title={t('devices.checkTitle', { name: say(device.name) })} open stays onClose={onClose}>
      <ActForm act={record} label={t('devices.doCheck')} icon="check" disabledReason={reasonAgainst(deviceCheckers)} problems={tried ? wrong : []} fields={{ performedAt: 'check-when', badSince: passed ? 'check-until' : 'check-bad', check: 'check-which' }} extra={<Button onPress={onClose}>{t('devices.cancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (wrong.length > 0) return;
        const values = Object.fromEntries(Object.entries(pairs.values).map(([key, value]) => { const number = readNumber(value); return [key, number === undefined || Number.isNaN(number) ? value : number]; }));
        void record.run({
          deviceId: device.deviceId, check, passed, performedAt, ...(passed && validUntil !== undefined ? { validUntil } : {}), ...(!passed && badSince !== undefined ? { badSince } : {}),
          ...(certificate.trim() === '' ? {} : { certificate: certificate.trim() }), ...(Object.keys(values).length === 0 ? {} : { measured: values }), ...(note.trim() === '' ? {} : { note: note.trim() }),
        }).then((answer) => {
          if (!answer?.ok) return;
          const { reopened, ended } = answer.result;
          notify(!passed && badSince !== undefined ? t('devices.checkReopened', { check: name, count: reopened, ended }) : t('devices.checkRecorded', { check: name }), passed ? 'done' : 'late');
          onClose();
        });
      }}>
        <RadioGroup id="check-which" label={t('devices.check')} value={check} onChange={setCheck} options={rules.map((rule) => ({ value: rule.check, label: checkName(words, rule.check), hint: everyText(words, rule.everyHours) }))} />
        <RadioGroup label={t('devices.outcome')} autoFocus value={passed ? 'yes' : 'no'} onChange={(next) => setPassed(next === 'yes')} options={[{ value: 'yes', label: t('devices.checkPassed') }, { value: 'no', label: t('devices.checkFailed') }]} />
        <DateTimeField id="check-when" label={t('devices.performedAt')} value={performedAt} problem={at('check-when')} onChange={setPerformedAt} />
        {passed
          ? <DateTimeField id="check-until" label={t('devices.validUntil')} required={false} hint={t('devices.validUntilHint', { rule: everyText(words, rules.find((rule) => rule.check === check)?.everyHours ?? 0) })} value={validUntil} problem={at('check-until')} onChange={setValidUntil} />
          : <DateTimeField id="check-bad" label={t('devices.badSince')} required={false} hint={t('devices.badSinceHint')} value={badSince} problem={at('check-bad')} onChange={setBadSince} />}
        {!passed && badSince !== undefined && <p className="dv-warning" role="status"><Icon name="alarm" />{t('devices.badSinceWarning')}</p>}
        <TextField id="check-certificate" label={t('devices.certificate')} required={false} code maxLength={120} value={certificate} onChange={setCertificate} />
        <TextField id="check-measured" label={t('devices.measured')} required={false} lines={2} code hint={t('devices.measuredHint')} value={measured} problem={at('check-measured')} onChange={setMeasured} />
        <TextField id="check-note" label={t('devices.note')} required={false} lines={2} maxLength={1000} value={note} onChange={setNote} />
      </ActForm>
    </Dialog>
  );
}
