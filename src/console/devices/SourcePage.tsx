import { useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Columns, Panel, Stack } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { ErrorState, Skeleton } from '../design/States.tsx';
import { useWords } from '../words.tsx';
import { HeatLegend } from './LayoutHeat.tsx';
import { LayoutPlan } from './LayoutPlan.tsx';
import { LayoutSaving, type LayoutPoint } from './LayoutSaving.tsx';
import { AreaAndWalls, DetectorTable, LayoutSummary, ReferenceSettings } from './LayoutTables.tsx';
import { firstReference, inventedStart, mapOf, type Reference, type SavedLayout } from './layout-planning.ts';
import './Source.css';

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
  const [reference, setReference] = useState<Reference>(firstReference);
  const [selected, select] = useState(0);
  const changed = content !== base && JSON.stringify(content) !== JSON.stringify(base);
  const drawn = useDeferredValue(content);
  const map = useMemo(() => mapOf(drawn, reference), [drawn, reference]);
  const before = useMemo(() => mapOf(base, reference), [base, reference]);
  const load = (layout: SavedLayout): void => { setOpened(layout); setBase(layout.content); setContent(layout.content); select(0); };
  // The view is read again after a save; until it has come, what was sent stands for it.
  const saved = (what: Pick<SavedLayout, 'layoutId' | 'pointId' | 'name'>): void => { setBase(content); setOpened({ ...what, content, savedAt: new Date().toISOString(), by: null }); };
  const current = opened === undefined ? undefined : layouts.find((one) => one.layoutId === opened.layoutId) ?? opened;
  const state = changed ? <Status tone="late">{t('sourceLocation.changed')}</Status>
    : current === undefined ? <Status tone="neutral">{t('sourceLocation.invented')}</Status>
      : <Status tone="done">{t('sourceLocation.saved', { when: dateTime(current.savedAt), who: current.by === null ? t('sourceLocation.somebody') : say(current.by) })}</Status>;
  return (
    <>
      <PageHeader title={t('sourceLocation.title')} status={state} detail={t('sourceLocation.detail')} />
      <div className="sl-two">
        <Panel title={t('sourceLocation.plan')}>
          <Stack>
            <LayoutPlan content={content} map={map} selected={selected} onSelect={select} onChange={setContent} estimate={undefined} />
            <p className="tg-muted">{t('sourceLocation.keys')}</p>
            <p className="sl-legend-title">{t('sourceLocation.heat')}</p>
            <HeatLegend />
            <LayoutSummary after={map} before={changed ? before : undefined} />
            <p className="tg-muted">{t('sourceLocation.bound')}</p>
          </Stack>
        </Panel>
        <Stack>
          <LayoutSaving content={content} layouts={layouts} points={points} opened={current} changed={changed} onLoad={load} onSaved={saved} onBack={() => setContent(base)} />
          <DetectorTable content={content} onChange={setContent} selected={selected} onSelect={select} />
        </Stack>
      </div>
      <Columns>
        <ReferenceSettings content={content} onChange={setContent} reference={reference} onReference={setReference} />
        <AreaAndWalls content={content} onChange={setContent} />
      </Columns>
    </>
  );
}
