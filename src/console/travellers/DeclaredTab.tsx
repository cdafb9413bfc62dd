import { useState, type ReactNode } from 'react';
import { useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Form } from '../design/Form.tsx';
import { Panel } from '../design/Layout.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { EmptyState, ErrorState, Skeleton } from '../design/States.tsx';
import { TextField } from '../design/TextField.tsx';
import { Refused } from '../http.ts';
import { useWords } from '../words.tsx';
import { DeclarationPanel } from './CodeStrip.tsx';
import type { Declared } from './code-reading.ts';

const reasons = ['care', 'contactTracing', 'complaint', 'audit', 'other'] as const;

// Asked once for a person, as long as the page lives.
const given = new Map<string, string>();

/** What a person declared: opened at a station by the work there, elsewhere only for a reason, which is asked once and logged. */
export function DeclaredTab({ caseId }: { readonly caseId: string }): ReactNode {
  const { t } = useWords();
  const [reason, setReason] = useState(given.get(caseId));
  const view = useView<Declared | null>('declarations.card', { caseId }, { reason });
  const declared = view.data?.data;
  if (view.error instanceof Refused && view.error.refusal.code === 'reason-needed') {
    return <Panel title={t('privacy.askTitle')}><ReasonForm onGiven={(text) => {
      given.set(caseId, text);
      setReason(text);
    }} /></Panel>;
  }
  if (view.error !== null) return <Panel><ErrorState error={view.error} onRetry={() => void view.refetch()} /></Panel>;
  if (declared === undefined) return <Panel><Skeleton lines={6} /></Panel>;
  return declared === null ? <Panel><EmptyState icon="declaration" title={t('privacy.noDeclaration')} detail={t('privacy.noDeclarationDetail')} /></Panel> : <DeclarationPanel declared={declared} />;
}

function ReasonForm({ onGiven }: { readonly onGiven: (reason: string) => void }): ReactNode {
  const { t } = useWords();
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const [other, setOther] = useState('');
  const [tried, setTried] = useState(false);
  const wrong = chosen === undefined ? { field: 'reason-chosen', message: t('privacy.askMissing') } : chosen === 'other' && other.trim() === '' ? { field: 'reason-other', message: t('privacy.askOtherMissing') } : undefined;
  return (
    <Form label={t('privacy.askTitle')} problems={tried && wrong !== undefined ? [wrong] : []} onSubmit={() => {
      setTried(true);
      if (wrong === undefined && chosen !== undefined) onGiven(chosen === 'other' ? other.trim() : chosen);
    }}>
      <p className="tg-muted">{t('privacy.askDetail')}</p>
      <RadioGroup id="reason-chosen" label={t('privacy.askReason')} value={chosen} onChange={setChosen} problem={tried && wrong?.field === 'reason-chosen' ? wrong.message : undefined} options={reasons.map((name) => ({ value: name, label: t(`privacy.reason.${name}`) }))} />
      {chosen === 'other' && <TextField id="reason-other" label={t('privacy.askOther')} autoFocus maxLength={200} value={other} onChange={setOther} problem={tried && wrong?.field === 'reason-other' ? wrong.message : undefined} />}
      <div className="tg-form-foot"><Button kind="primary" type="submit" icon="declaration">{t('privacy.askRead')}</Button></div>
    </Form>
  );
}
