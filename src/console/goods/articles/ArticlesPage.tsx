import { useState, type ReactNode } from 'react';
import { judgeArticles, type ArticleDecision } from '../../../modules/goods/rules/articles.ts';
import type { TravellerClass } from '../../../modules/goods/catalogue/personal-articles.ts';
import { useAct, useView } from '../../client.ts';
import { Badge, Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Panel } from '../../design/Layout.tsx';
import { PageHeader } from '../../design/PageHeader.tsx';
import { RadioGroup } from '../../design/RadioGroup.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { AskDialog } from '../AskForm.tsx';
import { ActForm } from '../desk/ActForm.tsx';
import { useRoleReason } from '../marks.tsx';
import { customsRoles, useGoodsWords } from '../registers.ts';
import { articleOf, ArticleRow, nextArticle, proposedDecision, type TypedArticle } from './ArticleRow.tsx';
import '../registers.css';
import './articles.css';

type Recorded = { readonly recordId: string; readonly position: number; readonly caseId: string | null; readonly accreditation: string | null; readonly recordedAt: string; readonly by: { readonly en: string; readonly zh: string }; readonly kind: string; readonly measure: string; readonly amount: string; readonly listed: boolean | null; readonly serial: string | null; readonly decision: ArticleDecision; readonly reference: string | null; readonly taxFen: number };
type Records = { readonly articles: readonly Recorded[]; readonly sums: { readonly records: number; readonly taxFen: number }; readonly leaving: readonly Recorded[] };
const topics = ['articles'];

/** The desk of the red channel: what a traveller carries with its verdict while it is typed, the decision, and below it today's records. */
export function ArticlesPage(): ReactNode {
  const words = useGoodsWords();
  const { t, say, find, time, dateTime, quantity, yuan, today } = words;
  const notify = useNotify();
  const reason = useRoleReason()(customsRoles);
  const view = useView<Records>('goods.articleRecords', {}, { topics, everyMilliseconds: 60_000 });
  const act = useAct<unknown, { readonly taxCny: string }>('goods.recordArticles', { topics });
  const [traveller, setTraveller] = useState<TravellerClass>('visitor');
  const [person, setPerson] = useState('');
  const [rows, setRows] = useState<readonly TypedArticle[]>([nextArticle([])]);
  const [leaving, setLeaving] = useState<Recorded | undefined>(undefined);
  const typed = rows.flatMap((row) => { const article = articleOf(row); return article === undefined ? [] : [{ row, article }]; });
  const judged = judgeArticles(traveller, typed.map((one) => one.article), today);
  const verdictOf = (row: TypedArticle) => judged.articles[typed.findIndex((one) => one.row === row)];
  const add = (): void => setRows([...rows, nextArticle(rows)]);
  const send = (): void => void act.run({
    travellerClass: traveller, ...(person.trim() === '' ? {} : { accreditation: person.trim() }),
    articles: typed.map(({ row, article }, place) => ({ ...article, shown: row.shown, decision: row.decision ?? proposedDecision(judged.articles[place]!, row.shown), ...(row.serial.trim() === '' ? {} : { serial: row.serial.trim() }), ...(row.reference.trim() === '' ? {} : { reference: row.reference.trim() }) })),
  }).then((answer) => {
    if (!answer?.ok) return;
    notify(t('articles.recorded', { tax: answer.result.taxCny }));
    setRows([nextArticle([])]);
    setPerson('');
  });
  const columns = (open: boolean): readonly Column<Recorded>[] => [
    { key: 'at', title: t('articles.at'), cell: (one) => <span className="tg-nowrap">{open ? dateTime(one.recordedAt) : time(one.recordedAt)}</span> },
    { key: 'kind', title: t('articles.kind'), cell: (one) => <>{find(`goodsGuide.article.${one.kind}`) ?? one.kind}{one.listed === true && <span className="tg-muted"> · {t('articles.listed')}</span>}</> },
    { key: 'amount', title: t('articles.amount'), align: 'end', cell: (one) => `${quantity(one.amount)} ${find(`articles.unit.${one.measure}`) ?? ''}` },
    ...(open ? [{ key: 'serial', title: t('articles.serial'), cell: (one: Recorded) => one.serial ?? '–' }] : [
      { key: 'decision', title: t('articles.decision'), cell: (one: Recorded) => <Status tone={one.decision === 'letIn' ? 'done' : 'neutral'}>{t(`articles.decision.${one.decision}`)}</Status> },
      { key: 'tax', title: t('articles.tax'), align: 'end' as const, cell: (one: Recorded) => (one.taxFen === 0 ? '–' : yuan(one.taxFen)) }, { key: 'reference', title: t('articles.reference'), cell: (one: Recorded) => <code>{one.reference ?? '–'}</code> }]),
    { key: 'person', title: t('articles.person'), cell: (one) => <code>{one.accreditation ?? '–'}</code> }, { key: 'by', title: t('goodsRegisters.by'), cell: (one) => say(one.by) },
    ...(open ? [{ key: 'leave', title: t('articles.leave'), align: 'end' as const, cell: (one: Recorded) => <Button kind="bare" icon="handOver" disabledReason={reason} onPress={() => setLeaving(one)}>{t('articles.leave')}</Button> }] : []),
  ];
  const data = view.data?.data;
  const key = (one: Recorded): string => `${one.recordId} ${one.position}`;
  return (
    <div className="tg-page">
      <PageHeader title={t('articles.title')} detail={t('articles.detail')} status={data && <><Badge tone="neutral">{t('articles.records', { count: data.sums.records })}</Badge><Badge tone="neutral">{t('articles.taxToday', { tax: yuan(data.sums.taxFen) })}</Badge></>} />
      <Panel title={t('articles.carried')}>
        <ActForm act={act} label={t('articles.record')} icon="check" disabledReason={reason ?? (typed.length === 0 ? t('articles.nothing') : undefined)} fields={{ accreditation: 'a-person', caseId: 'a-person' }} onSubmit={send} extra={<Button icon="plus" onPress={add}>{t('articles.add')}</Button>}>
          <div className="pa-who">
            <RadioGroup label={t('articles.traveller')} value={traveller} onChange={(value) => setTraveller(value === 'resident' ? 'resident' : 'visitor')} options={(['visitor', 'resident'] as const).map((one) => ({ value: one, label: t(`articles.class.${one}`) }))} />
            <TextField id="a-person" label={t('articles.person')} hint={t('articles.personHint')} required={false} code maxLength={40} value={person} onChange={setPerson} />
          </div>
          <div className="pa-rows">{rows.map((row, place) => <ArticleRow key={row.key} row={row} place={place} verdict={verdictOf(row)} exempt={judged.exempt} only={rows.length === 1} onChange={(part) => setRows(rows.map((one) => (one === row ? { ...one, ...part } : one)))} onRemove={() => setRows(rows.filter((one) => one !== row))} onEnter={add} />)}</div>
          {typed.length > 0 && <p className="pa-foot" role="status"><Status tone={judged.channel === 'green' ? 'done' : 'late'}>{t(`articles.channel.${judged.channel}`)}</Status><strong>{judged.exempt ? t('articles.exempt') : judged.tax === null ? t('articles.unknown') : t('articles.total', { tax: judged.tax.toText(2) })}</strong></p>}
        </ActForm>
      </Panel>
      {data !== undefined && data.leaving.length > 0 && <Panel flush title={t('articles.leaving')}><div className="gr-wide"><Table label={t('articles.leaving')} columns={columns(true)} rows={data.leaving} rowKey={key} emptyTitle={t('articles.leavingNone')} /></div></Panel>}
      <Panel flush title={t('articles.today')}><div className="gr-wide"><Table label={t('articles.today')} columns={columns(false)} rows={data?.articles} rowKey={key} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('articles.none')} /></div></Panel>
      {leaving && <LeaveDialog article={leaving} onClose={() => setLeaving(undefined)} />}
    </div>
  );
}

function LeaveDialog({ article, onClose }: { readonly article: Recorded; readonly onClose: () => void }): ReactNode {
  const { t } = useGoodsWords();
  const notify = useNotify();
  const act = useAct<unknown, unknown>('goods.recordArticleExit', { topics });
  const [person, setPerson] = useState('');
  return (
    <AskDialog title={t('articles.leaveTitle')} prefix="leave-" action={act} submit={t('articles.leave')} onClose={onClose} wrong={{ accreditation: article.caseId === null && person.trim().length < 4 ? t('pressKits.exitHolderNeeded') : undefined }}
      onSend={() => void act.run({ recordId: article.recordId, position: article.position, ...(person.trim() === '' ? {} : { accreditation: person.trim() }) }).then((answer) => {
        if (!answer?.ok) return;
        notify(t('articles.left'));
        onClose();
      })}>
      {(shown) => <TextField id="leave-accreditation" label={t('pressKits.exitHolder')} code autoFocus ownScans maxLength={40} value={person} problem={shown('accreditation')} onChange={setPerson} />}
    </AskDialog>
  );
}
