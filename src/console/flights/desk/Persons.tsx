import { useState, type ReactNode } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { findStep } from '../../../modules/prescribed/catalogue.ts';
import type { PersonCard } from '../../../modules/travellers/shapes.ts';
import { Badge, Status } from '../../design/Badge.tsx';
import { Clock } from '../../design/Clock.tsx';
import { Panel } from '../../design/Layout.tsx';
import { Select } from '../../design/Select.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useWords } from '../../words.tsx';
import { useDesk, useDeskView } from './desk.ts';
import { personPath } from './person-path.ts';

const filters = ['owed', 'overdue', 'abnormal', 'done', 'absent', 'all'] as const;

/** Lists who is still where: every person with what each owes next and where, by filter, step and name. */
export function Persons(): ReactNode {
  const { t, find } = useWords();
  const { flight, show } = useDesk();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const [text, setText] = useState('');
  const filter = query.get('show') ?? (query.get('step') === null ? 'owed' : 'all');
  const step = query.get('step') ?? undefined;
  const input = { flightId: flight.flightId, ...(filter === 'all' ? {} : { filter }), ...(step === undefined ? {} : { step }), ...(text.trim() === '' ? {} : { query: text.trim() }), limit: 1000 };
  const view = useDeskView<{ readonly total: number; readonly persons: readonly PersonCard[] }>('travellers.persons', input);
  const persons = view.data?.data.persons;
  const steps = flight.bars.filter((bar) => findStep(bar.step)?.caseKind === 'traveller');
  const byStation = new Map<string, number>();
  for (const person of persons ?? []) {
    const station = person.owed[0]?.station;
    if (station !== undefined) byStation.set(station, (byStation.get(station) ?? 0) + 1);
  }
  const columns: readonly Column<PersonCard>[] = [
    { key: 'seat', title: t('design.seat'), width: '56px', sortValue: (person) => person.seat ?? '', cell: (person) => person.seat ?? <span className="tg-muted">–</span> },
    {
      key: 'name', title: t('flights.person'), sortValue: (person) => `${person.surname} ${person.givenNames}`,
      cell: (person) => <span className="fl-person"><strong>{person.surname}</strong> {person.givenNames}{person.nativeName !== null && <span className="tg-muted"> {person.nativeName}</span>}
        {person.kind === 'crew' && <Badge>{t('flights.crew')}</Badge>}{person.foundOutsideList && <Badge tone="late">{t('flights.outsideList')}</Badge>}{person.abnormal && <Badge tone="wrong">{t('flights.abnormal')}</Badge>}</span>,
    },
    { key: 'delegation', title: t('design.delegation'), sortValue: (person) => person.delegation ?? '', cell: (person) => person.delegation ?? person.nationality ?? <span className="tg-muted">–</span> },
    {
      key: 'where', title: t('flights.nextAt'), sortValue: (person) => person.owed[0]?.station ?? '',
      cell: (person) => (person.owed[0] === undefined ? <Status tone={person.absent ? 'quiet' : 'done'}>{person.absent ? t('flights.absent') : t('flights.personDone')}</Status> : find(`stations.${person.owed[0].station}`) ?? person.owed[0].station),
    },
    { key: 'owed', title: t('flights.owes'), cell: (person) => <span className="fl-owes">{person.owed.map((owed) => find(`steps.${owed.step}`) ?? owed.step).join(t('shell.comma'))}</span> },
    {
      key: 'due', title: t('flights.clock'), width: '120px', sortValue: (person) => earliest(person) ?? '9',
      cell: (person) => {
        const due = earliest(person);
        return due === undefined ? <span className="tg-muted">–</span> : <Clock dueAt={due} warnMinutes={60} label={t('flights.nextDue')} />;
      },
    },
  ];
  return (
    <div className="tg-stack">
      <div className="tg-row fl-filters">
        <Select label={t('flights.showing')} value={filter} allowEmpty={false} onChange={(value) => show({ show: value })} options={filters.map((one) => ({ value: one, label: t(`flights.show.${one}`) }))} />
        <Select label={t('flights.step')} value={step ?? 'any'} allowEmpty={false} onChange={(value) => show({ step: value === 'any' ? undefined : value })}
          options={[{ value: 'any', label: t('flights.anyStep') }, ...steps.map((bar) => ({ value: bar.step, label: `${find(`steps.${bar.step}`) ?? bar.step}${bar.owed > 0 ? ` (${bar.owed})` : ''}` }))]} />
        <div className="tg-filters-search"><TextField label={t('flights.searchPerson')} type="search" value={text} onChange={setText} /></div>
      </div>
      {byStation.size > 0 && <ul className="fl-where" aria-label={t('flights.whereLabel')}>{[...byStation].sort((a, b) => b[1] - a[1]).map(([station, count]) => <li key={station}><strong>{count}</strong> {find(`stations.${station}`) ?? station}</li>)}</ul>}
      <Panel flush>
        <Table label={t('flights.tab.persons')} columns={columns} rows={persons} rowKey={(person) => person.caseId} error={view.error} onRetry={() => void view.refetch()} onOpen={(person) => void navigate(personPath(person.caseId, person.owed[0]?.step))}
          tone={(person) => (person.abnormal ? 'wrong' : person.ended ? 'quiet' : undefined)} emptyTitle={t('flights.nobodyMatches')} maximumHeight={560} />
      </Panel>
    </div>
  );
}

function earliest(person: PersonCard): string | undefined {
  return person.owed.flatMap((owed) => owed.dueAt ?? []).sort()[0];
}
