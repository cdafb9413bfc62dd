import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { readAccreditation } from '../../../modules/goods/rules/press-kits.ts';
import { useAddress } from '../../address.ts';
import { readView, useView } from '../../client.ts';
import { Badge, Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Panel } from '../../design/Layout.tsx';
import { PageHeader } from '../../design/PageHeader.tsx';
import { ScanBox, type ScanAnswer } from '../../design/ScanBox.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../design/States.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { useSession } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { ConsignmentStatus, toneOf, useRoleReason } from '../marks.tsx';
import { consignmentPath, type ListVersion } from '../shapes.ts';
import { kitFilers, standingOf, type Kit, type Kits } from './press.ts';
import { PressKitForm } from './PressKitForm.tsx';
import '../registers.css';
import '../goods.css';
import './press.css';

const topics = ['goods', 'consignment:*', 'case:*'];

/** The equipment of journalists: a journalist's own with a form for a phone, or everybody's for officers, found by the accreditation. */
export function PressKitsPage(): ReactNode {
  const { t } = useWords();
  const [query, change] = useAddress();
  const isOfficer = (useSession()?.officer.roles ?? []).some((role) => role !== 'press');
  const accreditation = query.get('accreditation') ?? undefined;
  const view = useView<Kits>('goods.pressKits', accreditation === undefined ? {} : { accreditation }, { topics, everyMilliseconds: 60_000 });
  const roleReason = useRoleReason()(kitFilers);
  const fixing = view.data?.data.kits.find((kit) => kit.consignmentId === query.get('fix'));
  const list = useView<ListVersion>('goods.listVersion', fixing === undefined ? undefined : { consignmentId: fixing.consignmentId });
  const title = t(isOfficer ? 'pressKits.title' : 'pressKits.own');
  const done = (): void => change({ new: undefined, fix: undefined });
  const data = view.data?.data;
  if (view.error && data === undefined) return <div className="tg-page"><PageHeader title={title} /><ErrorState error={view.error} onRetry={() => void view.refetch()} /></div>;
  if (data === undefined) return <div className="tg-page"><PageHeader title={title} /><Skeleton lines={6} /></div>;
  if (query.get('new') === '1') return <div className="tg-page"><PageHeader title={t('pressKits.newKit')} crumbs={[{ title, to: '/press-kits' }, { title: t('pressKits.newKit') }]} /><Panel title={t('pressKits.items')}><PressKitForm own={data.own} byOfficer={isOfficer} onDone={done} /></Panel></div>;
  if (fixing !== undefined) {
    return (
      <div className="tg-page">
        <PageHeader title={fixing.number} crumbs={[{ title, to: '/press-kits' }, { title: t('pressKits.putRight') }]} />
        <Panel title={t('pressKits.putRight')}>{list.data === undefined ? <Skeleton lines={6} /> : <PressKitForm own={data.own} correcting={fixing} list={list.data.data} byOfficer={isOfficer} onDone={done} />}</Panel>
      </div>
    );
  }
  const overdue = data.kits.filter((kit) => kit.state === 'overdue').length;
  const here = data.kits.filter((kit) => kit.daysLeft !== null).length;
  return (
    <div className="tg-page">
      <PageHeader title={title} detail={t(isOfficer ? 'pressKits.officersDetail' : 'pressKits.ownDetail')}
        status={<>{isOfficer && <Badge tone="neutral">{t('pressKits.kitCount', { count: data.kits.length })}</Badge>}{isOfficer && here > 0 && <Badge tone="current">{t('pressKits.hereCount', { count: here })}</Badge>}{overdue > 0 && <Badge tone="late">{t('pressKits.overdueCount', { count: overdue })}</Badge>}</>}
        actions={<Button kind={isOfficer ? 'quiet' : 'primary'} icon="plus" disabledReason={roleReason} onPress={() => change({ new: '1' })}>{t('pressKits.newKit')}</Button>} />
      {isOfficer ? <OfficersList kits={data.kits} accreditation={accreditation} /> : <OwnKits kits={data.kits} onFix={(kit) => change({ fix: kit.consignmentId })} />}
    </div>
  );
}

function Days({ kit }: { readonly kit: Kit }): ReactNode {
  const { t } = useWords();
  const { daysLeft } = kit;
  if (daysLeft === null) return <span className="tg-muted">{standingOf(kit) === 'left' || kit.state === 'closed' ? t('pressKits.gone') : '–'}</span>;
  return daysLeft < 0 ? <span className="gd-late">{t('pressKits.daysLate', { count: -daysLeft })}</span> : <span className={daysLeft < 3 ? 'gd-late' : undefined}>{daysLeft === 0 ? t('pressKits.today') : t('pressKits.daysLeft', { count: daysLeft })}</span>;
}

function OwnKits({ kits, onFix }: { readonly kits: readonly Kit[]; readonly onFix: (kit: Kit) => void }): ReactNode {
  const { t, date, dateTime } = useWords();
  if (kits.length === 0) return <EmptyState icon="declaration" title={t('pressKits.noKits')} detail={t('pressKits.noKitsDetail')} />;
  return (
    <ul className="pk-cards">
      {kits.map((kit) => (
        <li key={kit.consignmentId} className={kit.state === 'overdue' ? 'pk-card pk-card-late' : 'pk-card'}>
          <p className="pk-card-head"><Link className="tg-code gd-number" to={consignmentPath(kit.consignmentId, { tab: 'list' })}>{kit.number}</Link><ConsignmentStatus state={kit.state} /></p>
          <p><strong>{t(`pressKits.now.${standingOf(kit)}`)}</strong></p>
          <p className="tg-muted">{kit.accreditation} · {t('pressKits.pieces', { count: kit.pieces })} · {kit.pointCode} → {kit.venue}</p>
          <p className="tg-muted">{kit.carnetNumber === null ? t('pressKits.undertaken', { version: kit.undertaking ?? '', at: dateTime(kit.acceptedAt ?? '') }) : t('pressKits.carnet', { number: kit.carnetNumber })}</p>
          <p>{t('pressKits.until')} {date(kit.leavesOn)} · <Days kit={kit} /></p>
          {kit.state === 'returned' && <Button kind="primary" icon="declaration" onPress={() => onFix(kit)}>{t('pressKits.putRight')}</Button>}
        </li>
      ))}
    </ul>
  );
}

function OfficersList({ kits, accreditation }: { readonly kits: readonly Kit[]; readonly accreditation: string | undefined }): ReactNode {
  const { t, say, date } = useWords();
  const navigate = useNavigate();
  const [, change] = useAddress();
  const onScan = async (scan: { readonly text: string }): Promise<ScanAnswer> => {
    const code = readAccreditation(scan.text).slice(0, 24);
    const found = code === '' ? [] : (await readView<Kits>('goods.pressKits', { accreditation: code })).data.kits;
    if (found.length === 0) return { ok: false, message: t('pressKits.scanNone', { accreditation: code }), label: code };
    const [first] = found;
    if (found.length === 1) void navigate(consignmentPath(first!.consignmentId));
    else change({ accreditation: code });
    return { ok: true, message: found.length === 1 ? t('pressKits.scanFound', { name: first!.holderName, number: first!.number }) : t('pressKits.scanMany', { name: first!.holderName, count: found.length }), label: code };
  };
  const order = ['overdue', 'inspecting', 'declared', 'held', 'confirmed', 'certified', 'listed', 'returned', 'released', 'closed', 'cancelled'];
  const columns: readonly Column<Kit>[] = [
    { key: 'holder', title: t('pressKits.holder'), sortValue: (kit) => kit.holderName, cell: (kit) => <span className="gr-two"><strong>{kit.holderName}</strong><span className="tg-code tg-muted">{kit.accreditation}</span></span> },
    { key: 'state', title: t('pressKits.state'), sortValue: (kit) => order.indexOf(kit.state), cell: (kit) => <ConsignmentStatus state={kit.state} /> },
    { key: 'left', title: t('pressKits.left'), sortValue: (kit) => kit.daysLeft ?? 9999, cell: (kit) => <Days kit={kit} /> },
    { key: 'until', title: t('pressKits.until'), sortValue: (kit) => kit.leavesOn, cell: (kit) => <span className="tg-nowrap">{date(kit.leavesOn)}</span> },
    { key: 'number', title: t('goods.number'), sortValue: (kit) => kit.number, cell: (kit) => <Link className="tg-code gd-number" to={consignmentPath(kit.consignmentId)} tabIndex={-1}>{kit.number}</Link> },
    { key: 'pieces', title: t('pressKits.items'), align: 'end', sortValue: (kit) => kit.pieces, cell: (kit) => t('pressKits.pieces', { count: kit.pieces }) },
    { key: 'where', title: t('pressKits.venue'), sortValue: (kit) => kit.venue, cell: (kit) => <span className="gr-two"><span>{kit.venue}</span><span className="tg-muted">{kit.pointCode} {say(kit.point)}</span></span> },
    { key: 'cover', title: t('pressKits.cover'), cell: (kit) => (kit.carnetNumber === null ? <Status tone="neutral">{t('pressKits.undertaking')}</Status> : t('pressKits.carnet', { number: kit.carnetNumber })) },
  ];
  return (
    <>
      <ScanBox label={t('pressKits.scan')} hint={t('pressKits.scanHint')} onScan={onScan} history={2} />
      <Panel flush title={t('pressKits.kits')} actions={accreditation === undefined ? undefined : <Button onPress={() => change({ accreditation: undefined })}>{accreditation} · {t('pressKits.all')}</Button>}>
        <Table label={t('pressKits.kits')} columns={columns} rows={kits} rowKey={(kit) => kit.consignmentId} sort={{ key: 'state' }} onOpen={(kit) => void navigate(consignmentPath(kit.consignmentId))} tone={(kit) => (toneOf(kit.state) === 'late' ? 'late' : kit.state === 'closed' ? 'quiet' : undefined)} emptyTitle={t('pressKits.noKits')} emptyDetail={accreditation === undefined ? undefined : t('pressKits.noKitsFor')} />
      </Panel>
    </>
  );
}
