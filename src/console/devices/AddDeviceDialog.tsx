import { useState, type ReactNode } from 'react';
import { kindIds } from '../../modules/devices/shapes.ts';
import { deviceKeepers } from '../../modules/devices/rules/roles.ts';
import { useAct } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import type { Problem } from '../design/Form.tsx';
import { Select } from '../design/Select.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { useWords } from '../words.tsx';
import { useRolesReason } from './marks.tsx';
import { kindName } from './saying.ts';

const topics = ['devices'];
const fields = ['serial', 'maker', 'model', 'nameEn', 'nameZh'] as const;

/** Makes a device known: its kind, what stands on its plate, and its name in both languages. */
export function AddDeviceDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t } = words;
  const reasonAgainst = useRolesReason();
  const notify = useNotify();
  const add = useAct('devices.add', { topics });
  const [kind, setKind] = useState<string | undefined>(undefined);
  const [values, setValues] = useState<Readonly<Record<(typeof fields)[number], string>>>({ serial: '', maker: '', model: '', nameEn: '', nameZh: '' });
  const [tried, setTried] = useState(false);
  const missing = (field: string, name: string): Problem => ({ field: `add-${field}`, message: t('devices.wrongMissing', { field: name }) });
  const wrong: Problem[] = [...(kind === undefined ? [missing('kind', t('devices.kind'))] : []), ...fields.filter((field) => values[field].trim() === '').map((field) => missing(field, t(`devices.${field}`)))];
  const at = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === `add-${field}`)?.message : undefined);
  return (
    <Dialog title={t('devices.addTitle')} open stays onClose={onClose}>
      <ActForm act={add} label={t('devices.doAdd')} icon="plus" disabledReason={reasonAgainst(deviceKeepers)} problems={tried ? wrong : []} fields={{ serial: 'add-serial', kind: 'add-kind' }} extra={<Button onPress={onClose}>{t('devices.cancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (wrong.length > 0) return;
        void add.run({ kind, ...Object.fromEntries(fields.map((field) => [field, values[field].trim()])) }).then((answer) => {
          if (!answer?.ok) return;
          notify(t('devices.added', { name: words.say({ en: values.nameEn.trim(), zh: values.nameZh.trim() }) }));
          onClose();
        });
      }}>
        <Select id="add-kind" label={t('devices.kind')} autoFocus value={kind} problem={at('kind')} onChange={setKind} options={kindIds.map((id) => ({ value: id, label: kindName(words, id) }))} />
        <div className="dv-fields">{fields.map((field) => <TextField key={field} id={`add-${field}`} label={t(`devices.${field}`)} code={field === 'serial'} maxLength={field === 'serial' ? 80 : 120} value={values[field]} problem={at(field)} onChange={(value) => setValues((now) => ({ ...now, [field]: value }))} />)}</div>
      </ActForm>
    </Dialog>
  );
}
