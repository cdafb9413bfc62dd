import { useMemo, type ReactNode } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { kinds } from '../../modules/goods/catalogue/kinds.ts';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { AlarmsOfCase } from '../devices/AlarmsOfCase.tsx';
import { Badge } from '../design/Badge.tsx';
import { Bar } from '../design/Bar.tsx';
import { Button } from '../design/Button.tsx';
import { useKeys } from '../design/listening.ts';
import { PageHeader } from '../design/PageHeader.tsx';
import { ErrorState, Skeleton } from '../design/States.tsx';
import { Tabs } from '../design/Tabs.tsx';
import { isTyping } from '../flights/BoardPage.tsx';
import { useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { ActionsTab } from './desk/ActionsTab.tsx';
import { DeclarationTab } from './desk/DeclarationTab.tsx';
import { DeskContext, doersOf, nameOf, useReason, type Desk } from './desk/desk.ts';
import { DeskDialog } from './desk/DeskDialog.tsx';
import { HistoryTab } from './desk/HistoryTab.tsx';
import { HoldsTab } from './desk/HoldsTab.tsx';
import { ListTab } from './desk/ListTab.tsx';
import { MoneyTab } from './desk/MoneyTab.tsx';
import { BorderTab } from './border/BorderTab.tsx';
import { CustodyTab } from './custody/CustodyTab.tsx';
import { Asked } from './files/Asked.tsx';
import { FilesTab } from './files/FilesTab.tsx';
import { isCurrent, useFiles } from './files/files.ts';
import { whatIsNext } from './desk/next.ts';
import { ConsignmentStatus, LaneMark, rolesName, useIsTrader } from './marks.tsx';
import { useMoney } from './money.ts';
import type { WholeConsignment } from './shapes.ts';
import { ProofButton } from './ProofButton.tsx';
import './goods.css';

/** One consignment: what it needs next and from whom, what it owes and what was recorded, its list, money, holds and declaration. */
export function ConsignmentPage(): ReactNode {
  const { consignmentId = '' } = useParams();
  // Another consignment is another desk: nothing of the one before may be seen for a moment.
  return <Consignment key={consignmentId} consignmentId={consignmentId} />;
}

function Consignment({ consignmentId }: { readonly consignmentId: string }): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const [query, show] = useAddress();
  // What a station records is announced for its case, everything else for the consignment.
  const topics = useMemo(() => [`consignment:${consignmentId}`, `case:${consignmentId}`, 'goods'], [consignmentId]);
  const heard = useMemo(() => topics.slice(0, 2), [topics]);
  const view = useView<WholeConsignment>('goods.consignment', { consignmentId }, { topics: heard, everyMilliseconds: 60_000 });
  const whole = view.isPlaceholderData ? undefined : view.data?.data;
  if (view.error && !whole) return <div className="tg-page"><PageHeader title={t('goods.consignment')} crumbs={[{ title: t('goods.title'), to: '/goods' }, { title: t('goods.consignment') }]} /><ErrorState error={view.error} onRetry={() => void view.refetch()} /></div>;
  if (!whole) return <div className="tg-page"><h1 className="tg-hidden">{t('goods.consignment')}</h1><Skeleton lines={8} /></div>;
  const open = (what: string): void => {
    if (what === 'GDS-LIST') void navigate(`/goods/new?consignment=${consignmentId}`);
    else if (what === 'GDS-ATA') void navigate(`/carnets?for=${consignmentId}`);
    else if (what === 'GDS-ALRM') void navigate(`/alarms?case=${consignmentId}`);
    else if (what === 'GDS-MOVE') show({ tab: 'custody', do: undefined });
    else if (what === 'GDS-AWAY' || what === 'GDS-TREA' || what === 'GDS-BORD') {
      const decided = whole.decisions.filter((one) => one.state === 'inForce' && one.kind !== 'seizure');
      show(decided.length === 1 ? { tab: 'border', do: `prove:${decided[0]?.decisionId}` } : { tab: 'border', do: undefined });
    } else if (what === 'GDS-HOLD') {
      const held = whole.holds.filter((hold) => hold.liftedAt === null);
      show(held.length === 1 ? { do: `lift:${held[0]?.holdId}` } : { tab: 'holds', do: undefined });
    } else show({ do: what === 'GDS-DISP' ? (whole.consignment.linesOpen > 0 ? 'dispose' : 'GDS-CLS') : what });
  };
  const desk: Desk = { whole, topics, open, show };
  return <DeskContext.Provider value={desk}><DeskBody desk={desk} tab={query.get('tab') ?? 'actions'} doing={query.get('do') ?? undefined} /></DeskContext.Provider>;
}

function DeskBody({ desk, tab, doing }: { readonly desk: Desk; readonly tab: string; readonly doing: string | undefined }): ReactNode {
  const words = useWords();
  const { t, say, date } = words;
  const { whole, show, open } = desk;
  const { consignment } = whole;
  const money = useMoney();
  const reasonFor = useReason();
  const isTrader = useIsTrader();
  const mine = useSession()?.officer.roles ?? [];
  // A journalist reads; what is done is done by officers, and a list is put right on the journalist's own page.
  const isPress = mine.every((role) => role === 'press');
  const home = isPress ? { title: t('pressKits.own'), to: '/press-kits' } : { title: t(isTrader ? 'goods.own' : 'goods.title'), to: '/goods' };
  const may = (what: string): boolean => doersOf(what).some((role) => mine.includes(role));
  const all = whatIsNext(whole);
  const [first] = all;
  // Stations of several agencies work at once: an officer is offered the first thing that is theirs.
  const own = consignment.state === 'cancelled' || isPress ? undefined : all.find((one) => one.roles.some((role) => mine.includes(role)));
  const kind = kinds[consignment.kind];
  const mayDecide = ['customsOfficer', 'dutyOfficer', 'healthOfficer', 'foodSupervisor'].some((role) => mine.includes(role));
  const openDecisions = whole.decisions.filter((one) => one.endedAt === null);
  const released = consignment.releasedAt !== null;
  const ended = consignment.state === 'cancelled';
  const files = useFiles(consignment.consignmentId, desk.topics).data?.data.attachments.filter(isCurrent).length ?? 0;
  const openHolds = whole.holds.filter((hold) => hold.liftedAt === null).length;
  const ownReason = own === undefined ? undefined : reasonFor(own.what);
  const canOpenLots = consignment.kind === 'K10' && consignment.lots === 0 && whole.lines.length > 0 && consignment.closedAt === null && ['trader', 'foodSupervisor', 'customsOfficer', 'dutyOfficer'].some((role) => mine.includes(role));
  const canExtend = kind.temporary && released && consignment.closedAt === null;
  useKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('[role="dialog"]')) return;
    const key = event.key.toLowerCase();
    if (key === 'n' && own !== undefined && ownReason === undefined) open(own.what);
    else return;
    event.preventDefault();
  });
  const returned = consignment.owesList ? whole.case.records.findLast((record) => (record.step === 'GDS-CERT' || record.step === 'GDS-CONF') && record.outcome === 'failed') : undefined;
  const nextLine = ended ? t('goods.state.cancelled') : first === undefined ? t('goods.nothingOwed') : t('goods.next', { what: nameOf(words, first.what) });
  return (
    <div className="tg-page">
      <PageHeader title={consignment.number} crumbs={[home, { title: consignment.number }]}
        status={<>
          <ConsignmentStatus state={consignment.state} />
          {consignment.lane !== null && <LaneMark lane={consignment.lane} />}
          {consignment.overdue > 0 && <Badge tone="late">{t('goods.overdueSteps', { count: consignment.overdue })}</Badge>}
          {consignment.lotsUnreleased > 0 && <Badge>{t('food.lotsUnreleased', { count: consignment.lotsUnreleased })}</Badge>}
          {openHolds > 0 && (consignment.state !== 'held' || openHolds > 1) && <Badge tone="late">{t('goods.heldCount', { count: openHolds })}</Badge>}
        </>}
        detail={<span className="gd-head-line">
          <span><span className="tg-code">{consignment.kind}</span> {say(kind.name)}</span><span>{say(consignment.party.name)}{consignment.agent !== null && ` (${t('goods.agent')}: ${say(consignment.agent.name)})`}</span><span>{consignment.pointCode} → {consignment.venue}</span>
          <span>{released ? t('goods.releasedOn', { day: date(consignment.releasedAt ?? '') }) : t('goods.expectedOn', { day: date(consignment.expectedOn) })}</span>
          {consignment.leavesBy !== null && consignment.closedAt === null && <span className={consignment.state === 'overdue' ? 'gd-late' : undefined}>{t('goods.leavesByDay', { day: date(consignment.leavesBy) })}</span>}
          <span>{t(`goods.cover.${consignment.cover}`)}{whole.carnets.map((one) => <span key={one.carnetId}> {isPress ? <span className="tg-code">{one.number}</span> : <Link className="tg-code" to={`/carnets/${one.carnetId}`}>{one.number}</Link>}</span>)}</span><span>{t('goods.headValue', { amount: money.fen(consignment.valueFen) })}</span>
        </span>}
        actions={<>
          {consignment.kind === 'K10' && consignment.lots > 0 && <Link className="tg-button tg-button-quiet" to={`/food?consignment=${consignment.consignmentId}`}><span className="tg-button-text">{t('food.lotsOf', { count: consignment.lots })}</span></Link>}
          {canOpenLots && <Link className="tg-button tg-button-quiet" to={`/goods/${consignment.consignmentId}/lots`}><span className="tg-button-text">{t('food.openLots')}</span></Link>}
          {may('hold') && !released && !ended && <Button icon="hold" disabledReason={reasonFor('hold')} onPress={() => open('hold')}>{t('goods.doHold')}</Button>}
          {mayDecide && whole.failedSteps.length > 0 && consignment.linesGoing > 0 && !released && !ended && <Button icon="lock" onPress={() => open('decide')}>{t('goodsBorder.decide')}</Button>}
          {may('change') && !released && !ended && <Button icon="declaration" disabledReason={reasonFor('change')} onPress={() => open('change')}>{t('goodsCustody.change')}</Button>}
          {released && !ended && <ProofButton consignmentId={consignment.consignmentId} />}
          {may('extend') && canExtend && <Button icon="clock" disabledReason={reasonFor('extend')} onPress={() => open('extend')}>{t('goods.doExtend')}</Button>}
          {may('dispose') && released && consignment.linesOpen > 0 && <Button icon="handOver" disabledReason={reasonFor('dispose')} onPress={() => open('dispose')}>{t('goods.doDispose')}</Button>}
          {own !== undefined && !ended && <Button kind="primary" keyHint="N" disabledReason={ownReason} onPress={() => open(own.what)}>{t('goods.next', { what: nameOf(words, own.what) })}</Button>}
        </>} />
      <div className="gd-next">
        <Bar label={t('goods.actionsOf', { number: consignment.number })} hideLabel done={consignment.settled} total={consignment.settled + consignment.owed} />
        <p>{nextLine}{first !== undefined && !ended && <span className="tg-muted"> · {t('goods.nextBy', { who: rolesName(words, first.roles) })}</span>}{released && consignment.closedAt === null && <span className="tg-muted"> · {t('goods.linesOpenOf', { open: consignment.linesOpen, total: consignment.lines })}</span>}</p>
        {returned !== undefined && <p className="gd-late gd-returned">{t('goods.returnedBecause', { who: returned.officer === null ? nameOf(words, returned.step) : say(returned.officer), reason: String(returned.evidence['reason'] ?? '') })}</p>}
      </div>
      <Asked />
      {openDecisions.length > 0 && tab !== 'border' && <p className="gd-late gd-returned"><Link to={`/goods/${consignment.consignmentId}?tab=border`}>{t('goodsBorder.heldBanner', { count: openDecisions.length })}</Link> {openDecisions.map((one) => `${t(`goodsBorder.kind.${one.kind}`)}: ${one.reason}`).join('; ')}</p>}
      <AlarmsOfCase caseId={consignment.consignmentId} isOwed={whole.case.steps.some((step) => step.step === 'GDS-ALRM' && step.state === 'owed')} />
      <Tabs label={t('goods.parts')} selected={tab} onSelect={(key) => show({ tab: key === 'actions' ? undefined : key })} tabs={[
        { key: 'actions', title: t('goods.tab.actions'), count: consignment.owed > 0 ? consignment.owed : undefined, content: <ActionsTab /> },
        { key: 'list', title: t('goods.tab.list'), count: consignment.lines, content: <ListTab /> },
        { key: 'files', title: t('goodsFiles.tab'), count: files > 0 ? files : undefined, content: <FilesTab /> },
        { key: 'money', title: t('goods.tab.money'), content: <MoneyTab /> },
        { key: 'holds', title: t('goods.tab.holds'), count: openHolds > 0 ? openHolds : undefined, countTone: 'late', content: <HoldsTab /> },
        ...(isPress ? [] : [{ key: 'border', title: t('goodsBorder.tab'), count: openDecisions.length > 0 ? openDecisions.length : undefined, countTone: 'late' as const, content: <BorderTab /> }, { key: 'custody', title: t('goodsCustody.tab'), content: <CustodyTab /> }, { key: 'declaration', title: t('goods.tab.declaration'), content: <DeclarationTab /> }]),
        { key: 'history', title: t('goods.tab.history'), content: <HistoryTab /> },
      ]} />
      {doing !== undefined && !isPress && <DeskDialog what={doing} onClose={() => show({ do: undefined })} />}
    </div>
  );
}
