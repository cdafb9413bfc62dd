import { useState, type ReactNode } from 'react';
import { missionPurposes, type MissionPurpose } from '../../../modules/devices/shapes/missions.ts';
import { missionSenders } from '../../../modules/devices/rules/roles.ts';
import { useAct, useView } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import type { Problem } from '../../design/Form.tsx';
import { Panel } from '../../design/Layout.tsx';
import { NumberField } from '../../design/NumberField.tsx';
import { Select } from '../../design/Select.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { ActForm } from '../../goods/desk/ActForm.tsx';
import { useWords } from '../../words.tsx';
import { useRolesReason } from '../marks.tsx';
import type { Alarm } from '../shapes.ts';
import { draftActions, type DraftAction, type DraftStop, startNode, type Mission, type Robot } from './shapes.ts';

/** Is how many stops the page lets a mission have; the action takes more. */
export const mostDraftStops = 30;

/** Gives the stop at which every order begins: where the robot stands, unless the first stop is there already. */
function startOf(robot: Robot, first: DraftStop): readonly object[] {
  const { xMetres: x, yMetres: y } = robot;
  return x === null || y === null || Math.hypot(x - first.x!, y - first.y!) < 0.05 ? [] : [{ nodeId: startNode, x, y }];
}

/** Makes a mission: which robot, for what, for which alarm, along which stops, and what it does there. */
export function NewMission({ robots, missions, stops, onStops, onAdd, first, chosen, onChoose, onClose }: {
  readonly robots: readonly Robot[];
  readonly missions: readonly Mission[];
  readonly stops: readonly DraftStop[];
  readonly onStops: (stops: readonly DraftStop[]) => void;
  readonly onAdd: () => void;
  readonly first: { readonly deviceId: string | undefined; readonly purpose: MissionPurpose; readonly alarmId: string | null };
  readonly chosen: number | undefined;
  readonly onChoose: (key: number) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t, say, dateTime } = useWords();
  const reasonAgainst = useRolesReason();
  const notify = useNotify();
  const [topics] = useState(() => ['devices']);
  const send = useAct<object, { missionId: string }>('devices.sendMission', { topics });
  const open = useView<{ readonly alarms: readonly Alarm[] }>('devices.alarms', {}, { topics: ['alarms'] });
  const alarms = open.data?.data.alarms.filter((one) => one.disposedAt === null && one.alarmClass === 'radiation') ?? [];
  const against = (robot: Robot): string | undefined => (robot.link !== 'online' ? t('missions.isAway') : robot.stop !== null ? t('missions.isStopped') : missions.some((one) => !one.ended && one.device.deviceId === robot.deviceId) ? t('missions.isBusy') : undefined);
  const [deviceId, setDevice] = useState(() => robots.find((robot) => robot.deviceId === first.deviceId && against(robot) === undefined)?.deviceId ?? robots.find((robot) => against(robot) === undefined)?.deviceId);
  const [purpose, setPurpose] = useState<MissionPurpose>(first.purpose);
  const [alarmId, setAlarm] = useState(first.alarmId ?? 'none');
  const [tried, setTried] = useState(false);
  const robot = robots.find((one) => one.deviceId === deviceId);
  const problems: readonly Problem[] = !tried ? [] : [
    ...(deviceId === undefined ? [{ field: 'mission-robot', message: t('missions.wrongRobot') }] : []), ...(stops.length === 0 ? [{ field: 'mission-add', message: t('missions.wrongStops') }] : []),
    ...stops.filter((one) => !Number.isFinite(one.x) || !Number.isFinite(one.y)).slice(0, 1).map((one) => ({ field: `mission-x-${one.key}`, message: t('missions.wrongNumber') })),
  ];
  const change = (key: number, part: Partial<DraftStop>): void => onStops(stops.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const actionsOf = (action: DraftAction): object => (action === 'none' ? {} : { actions: [{ actionType: action, ...(action === 'measure' ? { parameters: { seconds: 10 } } : {}) }] });
  return (
    <Panel title={t('missions.newTitle')} actions={<Button kind="bare" icon="cross" onPress={onClose}>{t('missions.close')}</Button>}>
      <ActForm act={send} label={t('missions.send')} icon="play" disabledReason={reasonAgainst(missionSenders)} problems={problems} fields={{ deviceId: 'mission-robot', stops: 'mission-add' }} onSubmit={() => {
        setTried(true);
        if (robot === undefined || stops.length === 0 || stops.some((one) => !Number.isFinite(one.x) || !Number.isFinite(one.y))) return;
        void send.run({ deviceId: robot.deviceId, purpose, ...(alarmId === 'none' ? {} : { alarmId }), stops: [...startOf(robot, stops[0]!), ...stops.map((one, place) => ({ nodeId: `S${place + 1}`, x: one.x!, y: one.y!, ...actionsOf(one.action) }))] }).then((answer) => {
          if (answer === undefined) notify(t('missions.unreachable'), 'wrong');
          if (answer?.ok !== true) return;
          notify(t('missions.sent', { name: say(robot.name), purpose: t(`missions.purpose.${purpose}`) }));
          onClose();
        });
      }}>
        <p className="tg-muted">{t('missions.newDetail')}</p>
        <div className="dv-fields">
          <Select id="mission-robot" label={t('missions.robot')} value={deviceId} onChange={setDevice} autoFocus options={robots.map((one) => { const why = against(one); return { value: one.deviceId, label: why === undefined ? say(one.name) : `${say(one.name)} (${why})`, ...(why === undefined ? {} : { disabledReason: why }) }; })} />
          <Select label={t('missions.purpose')} value={purpose} allowEmpty={false} onChange={(next) => setPurpose(missionPurposes.find((one) => one === next) ?? 'patrol')} options={missionPurposes.map((one) => ({ value: one, label: t(`missions.purpose.${one}`) }))} />
          <Select label={t('missions.alarm')} value={alarmId} allowEmpty={false} onChange={(next) => setAlarm(next ?? 'none')} options={[{ value: 'none', label: t('missions.noAlarm') }, ...alarms.map((one) => ({ value: one.alarmId, label: t('missions.alarmOf', { device: say(one.device), when: dateTime(one.raisedAt) }) }))]} />
        </div>
        <ol className="mi-stops" aria-label={t('missions.stops')}>
          {stops.map((one, place) => {
            const named = (field: string): string => t('missions.stopField', { number: place + 1, field });
            return (
              <li key={one.key} className={one.key === chosen ? 'mi-stop-row mi-stop-row-chosen' : 'mi-stop-row'} onFocus={() => onChoose(one.key)}>
                <strong aria-hidden="true">{place + 1}</strong>
                <NumberField id={`mission-x-${one.key}`} hideLabel label={named(t('missions.x'))} unit="x" value={one.x} onChange={(x) => change(one.key, { x })} />
                <NumberField hideLabel label={named(t('missions.y'))} unit="y" value={one.y} onChange={(y) => change(one.key, { y })} />
                <Select hideLabel label={named(t('missions.action'))} value={one.action} allowEmpty={false} onChange={(action) => change(one.key, { action: draftActions.find((known) => known === action) ?? 'none' })} options={draftActions.map((action) => ({ value: action, label: t(`missions.action.${action}`) }))} />
                <Button kind="bare" icon="cross" label={t('missions.removeStop', { number: place + 1 })} onPress={() => onStops(stops.filter((other) => other.key !== one.key))} />
              </li>
            );
          })}
        </ol>
        <Button icon="plus" disabledReason={stops.length >= mostDraftStops ? t('missions.fullStops', { most: mostDraftStops }) : undefined} onPress={onAdd}>{t('missions.addStop')}</Button>
      </ActForm>
    </Panel>
  );
}
