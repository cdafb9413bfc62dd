import { useMemo, type ReactNode } from 'react';
import { staffKeepers } from '../../modules/roster/rules/roles.ts';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { Badge, Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useReasonAgainst } from '../staff/staff.ts';
import { CallUpDrawer } from './CallUpDrawer.tsx';
import { PeopleBar } from './marks.tsx';
import { NewCallUpDialog } from './NewCallUpDialog.tsx';
import { isOpen, partsOf, stateTones, useRosterWords, type CallUp } from './roster.ts';
import './roster.css';

const topics = ['callUps', 'attendance', 'roster'];

/** The call-ups: those that are open first, who comes, and what is short. */
export function CallUpsPage(): ReactNode {
  const words = useRosterWords();
  const { t, skillName, tierName, span, by, number } = words;
  const [query, change] = useAddress();
  const reason = useReasonAgainst()(staffKeepers);
  const view = useView<{ readonly callUps: readonly CallUp[] }>('roster.callUps', {}, { topics, everyMilliseconds: 30_000 });
  const all = useMemo(() => view.data?.data.callUps.toSorted((one, other) => Number(isOpen(other)) - Number(isOpen(one)) || (isOpen(one) ? (one.startsAt < other.startsAt ? -1 : 1) : one.startsAt < other.startsAt ? 1 : -1)), [view.data]);
  const opened = all?.find((one) => one.callUpId === query.get('open'));
  const open = all?.filter(isOpen) ?? [];
  const waiting = open.filter((one) => one.state === 'waiting').length;
  const columns = useMemo<readonly Column<CallUp>[]>(() => [
    { key: 'state', title: t('roster.callUpState'), cell: (one) => <Status tone={stateTones[one.state]}>{t(`roster.callUp.${one.state}`)}</Status> },
    { key: 'what', title: t('roster.forWhat'), cell: (one) => <span className="ro-two"><strong>{skillName(one.skill)} · {one.pointCode}</strong><span className="tg-muted">{tierName(one.tier)}{one.urgent ? ` · ${t('roster.urgent')}` : ''}</span></span> },
    { key: 'time', title: t('roster.time'), cell: (one) => <span className="tg-nowrap">{span(one.startsAt, one.endsAt)}</span> },
    { key: 'people', title: t('roster.whoComes'), width: '260px', cell: (one) => <PeopleBar callUp={one} /> },
    { key: 'forecast', title: t('roster.forecast'), cell: (one) => (one.probability === null ? <span className="tg-muted">{t('roster.noForecast')}</span> : <span className="ro-two"><span className="tg-nowrap">{t('roster.probability', { percent: `${number(Math.round(one.probability * 100))} %` })}</span>{one.underCover !== null && <span className="tg-muted">{t('roster.underCover', { count: one.underCover })}</span>}</span>) },
    { key: 'who', title: t('roster.decidedBy'), cell: (one) => <span className="ro-two"><span className="tg-nowrap">{t('roster.calledByName', { name: by(one.by) })}</span><span className="tg-muted">{one.decided !== null ? t(one.decided.note === 'approved' ? 'roster.approvedBy' : 'roster.refusedBy', { name: by(one.decided.by) }) : one.state === 'waiting' ? t('roster.waitsFor') : t('roster.needsNobody')}</span></span> },
  ], [t, skillName, tierName, span, by, number]);
  return (
    <div className="tg-page">
      <PageHeader title={t('roster.callUps')} detail={t('roster.callUpsDetail')} status={all && <><Badge>{t('roster.openCount', { count: open.length })}</Badge>{waiting > 0 && <Badge tone="late">{t('roster.callUp.waiting')} {number(waiting)}</Badge>}</>}
        actions={<Button kind="primary" icon="plus" disabledReason={reason} onPress={() => change({ do: 'new' })}>{t('roster.newCallUp')}</Button>} />
      <Panel flush>
        <div className="ro-wide ro-calls"><Table label={t('roster.callUps')} columns={columns} rows={all} rowKey={(one) => one.callUpId} groupOf={(one) => t(isOpen(one) ? 'roster.open' : 'roster.past')} selectedKey={opened?.callUpId} onOpen={(one) => change({ open: one.callUpId })}
          error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('roster.noCallUps')} emptyDetail={t('roster.noCallUpsDetail')} tone={(one) => (!isOpen(one) ? 'quiet' : one.state === 'called' && partsOf(one).short > 0 ? 'wrong' : one.state === 'waiting' ? 'late' : undefined)} /></div>
      </Panel>
      {opened && <CallUpDrawer key={opened.callUpId} callUp={opened} onClose={() => change({ open: undefined })} />}
      {query.get('do') === 'new' && <NewCallUpDialog onClose={(callUpId) => change({ ...Object.fromEntries(['do', 'tier', 'point', 'skill', 'from', 'until', 'wanted', 'forecast', 'probability', 'underCover'].map((name) => [name, undefined])), ...(callUpId === undefined ? {} : { open: callUpId }) })} />}
    </div>
  );
}
