import { useState, type ReactNode } from 'react';
import { useAct, useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { ComboBox } from '../design/ComboBox.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Panel, Stack } from '../design/Layout.tsx';
import { EmptyState, ErrorText } from '../design/States.tsx';
import { Table } from '../design/Table.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useRights } from '../lists/rights.ts';
import { useWords } from '../words.tsx';
import type { Declarant } from './declaring.ts';

type Card = { readonly declarationId: string; readonly name: string; readonly documentEnd: string | null; readonly birthDate: string | null; readonly nationality: string | null; readonly createdAt: string; readonly filedAt: string | null };
const placingRoles = ['healthOfficer', 'dutyOfficer', 'gate'] as const;

/** Shows the cards that no list names the owner of, and lets an officer say whose each is. */
export function Unplaced({ flightId, persons }: { readonly flightId: string; readonly persons: readonly Declarant[] }): ReactNode {
  const { t, date, dateTime } = useWords();
  const rights = useRights();
  const may = rights.may(placingRoles);
  const view = useView<{ readonly cards: readonly Card[] }>('declarations.unplaced', may ? { flightId } : undefined, { topics: [`flight:${flightId}`, 'declarations'] });
  const [placing, setPlacing] = useState<Card | undefined>(undefined);
  if (!may) return <Panel><EmptyState icon="lock" title={t('declaring.unplacedLocked')} detail={rights.reason(placingRoles)} /></Panel>;
  return (
    <div className="tg-stack">
      <p className="tg-muted dc-prose">{t('declaring.unplacedDetail')}</p>
      <Panel flush>
        <Table label={t('declaring.tabUnplaced')} rows={view.isPlaceholderData ? undefined : view.data?.data.cards} rowKey={(card) => card.declarationId} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('declaring.unplacedNone')} onOpen={setPlacing} columns={[
          { key: 'person', title: t('declaring.person'), sortValue: (card) => card.name, cell: (card) => (card.name === '' ? <span className="tg-muted">{t('declaring.unknown')}</span> : <strong>{card.name}</strong>) },
          { key: 'document', title: t('declaring.document'), cell: (card) => <span className="tg-code">{card.documentEnd === null ? '–' : `…${card.documentEnd}`}</span> },
          { key: 'birthDate', title: t('declaring.birthDate'), sortValue: (card) => card.birthDate, cell: (card) => (card.birthDate === null ? '–' : date(card.birthDate)) },
          { key: 'nationality', title: t('declaring.nationality'), sortValue: (card) => card.nationality, cell: (card) => card.nationality ?? '–' },
          { key: 'filed', title: t('declaring.filedAt'), sortValue: (card) => card.filedAt, cell: (card) => (card.filedAt === null ? <Status tone="neutral">{t('declaring.notFiled')}</Status> : <span className="tg-nowrap">{dateTime(card.filedAt)}</span>) },
          { key: 'place', title: t('declaring.place'), align: 'end', cell: (card) => <Button icon="person" onPress={() => setPlacing(card)}>{t('declaring.place')}</Button> },
        ]} />
      </Panel>
      {placing !== undefined && <PlaceDialog flightId={flightId} card={placing} persons={persons} onClose={() => setPlacing(undefined)} />}
    </div>
  );
}

function PlaceDialog({ flightId, card, persons, onClose }: { readonly flightId: string; readonly card: Card; readonly persons: readonly Declarant[]; readonly onClose: () => void }): ReactNode {
  const { t, date, refusal } = useWords();
  const notify = useNotify();
  const place = useAct('declarations.place', { topics: [`flight:${flightId}`, 'declarations'] });
  const [caseId, setCaseId] = useState<string | undefined>(undefined);
  const run = async (): Promise<void> => {
    const answer = await place.run({ declarationId: card.declarationId, caseId });
    if (answer?.ok !== true) return;
    notify(t('declaring.placed', { name: persons.find((person) => person.caseId === caseId)?.name ?? '' }));
    onClose();
  };
  return (
    <Dialog title={t('declaring.placeTitle')} open onClose={onClose} actions={<>
      <Button onPress={onClose}>{t('declaring.cancel')}</Button>
      <Button kind="primary" icon="check" pending={place.pending} disabledReason={caseId === undefined ? t('declaring.placePerson') : undefined} onPress={() => void run()}>{t('declaring.placeDo')}</Button>
    </>}>
      <Stack>
        <p>{t('declaring.placeSays', { name: card.name || t('declaring.unknown'), birthDate: card.birthDate === null ? t('declaring.unknown') : date(card.birthDate), document: card.documentEnd ?? t('declaring.unknown') })}</p>
        <ComboBox label={t('declaring.placePerson')} hint={card.filedAt === null ? undefined : t('declaring.placeHint')} value={caseId} onChange={setCaseId} autoFocus
          options={persons.filter((person) => person.filedAt === null && (card.filedAt !== null || !person.invited)).map((person) => ({ value: person.caseId, label: person.name, hint: person.delegation ?? undefined }))} />
        {place.refusal !== undefined && <p role="alert" className="dc-wrong">{refusal(place.refusal)}</p>}
        {place.fault !== undefined && <p role="alert" className="dc-wrong"><ErrorText error={place.fault} /></p>}
      </Stack>
    </Dialog>
  );
}
