import { useState, type ReactNode } from 'react';
import { useAct } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { NumberField } from '../design/NumberField.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useRolesReason } from '../devices/marks.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { useWords } from '../words.tsx';
import { plannerRoles } from './RostersPage.tsx';
import { rosterTopics, type RosterRow } from './shapes.ts';

/** Publishes the newest version. */
export function PublishDialog({ roster, onClose }: { readonly roster: RosterRow; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const notify = useNotify();
  const reasonAgainst = useRolesReason();
  const publish = useAct('roster.publish', { topics: rosterTopics });
  const [note, setNote] = useState('');
  return (
    <Dialog title={t('rosters.publishTitle')} open onClose={onClose}>
      <ActForm act={publish} label={t('rosters.doPublish')} icon="check" disabledReason={reasonAgainst(plannerRoles)} extra={<Button onPress={onClose}>{t('rosters.cancel')}</Button>} onSubmit={() => {
        void publish.run({ rosterId: roster.rosterId, newest: roster.newest, reason: note.trim() }).then((answer) => {
          if (!answer?.ok) return;
          notify(t('rosters.published'));
          onClose();
        });
      }}>
        <p>{t('rosters.publishDetail')}</p>
        <TextField label={t('rosters.note')} value={note} maxLength={200} autoFocus onChange={setNote} />
      </ActForm>
    </Dialog>
  );
}

/** Has a roster planned again, with few changes or wholly anew. */
export function ReplanDialog({ roster, onClose }: { readonly roster: RosterRow; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const notify = useNotify();
  const reasonAgainst = useRolesReason();
  const replan = useAct('roster.replan', { topics: rosterTopics });
  const [how, setHow] = useState(roster.newest === 0 ? 'anew' : 'few');
  const [why, setWhy] = useState('');
  const [seconds, setSeconds] = useState<number | undefined>(30);
  const [tried, setTried] = useState(false);
  const missing = why.trim() === '' ? t('rosters.wrongMissing', { field: t('rosters.why') }) : undefined;
  return (
    <Dialog title={t('rosters.replanTitle')} open stays onClose={onClose}>
      <ActForm act={replan} label={t('rosters.doReplan')} icon="plan" disabledReason={reasonAgainst(plannerRoles)} problems={tried && missing !== undefined ? [{ field: 'replan-why', message: missing }] : []} extra={<Button onPress={onClose}>{t('rosters.cancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (missing !== undefined || seconds === undefined || !(seconds >= 2 && seconds <= 300)) return;
        void replan.run({ rosterId: roster.rosterId, newest: roster.newest, anew: how === 'anew', reason: why.trim(), seconds, seed: 1 }).then((answer) => {
          if (!answer?.ok) return;
          notify(t('rosters.replanned'));
          onClose();
        });
      }}>
        <p>{t('rosters.replanDetail')}</p>
        <RadioGroup label={t('rosters.replanTitle')} value={how} onChange={(next) => setHow(next ?? how)} options={[...(roster.newest === 0 ? [] : [{ value: 'few', label: t('rosters.replanFew') }]), { value: 'anew', label: t('rosters.replanAnew') }]} />
        <NumberField label={t('rosters.seconds')} unit={t('rosters.secondsUnit')} minimum={2} maximum={300} value={seconds} onChange={setSeconds} />
        <TextField id="replan-why" label={t('rosters.why')} value={why} maxLength={200} problem={tried ? missing : undefined} onChange={setWhy} />
      </ActForm>
    </Dialog>
  );
}
