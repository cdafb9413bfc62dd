import { useMemo, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { useAddress } from '../../address.ts';
import { useView } from '../../client.ts';
import { Badge } from '../../design/Badge.tsx';
import { Bar } from '../../design/Bar.tsx';
import { Button } from '../../design/Button.tsx';
import { Icon } from '../../design/Icon.tsx';
import { PageHeader } from '../../design/PageHeader.tsx';
import { ErrorState, Skeleton } from '../../design/States.tsx';
import { Tabs } from '../../design/Tabs.tsx';
import { useKeys } from '../../design/listening.ts';
import { isTyping } from '../../flights/BoardPage.tsx';
import { rolesName, useIsTrader } from '../../goods/marks.tsx';
import { consignmentPath } from '../../goods/shapes.ts';
import { useSession } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { LotStatus, useHas, useQuantity } from '../marks.tsx';
import type { WholeLot } from '../shapes.ts';
import { doersOf, LotContext, useLot, useReason, whatIsNext } from './desk.ts';
import { HistoryTab } from './HistoryTab.tsx';
import { HoldsTab } from './HoldsTab.tsx';
import { LotDialog } from './LotDialog.tsx';
import { StepsTab } from './StepsTab.tsx';
import { TraceTab } from './TraceTab.tsx';
import '../../goods/goods.css';
import '../food.css';

/** One lot of food: what it owes, its temperature log, where all of it is, its holds and its history. */
export function LotPage(): ReactNode {
  const { t } = useWords();
  const { lotId = '' } = useParams();
  const [, change] = useAddress();
  const topics = useMemo(() => [`lot:${lotId}`, 'food'], [lotId]);
  const view = useView<WholeLot>('food.lot', { lotId }, { topics });
  const whole = view.data?.data;
  if (view.error && whole === undefined) return <div className="tg-page"><PageHeader title={t('food.lot')} crumbs={[{ title: t('food.title'), to: '/food' }, { title: t('food.lot') }]} /><ErrorState error={view.error} onRetry={() => void view.refetch()} /></div>;
  if (whole === undefined || whole.lot.lotId !== lotId) return <div className="tg-page"><PageHeader title={t('food.lot')} /><Skeleton lines={8} /></div>;
  return <LotContext value={{ whole, topics, open: (what) => change({ do: what }) }}><Page /></LotContext>;
}

/** Names what is done to a lot: a step by its own name, the rest by theirs. */
function useName(): (what: string) => string {
  const { t, find } = useWords();
  return (what) => (what === 'receive' ? t('food.doReceive') : find(`steps.${what}`) ?? what);
}

function Page(): ReactNode {
  const words = useWords();
  const { t, say, date } = words;
  const { whole, open } = useLot();
  const { lot } = whole;
  const [query, change] = useAddress();
  const reasonFor = useReason();
  const nameOf = useName();
  const quantity = useQuantity();
  const has = useHas();
  const isTrader = useIsTrader();
  const mine = useSession()?.officer.roles ?? [];
  const all = whatIsNext(whole);
  const own = all.find((what) => doersOf(what).some((role) => mine.includes(role)));
  const ownReason = own === undefined ? undefined : reasonFor(own);
  const doing = query.get('do') ?? undefined;
  const ended = whole.case.ended;
  useKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('[role="dialog"]')) return;
    if (event.key.toLowerCase() !== 'n' || own === undefined || ownReason !== undefined) return;
    open(own);
    event.preventDefault();
  });
  const inUse = lot.servableAt !== null && !ended;
  const openHolds = whole.holds.filter((hold) => hold.liftedAt === null).length;
  const before = whole.case.steps.filter((step) => step.step !== 'LOT-HOLD');
  return (
    <div className="tg-page">
      <PageHeader title={lot.lotNumber} crumbs={[{ title: t(isTrader ? 'food.own' : 'food.title'), to: '/food' }, { title: lot.lotNumber }]}
        status={<>
          <LotStatus state={lot.state} />
          {lot.corrections > 0 && <Badge>{t('food.correctedTimes', { count: lot.corrections })}</Badge>}
          {lot.cold === 'outOfRange' && <Badge tone="wrong">{t('food.flag.outOfRange')}</Badge>}
          {!ended && lot.freshness !== 'fresh' && <Badge tone={lot.freshness === 'expired' ? 'wrong' : 'late'}>{t(`food.flag.${lot.freshness}`)}</Badge>}
        </>}
        detail={<span className="gd-head-line">
          <span>{say(lot.description)}</span><span>{t(`food.category.${lot.category}`)} · {t(`food.storage.${lot.storage}`)}</span><span>{quantity(lot.quantity, lot.unit)}</span>
          <span><span className="tg-code">{lot.producerNumber}</span> {lot.producerName ?? `(${t('food.notInRegister')})`}</span><span>{t('food.usableUntil', { day: date(lot.bestBefore) })}</span>
          <Link className="tg-code" to={consignmentPath(lot.consignmentId)}>{lot.consignmentNumber}</Link><span>{say(lot.party)}</span>
        </span>}
        actions={<>
          {has(doersOf('correct')) && !ended && <Button icon="declaration" onPress={() => open('correct')}>{t('food.doCorrect')}</Button>}
          {has(doersOf('hold')) && !ended && <Button icon="hold" disabledReason={reasonFor('hold')} onPress={() => open('hold')}>{t('food.doHold')}</Button>}
          {has(doersOf('recall')) && inUse && <Link className="tg-button tg-button-quiet" to={`/recalls?do=recall&lots=${encodeURIComponent(lot.lotNumber)}`}><Icon name="alarm" size={16} /><span className="tg-button-text">{t('food.doRecall')}</span></Link>}
          {has(doersOf('withdraw')) && !ended && lot.withdrawnAt === null && lot.balance.left !== '0' && <Button disabledReason={reasonFor('withdraw')} onPress={() => open('withdraw')}>{t('food.doWithdraw')}</Button>}
          {has(doersOf('remove')) && !ended && <Button disabledReason={reasonFor('remove')} onPress={() => open('remove')}>{t('food.doRemove')}</Button>}
          {has(doersOf('move')) && !ended && <Button icon="handOver" kind={own === undefined && inUse ? 'primary' : 'quiet'} disabledReason={reasonFor('move')} onPress={() => open('move')}>{t('food.doMove')}</Button>}
          {own !== undefined && <Button kind="primary" keyHint="N" disabledReason={ownReason} onPress={() => open(own)}>{t('food.next', { what: nameOf(own) })}</Button>}
        </>} />
      <div className="gd-next">
        <Bar label={t('food.tabSteps')} done={before.filter((step) => step.state === 'passed').length} total={before.length} notApplicable={before.filter((step) => step.state === 'not_applicable').length} />
        <p>{all[0] === undefined ? t('food.nothingNext') : t('food.next', { what: nameOf(all[0]) })}{all[0] !== undefined && <span className="tg-muted"> · {t('food.nextBy', { who: rolesName(words, doersOf(all[0])) })}</span>}</p>
      </div>
      <Tabs label={t('food.parts')} selected={query.get('tab') ?? 'steps'} onSelect={(key) => change({ tab: key === 'steps' ? undefined : key })} tabs={[
        { key: 'steps', title: t('food.tabSteps'), count: lot.owed.length > 0 && !ended ? lot.owed.length : undefined, content: <StepsTab /> },
        { key: 'trace', title: t('food.tabTrace'), content: <TraceTab /> },
        { key: 'holds', title: t('food.tabHolds'), count: openHolds > 0 ? openHolds : undefined, countTone: 'late', content: <HoldsTab /> },
        { key: 'history', title: t('food.tabHistory'), content: <HistoryTab /> },
      ]} />
      {doing !== undefined && <LotDialog what={doing} onClose={() => change({ do: undefined })} />}
    </div>
  );
}
