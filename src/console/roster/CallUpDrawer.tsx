import { useState, type ReactNode } from 'react';
import { canAnswer, canDecide } from '../../modules/roster/rules/call-ups.ts';
import { staffKeepers } from '../../modules/roster/rules/roles.ts';
import { useAct } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Drawer } from '../design/Dialog.tsx';
import { Facts, Panel } from '../design/Layout.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { useSession } from '../session.ts';
import { useReasonAgainst } from '../staff/staff.ts';
import { PeopleBar } from './marks.tsx';
import { isOpen, stateTones, useRosterWords, type CalledPerson, type CallUp } from './roster.ts';

const topics = ['callUps'];

/** One call-up: who is called, what they said and when, its approval, and its end. */
export function CallUpDrawer({ callUp, onClose }: { readonly callUp: CallUp; readonly onClose: () => void }): ReactNode {
  const { t, skillName, tierName, span, by, dateTime, number } = useRosterWords();
  return (
    <Drawer title={`${skillName(callUp.skill)} · ${callUp.pointCode}`} open onClose={onClose}>
      <div className="tg-stack">
        <Facts facts={[
          [t('roster.callUpState'), <Status key="state" tone={stateTones[callUp.state]}>{t(`roster.callUp.${callUp.state}`)}</Status>], [t('roster.time'), span(callUp.startsAt, callUp.endsAt)], [t('roster.tier'), `${tierName(callUp.tier)}${callUp.urgent ? ` · ${t('roster.urgent')}` : ''}`],
          [t('roster.reason'), callUp.reason], [t('roster.called2'), `${dateTime(callUp.calledAt)} · ${by(callUp.by)}`],
          ...(callUp.probability === null ? [] : [[t('roster.forecast'), `${t('roster.probability', { percent: `${number(Math.round(callUp.probability * 100))} %` })}${callUp.underCover === null ? '' : ` · ${t('roster.underCover', { count: callUp.underCover })}`}`] as const]),
          ...(callUp.decided === null ? [] : [[t('roster.decision'), `${dateTime(callUp.decided.at)} · ${t(callUp.decided.note === 'approved' ? 'roster.approvedBy' : 'roster.refusedBy', { name: by(callUp.decided.by) })}${callUp.decided.reason === '' ? '' : ` · ${callUp.decided.reason}`}`] as const]),
          ...(callUp.ended === null ? [] : [[t('roster.standDown'), `${dateTime(callUp.ended.at)} · ${t('roster.stoodDownBy', { name: by(callUp.ended.by) })} · ${callUp.ended.reason}`] as const]),
        ]} />
        {callUp.state === 'waiting' && <Decide callUp={callUp} />}
        <Panel title={t('roster.whoComes')}>
          <div className="tg-stack">
            <PeopleBar callUp={callUp} legend />
            <ul className="ro-lines">{callUp.people.map((person) => <Called key={person.personId} callUp={callUp} person={person} />)}</ul>
          </div>
        </Panel>
        {isOpen(callUp) && <StandDown callUp={callUp} />}
      </div>
    </Drawer>
  );
}

function Called({ callUp, person }: { readonly callUp: CallUp; readonly person: CalledPerson }): ReactNode {
  const { t, named, dateTime, time, refusal } = useRosterWords();
  const notify = useNotify();
  const keeps = useReasonAgainst()(staffKeepers);
  const answer = useAct<unknown, unknown>('roster.answerCallUp', { topics });
  const verdict = canAnswer(callUp.state, true, person.answer === null ? [] : [{ personId: person.personId, note: person.answer, at: person.answeredAt ?? '' }], person.personId);
  const reason = keeps ?? (verdict.ok ? undefined : refusal(verdict.refusal));
  const name = named(person);
  const note = (comes: boolean): void => void answer.run({ callUpId: callUp.callUpId, personId: person.personId, comes, reason: '' }).then((said) => {
    if (said?.ok) notify(t('roster.noted', { name }));
    else notify(said === undefined ? t('shell.offlineAct') : refusal(said.refusal), 'wrong');
  });
  return (
    <li className="ro-line">
      <span className="ro-line-main ro-two"><span><strong>{name}</strong> <span className="tg-muted tg-code">{person.staffNumber}</span></span>{person.pointCode !== callUp.pointCode && <span className="tg-muted">{person.pointCode} · {t('roster.support')}</span>}<span className={person.message === 'failed' ? 'tg-problem' : 'tg-muted'}>{t(person.message === null ? 'roster.message.none' : `roster.message.${person.message}`)}</span></span>
      {person.arrivedAt !== null ? <Status tone="done">{t('roster.arrivedAt', { time: time(person.arrivedAt) })}</Status> : person.answer !== null ? <Status tone={person.answer === 'acknowledged' ? 'current' : 'quiet'}>{t(person.answer === 'acknowledged' ? 'roster.comes' : 'roster.cannot')}{person.answeredAt === null ? '' : ` · ${dateTime(person.answeredAt)}`}</Status> : (
        <span className="ro-answer" role="group" aria-label={t('roster.byTelephone')}>
          <Button icon="check" label={t('roster.saysComes', { name })} disabledReason={reason} pending={answer.pending} onPress={() => note(true)}>{t('roster.comes')}</Button>
          <Button icon="cross" label={t('roster.saysCannot', { name })} disabledReason={reason} pending={answer.pending} onPress={() => note(false)}>{t('roster.cannot')}</Button>
        </span>
      )}
    </li>
  );
}

function Decide({ callUp }: { readonly callUp: CallUp }): ReactNode {
  const { t, refusal } = useRosterWords();
  const notify = useNotify();
  const session = useSession();
  const mayDecide = useReasonAgainst()(['dutyOfficer']);
  const decide = useAct<unknown, unknown>('roster.decideCallUp', { topics });
  const [why, setWhy] = useState('');
  const verdict = canDecide(callUp.state, callUp.calledBy, session?.officer.id ?? null);
  const reason = mayDecide ?? (verdict.ok ? undefined : refusal(verdict.refusal));
  const send = (approve: boolean): void => void decide.run({ callUpId: callUp.callUpId, approve, reason: why.trim() }).then((answer) => answer?.ok && notify(t(approve ? 'roster.approved' : 'roster.refused')));
  return (
    <Panel title={t('roster.decision')}>
      <ActForm act={decide} label={t('roster.approve')} icon="check" disabledReason={reason} onSubmit={() => send(true)} extra={<Button kind="danger" icon="cross" disabledReason={reason} pending={decide.pending} onPress={() => send(false)}>{t('roster.refuse')}</Button>}>
        <p className="tg-muted">{reason ?? t('roster.decideHint')}</p>
        <TextField label={t('roster.decisionReason')} required={false} maxLength={200} value={why} onChange={setWhy} />
      </ActForm>
    </Panel>
  );
}

function StandDown({ callUp }: { readonly callUp: CallUp }): ReactNode {
  const { t } = useRosterWords();
  const notify = useNotify();
  const reason = useReasonAgainst()(staffKeepers);
  const standDown = useAct<unknown, unknown>('roster.standDown', { topics });
  const [open, setOpen] = useState(false);
  const [why, setWhy] = useState('');
  const [tried, setTried] = useState(false);
  const problem = tried && why.trim() === '' ? t('roster.wrongMissing', { field: t('roster.reason') }) : undefined;
  if (!open) return <div><Button icon="minus" disabledReason={reason} onPress={() => setOpen(true)}>{t('roster.standDown')}</Button></div>;
  return (
    <Panel title={t('roster.standDownTitle')}>
      <ActForm act={standDown} label={t('roster.standDown')} disabledReason={reason} problems={problem === undefined ? [] : [{ field: 'down-reason', message: problem }]} fields={{ reason: 'down-reason' }} extra={<Button onPress={() => setOpen(false)}>{t('roster.cancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (why.trim() !== '') void standDown.run({ callUpId: callUp.callUpId, reason: why.trim() }).then((answer) => answer?.ok && notify(t('roster.stoodDown')));
      }}>
        <TextField id="down-reason" label={t('roster.reason')} hint={t('roster.standDownHint')} autoFocus maxLength={200} value={why} problem={problem} onChange={setWhy} />
      </ActForm>
    </Panel>
  );
}
