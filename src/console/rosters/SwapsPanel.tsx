import type { ReactNode } from 'react';
import { useAct, useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useRolesReason } from '../devices/marks.tsx';
import { useWords } from '../words.tsx';
import { plannerRoles } from './RostersPage.tsx';
import { rosterTopics } from './shapes.ts';

interface Swap { readonly swapId: string; readonly rosterId: string; readonly person: { readonly en: string; readonly zh: string }; readonly day: string; readonly other: { readonly en: string; readonly zh: string }; readonly otherDay: string | null; readonly state: string }

/** Lists the swaps of a roster that wait for the planner, and decides them; nothing where none waits. */
export function SwapsPanel({ rosterId }: { readonly rosterId: string }): ReactNode {
  const words = useWords();
  const { t, say, date } = words;
  const notify = useNotify();
  const reason = useRolesReason()(plannerRoles);
  const view = useView<{ readonly swaps: readonly Swap[] }>('roster.swaps', {}, { topics: rosterTopics });
  const answer = useAct('roster.answerSwap', { topics: rosterTopics });
  const waiting = (view.data?.data.swaps ?? []).filter((swap) => swap.rosterId === rosterId && swap.state === 'accepted');
  if (waiting.length === 0) return null;
  const decide = (swapId: string, approved: boolean): void => void answer.run({ swapId, answer: approved ? 'approved' : 'refused', note: '' }).then((done) => { if (done?.ok) notify(t(approved ? 'rosters.swapApproved' : 'rosters.swapRefused')); });
  return (
    <Panel title={t('rosters.swaps')}>
      <ul className="ro-list">
        {waiting.map((swap) => (
          <li key={swap.swapId}>
            <span>{swap.otherDay === null ? t('rosters.swapOf', { person: say(swap.person), day: date(swap.day), other: say(swap.other) }) : t('rosters.swapFor', { person: say(swap.person), day: date(swap.day), other: say(swap.other), otherDay: date(swap.otherDay) })}</span>
            <span className="ro-version"><Button kind="primary" icon="check" disabledReason={reason} pending={answer.pending} onPress={() => decide(swap.swapId, true)}>{t('rosters.doApprove')}</Button><Button disabledReason={reason} pending={answer.pending} onPress={() => decide(swap.swapId, false)}>{t('rosters.doRefuse')}</Button></span>
          </li>
        ))}
      </ul>
      {answer.refusal && <p className="tg-problem" role="alert">{words.refusal(answer.refusal)}</p>}
    </Panel>
  );
}
