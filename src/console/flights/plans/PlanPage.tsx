import { useState, type ReactNode } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { canApprovePlan } from '../../../modules/flights/rules.ts';
import { useAct, useView } from '../../client.ts';
import { Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Panel } from '../../design/Layout.tsx';
import { PageHeader } from '../../design/PageHeader.tsx';
import { Select } from '../../design/Select.tsx';
import { ErrorState, Skeleton } from '../../design/States.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useSession } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { PlanPromise } from '../../forecast/PlanPromise.tsx';
import { deskPath, filePath, type FlightDetail } from '../flight.ts';
import { Differences } from './Differences.tsx';
import type { PlanDetail } from './plan.ts';
import { PlanEditor } from './PlanEditor.tsx';
import { PlanProblems } from './PlanProblems.tsx';
import { PlanRead } from './PlanRead.tsx';
import '../flights.css';
import './plans.css';

/** One plan in one of its versions: read, printed, compared line by line, edited and approved. */
export function PlanPage(): ReactNode {
  const { planId = '' } = useParams();
  return <Plan key={planId} planId={planId} />;
}

function Plan({ planId }: { readonly planId: string }): ReactNode {
  const { t, say, roleNames, date, dateTime, refusal, language } = useWords();
  const [query, setQuery] = useSearchParams();
  const navigate = useNavigate();
  const notify = useNotify();
  const session = useSession();
  const [editing, setEditing] = useState(query.get('edit') === '1');
  const asked = Number(query.get('version') ?? Number.NaN);
  const topics = [`flight:${planId}`, 'templates'];
  const view = useView<PlanDetail>('flights.plan', { planId, ...(Number.isInteger(asked) && asked > 0 ? { version: asked } : {}) }, { topics });
  const plan = view.data?.data;
  const flightView = useView<FlightDetail>('flights.flight', plan?.kind === 'flight' ? { flightId: planId } : undefined, { topics });
  const approve = useAct('flights.approvePlan', { topics: [`flight:${planId}`] });
  if (view.error && !plan) return <ErrorState error={view.error} onRetry={() => void view.refetch()} />;
  if (!plan) return <div className="tg-page"><h1 className="tg-hidden">{t('plans.plan')}</h1><Skeleton lines={8} /></div>;
  const flight = plan.kind === 'flight' ? flightView.data?.data : undefined;
  const newest = plan.versions.at(-1)?.version ?? plan.version;
  const mine = session?.officer.roles ?? [];
  const onlyFor = (roles: readonly string[]): string | undefined => (roles.some((role) => mine.includes(role)) ? undefined : t('flights.onlyRoles', { roles: roleNames(roles) }));
  const verdict = flight ? canApprovePlan(flight, { version: plan.version, newest, approved: plan.approved !== null }, session?.officer.id ?? null) : undefined;
  const mayEdit = onlyFor(plan.kind === 'flight' ? ['dutyOfficer', 'healthOfficer'] : ['dutyOfficer', 'administrator']) ?? (flight && (flight.state === 'closed' || flight.state === 'cancelled') ? refusal({ code: `flight-${flight.state}`, params: { flight: flight.designator } }) : undefined);
  const show = (version: number): void => setQuery({ version: String(version) }, { replace: true });
  if (editing) {
    return <PlanEditor plan={plan} flightName={flight?.designator} onClose={() => setEditing(false)} onSaved={(saved) => {
      setEditing(false);
      if (saved.planId === planId) show(saved.version);
      else void navigate(`/plans/${saved.planId}`);
    }} />;
  }
  return (
    <div className="tg-page">
      <PageHeader title={say(plan.document.title)}
        crumbs={flight ? [{ title: t('flights.list'), to: `/flights?date=${flight.flightDate}` }, { title: flight.designator, to: deskPath(planId) }, { title: t('plans.plan') }] : [{ title: t('plans.title'), to: '/plans' }, { title: say(plan.document.title) }]}
        status={<>
          <Status tone={plan.approved !== null ? 'done' : plan.kind === 'flight' ? 'late' : 'neutral'}>{plan.approved !== null ? t('plans.isApproved') : t(`plans.kind.${plan.kind}`)}</Status>
          <Select label={t('flights.version')} hideLabel allowEmpty={false} value={String(plan.version)} onChange={(value) => show(Number(value))}
            options={plan.versions.map((entry) => ({ value: String(entry.version), label: `v${entry.version} · ${date(entry.savedAt)}${entry.approved === null ? '' : ` · ${t('plans.isApproved')}`}` }))} />
        </>}
        detail={<span className="fl-head-line">
          {plan.saved && <span>{t('plans.savedBy', { name: say(plan.saved.name), time: dateTime(plan.savedAt) })}</span>}
          {plan.approved && <span>{t('plans.approvedBy', { name: say(plan.approved.name), time: dateTime(plan.approved.at) })}</span>}
          {plan.sameOfficer && <span className="fl-late">{t('plans.sameOfficer')}</span>}
          {plan.basedOn && plan.basedOn.planId !== planId && <Link to={`/plans/${plan.basedOn.planId}?version=${plan.basedOn.version}`}>{t('plans.basedOn')}</Link>}
        </span>}
        actions={<>
          {(['zh', 'en'] as const).map((one) => <a key={one} className="tg-button tg-button-quiet" href={filePath('flights.planSheet', { planId, version: plan.version, language: one })} download>{t(one === 'zh' ? 'flights.pdfZh' : 'flights.pdfEn')}</a>)}
          <Button icon="plan" kind={plan.kind === 'flight' && verdict?.ok === true ? 'quiet' : 'primary'} disabledReason={mayEdit} onPress={() => setEditing(true)}>{plan.kind === 'baseline' ? t('plans.newTemplate') : t('plans.edit')}</Button>
          {plan.kind === 'flight' && plan.approved === null && <Button kind="primary" icon="check" pending={approve.pending}
            disabledReason={onlyFor(['dutyOfficer']) ?? (verdict && !verdict.ok ? refusal(verdict.refusal) : undefined)}
            onPress={() => void approve.run({ flightId: planId, planId, version: plan.version }).then((answer) => {
              if (!answer) notify(t('shell.offlineAct'), 'wrong');
              else if (answer.ok) notify(t('flights.planIsApproved', { version: plan.version }));
              else notify(refusal(answer.refusal), 'wrong');
            })}>{t('flights.approve', { version: plan.version })}</Button>}
        </>} />
      {plan.problems.length > 0 && <Panel title={t('plans.problemsCount', { count: plan.problems.length })}><PlanProblems problems={plan.problems} document={plan.document} /></Panel>}
      <div className="pl-page" lang={language === 'zh' ? 'zh-CN' : 'en'}>
        <div className="tg-stack"><PlanRead document={plan.document} differences={plan.differencesFromBaseline} /></div>
        <div className="fl-side">
          {plan.kind === 'flight' && flight?.direction === 'arrival' && <PlanPromise flightId={planId} version={plan.version} />}
          {plan.kind !== 'baseline' && <Panel flush title={t(plan.version > 1 ? 'plans.fromPrevious' : 'plans.fromTemplate', { count: plan.differencesFromPrevious.length })}><Differences differences={plan.differencesFromPrevious} none={t('plans.sameAsPrevious')} /></Panel>}
          {plan.kind !== 'baseline' && <Panel flush title={t('plans.fromBaseline', { count: plan.differencesFromBaseline.length })}><Differences differences={plan.differencesFromBaseline} none={t('plans.sameAsBaseline')} /></Panel>}
        </div>
      </div>
    </div>
  );
}
