import { useState, type ReactNode } from 'react';
import { kinds } from '../../../modules/goods/catalogue/kinds.ts';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import type { Problem } from '../../design/Form.tsx';
import { Columns } from '../../design/Layout.tsx';
import { RadioGroup } from '../../design/RadioGroup.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { DocumentsPanel } from '../files/DocumentsPanel.tsx';
import type { DeclarationContent } from '../shapes.ts';
import { ActForm } from './ActForm.tsx';
import { useDesk, useReason } from './desk.ts';

const transports = ['air', 'sea', 'rail', 'road', 'carried'] as const;
const more = ['billNumber', 'contractNumber', 'priceTerm', 'licenceNumber', 'packageKind', 'marks'] as const;
const neededInFull: readonly string[] = ['billNumber', 'contractNumber', 'priceTerm'];

/** Declares the consignment from its confirmed list; what was declared before is filled in. */
export function DeclareDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { whole: { consignment, declarations }, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const declare = useAct<unknown, { readonly number: string; readonly version: number }>('goods.declare', { topics });
  const last = declarations.at(-1);
  const [form, setForm] = useState<string>(last?.form ?? 'simplified');
  const [timing, setTiming] = useState<string>(last?.timing ?? 'advance');
  const [content, setContent] = useState<DeclarationContent>(() => last?.content ?? { transportMode: consignment.kind === 'K04' ? 'carried' : 'air', ...(kinds[consignment.kind].temporary ? { supervisionMode: '2600' } : {}) });
  const [tried, setTried] = useState(false);
  const of = (field: string): string => content[field] ?? '';
  const change = (field: string) => (value: string): void => setContent((before) => ({ ...before, [field]: value }));
  const wrong: Readonly<Record<string, string | undefined>> = {
    supervisionMode: /^[0-9]{4}$/.test(of('supervisionMode')) ? undefined : t('goods.wrongMode'),
    conveyance: of('conveyance').trim() === '' ? t('goods.wrongMissing', { field: t('goods.field.conveyance') }) : undefined,
    dispatchCountry: /^[A-Z]{2}$/.test(of('dispatchCountry')) ? undefined : t('goods.wrongCountry'),
    ...Object.fromEntries(neededInFull.map((field) => [field, form === 'full' && of(field).trim() === '' ? t('goods.wrongMissing', { field: t(`goods.field.${field}` as never) }) : undefined])),
  };
  const problems: Problem[] = tried ? Object.entries(wrong).flatMap(([field, message]) => (message === undefined ? [] : [{ field: `declare-${field}`, message }])) : [];
  const shown = (field: string): string | undefined => (tried ? wrong[field] : undefined);
  const send = (): void => {
    setTried(true);
    if (Object.values(wrong).some((message) => message !== undefined)) return;
    const entered = Object.fromEntries(Object.entries(content).flatMap(([field, value]) => (value === undefined || value.trim() === '' ? [] : [[field, value.trim()]])));
    void declare.run({ consignmentId: consignment.consignmentId, form, timing, content: entered }).then((answer) => {
      if (!answer?.ok) return;
      notify(t('goods.declared', { number: answer.result.number, version: answer.result.version }));
      onClose();
    });
  };
  const allFields = ['supervisionMode', 'conveyance', 'dispatchCountry', ...more, 'notes'];
  return (
    <Dialog title={`${t('goods.declareStep')} · ${consignment.number}`} open wide stays onClose={onClose}>
      <div className="tg-stack">
        <p className="tg-muted">{t('goods.declareDetail')}</p>
        <ActForm act={declare} label={t('goods.doDeclare')} icon="declaration" problems={problems} disabledReason={reasonFor('declare')} fields={Object.fromEntries(allFields.map((field) => [field, `declare-${field}`]))} onSubmit={send} extra={<Button onPress={onClose}>{t('goods.cancel')}</Button>}>
          <Columns minimum={250}>
            <RadioGroup label={t('goods.field.form')} value={form} onChange={setForm} options={(['simplified', 'full'] as const).map((one) => ({ value: one, label: t(`goods.form.${one}`) }))} />
            <Select label={t('goods.field.timing')} value={timing} allowEmpty={false} onChange={(value) => setTiming(value ?? 'advance')} options={(['advance', 'onArrival', 'twoStep'] as const).map((one) => ({ value: one, label: t(`goods.timing.${one}`) }))} />
            <Select label={t('goods.field.transportMode')} value={of('transportMode')} allowEmpty={false} onChange={(value) => change('transportMode')(value ?? 'air')} options={transports.map((one) => ({ value: one, label: t(`goods.transport.${one}`) }))} />
            <TextField id="declare-conveyance" label={t('goods.field.conveyance')} code autoFocus value={of('conveyance')} maxLength={60} problem={shown('conveyance')} placeholder="XX101" onChange={change('conveyance')} />
            <TextField id="declare-dispatchCountry" label={t('goods.field.dispatchCountry')} code value={of('dispatchCountry')} maxLength={2} problem={shown('dispatchCountry')} hint={t('goods.countryHint')} onChange={(value) => change('dispatchCountry')(value.toUpperCase())} />
            <TextField id="declare-supervisionMode" label={t('goods.field.supervisionMode')} code value={of('supervisionMode')} maxLength={4} problem={shown('supervisionMode')} hint={t('goods.modeHint')} onChange={change('supervisionMode')} />
            {more.map((field) => <TextField key={field} id={`declare-${field}`} label={t(`goods.field.${field}`)} required={form === 'full' && neededInFull.includes(field)} value={of(field)} maxLength={120} problem={shown(field)} onChange={change(field)} />)}
          </Columns>
          <TextField id="declare-notes" label={t('goods.field.notes')} required={false} lines={2} value={of('notes')} maxLength={1000} onChange={change('notes')} />
        </ActForm>
        <DocumentsPanel inPlace transportMode={of('transportMode')} />
      </div>
    </Dialog>
  );
}
