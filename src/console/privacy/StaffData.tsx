import { useState, type ReactNode } from 'react';
import { useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Form } from '../design/Form.tsx';
import { Icon } from '../design/Icon.tsx';
import { Panel, Row, Stack } from '../design/Layout.tsx';
import { EmptyState, ErrorState, Skeleton } from '../design/States.tsx';
import { TextField } from '../design/TextField.tsx';
import { useWords } from '../words.tsx';

type Found = { readonly personId: string; readonly staffNumber: string; readonly nameEn: string; readonly nameZh: string; readonly pointCode: string };

/** Answers what a member of staff asks for: found by staff number, a file of everything that is held of their work. */
export function StaffData(): ReactNode {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const [wanted, setWanted] = useState<string | undefined>(undefined);
  const view = useView<{ readonly people: readonly Found[] }>('roster.findStaff', wanted === undefined ? undefined : { staffNumber: wanted });
  const people = view.data?.data.people;
  return (
    <Panel title={t('privacy.staffTitle')}>
      <Stack>
        <Form label={t('privacy.staffTitle')} problems={[]} onSubmit={() => typed.trim() !== '' && setWanted(typed.trim())}>
          <p className="tg-muted">{t('privacy.staffDetail')}</p>
          <TextField label={t('privacy.staffNumber')} code maxLength={20} value={typed} onChange={setTyped} />
          <div className="tg-form-foot"><Button kind="primary" type="submit" icon="search" pending={view.isFetching} disabledReason={typed.trim() === '' ? t('privacy.needed', { field: t('privacy.staffNumber') }) : undefined}>{t('privacy.find')}</Button></div>
        </Form>
        {wanted === undefined ? null : view.error !== null ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : people === undefined ? <Skeleton lines={2} />
          : people.length === 0 ? <EmptyState icon="search" title={t('privacy.staffNobody')} /> : people.map((person) => <StaffRequest key={person.personId} person={person} />)}
      </Stack>
    </Panel>
  );
}

function StaffRequest({ person }: { readonly person: Found }): ReactNode {
  const { t, language } = useWords();
  const [reference, setReference] = useState('');
  const missing = reference.trim() === '' ? t('privacy.referenceMissing') : undefined;
  const file = `/api/files/roster.exportPerson?input=${encodeURIComponent(JSON.stringify({ personId: person.personId }))}&reason=${encodeURIComponent(reference.trim())}`;
  return (
    <Stack>
      <p><strong>{language === 'zh' ? person.nameZh : person.nameEn}</strong> {person.staffNumber} · {person.pointCode}</p>
      <TextField label={t('privacy.reference')} hint={t('privacy.referenceHint')} maxLength={200} value={reference} onChange={setReference} />
      <Row>
        {missing === undefined ? <a className="tg-button tg-button-quiet" download href={file}><Icon name="download" /><span className="tg-button-text">{t('privacy.export')}</span></a> : <Button icon="download" disabledReason={missing}>{t('privacy.export')}</Button>}
      </Row>
    </Stack>
  );
}
