import { useState, type ReactNode } from 'react';
import { useAddress } from '../address.ts';
import { useAct, useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Form } from '../design/Form.tsx';
import { Icon } from '../design/Icon.tsx';
import { Panel, Row, Stack } from '../design/Layout.tsx';
import { EmptyState, ErrorState, Skeleton } from '../design/States.tsx';
import { Table } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useWords } from '../words.tsx';

type Journey = { readonly caseId: string; readonly flightId: string; readonly designator: string; readonly flightDate: string; readonly ended: boolean; readonly card: 'none' | 'begun' | 'filed' | 'erased'; readonly erasedAt: string | null };
type Person = { readonly travellerId: string; readonly name: string; readonly birthDate: string | null; readonly delegation: string | null; readonly erasable: boolean; readonly journeys: readonly Journey[] };
type Answered = { readonly class: string; readonly outcome: 'erased' | 'kept'; readonly count: number };

const topics = ['privacy'];
const cardTones = { none: 'quiet', begun: 'neutral', filed: 'done', erased: 'quiet' } as const;

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** Answers what a person asks for: finds them by two things, gives everything that is held, erases what was declared. */
export function PersonData(): ReactNode {
  const { t } = useWords();
  const [draft, setDraft] = useState({ documentNumber: '', birthDate: '' });
  const [wanted, setWanted] = useState<{ readonly documentNumber: string; readonly birthDate: string } | undefined>(undefined);
  const [tried, setTried] = useState(false);
  const view = useView<{ readonly persons: readonly Person[] }>('declarations.findPerson', wanted, { topics });
  const wrong = {
    documentNumber: draft.documentNumber.trim().length < 3 ? t('privacy.needed', { field: t('privacy.documentNumber') }) : undefined,
    birthDate: isDay(draft.birthDate.trim()) ? undefined : t('privacy.birthDateWrong'),
  };
  const problems = tried ? Object.entries(wrong).flatMap(([field, message]) => (message === undefined ? [] : [{ field: `person-${field}`, message }])) : [];
  const persons = view.data?.data.persons;
  return (
    <Stack>
      <Panel title={t('privacy.findTitle')}>
        <Form label={t('privacy.findTitle')} problems={problems} onSubmit={() => {
          setTried(true);
          if (wrong.documentNumber === undefined && wrong.birthDate === undefined) setWanted({ documentNumber: draft.documentNumber.trim(), birthDate: draft.birthDate.trim() });
        }}>
          <p className="tg-muted">{t('privacy.findDetail')}</p>
          <div className="tg-filters-columns">
            <TextField id="person-documentNumber" label={t('privacy.documentNumber')} code maxLength={40} value={draft.documentNumber} problem={tried ? wrong.documentNumber : undefined} onChange={(documentNumber) => setDraft((now) => ({ ...now, documentNumber }))} />
            <TextField id="person-birthDate" label={t('privacy.birthDate')} code hint={t('privacy.birthDateHint')} maxLength={10} value={draft.birthDate} problem={tried ? wrong.birthDate : undefined} onChange={(birthDate) => setDraft((now) => ({ ...now, birthDate }))} />
          </div>
          <div className="tg-form-foot"><Button kind="primary" type="submit" icon="search" pending={view.isFetching}>{t('privacy.find')}</Button></div>
        </Form>
      </Panel>
      {wanted === undefined ? <Panel><EmptyState icon="person" title={t('privacy.notYet')} /></Panel>
        : view.error !== null ? <Panel><ErrorState error={view.error} onRetry={() => void view.refetch()} /></Panel>
          : persons === undefined ? <Panel><Skeleton lines={4} /></Panel>
            : persons.length === 0 ? <Panel><EmptyState icon="search" title={t('privacy.foundNobody')} detail={t('privacy.foundNobodyDetail')} /></Panel>
              : persons.map((person) => <PersonRequest key={person.travellerId} person={person} />)}
    </Stack>
  );
}

function PersonRequest({ person }: { readonly person: Person }): ReactNode {
  const { t, find, date, number, refusal } = useWords();
  const notify = useNotify();
  const [, change] = useAddress();
  const erase = useAct<unknown, { readonly classes: readonly Answered[] }>('declarations.erasePerson', { topics });
  const [reference, setReference] = useState('');
  const [asking, setAsking] = useState(false);
  const [answered, setAnswered] = useState<readonly Answered[] | undefined>(undefined);
  const caseId = person.journeys[0]!.caseId;
  const missing = reference.trim() === '' ? t('privacy.referenceMissing') : undefined;
  const file = `/api/files/declarations.exportPerson?input=${encodeURIComponent(JSON.stringify({ caseId }))}&reason=${encodeURIComponent(reference.trim())}`;
  return (
    <Panel title={[person.name, person.birthDate === null ? '' : date(person.birthDate), person.delegation ?? ''].filter((part) => part !== '').join(' · ')}>
      <Stack>
        <Table label={t('privacy.journeys')} rows={person.journeys} rowKey={(journey) => `${journey.caseId} ${journey.erasedAt ?? ''}`} columns={[
          { key: 'flight', title: t('privacy.flight'), cell: (journey) => <span><strong>{journey.designator}</strong> {date(journey.flightDate)}</span> },
          { key: 'state', title: t('privacy.state'), cell: (journey) => <Status tone={journey.ended ? 'done' : 'neutral'}>{journey.ended ? t('privacy.ended') : t('privacy.underWay')}</Status> },
          { key: 'card', title: t('privacy.card'), cell: (journey) => <Status tone={cardTones[journey.card]}>{t(`privacy.card.${journey.card}`)}</Status> },
        ]} />
        <TextField label={t('privacy.reference')} hint={t('privacy.referenceHint')} maxLength={200} value={reference} onChange={setReference} />
        <Row>
          {missing === undefined ? <a className="tg-button tg-button-quiet" download href={file}><Icon name="download" /><span className="tg-button-text">{t('privacy.export')}</span></a> : <Button icon="download" disabledReason={missing}>{t('privacy.export')}</Button>}
          <Button kind="danger" icon="cross" disabledReason={missing ?? (person.erasable ? undefined : t('privacy.eraseSoon'))} onPress={() => setAsking(true)}>{t('privacy.erase')}</Button>
          <Button icon="info" onPress={() => change({ tab: undefined, case: caseId })}>{t('privacy.readsOf')}</Button>
        </Row>
        {answered !== undefined && (
          <Panel flush title={t('privacy.answerTitle', { name: person.name })}>
            <Table label={t('privacy.answerTitle', { name: person.name })} rows={answered} rowKey={(entry) => entry.class} columns={[
              { key: 'class', title: t('privacy.class'), cell: (entry) => find(`privacy.class.${entry.class}`) ?? entry.class },
              { key: 'outcome', title: t('privacy.outcome'), cell: (entry) => <Status tone={entry.outcome === 'erased' ? 'done' : 'neutral'}>{t(`privacy.outcome.${entry.outcome}`)}</Status> },
              { key: 'count', title: t('privacy.count'), align: 'end', cell: (entry) => number(entry.count) },
            ]} />
          </Panel>
        )}
      </Stack>
      {asking && (
        <Dialog title={t('privacy.eraseTitle', { name: person.name })} open onClose={() => setAsking(false)} actions={
          <>
            <Button onPress={() => setAsking(false)}>{t('privacy.cancel')}</Button>
            <Button kind="danger" pending={erase.pending} onPress={() => void erase.run({ caseId, reason: reference.trim() }).then((answer) => {
              if (answer?.ok) setAnswered(answer.result.classes);
              else notify(answer === undefined ? t('shell.offlineAct') : refusal(answer.refusal), 'wrong');
              setAsking(false);
            })}>{t('privacy.erase')}</Button>
          </>
        }><p>{t('privacy.eraseDetail')}</p></Dialog>
      )}
    </Panel>
  );
}
