import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { noteIn } from '../../../words/note-in.ts';
import { useAct, useView } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { RadioGroup } from '../../design/RadioGroup.tsx';
import { ErrorText, Skeleton } from '../../design/States.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { useDesk, useReason } from './desk.ts';

type Template = { readonly planId: string; readonly version: number; readonly direction: string; readonly title: { readonly en: string; readonly zh: string }; readonly notes: string; readonly differences: number };

/** Makes the flight's plan from a template in one click, and approves what waits for approval. */
export function PlanDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t, say, refusal, number, language } = useWords();
  const { flight, topics } = useDesk();
  const notify = useNotify();
  const reasonFor = useReason();
  const view = useView<{ readonly templates: readonly Template[] }>('flights.templates', {}, { topics: ['templates'] });
  const make = useAct<unknown, { readonly planId: string; readonly version: number }>('flights.planFlight', { topics });
  const approve = useAct<unknown, { readonly added: readonly string[] }>('flights.approvePlan', { topics });
  const templates = (view.data?.data.templates ?? []).filter((template) => template.direction === flight.direction);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const planId = chosen ?? templates[0]?.planId;
  const draft = flight.draftVersion;
  const failed = make.refusal ?? approve.refusal;
  const fault = make.fault ?? approve.fault;
  return (
    <Dialog title={`FLT-02 ${t('steps.FLT-02')}`} open onClose={onClose} wide>
      <div className="tg-stack">
        {draft !== null && (
          <section className="fl-draft">
            <p><strong>{say(flight.planTitle)} v{draft}</strong> <span className="fl-late">{t('flights.planWaits')}</span></p>
            <p className="tg-muted">{t('flights.planWaitsDetail')}</p>
            <div className="tg-row">
              <Button kind="primary" autoFocus pending={approve.pending} disabledReason={reasonFor(['dutyOfficer'])} onPress={() => void approve.run({ flightId: flight.flightId, planId: flight.flightId, version: draft }).then((answer) => {
                if (!answer?.ok) return;
                notify(t('flights.planIsApproved', { version: draft }));
                onClose();
              })}>{t('flights.approve', { version: draft })}</Button>
              <Link className="tg-button tg-button-quiet" to={`/plans/${flight.flightId}?version=${draft}`}>{t('flights.readAndEdit')}</Link>
            </div>
          </section>
        )}
        {view.data === undefined ? <Skeleton lines={4} /> : (
          <RadioGroup label={draft === null ? t('flights.makeFrom') : t('flights.makeAgainFrom')} value={planId} onChange={setChosen} autoFocus={draft === null}
            options={templates.map((template) => ({ value: template.planId, label: say(template.title), hint: `v${template.version} · ${t('flights.differencesFromBaseline', { count: template.differences })}${template.notes === '' ? '' : ` · ${noteIn(language, template.notes)}`}` }))} />
        )}
        {failed && <p className="tg-problem" role="alert">{refusal(failed)}</p>}
        {fault && <p className="tg-problem" role="alert"><ErrorText error={fault} /></p>}
        <div className="tg-form-foot">
          <Button kind={draft === null ? 'primary' : 'quiet'} pending={make.pending} disabledReason={reasonFor(['dutyOfficer', 'healthOfficer']) ?? (planId === undefined ? t('flights.noTemplate') : undefined)} onPress={() => void make.run({ flightId: flight.flightId, templatePlanId: planId }).then((answer) => {
            if (answer?.ok) notify(t('flights.planMade', { version: number(answer.result.version) }));
          })}>{t('flights.makePlan')}</Button>
          <Link className="tg-button tg-button-bare" to="/plans">{t('flights.allPlans')}</Link>
        </div>
      </div>
    </Dialog>
  );
}
