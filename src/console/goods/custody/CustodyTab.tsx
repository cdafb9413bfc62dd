import { useState, type ReactNode } from 'react';
import { dispositionKinds } from '../../../modules/goods/shapes.ts';
import { useAct, useView } from '../../client.ts';
import { Badge, Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Clock } from '../../design/Clock.tsx';
import { Panel } from '../../design/Layout.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../design/States.tsx';
import { Table } from '../../design/Table.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useSession } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { useDesk, useReason } from '../desk/desk.ts';
import { unitName } from '../marks.tsx';
import { moverRoles, receiverRoles, type Custody, type LineBalance, type Move, type PlaceState } from './custody.ts';
import { MoveDialog } from './MoveDialog.tsx';
import { ReceiveDialog } from './ReceiveDialog.tsx';

/** Tells where every piece of a released consignment is, how it came there, and that each line balances. */
export function CustodyTab(): ReactNode {
  const words = useWords();
  const { t, refusal } = words;
  const { whole: { consignment }, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const mine: readonly string[] = useSession()?.officer.roles ?? [];
  const [doing, setDoing] = useState<string | undefined>(undefined);
  const view = useView<Custody>('goods.custody', { consignmentId: consignment.consignmentId }, { topics });
  const check = useAct<unknown, { readonly ordered: readonly string[] }>('goods.orderChecks', { topics });
  const custody = view.data?.data;
  if (consignment.releasedAt === null) return <Panel><EmptyState icon="goods" title={t('goodsCustody.notReleased')} detail={t('goodsCustody.notReleasedDetail')} /></Panel>;
  if (custody === undefined) return view.error ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : <Panel><Skeleton lines={5} /></Panel>;
  const may = moverRoles.some((role) => mine.includes(role));
  const order = (): void => void check.run({ consignmentIds: [consignment.consignmentId] }).then((answer) => {
    if (answer?.ok) notify(answer.result.ordered.length > 0 ? t('goodsCustody.checkDone', { count: 1 }) : t('goodsCustody.checkNone'));
    else if (answer !== undefined) notify(refusal(answer.refusal), 'wrong');
  });
  const receiving = custody.moves.find((move) => move.moveId === doing && move.receivedAt === null);
  return (
    <div className="tg-stack">
      <Panel flush title={t('goodsCustody.places')} actions={may && <>
        <Button icon="check" pending={check.pending} disabledReason={reasonFor('move')} onPress={order}>{t('goodsCustody.orderCheck')}</Button>
        <Button icon="handOver" disabledReason={custody.places.length === 0 ? t('goodsCustody.nothingHere') : reasonFor('move')} onPress={() => setDoing('move')}>{t('goodsCustody.move')}</Button>
      </>}>
        <Places custody={custody} />
      </Panel>
      <Panel flush title={t('goodsCustody.moves')}>
        {custody.moves.length === 0 ? <EmptyState icon="handOver" title={t('goodsCustody.noMoves')} detail={t('goodsCustody.noMovesDetail')} /> : (
          <ul className="gd-holds">
            {[...custody.moves].reverse().map((move) => <MoveLine key={move.moveId} move={move} onReceive={receiverRoles.some((role) => mine.includes(role)) ? () => setDoing(move.moveId) : undefined} />)}
          </ul>
        )}
      </Panel>
      <Balances balances={custody.balances} />
      {doing === 'move' && <MoveDialog custody={custody} onClose={() => setDoing(undefined)} />}
      {receiving !== undefined && <ReceiveDialog custody={custody} move={receiving} onClose={() => setDoing(undefined)} />}
    </div>
  );
}

function Places({ custody }: { readonly custody: Custody }): ReactNode {
  const words = useWords();
  const { t, say } = words;
  const moveOf = new Map(custody.moves.map((move) => [move.moveId, move]));
  const lineOf = new Map(custody.balances.map((line) => [line.position, line]));
  const nameOf = (one: PlaceState): string => (one.moveId === null ? one.place : t('goodsCustody.onTheWay', { place: moveOf.get(one.moveId)?.toPlace ?? '' }));
  return (
    <Table label={t('goodsCustody.places')} rows={custody.places} rowKey={(one) => `${one.position} ${one.place}`} emptyTitle={t('goodsCustody.nothingHere')} columns={[
      { key: 'position', title: t('goods.position'), align: 'end', width: '56px', cell: (one) => one.position },
      { key: 'goods', title: t('goods.goodsColumn'), cell: (one) => say(lineOf.get(one.position)?.description ?? { en: '', zh: '' }) },
      { key: 'place', title: t('goodsCustody.place'), sortValue: nameOf, cell: (one) => (one.moveId === null ? one.place : <Status tone="current">{nameOf(one)}</Status>) },
      { key: 'quantity', title: t('goodsCustody.quantity'), align: 'end', cell: (one) => <span className="tg-nowrap">{one.quantity} {unitName(words, lineOf.get(one.position)?.unit ?? '')}</span> },
      { key: 'serials', title: t('goodsCustody.serials'), cell: (one) => (one.serialCount === 0 ? <span className="tg-muted">–</span> : <span className="gd-serials tg-code">{one.serials.slice(0, 8).join(', ')}{one.serialCount > 8 && ` ${t('goodsCustody.andMore', { count: one.serialCount - 8 })}`}</span>) },
    ]} />
  );
}

function MoveLine({ move, onReceive }: { readonly move: Move; readonly onReceive: (() => void) | undefined }): ReactNode {
  const { t, say, dateTime } = useWords();
  const reasonFor = useReason();
  return (
    <li className={move.receivedAt === null ? 'gd-hold' : 'gd-hold gd-hold-lifted'}>
      <div className="gd-hold-what">
        <strong>{move.fromPlace} → {move.toPlace}</strong>
        <span>{t('goodsCustody.linesMoved', { count: move.lines.length })}: {move.lines.slice(0, 12).map((line) => `${line.position} × ${line.quantity}`).join(', ')}{move.lines.length > 12 && ' …'}</span>
        <span className="tg-muted">{move.carrier}{move.sealNumber !== null && ` · ${t('goodsCustody.seal')} ${move.sealNumber}`} · {t('goodsCustody.authorisedBy', { who: say(move.by) })} · {dateTime(move.authorisedAt)}</span>
        {move.differences !== null && move.differences !== '' && <span className="gd-wrong">{t('goodsCustody.differs', { what: move.differences })}</span>}
      </div>
      {move.receivedAt === null ? <div className="gd-hold-next"><Clock dueAt={move.dueAt} startedAt={move.authorisedAt} label={t('goodsCustody.dueBy')} />{move.overdue && <Badge tone="late">{t('goodsCustody.overdue')}</Badge>}</div>
        : <Status tone="done">{move.secondOfficer === null ? t('goodsCustody.received', { who: move.receivedBy ?? '' }) : t('goodsCustody.receivedWith', { who: move.receivedBy ?? '', second: move.secondOfficer })} {dateTime(move.receivedAt)}</Status>}
      {move.receivedAt === null && onReceive !== undefined && <Button icon="scan" disabledReason={reasonFor('GDS-MOVE')} label={`${t('goodsCustody.receive')}: ${move.toPlace}`} onPress={onReceive}>{t('goodsCustody.receive')}</Button>}
    </li>
  );
}

/** Shows of every line that what came in is here or has gone in a way that is named. */
function Balances({ balances }: { readonly balances: readonly LineBalance[] }): ReactNode {
  const words = useWords();
  const { t, say } = words;
  const ways = dispositionKinds.filter((kind) => balances.some((line) => line.gone[kind] !== undefined));
  return (
    <Panel flush title={t('goodsCustody.balance')} actions={<span className="tg-muted gd-gate-state">{t('goodsCustody.balanceDetail')}</span>}>
      <Table label={t('goodsCustody.balance')} rows={balances} rowKey={(line) => String(line.position)} columns={[
        { key: 'position', title: t('goods.position'), align: 'end', width: '56px', cell: (line) => line.position },
        { key: 'goods', title: t('goods.goodsColumn'), cell: (line) => say(line.description) },
        { key: 'in', title: t('goodsCustody.cameIn'), align: 'end', cell: (line) => <span className="tg-nowrap">{line.quantity} {unitName(words, line.unit)}</span> },
        ...ways.map((kind) => ({ key: kind, title: t(`goods.disposition.${kind}`), align: 'end' as const, cell: (line: LineBalance) => line.gone[kind] ?? <span className="tg-muted">–</span> })),
        { key: 'here', title: t('goodsCustody.here'), align: 'end', cell: (line) => <strong className="tg-nowrap">{line.here} {unitName(words, line.unit)}</strong> },
      ]} />
    </Panel>
  );
}
