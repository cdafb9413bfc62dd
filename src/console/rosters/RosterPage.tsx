import { useMemo, useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { checkPlan } from '../../modules/roster/rules/checking-plan.ts';
import type { PlanViolation } from '../../modules/roster/rules/checking-plan.ts';
import { skillNames, tierNames } from '../../modules/roster/catalogue.ts';
import type { Assignment } from '../../modules/roster/shapes/planning.ts';
import { useAddress, useTyped } from '../address.ts';
import { useAct, useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Checkbox } from '../design/Checkbox.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Select } from '../design/Select.tsx';
import { Stat, Stats } from '../design/Stat.tsx';
import { EmptyState, ErrorState, Skeleton } from '../design/States.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useRolesReason } from '../devices/marks.tsx';
import { useWords } from '../words.tsx';
import { DayCover } from './DayCover.tsx';
import { Grid, ruleText } from './Grid.tsx';
import { PublishDialog, ReplanDialog } from './RosterDialogs.tsx';
import { plannerRoles, RosterMark } from './RostersPage.tsx';
import { dayText, failureText, keyOf, rosterTopics, type Edit, type WholeRoster } from './shapes.ts';
import { SwapsPanel } from './SwapsPanel.tsx';
import { VersionsPanel } from './VersionsPanel.tsx';
import './rosters.css';

const page = 60;

/** One roster: people by days, what breaks and why, need against duty, versions; changed, planned again and published here. */
export function RosterPage(): ReactNode {
  const { rosterId = '' } = useParams();
  const { t } = useWords();
  const view = useView<WholeRoster>('roster.roster', { rosterId }, { topics: rosterTopics, everyMilliseconds: 5_000 });
  const whole = view.data?.data;
  if (whole === undefined) return <div className="tg-page"><PageHeader title={t('rosters.one')} crumbs={[{ title: t('rosters.title'), to: '/rosters' }]} />{view.error ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : <Skeleton lines={8} />}</div>;
  return <Roster key={whole.roster.newest} whole={whole} />;
}

function Roster({ whole }: { readonly whole: WholeRoster }): ReactNode {
  const words = useWords();
  const { t, find, say, number } = words;
  const notify = useNotify();
  const reasonAgainst = useRolesReason();
  const { roster, problem } = whole;
  const [query, change] = useAddress();
  const [typed, setTyped] = useTyped('search');
  const [edits, setEdits] = useState<ReadonlyMap<string, Edit>>(new Map());
  const [why, setWhy] = useState('');
  const [day, setDay] = useState(0);
  const [most, setMost] = useState(page);
  const save = useAct<unknown, { ordinal: number }>('roster.edit', { topics: rosterTopics });
  const reason = reasonAgainst(plannerRoles);
  const cells = useMemo(() => new Map(whole.cells.map((cell) => [keyOf(cell.person, cell.day), cell])), [whole.cells]);
  const assignments = useMemo<readonly Assignment[]>(() => {
    const kept = whole.cells.filter((cell) => cell.shift !== null && !edits.has(keyOf(cell.person, cell.day)));
    const firstSkill = (person: string): string => problem.people.find((one) => one.person === person)?.skills[0]?.skill ?? '';
    const entered = [...edits].flatMap(([key, edit]): Assignment[] => {
      if (edit.shift === null) return [];
      const [person = '', at = ''] = key.split(' ');
      const before = cells.get(key);
      const breaks = problem.shiftTypes.find((type) => type.shift === edit.shift)?.breaks;
      const breaksAt = before?.shift === edit.shift ? before.breaksAt : breaks === undefined ? [] : Array.from({ length: breaks.count }, (_, place) => breaks.earliest + place * breaks.minutes);
      return [{ person, day: Number(at), shift: edit.shift, skill: edit.skill ?? before?.skill ?? firstSkill(person), ...(breaksAt.length === 0 ? {} : { breaksAt: [...breaksAt] }) }];
    });
    return [...kept.map((cell) => ({ person: cell.person, day: cell.day, shift: cell.shift!, skill: cell.skill!, ...(cell.breaksAt.length === 0 ? {} : { breaksAt: [...cell.breaksAt] }) })), ...entered];
  }, [whole.cells, edits, cells, problem]);
  const check = useMemo(() => {
    // What is being changed is not held to the locks that it changes.
    const unlocked = edits.size === 0 ? problem : { ...problem, people: problem.people.map((person) => ({ ...person, locked: person.locked.filter((lock) => !edits.has(keyOf(person.person, lock.day))) })) };
    return checkPlan(unlocked, assignments);
  }, [problem, assignments, edits]);
  const broken = useMemo(() => {
    const found = new Map<string, PlanViolation[]>();
    for (const one of check.violations) found.set(keyOf(one.person, one.day), [...(found.get(keyOf(one.person, one.day)) ?? []), one]);
    return found;
  }, [check]);
  const tier = query.get('tier') ?? undefined;
  const skill = query.get('skill') ?? undefined;
  const onlyBroken = query.get('broken') === '1';
  const people = useMemo(() => {
    const wanted = (query.get('search') ?? '').toLowerCase().split(/\s+/u).filter((part) => part !== '');
    const bad = new Set(check.violations.map((one) => one.person));
    return problem.people.filter((person) => {
      const name = whole.names[person.person];
      const text = [name?.en, name?.zh, name?.staffNumber, person.team, person.group].join(' ').toLowerCase();
      return wanted.every((part) => text.includes(part)) && (tier === undefined || person.tier === tier) && (skill === undefined || person.skills.some((one) => one.skill === skill)) && (!onlyBroken || bad.has(person.person));
    }).toSorted((one, other) => tierNames.indexOf(one.tier) - tierNames.indexOf(other.tier) || (one.team ?? '').localeCompare(other.team ?? '') || (whole.names[one.person]?.staffNumber ?? '').localeCompare(whole.names[other.person]?.staffNumber ?? ''));
  }, [problem, whole.names, query, tier, skill, onlyBroken, check]);
  const worth = whole.versions.find((version) => version.ordinal === whole.ordinal)?.worth;
  const solved = whole.versions.find((version) => version.worth.lowerBound !== null)?.worth;
  const hours = check.underCover.reduce((sum, one) => sum + one.missing / 4, 0);
  const put = (changes: readonly { readonly person: string; readonly day: number; readonly edit: Edit }[]): void => setEdits((now) => {
    const next = new Map(now);
    for (const one of changes) {
      const key = keyOf(one.person, one.day);
      const cell = cells.get(key);
      if ((cell?.shift ?? null) === one.edit.shift && (cell?.locked ?? false) === one.edit.locked) next.delete(key);
      else next.set(key, one.edit);
    }
    return next;
  });
  const lastDay = dayText(roster.firstDay, roster.days - 1);
  const blocked = reason ?? (edits.size > 0 ? t('rosters.publishedBlocked') : undefined);
  return (
    <div className="tg-page">
      <PageHeader title={`${roster.pointCode} ${words.date(roster.firstDay)} – ${words.date(lastDay)}`} crumbs={[{ title: t('rosters.title'), to: '/rosters' }]} status={<RosterMark row={roster} />} detail={whole.ordinal > 0 ? t('rosters.version', { count: whole.ordinal }) : undefined}
        actions={<><Button icon="plan" disabledReason={blocked} onPress={() => change({ do: 'replan' })}>{t('rosters.doReplan')}</Button><Button kind="primary" icon="check" disabledReason={blocked} onPress={() => change({ do: 'publish' })}>{t('rosters.doPublish')}</Button></>} />
      {roster.planning && <p className="ro-note" role="status">{t('rosters.planningNow')}</p>}
      {!roster.planning && roster.failure !== null && <p className="ro-note ro-wrong" role="alert">{t('rosters.failedWhy', { reason: failureText(words, roster.failure) })}</p>}
      {whole.ordinal === 0 ? <EmptyState title={t('rosters.plannedNothing')} /> : (
        <>
          <Stats>
            <Stat label={t('rosters.assigned')} value={assignments.length} />
            <Stat label={t('rosters.underCover')} value={t('rosters.hours', { count: number(hours, 1) })} {...(hours > 0 ? { tone: 'late' as const } : {})} />
            <Stat label={t('rosters.broken')} value={check.violations.length} {...(check.violations.length > 0 ? { tone: 'wrong' as const } : {})} />
            <Stat label={t('rosters.objective')} value={number(check.objective, 1)} note={worth?.gap === null || worth?.gap === undefined || edits.size > 0 ? solved?.lowerBound === null || solved === undefined ? t('rosters.gapNone') : `${t('rosters.bound')} ${number(solved.lowerBound!, 1)}` : t('rosters.gapOf', { gap: `${number(worth.gap * 100, 2)}%` })} />
            {check.activationDays.length > 0 && <Stat label={t('rosters.tier.emergency')} value={check.activationDays.length} tone="late" note={t('rosters.emergencyDays', { count: check.activationDays.length })} to="/call-ups" />}
          </Stats>
          <div className="tg-filters">
            <div className="tg-filters-search"><TextField label={t('rosters.search')} type="search" value={typed} placeholder={t('rosters.searchHint')} onChange={setTyped} /></div>
            <Select label={t('rosters.tier')} value={tier ?? 'all'} allowEmpty={false} onChange={(next) => change({ tier: next === 'all' ? undefined : next })} options={[{ value: 'all', label: t('rosters.allTiers') }, ...tierNames.map((one) => ({ value: one, label: t(`rosters.tier.${one}`) }))]} />
            <Select label={t('rosters.skill')} value={skill ?? 'all'} allowEmpty={false} onChange={(next) => change({ skill: next === 'all' ? undefined : next })} options={[{ value: 'all', label: t('rosters.allSkills') }, ...skillNames.map((one) => ({ value: one, label: find(`skills.${one}`) ?? one }))]} />
            <Checkbox label={t('rosters.onlyBroken')} value={onlyBroken} onChange={(next) => change({ broken: next ? '1' : undefined })} />
            <span className="tg-muted">{t('rosters.shownOf', { shown: Math.min(most, people.length), count: people.length })}</span>
          </div>
          {edits.size > 0 && (
            <div className="ro-saving" role="status">
              <strong>{t('rosters.changes', { count: edits.size })}</strong>
              <div className="tg-filters-search"><TextField label={t('rosters.why')} value={why} maxLength={200} onChange={setWhy} /></div>
              <Button kind="primary" icon="check" pending={save.pending} disabledReason={why.trim() === '' ? t('rosters.wrongMissing', { field: t('rosters.why') }) : reason} onPress={() => {
                void save.run({ rosterId: roster.rosterId, newest: roster.newest, reason: why.trim(), cells: [...edits].map(([key, edit]) => {
                  const [person = '', at = ''] = key.split(' ');
                  return { personId: person, day: dayText(roster.firstDay, Number(at)), shift: edit.shift, locked: edit.locked };
                }) }).then((answer) => { if (answer?.ok) notify(t('rosters.saved', { count: answer.result.ordinal })); });
              }}>{t('rosters.doSave')}</Button>
              <Button onPress={() => setEdits(new Map())}>{t('rosters.doDiscard')}</Button>
              {save.refusal && <p className="tg-problem" role="alert">{words.refusal(save.refusal)}</p>}
            </div>
          )}
          <Panel flush>
            <Grid whole={whole} people={people.slice(0, most)} cells={cells} edits={edits} broken={broken} mayEdit={reason === undefined && !roster.planning} selectedDay={day} onSelectDay={setDay} onEdit={put} />
            {people.length > most && <div className="ro-more"><Button onPress={() => setMost(most + page)}>{t('rosters.doMore')}</Button></div>}
          </Panel>
          <p className="tg-muted ro-keys">{t('rosters.keys')}</p>
          <DayCover problem={problem} assignments={assignments} day={day} />
          <div className="ro-columns">
            <Panel title={t('rosters.breaks')}>
              {check.violations.length === 0 ? <p className="tg-muted">{t('rosters.breaksNone')}</p> : (
                <ul className="ro-list">{check.violations.slice(0, 100).map((one, at) => <li key={`${one.person} ${one.day} ${one.rule} ${at}`}><span className="ro-wrong">{ruleText(words, one)}</span><span className="tg-muted">{say(whole.names[one.person] ?? { en: '–', zh: '–' })} · {words.date(dayText(roster.firstDay, one.day))}</span></li>)}</ul>
              )}
            </Panel>
            <SwapsPanel rosterId={roster.rosterId} />
            <VersionsPanel versions={whole.versions} />
          </div>
          {whole.forecasts.length > 0 && <p className="tg-muted"><Link to={`/forecast?point=${roster.pointCode}&day=${roster.firstDay}`}>{t('rosters.useForecasts')}</Link></p>}
        </>
      )}
      {query.get('do') === 'publish' && <PublishDialog roster={roster} onClose={() => change({ do: undefined })} />}
      {query.get('do') === 'replan' && <ReplanDialog roster={roster} onClose={() => change({ do: undefined })} />}
    </div>
  );
}
