import { useState, type ReactNode } from 'react';
import { useAct, useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Panel } from '../design/Layout.tsx';
import { Select } from '../design/Select.tsx';
import { Skeleton } from '../design/States.tsx';
import { useNotify } from '../design/Toast.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { useRosterWords } from './roster.ts';

interface Both { readonly en: string; readonly zh: string }
interface Swap { readonly swapId: string; readonly person: Both; readonly day: string; readonly other: Both; readonly otherDay: string | null; readonly state: 'asked' | 'accepted' | 'declined' | 'approved' | 'refused' | 'withdrawn'; readonly mine: 'asked' | 'other' | 'none' }
interface Able { readonly personId: string; readonly name: Both; readonly staffNumber: string; readonly days: readonly { readonly day: string; readonly shift: string }[] }

const topics = ['rosters', 'roster'];

/** Shows one's own swaps: what others ask, which is answered here, and what one asked oneself, which can be withdrawn. Nothing where there are none. */
export function MySwaps(): ReactNode {
  const { t, say, date, refusal } = useRosterWords();
  const notify = useNotify();
  const view = useView<{ readonly swaps: readonly Swap[] }>('roster.swaps', {}, { topics });
  const answer = useAct('roster.answerSwap', { topics });
  const own = (view.data?.data.swaps ?? []).filter((swap) => swap.mine !== 'none');
  if (own.length === 0) return null;
  const give = (swapId: string, word: 'accepted' | 'declined' | 'withdrawn'): void => void answer.run({ swapId, answer: word, note: '' }).then((done) => {
    if (done?.ok) notify(t(`roster.swap.${word}`));
    else notify(done === undefined ? t('shell.offlineAct') : refusal(done.refusal), 'wrong');
  });
  return (
    <Panel title={t('roster.swaps')}>
      <ul className="ro-lines">
        {own.map((swap) => {
          const open = swap.state === 'asked' || swap.state === 'accepted';
          const what = swap.otherDay === null ? t('rosters.swapOf', { person: say(swap.person), day: date(swap.day), other: say(swap.other) }) : t('rosters.swapFor', { person: say(swap.person), day: date(swap.day), other: say(swap.other), otherDay: date(swap.otherDay) });
          return (
            <li key={swap.swapId} className="ro-line ro-swap">
              <span className="ro-line-main ro-two"><span>{what}</span><span className="tg-muted">{t(`roster.swap.${swap.state}`)}</span></span>
              {open && swap.mine === 'other' && swap.state === 'asked' && <><Button icon="check" kind="primary" pending={answer.pending} onPress={() => give(swap.swapId, 'accepted')}>{t('roster.swapTake')}</Button><Button pending={answer.pending} onPress={() => give(swap.swapId, 'declined')}>{t('roster.swapDecline')}</Button></>}
              {open && swap.mine === 'asked' && <Button pending={answer.pending} onPress={() => give(swap.swapId, 'withdrawn')}>{t('roster.swapWithdraw')}</Button>}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

/** Asks somebody to take a shift of one's own, for one of theirs or for none. */
export function SwapDialog({ day, onClose }: { readonly day: string; readonly onClose: () => void }): ReactNode {
  const { t, say, date } = useRosterWords();
  const notify = useNotify();
  const view = useView<{ readonly people: readonly Able[] }>('roster.swappable', { day }, { topics });
  const ask = useAct('roster.askSwap', { topics });
  const [person, setPerson] = useState<string | undefined>(undefined);
  const [back, setBack] = useState<string | undefined>(undefined);
  const people = view.data?.data.people;
  const chosen = people?.find((one) => one.personId === person);
  return (
    <Dialog title={t('roster.swapTitle', { day: date(day) })} open onClose={onClose}>
      {people === undefined ? <Skeleton lines={3} /> : people.length === 0 ? <p>{t('roster.swapNobody')}</p> : (
        <ActForm act={ask} label={t('roster.swapAsk')} icon="check" disabledReason={person === undefined ? t('roster.swapChoose') : undefined} fields={{ otherPersonId: 'swap-person', otherDay: 'swap-back' }} extra={<Button onPress={onClose}>{t('rosters.cancel')}</Button>} onSubmit={() => {
          void ask.run({ day, otherPersonId: person, otherDay: back ?? null }).then((answer) => {
            if (!answer?.ok) return;
            notify(t('roster.swap.asked'));
            onClose();
          });
        }}>
          <Select id="swap-person" label={t('roster.swapWith')} value={person} onChange={(next) => { setPerson(next); setBack(undefined); }} options={people.map((one) => ({ value: one.personId, label: `${say(one.name)} ${one.staffNumber}` }))} />
          {chosen !== undefined && chosen.days.length > 0 && <Select id="swap-back" label={t('roster.swapBack')} value={back} onChange={setBack} options={chosen.days.map((one) => ({ value: one.day, label: `${date(one.day)} ${one.shift}` }))} />}
        </ActForm>
      )}
    </Dialog>
  );
}
