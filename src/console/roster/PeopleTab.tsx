import { useMemo, useRef, type ReactNode } from 'react';
import { skillNames, tierNames } from '../../modules/roster/catalogue.ts';
import { useAddress, useTyped } from '../address.ts';
import { ToneMark } from '../design/Badge.tsx';
import { Checkbox } from '../design/Checkbox.tsx';
import { Panel } from '../design/Layout.tsx';
import { useKeys } from '../design/listening.ts';
import { Select } from '../design/Select.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { isTyping } from '../flights/BoardPage.tsx';
import { AwayMark, PaperMark } from './marks.tsx';
import { awayOf, standingOf, useRosterWords, type Person, type Staff } from './roster.ts';

/** The people of the staff, found by what stands in the address. */
export function PeopleTab({ staff, error, onRetry }: { readonly staff: Staff | undefined; readonly error: unknown; readonly onRetry: () => void }): ReactNode {
  const words = useRosterWords();
  const { t, named, skillName, tierName, number } = words;
  const [query, change] = useAddress();
  const [typed, setTyped] = useTyped('search');
  const field = useRef<HTMLInputElement>(null);
  useKeys((event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    field.current?.focus();
  });
  const today = staff?.today ?? '';
  const [tier, skill, port] = [query.get('tier'), query.get('skill'), query.get('port')];
  const [ending, away, gone] = [query.get('ends') === '30', query.get('away') === '1', query.get('gone') === '1'];
  const shown = useMemo(() => {
    const parts = (query.get('search') ?? '').toLowerCase().split(/\s+/).filter((part) => part !== '');
    return staff?.people.filter((one) => {
      const text = [one.staffNumber, one.nameEn, one.nameZh, one.team, one.loop, ...one.certificates.map((paper) => paper.number)].join(' ').toLowerCase();
      return parts.every((part) => text.includes(part)) && (tier === null || one.tier === tier) && (port === null || one.pointCode === port) && (gone || one.active)
        && (skill === null || one.certificates.some((paper) => paper.skill === skill && standingOf(paper, staff.today) !== 'ended'))
        && (!ending || one.certificates.some((paper) => standingOf(paper, staff.today) === 'ending')) && (!away || awayOf(one, staff.today) !== undefined);
    }).toSorted((one, other) => tierNames.indexOf(one.tier) - tierNames.indexOf(other.tier));
  }, [staff, query, tier, skill, port, ending, away, gone]);
  const columns = useMemo<readonly Column<Person>[]>(() => [
    { key: 'number', title: t('roster.number'), sortValue: (one) => one.staffNumber, cell: (one) => <span className="tg-code tg-nowrap">{one.staffNumber}</span> },
    { key: 'name', title: t('roster.name'), sortValue: named, cell: (one) => <strong className="tg-nowrap">{named(one)}</strong> },
    { key: 'tier', title: t('roster.tier'), sortValue: (one) => tierNames.indexOf(one.tier), cell: (one) => <span className="tg-nowrap">{tierName(one.tier)}</span> },
    { key: 'port', title: t('roster.port'), sortValue: (one) => one.pointCode, cell: (one) => one.pointCode },
    { key: 'team', title: t('roster.team'), sortValue: (one) => one.team, cell: (one) => one.team || <span className="tg-muted">–</span> },
    { key: 'loop', title: t('roster.loop'), sortValue: (one) => one.loop, cell: (one) => one.loop || <span className="tg-muted">–</span> },
    { key: 'certificates', title: t('roster.certificates'), sortValue: (one) => one.certificates.map((paper) => paper.validUntil ?? '9999').toSorted()[0], cell: (one) => (one.certificates.length === 0 ? <span className="tg-muted">{t('roster.noCertificates')}</span> : <span className="ro-papers">{one.certificates.map((paper) => <PaperMark key={paper.skill} paper={paper} today={today} />)}</span>) },
    { key: 'away', title: t('roster.away'), sortValue: (one) => awayOf(one, today)?.fromDay, cell: (one) => <AwayMark person={one} today={today} /> },
    { key: 'account', title: t('roster.account'), sortValue: (one) => Number(one.hasAccount), cell: (one) => (one.hasAccount ? t('roster.tied') : <span className="tg-muted">{t('roster.notTied')}</span>) },
  ], [t, named, tierName, today]);
  const there = staff?.people.filter((one) => one.active);
  return (
    <div className="tg-stack">
      {there && (
        <div className="gd-chips" role="group" aria-label={t('roster.byTier')}>
          {tierNames.map((name) => {
            const count = there.filter((one) => one.tier === name).length;
            return <button key={name} type="button" className={count === 0 ? 'gd-chip gd-chip-none' : 'gd-chip'} aria-pressed={tier === name} onClick={() => change({ tier: tier === name ? undefined : name })}>{tierName(name)} <strong>{number(count)}</strong></button>;
          })}
          <Fast on={away} tone="quiet" name={t('roster.awayOnly')} count={there.filter((one) => awayOf(one, today) !== undefined).length} onPress={() => change({ away: away ? undefined : '1' })} />
          <Fast on={ending} tone="late" name={t('roster.endsSoon')} count={there.filter((one) => one.certificates.some((paper) => standingOf(paper, today) === 'ending')).length} onPress={() => change({ ends: ending ? undefined : '30' })} />
        </div>
      )}
      <div className="tg-filters">
        <div className="tg-filters-search"><TextField ref={field} label={t('roster.search')} type="search" value={typed} placeholder={t('roster.searchHint')} onChange={setTyped} /></div>
        <Select label={t('roster.skill')} value={skill ?? 'all'} allowEmpty={false} onChange={(next) => change({ skill: next === 'all' ? undefined : next })} options={[{ value: 'all', label: t('roster.allSkills') }, ...skillNames.map((one) => ({ value: one, label: skillName(one) }))]} />
        <Select label={t('roster.port')} value={port ?? 'all'} allowEmpty={false} onChange={(next) => change({ port: next === 'all' ? undefined : next })} options={[{ value: 'all', label: t('roster.allPorts') }, ...words.portOptions]} />
        <Checkbox label={t('roster.withGone')} value={gone} onChange={(next) => change({ gone: next ? '1' : undefined })} />
      </div>
      <Panel flush title={shown && t('roster.people', { count: shown.length })}>
        <div className="ro-wide"><Table label={t('roster.staffList')} columns={columns} rows={shown} rowKey={(one) => one.personId} selectedKey={query.get('person') ?? undefined} onOpen={(one) => change({ person: one.personId })} error={error} onRetry={onRetry} groupOf={(one) => tierName(one.tier)}
          tone={(one) => (one.active ? undefined : 'quiet')} emptyTitle={t(staff?.people.length === 0 ? 'roster.noPeople' : 'roster.noMatch')} emptyDetail={t(staff?.people.length === 0 ? 'roster.noPeopleDetail' : 'roster.noMatchDetail')} /></div>
      </Panel>
    </div>
  );
}

function Fast({ on, tone, name, count, onPress }: { readonly on: boolean; readonly tone: 'late' | 'quiet'; readonly name: string; readonly count: number; readonly onPress: () => void }): ReactNode {
  const { number } = useRosterWords();
  return <button type="button" className={count === 0 ? 'gd-chip gd-chip-none' : 'gd-chip'} aria-pressed={on} onClick={onPress}>{count > 0 && <ToneMark tone={tone} />}{name} <strong>{number(count)}</strong></button>;
}
