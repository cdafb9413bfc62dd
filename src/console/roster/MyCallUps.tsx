import { useState, type ReactNode } from 'react';
import { useAct } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { ErrorText } from '../design/States.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { stateTones, useRosterWords, type Mine } from './roster.ts';

const topics = ['callUps', 'roster', 'attendance'];
type OwnCallUp = Mine['callUps'][number];
const waits = (one: OwnCallUp): boolean => one.state === 'called' && one.answer === null && !one.arrived;

/** The call-ups that call oneself: those that wait for an answer with the two answers, or the others as a list. */
export function MyCallUps({ mine, asked }: { readonly mine: Mine; readonly asked: boolean }): ReactNode {
  const { t, skillName, span } = useRosterWords();
  if (asked) return mine.callUps.filter(waits).map((one) => <Asked key={one.callUpId} callUp={one} />);
  const others = mine.callUps.filter((one) => !waits(one));
  if (others.length === 0 && mine.callUps.length > 0) return null;
  return (
    <Panel title={t('roster.myCallUps')}>
      {others.length === 0 ? <p className="tg-muted">{t('roster.noMyCallUps')}</p> : (
        <ul className="ro-lines">{others.map((one) => (
          <li key={one.callUpId} className="ro-line">
            <span className="ro-line-main ro-two"><strong>{skillName(one.skill)} · {one.pointCode}</strong><span className="tg-muted">{span(one.startsAt, one.endsAt)}</span></span>
            <span className="ro-two ro-end"><Status tone={stateTones[one.state]}>{t(`roster.callUp.${one.state}`)}</Status><span className="tg-muted">{one.arrived ? t('roster.part.arrived') : one.answer === 'acknowledged' ? t('roster.answeredComes') : one.answer === 'declined' ? t('roster.answeredCannot') : ''}</span></span>
          </li>
        ))}</ul>
      )}
    </Panel>
  );
}

function Asked({ callUp }: { readonly callUp: OwnCallUp }): ReactNode {
  const { t, skillName, span, refusal } = useRosterWords();
  const notify = useNotify();
  const answer = useAct<unknown, unknown>('roster.answerCallUp', { topics });
  const [cannot, setCannot] = useState(false);
  const [why, setWhy] = useState('');
  const send = (comes: boolean): void => void answer.run({ callUpId: callUp.callUpId, comes, reason: comes ? '' : why.trim() }).then((said) => said?.ok && notify(t(comes ? 'roster.thanksComes' : 'roster.thanksCannot')));
  return (
    <section className="ro-call ro-call-now" aria-label={t('roster.toAnswer')}>
      <h2>{t('roster.toAnswer')}</h2>
      <p className="ro-call-when">{span(callUp.startsAt, callUp.endsAt)}</p>
      <p>{skillName(callUp.skill)} · {callUp.pointCode}</p>
      <p className="tg-muted">{callUp.reason}</p>
      {cannot && <TextField label={t('roster.cannotWhy')} hint={t('roster.cannotWhyHint')} autoFocus maxLength={200} value={why} onChange={setWhy} onEnter={() => send(false)} />}
      {answer.refusal && <p className="tg-problem" role="alert">{refusal(answer.refusal)}</p>}
      {answer.fault && <p className="tg-problem" role="alert"><ErrorText error={answer.fault} /></p>}
      <div className="ro-large ro-large-two">
        {cannot ? <Button large onPress={() => setCannot(false)}>{t('roster.cancel')}</Button> : <Button large kind="primary" icon="check" pending={answer.pending} onPress={() => send(true)}>{t('roster.iCome')}</Button>}
        <Button large icon="cross" kind={cannot ? 'primary' : 'quiet'} pending={answer.pending} onPress={() => (cannot ? send(false) : setCannot(true))}>{t('roster.iCannot')}</Button>
      </div>
    </section>
  );
}
