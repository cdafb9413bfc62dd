import { useState, type ReactNode } from 'react';
import type { Text } from '../../../words/area.ts';
import { useAct, useView } from '../../client.ts';
import { Status, ToneMark } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Clock } from '../../design/Clock.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Form } from '../../design/Form.tsx';
import { Panel } from '../../design/Layout.tsx';
import { ComboBox } from '../../design/ComboBox.tsx';
import { ErrorState, ErrorText, Skeleton } from '../../design/States.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useSession } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { Since } from '../marks.tsx';
import { useDesk, useDeskView, useReason } from './desk.ts';

const sources = ['roster', 'airline', 'declarations', 'counted', 'scans'] as const;
type Source = (typeof sources)[number];

type Difference = {
  readonly ordinal: number; readonly subject: string; readonly between: readonly string[]; readonly detail: { readonly code?: string; readonly name?: string | null; readonly counted?: number; readonly other?: number };
  readonly ownerId: string | null; readonly ownerName: Text | null; readonly openedAt: string; readonly dueAt: string | null;
  readonly explained: boolean; readonly explanation: string | null; readonly explainedAt: string | null; readonly resolved: boolean; readonly suggestion: Text | null;
};
type CountedPerson = { readonly travellerId: string; readonly name: string; readonly kind: string; readonly inRoster: boolean; readonly inAirlineList: boolean; readonly declared: boolean; readonly onBoard: boolean; readonly absent: boolean; readonly scanned: boolean };
type Counts = Readonly<Record<Source, number | null>> & {
  readonly onBoard: number; readonly absent: number; readonly listed: number; readonly differences: readonly Difference[]; readonly persons: readonly CountedPerson[];
  readonly unrecorded: readonly { readonly subject: string; readonly code: string; readonly name: string | null }[];
};
type Officer = { readonly officerId: string; readonly nameEn: string; readonly nameZh: string; readonly roles: readonly string[]; readonly disabled: boolean };

const desk = ['healthOfficer', 'dutyOfficer'];

/** Shows the five head-counts side by side and every difference between them, with its owner, its clock and what is done about it. */
export function HeadCounts(): ReactNode {
  const { t, number, say, find } = useWords();
  const { flight, topics, asOf } = useDesk();
  const reasonFor = useReason();
  const view = useDeskView<Counts>('travellers.headCounts', { flightId: flight.flightId });
  const compare = useAct<unknown, { readonly opened: number; readonly unexplained: number }>('travellers.reconcile', { topics });
  const notify = useNotify();
  const [explaining, setExplaining] = useState<Difference | undefined>(undefined);
  const [assigning, setAssigning] = useState<Difference | undefined>(undefined);
  const counts = view.data?.data;
  if (view.error && !counts) return <ErrorState error={view.error} onRetry={() => void view.refetch()} />;
  if (!counts) return <Skeleton lines={6} />;
  const known = sources.flatMap((source) => counts[source] ?? []);
  const agreed = new Set(known).size <= 1;
  const wording = (code: string | undefined, name: string | null | undefined, detail: Difference['detail'] = {}): string =>
    find(`flights.difference.${code ?? ''}`, { name: name ?? '', counted: detail.counted ?? 0, other: detail.other ?? 0 }) ?? code ?? '';
  const columns: readonly Column<Difference>[] = [
    {
      key: 'what', title: t('flights.differenceColumn'), cell: (row) => (
        <span className="fl-difference"><strong>{wording(row.detail.code, row.detail.name, row.detail)}</strong>
          <span className="tg-muted">{row.between.map((source) => find(`flights.count.${source}`) ?? source).join(' ≠ ')}{row.explanation !== null && ` · ${row.explanation}`}</span></span>),
    },
    { key: 'owner', title: t('flights.owner'), cell: (row) => (row.ownerName === null ? <span className="tg-muted">{t('flights.nobody')}</span> : say(row.ownerName)) },
    {
      key: 'clock', title: t('flights.clock'), width: '120px', sortValue: (row) => row.openedAt,
      cell: (row) => (row.explained ? <span className="tg-muted">{t('design.clockMet')}</span> : row.dueAt !== null && asOf === undefined ? <Clock dueAt={row.dueAt} startedAt={row.openedAt} label={t('flights.clock')} /> : <Since at={row.openedAt} />),
    },
    { key: 'state', title: t('flights.stateColumn'), cell: (row) => (row.explained ? <Status tone="done">{t('flights.explained')}</Status> : row.resolved ? <Status tone="late">{t('flights.resolvedNotExplained')}</Status> : <Status tone="late">{t('flights.unexplained')}</Status>) },
    {
      key: 'do', title: t('flights.action'), align: 'end', cell: (row) => !row.explained && (
        <span className="fl-actions"><Button disabledReason={reasonFor(desk)} onPress={() => setAssigning(row)}>{t('flights.assign')}</Button><Button disabledReason={reasonFor(desk)} onPress={() => setExplaining(row)}>{t('flights.doExplain')}</Button></span>),
    },
  ];
  const persons: readonly Column<CountedPerson>[] = [
    { key: 'name', title: t('flights.person'), sortValue: (row) => row.name, cell: (row) => <strong>{row.name}</strong> },
    ...([['roster', 'inRoster'], ['airline', 'inAirlineList'], ['declarations', 'declared'], ['counted', 'onBoard'], ['scans', 'scanned']] as const).map(([source, field]): Column<CountedPerson> => ({
      key: source, title: t(`flights.count.${source}`), align: 'center', sortValue: (row) => (row[field] ? 0 : 1),
      cell: (row) => (row[field] ? <ToneMark tone="done" label={t('evidenceOptions.yes')} /> : <ToneMark tone="quiet" label={t('evidenceOptions.no')} />),
    })),
  ];
  return (
    <div className="tg-stack">
      <section className="fl-counts" aria-label={t('flights.tab.counts')}>
        {sources.map((source) => {
          const value = counts[source];
          const differs = value !== null && !agreed && counts.differences.some((row) => !row.explained && row.between.includes(source));
          return (
            <div key={source} className={differs ? 'fl-count fl-count-differs' : 'fl-count'}>
              <span>{t(`flights.count.${source}`)}</span>
              <strong>{value === null ? '–' : number(value)}</strong>
              <small>{value === null ? t('flights.notYet') : differs ? t('flights.differs') : t(`flights.countNote.${source}`)}</small>
            </div>
          );
        })}
      </section>
      <Panel flush title={t('flights.differences')} actions={<Button icon="search" pending={compare.pending} disabledReason={reasonFor([...desk, 'centre'])} onPress={() => void compare.run({ flightId: flight.flightId }).then((answer) => {
        if (answer?.ok) notify(t('flights.compared', { count: answer.result.unexplained }), answer.result.unexplained > 0 ? 'late' : 'done');
      })}>{t('flights.compare')}</Button>}>
        {counts.unrecorded.length > 0 && <ul className="fl-unrecorded">{counts.unrecorded.map((row) => <li key={row.subject}><ToneMark tone="late" /> {wording(row.code, row.name)} <span className="tg-muted">{t('flights.notYetRecorded')}</span></li>)}</ul>}
        <Table label={t('flights.differences')} columns={columns} rows={counts.differences} rowKey={(row) => String(row.ordinal)} {...(counts.unrecorded.length === 0 ? { emptyTitle: t('flights.noDifferences'), emptyDetail: t('flights.noDifferencesDetail') } : { emptyTitle: t('flights.noDifferencesYet') })} tone={(row) => (row.explained ? 'quiet' : 'late')} />
      </Panel>
      {counts.persons.length > 0 && <Panel flush title={t('flights.disagree')}><Table label={t('flights.disagree')} columns={persons} rows={counts.persons} rowKey={(row) => row.travellerId} maximumHeight={360} /></Panel>}
      {explaining && <ExplainDialog difference={explaining} what={wording(explaining.detail.code, explaining.detail.name, explaining.detail)} onClose={() => setExplaining(undefined)} />}
      {assigning && <AssignDialog difference={assigning} what={wording(assigning.detail.code, assigning.detail.name, assigning.detail)} onClose={() => setAssigning(undefined)} />}
    </div>
  );
}

function ExplainDialog({ difference, what, onClose }: { readonly difference: Difference; readonly what: string; readonly onClose: () => void }): ReactNode {
  const { t, say, refusal } = useWords();
  const { flight, topics } = useDesk();
  const notify = useNotify();
  const explain = useAct('travellers.explainDifference', { topics });
  const [text, setText] = useState(difference.suggestion === null ? '' : say(difference.suggestion));
  const [tried, setTried] = useState(false);
  const wrong = text.trim().length < 3 ? t('flights.wrongExplanation') : undefined;
  return (
    <Dialog title={t('flights.explainTitle')} open onClose={onClose} stays>
      <Form problems={[...(tried && wrong ? [{ field: 'explanation', message: wrong }] : []), ...(explain.refusal ? [{ message: refusal(explain.refusal) }] : [])]} onSubmit={() => {
        setTried(true);
        if (wrong === undefined) void explain.run({ flightId: flight.flightId, ordinal: difference.ordinal, explanation: text.trim() }).then((answer) => {
          if (!answer?.ok) return;
          notify(t('flights.isExplained'));
          onClose();
        });
      }}>
        <p><strong>{what}</strong></p>
        <TextField id="explanation" label={t('evidence.explanation')} lines={4} maxLength={2000} value={text} autoFocus problem={tried ? wrong : undefined} hint={difference.suggestion === null ? t('flights.explainHint') : t('flights.explainSuggested')} onChange={setText} />
        {explain.fault && <p className="tg-problem" role="alert"><ErrorText error={explain.fault} /></p>}
        <div className="tg-form-foot"><Button kind="primary" type="submit" pending={explain.pending}>{t('flights.explainSign')}</Button></div>
      </Form>
    </Dialog>
  );
}

function AssignDialog({ difference, what, onClose }: { readonly difference: Difference; readonly what: string; readonly onClose: () => void }): ReactNode {
  const { t, refusal, language } = useWords();
  const { flight, topics } = useDesk();
  const session = useSession();
  const assign = useAct('travellers.assignDifference', { topics });
  const view = useView<{ readonly officers: readonly Officer[] }>('staff.officers', {}, { topics: ['staff'] });
  const [officerId, setOfficerId] = useState<string | undefined>(difference.ownerId ?? session?.officer.id);
  const officers = (view.data?.data.officers ?? []).filter((officer) => !officer.disabled && officer.roles.some((role) => desk.includes(role)));
  return (
    <Dialog title={t('flights.assignTitle')} open onClose={onClose} stays>
      <Form problems={assign.refusal ? [{ message: refusal(assign.refusal) }] : []} onSubmit={() => {
        if (officerId !== undefined) void assign.run({ flightId: flight.flightId, ordinal: difference.ordinal, officerId }).then((answer) => {
          if (answer?.ok) onClose();
        });
      }}>
        <p><strong>{what}</strong></p>
        {view.data && <ComboBox label={t('flights.owner')} value={officerId} onChange={setOfficerId} autoFocus options={officers.map((officer) => ({ value: officer.officerId, label: language === 'zh' ? officer.nameZh : officer.nameEn }))} />}
        {assign.fault && <p className="tg-problem" role="alert"><ErrorText error={assign.fault} /></p>}
        <div className="tg-form-foot"><Button kind="primary" type="submit" pending={assign.pending} disabledReason={officerId === undefined ? t('design.choose') : undefined}>{t('flights.assign')}</Button></div>
      </Form>
    </Dialog>
  );
}
