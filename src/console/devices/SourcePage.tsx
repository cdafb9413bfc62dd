import { lazy, Suspense, useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { locate } from '../../modules/devices/rules/localisation/locate.ts';
import { useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Checkbox } from '../design/Checkbox.tsx';
import { Button } from '../design/Button.tsx';
import { Columns, Panel, Row, Stack } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { ErrorState, Skeleton } from '../design/States.tsx';
import { Tabs } from '../design/Tabs.tsx';
import { useWords } from '../words.tsx';
import { CameraPanel } from './CameraPictures.tsx';
import { HeatLegend } from './LayoutHeat.tsx';
import { LayoutPlan } from './LayoutPlan.tsx';
import { LayoutSaving, type LayoutPoint } from './LayoutSaving.tsx';
import { AreaAndWalls, DetectorTable, LayoutSummary, ReferenceSettings } from './LayoutTables.tsx';
import { fewestReadings, isShown, SourceEstimate } from './SourceEstimate.tsx';
import { SourceReadings } from './SourceReadings.tsx';
import type { Robot } from './missions/shapes.ts';
import type { PlacedRobot } from './source-model.ts';
import { RobotDwells } from './RobotDwells.tsx';
import { dwellReadings, firstReference, inventedStart, mapOf, readingsOf, referenceFor, searchOf, type Carried, type Counted, type Reference, type SavedLayout } from './layout-planning.ts';
import './Source.css';

const SourceScene = lazy(async () => ({ default: (await import('./SourceScene.tsx')).SourceScene }));

const robotTopics = ['devices', 'device:*'];

/** How detectors stand and how well they could tell a source's place; and where a source is by their counts. */
export function SourcePage(): ReactNode {
  const { t } = useWords();
  const view = useView<{ readonly layouts: readonly SavedLayout[] }>('devices.layouts', {}, { topics: ['layouts'] });
  const ports = useView<{ readonly points: readonly LayoutPoint[] }>('ports.list', {});
  const failed = view.error ?? ports.error;
  return (
    <div className="tg-page">
      {view.data !== undefined && ports.data !== undefined ? <Locating layouts={view.data.data.layouts} points={ports.data.data.points} />
        : <><PageHeader title={t('sourceLocation.title')} />{failed === null ? <Skeleton lines={8} /> : <ErrorState error={failed} onRetry={() => void view.refetch()} />}</>}
    </div>
  );
}

function Locating({ layouts, points }: { readonly layouts: readonly SavedLayout[]; readonly points: readonly LayoutPoint[] }): ReactNode {
  const { t, say, dateTime } = useWords();
  const [opened, setOpened] = useState<SavedLayout | undefined>(layouts[0]);
  const [base, setBase] = useState(() => layouts[0]?.content ?? inventedStart());
  const [content, setContent] = useState(base);
  const [reference, setReference] = useState<Reference>(() => referenceFor(base));
  const [selected, select] = useState(0);
  const changed = content !== base && JSON.stringify(content) !== JSON.stringify(base);
  const drawn = useDeferredValue(content);
  const map = useMemo(() => mapOf(drawn, reference), [drawn, reference]);
  const before = useMemo(() => mapOf(base, reference), [base, reference]);
  const [counted, setCounted] = useState<Readonly<Record<string, Counted>>>({});
  const [heat, setHeat] = useState(true);
  const [solid, setSolid] = useState(false);
  const [withRobots, setWithRobots] = useState(false);
  const [carried, setCarried] = useState<Carried>({ atOneMetre: 10, backgroundCps: 50, heightMetres: firstReference.heightMetres });
  // What a robot measured last is read again as it comes: the estimate follows the robot.
  const robots = useView<{ readonly robots: readonly Robot[] }>('devices.robots', {}, { topics: robotTopics, everyMilliseconds: 30_000 });
  const measured = useMemo(() => robots.data?.data.robots.flatMap((robot) => robot.readings.map((one, place) => ({ ...one, id: `${robot.deviceId} ${one.at} ${place}` }))) ?? [], [robots.data]);
  const { width, depth } = drawn.area;
  // Where a robot stands is told on the plan of its own map; what stands beside the area is on another.
  const placed = useMemo(() => robots.data?.data.robots.flatMap(({ deviceId, name, xMetres, yMetres, deviationMetres }): PlacedRobot[] => (xMetres === null || yMetres === null || xMetres < 0 || xMetres > width || yMetres < 0 || yMetres > depth ? [] : [{ id: deviceId, name: say(name), x: xMetres, y: yMetres, deviationMetres }])) ?? [], [robots.data, say, width, depth]);
  const dwells = useMemo(() => measured.filter((one) => one.counted), [measured]);
  const readings = useMemo(() => [...readingsOf(drawn, counted, reference), ...(withRobots ? dwellReadings(dwells, carried) : [])], [drawn, counted, reference, withRobots, dwells, carried]);
  const estimate = useMemo(() => (readings.length < fewestReadings ? undefined : locate(readings, searchOf(drawn, reference))), [readings, drawn, reference]);
  const shown = estimate !== undefined && isShown(estimate) ? estimate : undefined;
  const load = (layout: SavedLayout): void => { setOpened(layout); setBase(layout.content); setContent(layout.content); setReference(referenceFor(layout.content)); select(0); };
  // The view is read again after a save; until it has come, what was sent stands for it.
  const saved = (what: Pick<SavedLayout, 'layoutId' | 'pointId' | 'name'>): void => { setBase(content); setOpened({ ...what, content, savedAt: new Date().toISOString(), by: null }); };
  const current = opened === undefined ? undefined : layouts.find((one) => one.layoutId === opened.layoutId) ?? opened;
  const state = changed ? <Status tone="late">{t('sourceLocation.changed')}</Status>
    : current === undefined ? <Status tone="neutral">{t('sourceLocation.invented')}</Status>
      : <Status tone="done">{t('sourceLocation.saved', { when: dateTime(current.savedAt), who: current.by === null ? t('sourceLocation.somebody') : say(current.by) })}</Status>;
  const colours = t('sourceLocation.heat', { source: reference.microcuries, seconds: reference.seconds });
  return (
    <>
      <PageHeader title={t('sourceLocation.title')} status={<span className="sl-state">{state}</span>} detail={t('sourceLocation.detail')} />
      <div className="sl-two">
        <Panel title={solid ? t('sourceLocation.scene') : t('sourceLocation.plan')} actions={(
          <Row end>
            {!solid && <Checkbox label={t('sourceLocation.heatOn')} value={heat} onChange={setHeat} />}
            <Button onPress={() => setSolid(!solid)}>{solid ? t('sourceLocation.showPlan') : t('sourceLocation.showScene')}</Button>
          </Row>
        )}>
          <Stack>
            {solid ? <Suspense fallback={<p className="tg-muted" role="status">{t('sourceLocation.loadingScene')}</p>}><SourceScene content={drawn} estimate={shown} robots={placed} heightMetres={reference.heightMetres} /></Suspense>
              : <LayoutPlan content={content} map={heat ? map : undefined} selected={selected} onSelect={select} onChange={setContent} estimate={shown} dwells={withRobots ? dwells : []} />}
            <p className="tg-muted">{solid ? t('sourceLocation.sceneKeys') : t('sourceLocation.keys')}</p>
            {shown !== undefined && <SourceKey />}
            {heat && !solid && <><p className="sl-legend-title">{colours}</p><HeatLegend title={colours} /></>}
            <LayoutSummary after={map} before={changed && drawn !== base ? before : undefined} />
            <p className="tg-muted">{t('sourceLocation.bound')}</p>
          </Stack>
        </Panel>
        <Stack>
          <CameraPanel />
          <Tabs label={t('sourceLocation.title')} tabs={[
            { key: 'layout', title: t('sourceLocation.layout'), content: (
              <Stack>
                <LayoutSaving content={content} layouts={layouts} points={points} opened={current} changed={changed} onLoad={load} onSaved={saved} onBack={() => setContent(base)} />
                <DetectorTable content={content} onChange={setContent} selected={selected} onSelect={select} />
              </Stack>
            ) },
            { key: 'readings', title: t('sourceLocation.readings'), count: readings.length === 0 ? undefined : readings.length, content: (
              <Stack>
                <SourceEstimate estimate={estimate} readings={readings.length} />
                <RobotDwells dwells={dwells} notCounted={measured.length - dwells.length} used={withRobots} onUsed={setWithRobots} carried={carried} onCarried={setCarried} estimate={shown} />
                <SourceReadings content={content} counted={counted} onCounted={setCounted} seconds={reference.seconds} estimate={shown} />
              </Stack>
            ) },
          ]} />
        </Stack>
      </div>
      <Columns>
        <ReferenceSettings content={content} onChange={setContent} reference={reference} onReference={setReference} />
        <AreaAndWalls content={content} onChange={setContent} />
      </Columns>
    </>
  );
}

function SourceKey(): ReactNode {
  const { t } = useWords();
  return (
    <Row>
      <span className="sl-key"><span className="sl-key-source" aria-hidden="true" />{t('sourceLocation.keySource')}</span>
      <span className="sl-key"><span className="sl-key-region" aria-hidden="true" />{t('sourceLocation.keyRegion')}</span>
      <span className="sl-key"><span className="sl-key-other" aria-hidden="true" />{t('sourceLocation.keyOther')}</span>
    </Row>
  );
}
