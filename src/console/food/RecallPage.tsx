import { useMemo, useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { findOutcomes, handlers, supervisors } from '../../modules/food/shapes.ts';
import { canCloseRecall } from '../../modules/food/rules/lots.ts';
import { useAct, useView } from '../client.ts';
import { Badge, Status } from '../design/Badge.tsx';
import { Bar } from '../design/Bar.tsx';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { Stat, Stats } from '../design/Stat.tsx';
import { ErrorState, Skeleton } from '../design/States.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { useWords } from '../words.tsx';
import { useHas, useQuantity } from './marks.tsx';
import { namesOf } from './RecallsPage.tsx';
import { lotPath, type Find, type Recall } from './shapes.ts';
import '../goods/goods.css';
import './food.css';

const topics = ['recalls'];

/** One recall: everything found, where it stands and what was served when and where, each accounted for one by one. */
export function RecallPage(): ReactNode {
  const words = useWords();
  const { t, say, number, dateTime } = words;
  const { recallId = '' } = useParams();
  const has = useHas();
  const quantity = useQuantity();
  const [ticking, setTicking] = useState<Find | undefined>(undefined);
  const [closing, setClosing] = useState(false);
  const view = useView<{ readonly recall: Recall; readonly finds: readonly Find[] }>('food.recall', { recallId }, { topics });
  const found = view.data?.data;
  const crumbs = [{ title: t('food.recalls'), to: `/recalls${found?.recall.drill === true ? '?tab=drills' : ''}` }, { title: t('food.recall') }];
  const columns = useMemo<readonly Column<Find>[]>(() => [
    { key: 'ordinal', title: '#', width: '40px', cell: (find) => find.ordinal },
    { key: 'venue', title: t('food.venue'), sortValue: (find) => find.venue, cell: (find) => <span className="fd-two"><strong>{find.venue}</strong><span className="tg-muted">{say(find.place)}</span></span> },
    { key: 'lot', title: t('food.number'), sortValue: (find) => find.lotNumber, cell: (find) => <Link className="tg-code gd-number" to={lotPath(find.lotId, { tab: 'trace' })}>{find.lotNumber}</Link> },
    { key: 'what', title: t('food.found'), sortValue: (find) => find.servedAt ?? '', cell: (find) => (find.mealId === null ? t('food.standsThere') : <span className="fd-two"><Link to={`/meals?meal=${find.mealId}`}>{find.dish}</Link><span className="tg-muted">{t('food.wasServed', { at: dateTime(find.servedAt ?? '') })}</span></span>) },
    { key: 'quantity', title: t('food.quantity'), align: 'end', sortValue: (find) => Number(find.quantity), cell: (find) => <span className="tg-nowrap">{quantity(find.quantity, find.unit)}</span> },
    { key: 'portions', title: t('food.portions'), align: 'end', sortValue: (find) => find.portions, cell: (find) => (find.portions === null ? <span className="tg-muted">–</span> : number(find.portions)) },
    { key: 'outcome', title: t('food.accounted'), sortValue: (find) => find.outcome, cell: (find) => (find.outcome === null
      ? <Button disabledReason={has(handlers) ? undefined : t('food.onlyRoles', { roles: words.roleNames(handlers) })} label={t('food.tickTitle', { ordinal: find.ordinal })} onPress={() => setTicking(find)}>{t('food.tickOff')}</Button>
      : <span className="fd-two"><Status tone={find.outcome === 'notFound' ? 'late' : 'done'}>{t(`food.outcome.${find.outcome}`)}</Status><span className="tg-muted">{find.by !== null && `${say(find.by)} · `}{dateTime(find.tickedAt ?? '')}{find.note !== null && ` · ${find.note}`}</span></span>) },
  ], [words, quantity, found]);
  if (view.error && found === undefined) return <div className="tg-page"><PageHeader title={t('food.recall')} crumbs={crumbs} /><ErrorState error={view.error} onRetry={() => void view.refetch()} /></div>;
  if (found === undefined) return <div className="tg-page"><PageHeader title={t('food.recall')} crumbs={crumbs} /><Skeleton lines={8} /></div>;
  const { recall, finds } = found;
  const verdict = canCloseRecall(finds);
  return (
    <div className="tg-page">
      <PageHeader title={recall.reason} crumbs={crumbs} status={<>{recall.drill && <Badge>{t('food.drillMark')}</Badge>}{recall.closedAt === null ? <Status tone="late">{t('food.open')}</Status> : <Status tone="quiet">{t('food.closedState')}</Status>}</>}
        detail={<span className="gd-head-line"><span className="tg-code">{namesOf(words, recall)}</span><span>{say(recall.by)} · {dateTime(recall.calledAt)}</span>{recall.closedAt !== null && <span>{t('food.closedState')} {dateTime(recall.closedAt)} · {recall.closingNote}</span>}</span>}
        actions={has(supervisors) && recall.closedAt === null && <Button kind="primary" icon="check" disabledReason={verdict.ok ? undefined : words.refusal(verdict.refusal)} onPress={() => setClosing(true)}>{t('food.closeRecall')}</Button>} />
      <Stats>
        <Stat label={t('food.seconds')} value={t('food.secondsTaken', { seconds: number(recall.milliseconds / 1000, 2) })} />
        <Stat label={t('food.lotsCount')} value={recall.lots} /><Stat label={t('food.foundCount')} value={recall.finds} /><Stat label={t('food.mealsCount')} value={recall.meals} /><Stat label={t('food.portions')} value={recall.portions} /><Stat label={t('food.venues')} value={recall.venues} />
      </Stats>
      <div className="gd-next"><Bar label={t('food.accounted')} done={recall.ticked} total={recall.finds} /><p>{recall.finds === recall.ticked ? t('food.accounted') : t('food.openFinds', { count: recall.finds - recall.ticked })}</p></div>
      <Panel flush title={t('food.finds')}><Table label={t('food.finds')} columns={columns} rows={finds} rowKey={(find) => String(find.ordinal)} tone={(find) => (find.outcome === null ? 'late' : 'quiet')} /></Panel>
      {ticking !== undefined && <TickDialog recallId={recallId} find={ticking} onClose={() => setTicking(undefined)} />}
      {closing && <CloseDialog recallId={recallId} onClose={() => setClosing(false)} />}
    </div>
  );
}

function TickDialog({ recallId, find, onClose }: { readonly recallId: string; readonly find: Find; readonly onClose: () => void }): ReactNode {
  const { t, say } = useWords();
  const notify = useNotify();
  const quantity = useQuantity();
  const tick = useAct<unknown, { readonly open: number }>('food.tickOff', { topics });
  const possible = findOutcomes.filter((one) => one === 'notFound' || (one === 'informed') === (find.mealId !== null));
  const [outcome, setOutcome] = useState<string>(possible[0] ?? 'secured');
  const [note, setNote] = useState('');
  return (
    <Dialog title={t('food.tickTitle', { ordinal: find.ordinal })} open stays onClose={onClose}>
      <ActForm act={tick} label={t('food.tickOff')} icon="check" fields={{ note: 'tick-note', outcome: 'tick-note' }} extra={<Button onPress={onClose}>{t('food.cancel')}</Button>} onSubmit={() => {
        void tick.run({ recallId, ordinal: find.ordinal, outcome, ...(note.trim() === '' ? {} : { note: note.trim() }) }).then((answer) => {
          if (!answer?.ok) return;
          notify(t('food.ticked', { open: answer.result.open }));
          onClose();
        });
      }}>
        <p><strong>{find.venue}</strong> · {say(find.place)} · <span className="tg-code">{find.lotNumber}</span> · {quantity(find.quantity, find.unit)}{find.dish !== null && ` · ${find.dish} (${t('food.whoFor', { count: find.portions ?? 0 })})`}</p>
        <RadioGroup label={t('food.outcome')} value={outcome} onChange={setOutcome} options={possible.map((one) => ({ value: one, label: t(`food.outcome.${one}`) }))} />
        <TextField id="tick-note" label={t('food.note')} hint={t('food.noteHint')} lines={2} value={note} maxLength={500} onChange={setNote} />
      </ActForm>
    </Dialog>
  );
}

function CloseDialog({ recallId, onClose }: { readonly recallId: string; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const notify = useNotify();
  const close = useAct('food.closeRecall', { topics });
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const short = tried && note.trim().length < 3 ? t('food.wrongReason') : undefined;
  return (
    <Dialog title={t('food.closeRecallTitle')} open stays onClose={onClose}>
      <ActForm act={close} label={t('food.closeRecall')} icon="check" problems={short === undefined ? [] : [{ field: 'recall-note', message: short }]} fields={{ note: 'recall-note' }} extra={<Button onPress={onClose}>{t('food.cancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (note.trim().length < 3) return;
        void close.run({ recallId, note: note.trim() }).then((answer) => {
          if (!answer?.ok) return;
          notify(t('food.recallClosed'));
          onClose();
        });
      }}>
        <TextField id="recall-note" label={t('food.closeRecallNote')} lines={2} autoFocus value={note} maxLength={1000} problem={short} onChange={setNote} />
      </ActForm>
    </Dialog>
  );
}
