import { useState, type ReactNode } from 'react';
import { canSetClock, clockRoles } from '../../modules/ports/rules.ts';
import { queryClient, useAct } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { DateTimeField } from '../design/DateTimeField.tsx';
import { Form } from '../design/Form.tsx';
import { Panel, Row, Stack } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { ErrorText } from '../design/States.tsx';
import { useNotify } from '../design/Toast.tsx';
import { eventNow, useEventNow, useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { useReasonAgainst } from './staff.ts';
import './staff.css';

const speeds = [1, 10, 60, 300, 3600] as const;
const steps = [{ minutes: 10 }, { minutes: 60 }, { minutes: 360 }, { minutes: 1440 }] as const;

/** The event's clock: in an invented world it is run, stopped and set forward here. */
export function ClockPage(): ReactNode {
  const { t, date, timeWithSeconds, dateTime, refusal, timeZone } = useWords();
  const now = useEventNow();
  const clock = useSession()?.event.clock;
  const notify = useNotify();
  const set = useAct<unknown, { readonly speed: number; readonly now: string }>('ports.runClock');
  const reasonAgainst = useReasonAgainst();
  const [to, setTo] = useState<string | undefined>(undefined);
  const [tried, setTried] = useState(false);
  if (clock === undefined) return null;
  const real = clock.kind === 'real';
  const blocked = real ? t('staff.clockReal') : reasonAgainst(clockRoles);
  const change = async (input: { readonly speed?: number; readonly at?: string }): Promise<boolean> => {
    const answer = await set.run(input);
    await queryClient.invalidateQueries({ queryKey: ['session'] });
    if (answer?.ok) notify(t('staff.clockStands', { time: dateTime(answer.result.now) }));
    return answer?.ok === true;
  };
  const verdict = to === undefined || to === 'invalid' ? undefined : canSetClock(clock, { at: to }, new Date(eventNow()).toISOString());
  const wrong = to === undefined || to === 'invalid' ? t('staff.needed', { field: t('staff.setForwardTo') }) : verdict?.ok === false ? refusal(verdict.refusal) : undefined;
  const refused = set.refusal === undefined ? [] : [{ field: 'clock-at', message: refusal(set.refusal) }];
  return (
    <div className="tg-page">
      <PageHeader title={t('staff.clock')} detail={real ? t('staff.clockReal') : t('staff.clockDetail')} />
      <Panel>
        <div className="st-clock">
          <time dateTime={new Date(now).toISOString()} aria-label={t('shell.eventTime')}><span>{date(now)}</span><strong>{timeWithSeconds(now)}</strong><span className="tg-muted">{timeZone}</span></time>
          <Status tone={clock.speed > 0 ? 'done' : 'late'}>{clock.speed > 0 ? t('staff.clockRuns', { speed: clock.speed }) : t('shell.clockStopped')}</Status>
        </div>
      </Panel>
      <Panel title={t('shell.clockSpeed')}>
        <Row>
          <Button icon="pause" pressed={clock.speed === 0} pending={set.pending} disabledReason={blocked} onPress={() => void change({ speed: 0 })}>{t('shell.clockStop')}</Button>
          {speeds.map((speed) => <Button key={speed} icon="play" pressed={clock.speed === speed} disabledReason={blocked} label={`${t('shell.clockRun')} ×${speed}`} onPress={() => void change({ speed })}>{`×${speed}`}</Button>)}
        </Row>
      </Panel>
      <Panel title={t('staff.setForward')}>
        <Stack>
          <p className="tg-muted">{t('staff.forwardDetail')}</p>
          <Row>
            {steps.map(({ minutes }) => (
              <Button key={minutes} disabledReason={blocked} onPress={() => void change({ at: new Date(eventNow() + minutes * 60_000).toISOString() })}>
                {minutes < 60 ? t('staff.forwardMinutes', { count: minutes }) : t('staff.forwardHours', { count: minutes / 60 })}
              </Button>
            ))}
          </Row>
          <Form label={t('staff.setForward')} problems={tried && wrong !== undefined ? [{ field: 'clock-at', message: wrong }] : refused} onSubmit={() => {
            setTried(true);
            if (wrong === undefined && to !== undefined) void change({ at: to }).then((done) => {
              if (!done) return;
              setTo(undefined);
              setTried(false);
            });
          }}>
            <div className="st-forward">
              <DateTimeField id="clock-at" label={t('staff.setForwardTo')} value={to} problem={tried ? wrong : undefined} onChange={setTo} />
            </div>
            {set.fault && <p className="tg-problem" role="alert"><ErrorText error={set.fault} /></p>}
            <div><Button type="submit" icon="clock" pending={set.pending} disabledReason={blocked}>{t('staff.setForward')}</Button></div>
          </Form>
        </Stack>
      </Panel>
    </div>
  );
}
