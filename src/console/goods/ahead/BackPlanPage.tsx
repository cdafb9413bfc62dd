import type { ReactNode } from 'react';
import { kinds, permits, type PermitKind } from '../../../modules/goods/catalogue/kinds.ts';
import { consignmentKinds, type ConsignmentKind } from '../../../modules/prescribed/catalogue/consignment-kinds.ts';
import { saySource } from '../../../words/sources.ts';
import { useAddress } from '../../address.ts';
import { useView } from '../../client.ts';
import { Badge, Status, type Tone } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { DateField } from '../../design/DateTimeField.tsx';
import { Panel } from '../../design/Layout.tsx';
import { PageHeader } from '../../design/PageHeader.tsx';
import { Select } from '../../design/Select.tsx';
import { Table } from '../../design/Table.tsx';
import { Refused } from '../../http.ts';
import { useGoodsWords } from '../registers.ts';
import type { Board } from '../shapes.ts';
import '../goods.css';
import '../registers.css';

type Task = { readonly task: 'register' | 'permit' | 'list' | 'confirm' | 'declare' | 'slot' | 'arrive' | 'isolation' | 'release' | 'deliver'; readonly permit: PermitKind | null; readonly lastDay: string; readonly source: string; readonly state: 'done' | 'due' | 'open' | 'missed' };
const tones: Readonly<Record<Task['state'], Tone>> = { done: 'done', due: 'late', open: 'quiet', missed: 'wrong' };

/** Plans back from the day on which goods are needed to the last day of everything before; red where a last day is past. */
export function BackPlanPage(): ReactNode {
  const { t, say, date, today, language } = useGoodsWords();
  const [query, change] = useAddress();
  const asked = query.get('kind');
  const consignmentId = query.get('consignment') ?? undefined;
  const board = useView<Board>('goods.board', { open: true, limit: 500 }, { topics: ['goods'] });
  const own = board.error instanceof Refused ? [] : board.data?.data.consignments.filter((one) => one.releasedAt === null) ?? [];
  const chosen = own.find((one) => one.consignmentId === consignmentId);
  const kind: ConsignmentKind = chosen?.kind ?? (consignmentKinds as readonly string[]).find((one): one is ConsignmentKind => one === asked) ?? 'K02';
  const neededOn = query.get('day') ?? new Date(Date.parse(today) + 60 * 86_400_000).toISOString().slice(0, 10);
  const isDay = neededOn !== 'invalid';
  const view = useView<{ readonly tasks: readonly Task[] }>('goods.backPlan', isDay ? { kind, neededOn, ...(chosen === undefined ? {} : { consignmentId: chosen.consignmentId }) } : undefined, { topics: ['goods'] });
  const tasks = isDay ? view.data?.data.tasks : [];
  const missed = (tasks ?? []).filter((task) => task.state === 'missed').length;
  const source = (text: string): string => (text.startsWith('inferred') ? t('goodsDeadlines.inferred') : saySource(language, text));
  return (
    <div className="tg-page">
      <PageHeader title={t('goodsDeadlines.plan')} detail={t('goodsDeadlines.planDetail')} status={tasks !== undefined && tasks.length > 0 && (missed > 0 ? <Badge tone="wrong">{t('goodsDeadlines.missed', { count: missed })}</Badge> : <Badge tone="done">{t('goodsDeadlines.allAhead')}</Badge>)} actions={<Button icon="print" onPress={() => window.print()}>{t('goodsDeadlines.print')}</Button>} />
      <div className="gr-fields">
        <Select label={t('goodsDeadlines.consignment')} allowEmpty={false} value={chosen?.consignmentId ?? ''} onChange={(value) => change({ consignment: value === '' ? undefined : value })} options={[{ value: '', label: t('goodsDeadlines.noConsignment') }, ...own.map((one) => ({ value: one.consignmentId, label: `${one.number} · ${say(kinds[one.kind].name)}` }))]} />
        <Select label={t('goodsDeadlines.kindOfGoods')} allowEmpty={false} value={kind} disabledReason={chosen === undefined ? undefined : chosen.number} onChange={(value) => change({ kind: value })} options={consignmentKinds.map((one) => ({ value: one, label: `${one} ${say(kinds[one].name)}` }))} />
        <DateField label={t('goodsDeadlines.neededOn')} value={isDay ? neededOn : 'invalid'} problem={isDay ? undefined : t('goodsDeadlines.wrongDay')} onChange={(day) => change({ day })} />
      </div>
      <Panel flush>
        <Table label={t('goodsDeadlines.plan')} rows={tasks} rowKey={(task) => `${task.task} ${task.permit ?? ''}`} error={view.error} onRetry={() => void view.refetch()} tone={(task) => (task.state === 'done' ? 'quiet' : undefined)} emptyTitle={t('goodsDeadlines.wrongDay')} columns={[
          { key: 'day', title: t('goodsDeadlines.lastDay'), width: '150px', cell: (task) => <strong className="tg-nowrap">{date(task.lastDay)}</strong> },
          { key: 'weekday', title: t('goodsDeadlines.weekday'), width: '90px', cell: (task) => <span className="tg-muted">{new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { weekday: 'short', timeZone: 'UTC' }).format(new Date(task.lastDay))}</span> },
          { key: 'task', title: t('goodsDeadlines.task'), cell: (task) => <>{t(`goodsGuide.task.${task.task}`)}{task.permit !== null && <span className="tg-muted"> · {say(permits[task.permit].name)}, {say(permits[task.permit].authority)}</span>}</> },
          { key: 'state', title: t('goodsDeadlines.state'), cell: (task) => <Status tone={tones[task.state]}>{t(`goodsDeadlines.state.${task.state}`)}</Status> },
          { key: 'source', title: t('goodsDeadlines.source'), cell: (task) => <span className="tg-muted">{source(task.source)}</span> },
        ]} />
      </Panel>
    </div>
  );
}
