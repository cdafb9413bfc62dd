import { useMemo, useRef, useState, type ReactNode } from 'react';
import type { MissionPurpose } from '../../modules/devices/shapes/missions.ts';
import { missionSenders, zoneKeepers } from '../../modules/devices/rules/roles.ts';
import type { Zone } from '../../modules/devices/shapes/zones.ts';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Icon } from '../design/Icon.tsx';
import { Panel, Stack } from '../design/Layout.tsx';
import { useKeys } from '../design/listening.ts';
import { PageHeader } from '../design/PageHeader.tsx';
import { Select } from '../design/Select.tsx';
import { EmptyState, ErrorState, Skeleton } from '../design/States.tsx';
import { isTyping } from '../flights/BoardPage.tsx';
import { useWords } from '../words.tsx';
import type { SavedLayout } from './layout-planning.ts';
import { useRolesReason } from './marks.tsx';
import { MissionDialog } from './missions/MissionDialogs.tsx';
import { MissionPlan } from './missions/MissionPlan.tsx';
import { MissionTable } from './missions/MissionTable.tsx';
import { mostDraftStops, NewMission } from './missions/NewMission.tsx';
import { RobotList } from './missions/RobotList.tsx';
import { causeOf, draftActions, drivenWay, groundOf, readCorners, startNode, type DraftStop, type DraftZone, type MapZones, type Mission, type Robot } from './missions/shapes.ts';
import { ZonesPanel } from './missions/ZonesPanel.tsx';
import '../goods/goods.css';
import './devices.css';
import './Source.css';
import './missions/Missions.css';

const topics = ['devices', 'device:*'];
type First = { readonly deviceId: string | undefined; readonly purpose: MissionPurpose; readonly alarmId: string | null };

/** The robots on the port's plan: where each is and goes, what came back to a person, an emergency stop at once; missions are given and cancelled here. */
export function MissionsPage(): ReactNode {
  const { t } = useWords();
  const robots = useView<{ readonly robots: readonly Robot[] }>('devices.robots', {}, { topics, everyMilliseconds: 15_000 });
  const missions = useView<{ readonly missions: readonly Mission[] }>('devices.missions', {}, { topics, everyMilliseconds: 30_000 });
  const layouts = useView<{ readonly layouts: readonly SavedLayout[] }>('devices.layouts', {}, { topics: ['layouts'] });
  const zones = useView<{ readonly maps: readonly MapZones[] }>('devices.zones', {}, { topics: ['zones'] });
  const failed = robots.error ?? missions.error ?? layouts.error ?? zones.error;
  const [all, given, plans, maps] = [robots.data?.data.robots, missions.data?.data.missions, layouts.data?.data.layouts, zones.data?.data.maps];
  if (all === undefined || given === undefined || plans === undefined || maps === undefined) return <div className="tg-page"><PageHeader title={t('missions.title')} />{failed === null ? <Skeleton lines={8} /> : <ErrorState error={failed} onRetry={() => { void robots.refetch(); void missions.refetch(); void layouts.refetch(); void zones.refetch(); }} />}</div>;
  return <Page robots={all} missions={given} layouts={plans} maps={maps} error={missions.error} onRetry={() => void missions.refetch()} />;
}

function Page({ robots: told, missions, layouts, maps, error, onRetry }: { readonly maps: readonly MapZones[]; readonly robots: readonly Robot[]; readonly missions: readonly Mission[]; readonly layouts: readonly SavedLayout[]; readonly error: unknown; readonly onRetry: () => void }): ReactNode {
  const { t, say, find, dateTime } = useWords();
  const [query, change] = useAddress();
  const reasonAgainst = useRolesReason();
  const robots = useMemo(() => told.map((robot) => ({ ...robot, track: drivenWay(robot) })), [told]);
  const layoutId = query.get('layout') ?? layouts[0]?.layoutId;
  const layout = layouts.find((one) => one.layoutId === layoutId);
  const selected = query.get('robot') ?? undefined;
  const [draft, setDraft] = useState<{ readonly stops: readonly DraftStop[]; readonly first: First } | undefined>(undefined);
  const [chosen, choose] = useState<number | undefined>(undefined);
  const [asking, ask] = useState<{ readonly mission: Mission; readonly what: 'cancel' | 'takeOver' } | undefined>(undefined);
  const [zoning, setZoning] = useState<{ readonly zones: readonly Zone[]; readonly draft: DraftZone } | undefined>(undefined);
  const count = useRef(0);
  const open = missions.filter((one) => !one.ended);
  const back = missions.filter((one) => one.waitsForPerson);
  const stopped = robots.filter((robot) => robot.stop !== null);
  const reason = reasonAgainst(missionSenders);
  const mapId = (robots.find((robot) => robot.deviceId === selected) ?? robots[0])?.mapId ?? 'port';
  const shownZones = zoning?.zones ?? maps.find((one) => one.mapId === mapId)?.zones ?? [];
  const ground = useMemo(() => groundOf(layout, [
    ...robots.flatMap((robot) => [...(robot.xMetres === null || robot.yMetres === null ? [] : [[robot.xMetres, robot.yMetres] as const]), ...robot.track.map((one) => [one.x, one.y] as const)]),
    ...open.flatMap((one) => one.stops.flatMap((stop) => (stop.x === null || stop.y === null ? [] : [[stop.x, stop.y] as const]))), ...(draft?.stops ?? []).map((one) => [one.x ?? Number.NaN, one.y ?? Number.NaN] as const), ...shownZones.flatMap((zone) => zone.vertices.map(({ x, y }) => [x, y] as const)),
  ]), [layout, robots, missions, draft, shownZones]);
  const add = (x: number, y: number): void => {
    if (zoning !== undefined) return setZoning({ ...zoning, draft: { ...zoning.draft, corners: `${zoning.draft.corners}${zoning.draft.corners === '' || zoning.draft.corners.endsWith('\n') ? '' : '\n'}${x} ${y}` } });
    if (draft === undefined || draft.stops.length >= mostDraftStops) return;
    count.current += 1;
    choose(count.current);
    setDraft({ ...draft, stops: [...draft.stops, { key: count.current, x, y, action: 'none' }] });
  };
  const begin = (again?: Mission): void => {
    setZoning(undefined);
    const robot = robots.find((one) => one.deviceId === (again?.device.deviceId ?? selected));
    setDraft({
      first: { deviceId: robot?.deviceId, purpose: again?.purpose ?? 'patrol', alarmId: again?.alarmId ?? null },
      stops: again?.stops.flatMap((stop) => { count.current += 1; return stop.x === null || stop.y === null || stop.nodeId === startNode ? [] : [{ key: count.current, x: stop.x, y: stop.y, action: draftActions.find((one) => one === stop.actions[0]) ?? 'none' }]; }) ?? [],
    });
  };
  useKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('[role="dialog"]') !== null || event.key.toLowerCase() !== 'n' || reason !== undefined || robots.length === 0 || draft !== undefined) return;
    begin();
    event.preventDefault();
  });
  const middle = (): readonly [number, number] => [Math.round((ground.minimum[0] + ground.maximum[0]) * 5) / 10, Math.round((ground.minimum[1] + ground.maximum[1]) * 5) / 10];
  const stopKind = (kind: string): string => find(`missions.stop.${kind}`) ?? kind;
  return (
    <div className="tg-page">
      <PageHeader title={t('missions.title')} detail={robots.length === 0 ? t('missions.detail') : t('missions.robotsOf', { count: robots.length, busy: open.length })} actions={<><Button icon="patrol" disabledReason={reasonAgainst(zoneKeepers) ?? (robots.length === 0 ? t('missions.noRobots') : undefined)} onPress={() => { setDraft(undefined); setZoning(zoning === undefined ? { zones: shownZones, draft: { zoneId: '', zoneType: 'BLOCKED', maximumSpeed: undefined, corners: '' } } : undefined); }}>{t('missions.zones')}</Button><Button kind="primary" icon="plus" keyHint="N" disabledReason={reason ?? (robots.length === 0 ? t('missions.noRobots') : undefined)} onPress={() => begin()}>{t('missions.doNew')}</Button></>} />
      <div role="alert" className="mi-alert">{stopped.length > 0 && (
        <div className="mi-stopped"><Icon name="alarm" /><div>{stopped.map((robot) => <strong key={robot.deviceId}>{t('missions.stopOn', { name: say(robot.name), kind: stopKind(robot.stop!.kind), at: dateTime(robot.stop!.since) })}</strong>)}<span>{t('missions.stopDetail')}</span></div></div>
      )}</div>
      {back.length > 0 && (
        <Panel flush title={t('missions.backTitle', { count: back.length })} actions={<span className="tg-muted">{t('missions.backDetail')}</span>}>
          <ul className="dv-waiting">{back.map((mission) => {
            const named = { purpose: t(`missions.purpose.${mission.purpose}`), name: say(mission.device.name) };
            const end = mission.notes.find(({ note }) => note === 'returned' || note === 'rejected');
            return (
              <li key={mission.missionId}>
                <span className="dv-two"><strong>{named.purpose} · {named.name} · {t('missions.stopsOf', { count: mission.stops.length })}</strong><span className="tg-muted">{end === undefined ? '' : `${dateTime(end.at)} ${causeOf(t, end.detail)}`}</span></span>
                <Button icon="check" label={t('missions.takeOverOf', named)} disabledReason={reason} onPress={() => ask({ mission, what: 'takeOver' })}>{t('missions.takeOver')}</Button>
                <Button icon="play" label={t('missions.sendAgainOf', named)} disabledReason={reason} onPress={() => begin(mission)}>{t('missions.sendAgain')}</Button>
              </li>
            );
          })}</ul>
        </Panel>
      )}
      {robots.length === 0 ? <Panel><EmptyState icon="patrol" title={t('missions.noRobots')} detail={t('missions.noRobotsDetail')} /></Panel> : (
        <div className="sl-two">
          <Panel title={t('missions.map')} actions={<div className="mi-layout"><Select hideLabel label={t('missions.layout')} value={layout?.layoutId ?? 'none'} allowEmpty={false} onChange={(next) => change({ layout: next })} options={[...layouts.map((one) => ({ value: one.layoutId, label: one.name })), { value: 'none', label: t('missions.noLayout') }]} /></div>}>
            <Stack>
              <MissionPlan ground={ground} robots={robots} missions={missions} selected={selected} onSelect={(deviceId) => change({ robot: deviceId === selected ? undefined : deviceId })} draft={draft?.stops} zones={shownZones} zoneDraft={zoning === undefined ? undefined : readCorners(zoning.draft.corners).places} onPlace={add} chosen={chosen} onChoose={choose}
                onMove={(key, x, y) => setDraft((before) => before && { ...before, stops: before.stops.map((one) => (one.key === key ? { ...one, x, y } : one)) })} />
              <ul className="sl-legend">
                {([['mi-key-robot', 'keyRobot'], ['mi-key-stopped', 'keyStopped'], ['mi-key-path', 'keyPath'], ['mi-key-horizon', 'keyHorizon'], ['mi-key-track', 'keyTrack'], ['mi-key-reading', 'keyReading']] as const).map(([sign, words]) => <li key={sign}><span className={sign} aria-hidden="true" />{t(`missions.${words}`)}</li>)}
                {shownZones.length > 0 && ([['mi-key-blocked', 'zone.BLOCKED'], ['mi-key-slow', 'zone.SPEED_LIMIT'], ['mi-key-release', 'zone.RELEASE']] as const).map(([sign, words]) => <li key={sign}><span className={sign} aria-hidden="true" />{t(`missions.${words}`)}</li>)}
                {draft !== undefined && <li><span className="mi-key-draft" aria-hidden="true" />{t('missions.keyDraft')}</li>}
              </ul>
            </Stack>
          </Panel>
          <Stack>
            {zoning !== undefined && <ZonesPanel mapId={mapId} zones={zoning.zones} draft={zoning.draft} onZones={(zones) => setZoning((before) => before && { ...before, zones })} onDraft={(next) => setZoning((before) => before && { ...before, draft: next })} onClose={() => setZoning(undefined)} />}
            {draft !== undefined && <NewMission robots={robots} missions={missions} first={draft.first} stops={draft.stops} onStops={(stops) => setDraft({ ...draft, stops })} onAdd={() => add(...middle())} chosen={chosen} onChoose={choose} onClose={() => setDraft(undefined)} />}
            <RobotList robots={robots} missions={missions} selected={selected} onCancel={(mission) => ask({ mission, what: 'cancel' })} />
          </Stack>
        </div>
      )}
      <MissionTable missions={missions} error={error} onRetry={onRetry} />
      {asking !== undefined && <MissionDialog mission={asking.mission} what={asking.what} onClose={() => ask(undefined)} />}
    </div>
  );
}
