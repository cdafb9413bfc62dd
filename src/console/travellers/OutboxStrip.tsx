import { useState, type ReactNode } from 'react';
import { Button } from '../design/Button.tsx';
import { Icon } from '../design/Icon.tsx';
import { useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { deliver, drop, useOutbox } from './outbox.ts';
import { refusalText } from './saying.ts';

/** Shows what is kept on this device because the server cannot be reached, and what was refused when it was delivered. */
export function OutboxStrip(): ReactNode {
  const words = useWords();
  const { t, time } = words;
  const officerId = useSession()?.officer.id;
  const entries = useOutbox(officerId);
  const [open, setOpen] = useState(false);
  const mine = entries.filter((entry) => entry.officerId === officerId);
  const waiting = mine.filter((entry) => entry.refusal === undefined);
  const refused = mine.filter((entry) => entry.refusal !== undefined);
  const others = entries.length - mine.length;
  return (
    <div role="status">
      {entries.length > 0 && (
        <section className={refused.length > 0 ? 'tg-outbox tg-outbox-wrong' : 'tg-outbox'} data-outbox={waiting.length}>
          <div className="tg-row">
            <Icon name={refused.length > 0 ? 'alarm' : 'clock'} />
            {waiting.length > 0 && <strong>{t('station.outboxWaiting', { count: waiting.length })}</strong>}
            {waiting[0] !== undefined && <span>{t('station.outboxSince', { time: time(waiting[0].occurredAt) })}</span>}
            {refused.length > 0 && <strong className="tg-outbox-refused">{t('station.outboxRefused', { count: refused.length })}</strong>}
            {others > 0 && <span>{t('station.outboxOthers', { count: others })}</span>}
            {mine.length > 0 && <Button kind="quiet" expanded={open} onPress={() => setOpen(!open)}>{t('station.outboxShow')}</Button>}
            {waiting.length > 0 && officerId !== undefined && <Button kind="quiet" onPress={() => void deliver(officerId)}>{t('station.outboxDeliver')}</Button>}
          </div>
          {(open || refused.length > 0) && (
            <ul className="tg-outbox-list">
              {(open ? mine : refused).map((entry) => (
                <li key={entry.id}>
                  <span className="tg-muted">{time(entry.occurredAt)}</span><span>{entry.label}</span>
                  {entry.refusal !== undefined && <><span className="tg-outbox-refused">{refusalText(words, entry.refusal)}</span><Button kind="quiet" onPress={() => drop(entry.id)}>{t('station.outboxSeen')}</Button></>}
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
    </div>
  );
}
