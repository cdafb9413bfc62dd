import { useState, type ReactNode } from 'react';
import { missionSenders } from '../../../modules/devices/rules/roles.ts';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { ActForm } from '../../goods/desk/ActForm.tsx';
import { useWords } from '../../words.tsx';
import { useRolesReason } from '../marks.tsx';
import type { Mission } from './shapes.ts';

const leastWords = 3;

/** Cancels a mission with the reason, or takes one over that the robot did not do, saying how. */
export function MissionDialog({ mission, what, onClose }: { readonly mission: Mission; readonly what: 'cancel' | 'takeOver'; readonly onClose: () => void }): ReactNode {
  const { t, say } = useWords();
  const reasonAgainst = useRolesReason();
  const notify = useNotify();
  const [topics] = useState(() => ['devices', `device:${mission.device.deviceId}`]);
  const act = useAct<object>(what === 'cancel' ? 'devices.cancelMission' : 'devices.takeOverMission', { topics });
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const isCancel = what === 'cancel';
  const wrong = tried && text.trim().length < leastWords ? t(isCancel ? 'missions.wrongReason' : 'missions.wrongHow') : undefined;
  return (
    <Dialog title={isCancel ? t('missions.cancelTitle', { name: say(mission.device.name) }) : t('missions.takeOverTitle')} open onClose={onClose}>
      <div className="tg-stack">
        <p>{isCancel ? t('missions.cancelDetail') : `${t(`missions.purpose.${mission.purpose}`)} · ${say(mission.device.name)} · ${t('missions.stopsOf', { count: mission.stops.length })}`}</p>
        <ActForm act={act} label={t(isCancel ? 'missions.cancel' : 'missions.takeOver')} disabledReason={reasonAgainst(missionSenders)} problems={wrong === undefined ? [] : [{ field: 'mission-text', message: wrong }]} fields={{ reason: 'mission-text', how: 'mission-text' }} extra={<Button onPress={onClose}>{t('missions.close')}</Button>} onSubmit={() => {
          setTried(true);
          if (text.trim().length < leastWords) return;
          void act.run({ missionId: mission.missionId, [isCancel ? 'reason' : 'how']: text.trim() }).then((answer) => {
            if (answer?.ok !== true) return;
            notify(t(isCancel ? 'missions.cancelAsked' : 'missions.tookOver'));
            onClose();
          });
        }}>
          <TextField id="mission-text" label={t(isCancel ? 'missions.reason' : 'missions.how')} hint={isCancel ? undefined : t('missions.howHint')} lines={2} autoFocus value={text} maxLength={500} problem={wrong} onChange={setText} />
        </ActForm>
      </div>
    </Dialog>
  );
}
