import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Text } from '../../words/area.ts';
import type { ConsignmentKind } from '../../modules/prescribed/catalogue/consignment-kinds.ts';
import { addDays } from '../../modules/goods/rules/dates.ts';
import { goodsOfficers, type Lane } from '../../modules/goods/shapes.ts';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { Badge, Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Clock } from '../design/Clock.tsx';
import { DateField } from '../design/DateTimeField.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { eventNow, useSession } from '../session.ts';
import { useReasonAgainst } from '../staff/staff.ts';
import { BookDialog, GiveBackDialog, KeepDialog } from './AppointmentDialogs.tsx';
import { KindName, LaneMark } from './marks.tsx';
import { OpenWindowsDialog } from './OpenWindowsDialog.tsx';
import { customsRoles, useGoodsWords } from './registers.ts';
import { consignmentPath } from './shapes.ts';
import './goods.css';
import './registers.css';

type Name = Extract<Text, object>;
/** Is a window of an inspection place with what is booked in it. */
export type InspectionWindow = { readonly windowId: string; readonly pointCode: string; readonly place: Name; readonly dedicated: boolean; readonly startsAt: string; readonly endsAt: string; readonly officers: number; readonly equipment: readonly string[]; readonly capacity: number; readonly booked: number };
/** Is a booking of a window. Shape: `endedAs` is null while it is open, `late` where its window is over and nothing was recorded. */
export type Appointment = { readonly appointmentId: string; readonly windowId: string; readonly consignmentId: string; readonly number: string; readonly kind: ConsignmentKind; readonly party: Name; readonly startsAt: string; readonly endedAs: string | null; readonly late: boolean };
type Waiting = { readonly consignmentId: string; readonly number: string; readonly kind: ConsignmentKind; readonly party: Name; readonly pointCode: string; readonly lane: Lane | null; readonly arrivedAt: string | null; readonly dueAt: string | null; readonly overdue: boolean; readonly startsAt: string | null; readonly place: Name | null; readonly owed: readonly string[] };

const bookers = ['trader', ...customsRoles] as const;
const topics = ['windows', 'goods'];

/** The windows of the inspection places and what is booked in them; officers see what waits in its order and open windows, a trader books. */
export function AppointmentsPage(): ReactNode {
  const { t, say, dateTime, today } = useGoodsWords();
  const [query, change] = useAddress();
  const reasonAgainst = useReasonAgainst();
  const roles: readonly string[] = useSession()?.officer.roles ?? [];
  const isOfficer = goodsOfficers.some((role) => roles.includes(role));
  const [from, to] = [query.get('from') ?? today, query.get('to') ?? addDays(today, 6)];
  const invalid = from === 'invalid' || to === 'invalid';
  const wrong = !invalid && from > to;
  const view = useView<{ readonly windows: readonly InspectionWindow[]; readonly appointments: readonly Appointment[] }>('goods.windows', invalid || wrong ? undefined : { from, to }, { topics, everyMilliseconds: 60_000 });
  const data = view.data?.data;
  const now = new Date(eventNow()).toISOString();
  const [booking, setBooking] = useState<InspectionWindow | undefined>(undefined);
  const [asked, setAsked] = useState<{ readonly what: 'cancel' | 'kept' | 'missed'; readonly row: Appointment } | undefined>(undefined);
  const [opening, setOpening] = useState(false);
  const placeOf = (windowId: string): string => { const window = data?.windows.find((one) => one.windowId === windowId); return window === undefined ? '' : `${window.pointCode} ${say(window.place)}`; };
  const noBooking = (window: InspectionWindow): string | undefined => reasonAgainst(bookers) ?? (window.startsAt <= now ? t('goodsAppointments.over') : window.booked >= window.capacity ? t('goodsAppointments.full') : undefined);
  const windows: readonly Column<InspectionWindow>[] = [
    { key: 'at', title: t('goodsAppointments.day'), sortValue: (window) => window.startsAt, cell: (window) => <span className="tg-nowrap">{dateTime(window.startsAt)}</span> },
    { key: 'place', title: t('goodsAppointments.place'), sortValue: (window) => window.pointCode, cell: (window) => <><span className="tg-code">{window.pointCode}</span> {say(window.place)}</> },
    { key: 'officers', title: t('goodsAppointments.officers'), align: 'end', sortValue: (window) => window.officers, cell: (window) => window.officers },
    { key: 'equipment', title: t('goodsAppointments.equipment'), cell: (window) => window.equipment.join(' · ') },
    { key: 'free', title: t('goodsAppointments.free'), align: 'end', sortValue: (window) => window.capacity - window.booked, cell: (window) => (window.booked >= window.capacity ? <Badge tone="neutral">{t('goodsAppointments.full')}</Badge> : t('goodsAppointments.freeOf', { free: window.capacity - window.booked, capacity: window.capacity })) },
    { key: 'book', title: t('goodsAppointments.act'), align: 'end', cell: (window) => <Button kind="bare" icon="plus" disabledReason={noBooking(window)} onPress={() => setBooking(window)}>{t('goodsAppointments.book')}</Button> },
  ];
  const bookings: readonly Column<Appointment>[] = [
    { key: 'at', title: t('goodsAppointments.day'), sortValue: (row) => row.startsAt, cell: (row) => <span className="tg-nowrap">{dateTime(row.startsAt)}</span> },
    { key: 'number', title: t('goodsAppointments.consignment'), sortValue: (row) => row.number, cell: (row) => <Link className="tg-code gd-number" to={consignmentPath(row.consignmentId)}>{row.number}</Link> },
    { key: 'kind', title: t('goods.kind'), sortValue: (row) => row.kind, cell: (row) => <KindName kind={row.kind} /> },
    { key: 'party', title: t('goodsAppointments.party'), sortValue: (row) => say(row.party), cell: (row) => say(row.party) },
    { key: 'place', title: t('goodsAppointments.place'), cell: (row) => placeOf(row.windowId) },
    { key: 'state', title: t('goodsAppointments.state'), cell: (row) => (row.endedAs === 'kept' || row.endedAs === 'missed' || row.endedAs === 'cancelled' ? <Status tone={row.endedAs === 'kept' ? 'done' : row.endedAs === 'missed' ? 'late' : 'quiet'}>{t(`goodsAppointments.ended.${row.endedAs}`)}</Status> : <Status tone={row.late ? 'late' : 'current'}>{t(row.late ? 'goodsAppointments.late' : 'goodsAppointments.open')}</Status>) },
    { key: 'act', title: t('goodsAppointments.act'), align: 'end', cell: (row) => row.endedAs === null && <span className="tg-nowrap">
      {isOfficer && <Button kind="bare" icon="check" disabledReason={reasonAgainst(customsRoles)} onPress={() => setAsked({ what: 'kept', row })}>{t('goodsAppointments.kept')}</Button>}
      {isOfficer && <Button kind="bare" icon="clock" disabledReason={reasonAgainst(customsRoles)} onPress={() => setAsked({ what: 'missed', row })}>{t('goodsAppointments.missed')}</Button>}
      <Button kind="bare" icon="cross" disabledReason={reasonAgainst(bookers) ?? (!isOfficer && row.startsAt <= now ? t('goodsAppointments.over') : undefined)} onPress={() => setAsked({ what: 'cancel', row })}>{t('goodsAppointments.cancel')}</Button>
    </span> },
  ];
  return (
    <div className="tg-page">
      <PageHeader title={t('goodsAppointments.title')} detail={t('goodsAppointments.detail')} actions={isOfficer && <Button icon="plus" disabledReason={reasonAgainst(customsRoles)} onPress={() => setOpening(true)}>{t('goodsAppointments.openWindows')}</Button>} />
      {isOfficer && <Queue />}
      <div className="gr-fields">
        <DateField label={t('goodsAppointments.from')} value={from} problem={from === 'invalid' ? t('goodsAppointments.dayNeeded') : wrong ? t('goodsAppointments.dayOrder') : undefined} onChange={(day) => change({ from: day })} />
        <DateField label={t('goodsAppointments.to')} value={to} problem={to === 'invalid' ? t('goodsAppointments.dayNeeded') : undefined} onChange={(day) => change({ to: day })} />
      </div>
      <Panel flush title={t('goodsAppointments.bookings')}><div className="gr-wide"><Table label={t('goodsAppointments.bookings')} columns={bookings} rows={data?.appointments} rowKey={(row) => row.appointmentId} error={view.error} onRetry={() => void view.refetch()} maximumHeight={420} tone={(row) => (row.late ? 'late' : row.endedAs === null ? undefined : 'quiet')} emptyTitle={t('goodsAppointments.noBookings')} /></div></Panel>
      <Panel flush title={t('goodsAppointments.windows')}><Table label={t('goodsAppointments.windows')} columns={windows} rows={data?.windows} rowKey={(window) => window.windowId} error={view.error} onRetry={() => void view.refetch()} maximumHeight={520} tone={(window) => (window.startsAt <= now || window.booked >= window.capacity ? 'quiet' : undefined)} emptyTitle={t('goodsAppointments.noWindows')} emptyDetail={t('goodsAppointments.noWindowsDetail')} /></Panel>
      {booking && <BookDialog window={booking} onClose={() => setBooking(undefined)} />}
      {asked?.what === 'cancel' && <GiveBackDialog row={asked.row} onClose={() => setAsked(undefined)} />}
      {asked !== undefined && asked.what !== 'cancel' && <KeepDialog row={asked.row} kept={asked.what === 'kept'} onClose={() => setAsked(undefined)} />}
      {opening && <OpenWindowsDialog today={today} onClose={() => setOpening(false)} />}
    </div>
  );
}

function Queue(): ReactNode {
  const { t, say, find, dateTime } = useGoodsWords();
  const view = useView<{ readonly waiting: readonly Waiting[] }>('goods.queue', {}, { topics, everyMilliseconds: 60_000 });
  const rows = view.data?.data.waiting;
  const columns: readonly Column<Waiting>[] = [
    { key: 'clock', title: t('goodsAppointments.clock'), width: '150px', cell: (row) => (row.dueAt === null || row.arrivedAt === null ? <span className="tg-muted">{t('goodsAppointments.notArrived')}</span> : <Clock dueAt={row.dueAt} startedAt={row.arrivedAt} label={t('goodsAppointments.clock')} />) },
    { key: 'number', title: t('goodsAppointments.consignment'), cell: (row) => <Link className="tg-code gd-number" to={consignmentPath(row.consignmentId)}>{row.number}</Link> },
    { key: 'kind', title: t('goods.kind'), cell: (row) => <KindName kind={row.kind} /> },
    { key: 'lane', title: t('evidence.lane'), cell: (row) => <LaneMark lane={row.lane} /> },
    { key: 'party', title: t('goodsAppointments.party'), cell: (row) => say(row.party) },
    { key: 'at', title: t('goodsAppointments.appointment'), cell: (row) => (row.startsAt === null ? <span className="tg-muted">–</span> : `${dateTime(row.startsAt)}${row.place === null ? '' : ` · ${say(row.place)}`}`) },
    { key: 'owed', title: t('goodsAppointments.owed'), cell: (row) => <span className="gd-long">{row.owed.map((step) => find(`steps.${step}`) ?? step).join(t('goods.comma'))}</span> },
  ];
  return <Panel flush title={t('goodsAppointments.queue')} actions={<span className="tg-muted">{t('goodsAppointments.queueDetail')}</span>}><div className="gr-wide"><Table label={t('goodsAppointments.queue')} columns={columns} rows={rows} rowKey={(row) => row.consignmentId} error={view.error} onRetry={() => void view.refetch()} maximumHeight={360} tone={(row) => (row.overdue ? 'wrong' : undefined)} emptyTitle={t('goodsAppointments.noQueue')} /></div></Panel>;
}
