import { useState, type ReactNode } from 'react';
import { Button } from '../../design/Button.tsx';
import { DateTimeField } from '../../design/DateTimeField.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Form } from '../../design/Form.tsx';
import { Icon } from '../../design/Icon.tsx';
import { useWords } from '../../words.tsx';

type Told = { readonly at: string };

/** Lists the instants just after something became known, oldest first, each once. */
function instantsOf(told: readonly Told[]): readonly string[] {
  return [...new Set(told.map((entry) => new Date(Date.parse(entry.at) + 1).toISOString()))].sort();
}

/** Says that the past is shown and cannot be changed, and leads to the event before, the event after, and back to now. */
export function AsOfBanner({ asOf, movements, onChange }: { readonly asOf: string | undefined; readonly movements: readonly Told[]; readonly onChange: (asOf: string | undefined) => void }): ReactNode {
  const { t, date, timeWithSeconds } = useWords();
  if (asOf === undefined) return null;
  const before = instantsOf(movements).findLast((instant) => instant < asOf);
  return (
    <div className="fl-past" role="status">
      <Icon name="clock" />
      <strong>{t('flights.isPast', { time: `${date(asOf)} ${timeWithSeconds(asOf)}` })}</strong>
      <span>{t('flights.isPastDetail')}</span>
      <span className="fl-past-actions">
        <Button icon="chevronLeft" disabledReason={before === undefined ? t('flights.noEarlier') : undefined} onPress={() => onChange(before)}>{t('flights.eventBefore')}</Button>
        <Button kind="primary" onPress={() => onChange(undefined)}>{t('flights.backToNow')}</Button>
      </span>
    </div>
  );
}

/** Asks for the instant at which the flight is to be shown. */
export function AsOfDialog({ asOf, movements, now, onChange, onClose }: {
  readonly asOf: string | undefined; readonly movements: readonly Told[]; readonly now: number; readonly onChange: (asOf: string | undefined) => void; readonly onClose: () => void;
}): ReactNode {
  const { t, dateTime } = useWords();
  const [at, setAt] = useState<string | undefined>(asOf);
  const [tried, setTried] = useState(false);
  const wrong = at === undefined || at === 'invalid' ? t('flights.wrongTime') : Date.parse(at) > now ? t('flights.wrongFuture') : undefined;
  const problems = tried && wrong !== undefined ? [{ field: 'as-of', message: wrong }] : [];
  const recent = instantsOf(movements).slice(-12).reverse();
  return (
    <Dialog title={t('flights.asOfTitle')} open onClose={onClose}>
      <Form problems={problems} onSubmit={() => {
        setTried(true);
        if (wrong === undefined) onChange(at);
      }}>
        <DateTimeField id="as-of" label={t('flights.asOfTime')} autoFocus value={at} problem={tried ? wrong : undefined} onChange={setAt} />
        {recent.length > 0 && <div><p className="tg-label">{t('flights.asOfEvents')}</p><div className="fl-chips">{recent.map((instant) => <Button key={instant} onPress={() => onChange(instant)}>{dateTime(instant)}</Button>)}</div></div>}
        <div className="tg-form-foot">
          <Button kind="primary" type="submit" keyHint="Enter">{t('flights.asOfShow')}</Button>
          {asOf !== undefined && <Button onPress={() => onChange(undefined)}>{t('flights.backToNow')}</Button>}
        </div>
      </Form>
    </Dialog>
  );
}
