import type { ReactNode } from 'react';
import { kinds, permits } from '../../modules/goods/catalogue/kinds.ts';
import type { PermitKind } from '../../modules/goods/catalogue/kinds.ts';
import type { PlanTask, PlannedTask } from '../../modules/goods/rules/back-planning.ts';
import { daysBetween, isDay } from '../../modules/goods/rules/dates.ts';
import { consignmentKinds } from '../../modules/prescribed/catalogue/consignment-kinds.ts';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { Status, type Tone } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { DateField } from '../design/DateTimeField.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Select } from '../design/Select.tsx';
import { EmptyState } from '../design/States.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useGoodsWords } from './registers.ts';
import './registers.css';

type Task = { readonly task: PlanTask; readonly permit: PermitKind | null; readonly lastDay: string; readonly source: string; readonly state: PlannedTask['state'] };

const tones: Readonly<Record<Task['state'], Tone>> = { done: 'done', due: 'late', open: 'neutral', missed: 'wrong' };

/** Plans back from the day on which goods are needed to the last day for permit, list, slot, isolation and the rest; kind and day stand in the address. */
export function BackPlanPage(): ReactNode {
  const { t, say, date, number, today } = useGoodsWords();
  const [query, change] = useAddress();
  const kind = consignmentKinds.find((one) => one === query.get('kind'));
  const given = query.get('on') ?? undefined;
  const neededOn = isDay(given) ? given : undefined;
  const view = useView<{ readonly tasks: readonly Task[] }>('goods.backPlan', kind === undefined || neededOn === undefined ? undefined : { kind, neededOn });
  const tasks = view.isPlaceholderData ? undefined : view.data?.data.tasks;
  const missed = tasks?.filter((task) => task.state === 'missed').length ?? 0;
  const asked = kind !== undefined && neededOn !== undefined;
  const columns: readonly Column<Task>[] = [
    { key: 'what', title: t('goodsPlan.what'), cell: (task) => <>{t(`goodsPlan.task.${task.task}`)}{task.permit !== null && <span className="tg-muted"> · {say(permits[task.permit].name)}</span>}</> },
    { key: 'lastDay', title: t('goodsPlan.lastDay'), cell: (task) => <strong className="tg-nowrap">{date(task.lastDay)}</strong> },
    { key: 'daysLeft', title: t('goodsPlan.daysLeft'), align: 'end', cell: (task) => number(daysBetween(today, task.lastDay)) },
    { key: 'state', title: t('goodsPlan.state'), cell: (task) => <span className="tg-nowrap"><Status tone={tones[task.state]}>{t(`goodsPlan.state.${task.state}`)}</Status></span> },
    { key: 'source', title: t('goodsPlan.source'), cell: (task) => <span className="tg-muted">{task.source}</span> },
  ];
  return (
    <div className="tg-page">
      <PageHeader title={t('goodsPlan.backPlan')} detail={t('goodsPlan.backPlanDetail')} actions={<Button icon="print" disabledReason={tasks === undefined ? t('goodsPlan.ask') : undefined} onPress={() => window.print()}>{t('goodsPlan.print')}</Button>} />
      <div className="gr-fields">
        <Select label={t('goodsPlan.kind')} value={kind} onChange={(value) => change({ kind: value })} options={consignmentKinds.map((one) => ({ value: one, label: `${one} ${say(kinds[one].name)}` }))} />
        <DateField label={t('goodsPlan.neededOn')} value={given} problem={given !== undefined && neededOn === undefined ? t('goodsPlan.dayNeeded') : undefined} onChange={(on) => change({ on })} />
      </div>
      {asked ? (
        <Panel flush title={t('goodsPlan.planOf', { kind: `${kind} ${say(kinds[kind].name)}`, day: date(neededOn) })}>
          {missed > 0 && <p className="gr-head gr-wrong" role="status">{t('goodsPlan.tooLate', { count: missed })}</p>}
          <div className="gr-plan"><Table label={t('goodsPlan.backPlan')} columns={columns} rows={tasks} rowKey={(task) => `${task.task} ${task.permit ?? ''}`} error={view.error} onRetry={() => void view.refetch()} tone={(task) => (task.state === 'missed' ? 'wrong' : undefined)} emptyTitle={t('goodsPlan.ask')} /></div>
        </Panel>
      ) : <Panel><EmptyState title={t('goodsPlan.ask')} detail={t('goodsPlan.askDetail')} /></Panel>}
    </div>
  );
}
