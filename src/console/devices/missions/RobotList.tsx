import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { missionSenders } from '../../../modules/devices/rules/roles.ts';
import { Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Facts, Panel } from '../../design/Layout.tsx';
import { useEventNow } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { LinkMark, useRolesReason } from '../marks.tsx';
import { withUnit } from '../saying.ts';
import { devicePath } from '../shapes.ts';
import { progressTone, silentAfterSeconds, type Mission, type Robot } from './shapes.ts';

const lowPercent = 20;

/** Lists the robots: reachable, charge, place with its error, how long ago they spoke, and the mission each is on. */
export function RobotList({ robots, missions, selected, onCancel }: { readonly robots: readonly Robot[]; readonly missions: readonly Mission[]; readonly selected: string | undefined; readonly onCancel: (mission: Mission) => void }): ReactNode {
  return <>{robots.map((robot) => <RobotCard key={robot.deviceId} robot={robot} mission={missions.find((one) => !one.ended && one.device.deviceId === robot.deviceId)} isSelected={robot.deviceId === selected} onCancel={onCancel} />)}</>;
}

function RobotCard({ robot, mission, isSelected, onCancel }: { readonly robot: Robot; readonly mission: Mission | undefined; readonly isSelected: boolean; readonly onCancel: (mission: Mission) => void }): ReactNode {
  const words = useWords();
  const { t, say, number, dateTime } = words;
  const reasonAgainst = useRolesReason();
  const now = useEventNow();
  const round = (value: number): string => number(Math.round(value * 100) / 100);
  const ago = robot.heardAt === null ? undefined : Math.max(0, Math.floor((now - Date.parse(robot.heardAt)) / 1000));
  const isSilent = ago !== undefined && ago >= silentAfterSeconds && robot.link === 'online';
  const newest = robot.readings[0];
  const charge = robot.batteryPercent === null ? undefined : Math.round(robot.batteryPercent);
  return (
    <div className={isSelected ? 'mi-card mi-card-chosen' : 'mi-card'} data-robot={robot.deviceId}>
      <Panel title={<Link className="dv-name" to={devicePath(robot.deviceId)}>{say(robot.name)}</Link>} actions={<span className="tg-muted tg-nowrap">{t('missions.version', { version: robot.version })}</span>}>
        <div className="tg-stack">
          {robot.stop !== null && <Status tone="wrong">{t('missions.stopTitle')} · {dateTime(robot.stop.since)}</Status>}
          <LinkMark device={robot} />
          {robot.zonesInForce !== null && <Status tone={robot.zonesInForce ? 'done' : 'late'}>{t(robot.zonesInForce ? 'missions.zonesOn' : 'missions.zonesOff')}</Status>}
          <Facts facts={[
            [t('missions.charge'), charge === undefined ? '–' : <span key="c" className="mi-charge"><span className="mi-charge-track" aria-hidden="true"><span className={charge <= lowPercent ? 'mi-charge-low' : undefined} style={{ width: `${charge}%` }} /></span>{withUnit(words, charge, '%')}{charge <= lowPercent && <Status tone="late">{t('missions.chargeLow')}</Status>}</span>],
            [t('missions.place'), robot.xMetres === null || robot.yMetres === null ? '–' : t('missions.placeAt', { x: round(robot.xMetres), y: round(robot.yMetres), error: robot.deviationMetres === null ? '?' : round(robot.deviationMetres) })],
            ...(robot.speedMetresPerSecond === null ? [] : [[t('missions.speed'), withUnit(words, robot.speedMetresPerSecond, 'm/s')] as const]),
            [t('missions.heard'), ago === undefined ? t('missions.nothingHeard') : ago < 3600 ? t('missions.heardAgo', { seconds: number(ago) }) : dateTime(robot.heardAt!)],
            ...(newest === undefined ? [] : [[t('missions.measured'), t('missions.measuredAt', { dose: round(newest.doseRateMicrosievertPerHour), when: dateTime(newest.at) })] as const]),
            [t('missions.current'), mission === undefined ? t('missions.noMission') : <span key="m" className="mi-current"><Status tone={progressTone(mission)}>{t(`missions.purpose.${mission.purpose}`)} · {t(`missions.progress.${mission.progress}`)}</Status><span className="tg-muted">{t('missions.stopsOf', { count: mission.stops.length })}</span></span>],
          ]} />
          {robot.mapId !== 'port' && <p className="tg-muted">{t('missions.otherMap', { map: robot.mapId })}</p>}
          {isSilent && <p className="sl-told" role="status">{t('missions.silentSoon', { seconds: number(Math.min(ago, 3600)) })}</p>}
          {mission !== undefined && mission.progress !== 'cancelling' && <div><Button icon="cross" label={t('missions.cancelOf', { name: say(robot.name) })} disabledReason={reasonAgainst(missionSenders)} onPress={() => onCancel(mission)}>{t('missions.cancel')}</Button></div>}
        </div>
      </Panel>
    </div>
  );
}

