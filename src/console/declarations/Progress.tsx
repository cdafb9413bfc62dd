import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Bar } from '../design/Bar.tsx';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { Select } from '../design/Select.tsx';
import { Stat, Stats } from '../design/Stat.tsx';
import { Table } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { personPath } from '../flights/desk/person-path.ts';
import { useRights } from '../lists/rights.ts';
import { useWords } from '../words.tsx';
import { cardStates, languageName, stateTones, type CardState, type Declarant, type FlightCards, type Leader, type Mail, type useCardActions } from './declaring.ts';

type Group = { readonly delegation: string | null; readonly persons: readonly Declarant[] };
const count = (persons: readonly Declarant[], state: CardState): number => persons.filter((person) => person.state === state).length;

/** Shows how far each delegation and each person is; a delegation is reminded from its own row. */
export function Progress({ flightId, cards, actions }: { readonly flightId: string; readonly cards: FlightCards; readonly actions: ReturnType<typeof useCardActions> }): ReactNode {
  const { t } = useWords();
  const { persons } = cards;
  const withoutCard = persons.filter((person) => !person.invited).length;
  return (
    <div className="tg-stack">
      <Stats>
        <Stat label={t('declaring.people')} value={cards.total} />
        <Stat label={t('declaring.complete')} value={cards.complete} />
        <Stat label={t('declaring.begun')} value={count(persons, 'begun')} />
        <Stat label={t('declaring.notBegun')} value={count(persons, 'notBegun')} />
        <Stat label={t('declaring.supplement')} value={count(persons, 'supplement')} {...(count(persons, 'supplement') > 0 ? { tone: 'late' as const } : {})} />
        <Stat label={t('declaring.withoutCard')} value={withoutCard} {...(withoutCard > 0 ? { tone: 'late' as const } : {})} />
        <div className="tg-stat dc-stat-bar"><span className="tg-stat-label">{t('declaring.complete')}</span><Bar label={t('declaring.complete')} hideLabel done={cards.complete} total={cards.total} /></div>
      </Stats>
      {cards.total > 0 && <Delegations flightId={flightId} cards={cards} actions={actions} />}
      <People persons={persons} />
    </div>
  );
}

function Delegations({ flightId, cards, actions }: { readonly flightId: string; readonly cards: FlightCards; readonly actions: ReturnType<typeof useCardActions> }): ReactNode {
  const { t } = useWords();
  const [query, change] = useAddress();
  const leaders = useView<{ readonly leaders: readonly Leader[] }>('declarations.leaders', {}, { topics: ['declarations'] });
  const groups = new Map<string | null, Declarant[]>();
  for (const person of cards.persons) groups.set(person.delegation, [...(groups.get(person.delegation) ?? []), person]);
  const rows: readonly Group[] = [...groups].map(([delegation, persons]) => ({ delegation, persons }));
  const leaderOf = (delegation: string | null): number => leaders.data?.data.leaders.filter((leader) => leader.delegation === delegation && leader.revokedAt === null).length ?? 0;
  const selected = query.get('delegation');
  const reason = (group: Group): string | undefined => (group.delegation === null ? t('declaring.noDelegation') : !cards.mailReady ? t('declaring.noMailShort') : count(group.persons, 'complete') === group.persons.length ? t('declaring.nothingOwed') : undefined);
  return (
    <Panel flush title={t('declaring.delegations')}>
      <Table label={t('declaring.delegations')} rows={rows} rowKey={(group) => group.delegation ?? '-'} selectedKey={selected ?? undefined} {...(rows.length > 8 ? { maximumHeight: 340 } : {})}
        onOpen={(group) => change({ delegation: selected === (group.delegation ?? '-') ? undefined : group.delegation ?? '-' })} sort={{ key: 'progress' }} columns={[
          { key: 'delegation', title: t('declaring.delegation'), sortValue: (group) => group.delegation, cell: (group) => <strong>{group.delegation ?? t('declaring.noDelegation')}</strong> },
          { key: 'progress', title: t('declaring.progress'), width: '34%', sortValue: (group) => count(group.persons, 'complete') / group.persons.length, cell: (group) => <Bar label={group.delegation ?? t('declaring.noDelegation')} hideLabel done={count(group.persons, 'complete')} total={group.persons.length} /> },
          { key: 'notBegun', title: t('declaring.notBegun'), align: 'end', sortValue: (group) => count(group.persons, 'notBegun'), cell: (group) => count(group.persons, 'notBegun') },
          { key: 'begun', title: t('declaring.begun'), align: 'end', sortValue: (group) => count(group.persons, 'begun'), cell: (group) => count(group.persons, 'begun') },
          { key: 'supplement', title: t('declaring.supplement'), align: 'end', sortValue: (group) => count(group.persons, 'supplement'), cell: (group) => count(group.persons, 'supplement') },
          { key: 'leader', title: t('declaring.leader'), sortValue: (group) => leaderOf(group.delegation), cell: (group) => (leaderOf(group.delegation) > 0 ? <Status tone="done">{t('declaring.yes')}</Status> : <span className="tg-muted">{t('declaring.noLeader')}</span>) },
          { key: 'chase', title: t('declaring.chase'), align: 'end', cell: (group) => (
            <span className="dc-chase">
              <Button kind="bare" icon="courier" disabledReason={reason(group)} onPress={() => actions.send({ flightId, delegation: group.delegation! })}>{t('declaring.sendShort')}</Button>
              <Button kind="bare" icon="report" disabledReason={reason(group)} onPress={() => actions.remind({ flightId, delegation: group.delegation! })}>{t('declaring.remindShort')}</Button>
            </span>) },
        ]} />
    </Panel>
  );
}

/** Says what became of the newest message to somebody. */
export function MailState({ mail, hasAddress }: { readonly mail: Mail | null; readonly hasAddress: boolean }): ReactNode {
  const { t, dateTime } = useWords();
  if (mail === null) return <span className="tg-muted">{t(hasAddress ? 'declaring.mail.none' : 'declaring.mail.noAddress')}</span>;
  const tone = { waiting: 'current', sent: 'done', failed: 'wrong', dropped: 'quiet' } as const;
  const state = mail.state === 'waiting' && mail.attempts > 0 && mail.status !== null ? t('declaring.mail.retrying', { count: mail.attempts }) : t(`declaring.mail.${mail.state}`);
  return (
    <span className="dc-mail">
      <Status tone={mail.state === 'waiting' && mail.status !== null ? 'late' : tone[mail.state]}>{state}</Status>
      <span className="tg-muted">{t(`declaring.mail.${mail.kind}`)} · {dateTime(mail.at)}</span>
      {mail.status !== null && (mail.state === 'failed' || mail.state === 'waiting') && <span className="dc-mail-why">{mail.status}</span>}
    </span>
  );
}

function People({ persons }: { readonly persons: readonly Declarant[] }): ReactNode {
  const words = useWords();
  const { t, dateTime } = words;
  const [query, change] = useAddress();
  const [text, setText] = useState('');
  const opens = useRights().opens('/person/:caseId');
  const state = cardStates.find((one) => one === query.get('state'));
  const delegation = query.get('delegation') ?? undefined;
  const sought = text.trim().toLowerCase();
  const shown = persons.filter((person) => (state === undefined || person.state === state) && (delegation === undefined || (person.delegation ?? '-') === delegation)
    && (sought === '' || `${person.name} ${person.delegation ?? ''}`.toLowerCase().includes(sought)));
  const delegations = [...new Set(persons.map((person) => person.delegation ?? '-'))].sort();
  return (
    <>
      <div className="tg-filters">
        <div className="dc-search"><TextField label={t('declaring.search')} type="search" value={text} onChange={setText} /></div>
        <Select label={t('declaring.state')} value={state ?? 'all'} allowEmpty={false} onChange={(value) => change({ state: value === 'all' ? undefined : value })}
          options={[{ value: 'all', label: t('declaring.stateAll') }, ...cardStates.map((one) => ({ value: one, label: `${t(`declaring.${one}`)} (${count(persons, one)})` }))]} />
        <Select label={t('declaring.delegation')} value={delegation ?? 'all'} allowEmpty={false} onChange={(value) => change({ delegation: value === 'all' ? undefined : value })}
          options={[{ value: 'all', label: t('declaring.everyDelegation') }, ...delegations.map((one) => ({ value: one, label: one === '-' ? t('declaring.noDelegation') : one }))]} />
      </div>
      <Panel flush>
        <Table label={t('declaring.people')} rows={shown} rowKey={(person) => person.caseId} sort={{ key: 'state' }} emptyTitle={t(persons.length === 0 ? 'declaring.nobody' : 'declaring.nobodyFits')} emptyDetail={persons.length === 0 ? t('declaring.nobodyDetail') : ''} columns={[
          { key: 'person', title: t('declaring.person'), sortValue: (person) => person.name, cell: (person) => (opens ? <Link to={personPath(person.caseId)}>{person.name}</Link> : person.name) },
          { key: 'delegation', title: t('declaring.delegation'), sortValue: (person) => person.delegation, cell: (person) => person.delegation ?? '–' },
          { key: 'state', title: t('declaring.state'), sortValue: (person) => cardStates.indexOf(person.state), cell: (person) => <Status tone={person.invited ? stateTones[person.state] : 'late'}>{t(person.invited ? `declaring.${person.state}` : 'declaring.withoutCard')}</Status> },
          { key: 'language', title: t('declaring.language'), sortValue: (person) => person.language, cell: (person) => (person.language === null ? '–' : languageName(words, person.language)) },
          { key: 'message', title: t('declaring.message'), sortValue: (person) => person.mail?.state, cell: (person) => <MailState mail={person.mail} hasAddress={person.hasAddress} /> },
          { key: 'filed', title: t('declaring.filedAt'), sortValue: (person) => person.filedAt, cell: (person) => (person.filedAt === null ? '–' : <span className="tg-nowrap">{dateTime(person.filedAt)}</span>) },
          { key: 'checked', title: t('declaring.checked'), sortValue: (person) => Number(person.checked), cell: (person) => (person.checked ? <Status tone="done">{t('declaring.yes')}</Status> : <span className="tg-muted">{t('declaring.no')}</span>) },
        ]} />
      </Panel>
    </>
  );
}
