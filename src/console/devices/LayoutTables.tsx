import type { ReactNode } from 'react';
import { longestMetres, mostPlaced } from '../../modules/devices/shapes/layouts.ts';
import type { LayoutContent } from '../../modules/devices/shapes/layouts.ts';
import { Button } from '../design/Button.tsx';
import { Panel, Row, Stack } from '../design/Layout.tsx';
import { TextField } from '../design/TextField.tsx';
import { useWords } from '../words.tsx';
import { LayoutNumber } from './LayoutNumber.tsx';
import { atOneMetre, freeName, moved, responseOf, stepOf } from './layout-planning.ts';

type Editing = { readonly content: LayoutContent; readonly onChange: (content: LayoutContent) => void };

/** The detectors of a layout as a table: each place as numbers, and a button that takes the arrow keys. */
export function DetectorTable({ content, onChange, selected, onSelect }: Editing & { readonly selected: number; readonly onSelect: (at: number) => void }): ReactNode {
  const { t } = useWords();
  const { area, detectors } = content;
  const chosen = detectors[selected];
  const change = (at: number, more: Partial<LayoutContent['detectors'][number]>): void => onChange({ ...content, detectors: detectors.map((one, index) => (index === at ? { ...one, ...more } : one)) });
  const add = (): void => {
    const model = chosen ?? detectors[0]!;
    onChange({ ...content, detectors: [...detectors, { ...model, id: freeName(detectors), x: area.width / 2, y: area.depth / 2 }] });
    onSelect(detectors.length);
  };
  return (
    <Panel title={t('sourceLocation.detectors')} actions={<Button icon="plus" disabledReason={detectors.length >= mostPlaced ? t('sourceLocation.fullDetectors', { most: mostPlaced }) : undefined} onPress={add}>{t('sourceLocation.add')}</Button>}>
      <Stack>
      <table className="sl-table">
        <caption className="tg-hidden">{t('sourceLocation.detectors')}</caption>
        <thead><tr><th scope="col">{t('sourceLocation.detector')}</th><th scope="col">{t('sourceLocation.x')}</th><th scope="col">{t('sourceLocation.y')}</th><th scope="col">{t('sourceLocation.z')}</th><td /></tr></thead>
        <tbody>
          {detectors.map((one, at) => (
            <tr key={at} className={at === selected ? 'sl-row-chosen' : undefined} onFocus={() => onSelect(at)}>
              <th scope="row">
                <button type="button" className="sl-pick" aria-pressed={at === selected} aria-label={t('sourceLocation.choose', { id: one.id })} onClick={() => onSelect(at)} onKeyDown={(event) => {
                  const step = stepOf(event.key, event.shiftKey);
                  if (step === undefined) return;
                  event.preventDefault();
                  onChange(moved(content, at, one.x + step[0], one.y + step[1]));
                }}>{one.id}</button>
              </th>
              <td><LayoutNumber hideLabel label={t('sourceLocation.of', { id: one.id, field: t('sourceLocation.x') })} value={one.x} minimum={0} maximum={area.width} onValue={(x) => change(at, { x })} /></td>
              <td><LayoutNumber hideLabel label={t('sourceLocation.of', { id: one.id, field: t('sourceLocation.y') })} value={one.y} minimum={0} maximum={area.depth} onValue={(y) => change(at, { y })} /></td>
              <td><LayoutNumber hideLabel label={t('sourceLocation.of', { id: one.id, field: t('sourceLocation.z') })} value={one.z} minimum={0} maximum={20} onValue={(z) => change(at, { z })} onEmpty={() => onChange({ ...content, detectors: detectors.map((all, index) => { if (index !== at) return all; const { z: _height, ...flat } = all; return flat; }) })} /></td>
              <td className="tg-align-end"><Button kind="bare" icon="cross" label={t('sourceLocation.remove', { id: one.id })} disabledReason={detectors.length === 1 ? t('sourceLocation.lastDetector') : undefined} onPress={() => { onChange({ ...content, detectors: detectors.filter((_, index) => index !== at) }); onSelect(Math.max(0, at - 1)); }} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      {chosen !== undefined && <TextField label={t('sourceLocation.name')} value={chosen.id} maxLength={40} code onChange={(id) => change(selected, { id })} {...(chosen.id.trim() === '' ? { problem: t('sourceLocation.nameNeeded') } : {})} />}
      </Stack>
    </Panel>
  );
}

/** The area and the walls of a layout. A detector or wall that a smaller area would leave out stays, and saving says so. */
export function AreaAndWalls({ content, onChange }: Editing): ReactNode {
  const { t } = useWords();
  const { area, walls } = content;
  const ends = ['x1', 'y1', 'x2', 'y2'] as const;
  return (
    <Panel title={t('sourceLocation.area')} actions={<Button icon="plus" disabledReason={walls.length >= mostPlaced ? t('sourceLocation.fullWalls', { most: mostPlaced }) : undefined} onPress={() => onChange({ ...content, walls: [...walls, [0, 0, area.width, 0]] })}>{t('sourceLocation.addWall')}</Button>}>
      <Stack>
      <div className="sl-pair">
        <LayoutNumber label={t('sourceLocation.width')} unit={t('sourceLocation.metres')} value={area.width} minimum={0.5} maximum={longestMetres} onValue={(width) => onChange({ ...content, area: { ...area, width } })} />
        <LayoutNumber label={t('sourceLocation.depth')} unit={t('sourceLocation.metres')} value={area.depth} minimum={0.5} maximum={longestMetres} onValue={(depth) => onChange({ ...content, area: { ...area, depth } })} />
      </div>
      {walls.length > 0 && (
        <table className="sl-table">
          <caption className="tg-hidden">{t('sourceLocation.walls')}</caption>
          <thead><tr>{ends.map((end) => <th key={end} scope="col">{t(`sourceLocation.${end}`)}</th>)}<td /></tr></thead>
          <tbody>
            {walls.map((wall, at) => (
              <tr key={at}>
                {ends.map((end, place) => <td key={end}><LayoutNumber hideLabel label={t('sourceLocation.of', { id: t('sourceLocation.wall', { number: at + 1 }), field: t(`sourceLocation.${end}`) })} value={wall[place]} minimum={0} maximum={place % 2 === 0 ? area.width : area.depth} onValue={(value) => onChange({ ...content, walls: walls.map((all, index) => (index === at ? all.map((old, k) => (k === place ? value : old)) : all)) })} /></td>)}
                <td className="tg-align-end"><Button kind="bare" icon="cross" label={t('sourceLocation.removeWall', { number: at + 1 })} onPress={() => onChange({ ...content, walls: walls.filter((_, index) => index !== at) })} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      </Stack>
    </Panel>
  );
}

/** For what source a layout is judged, and what all its detectors have in common. */
export function ReferenceSettings({ content, onChange, reference, onReference }: Editing & { readonly reference: { readonly microcuries: number; readonly seconds: number; readonly heightMetres: number }; readonly onReference: (reference: { microcuries: number; seconds: number; heightMetres: number }) => void }): ReactNode {
  const { t, number } = useWords();
  const { detectors } = content;
  const shared = (field: 'responseCpsM2' | 'backgroundCps'): number | undefined => (detectors.every((one) => one[field] === detectors[0]![field]) ? detectors[0]![field] : undefined);
  const setAll = (field: 'responseCpsM2' | 'backgroundCps', value: number): void => onChange({ ...content, detectors: detectors.map((one) => ({ ...one, [field]: value })) });
  const [stored, background] = [shared('responseCpsM2'), shared('backgroundCps')];
  const response = stored === undefined ? undefined : atOneMetre(stored);
  return (
    <Panel title={t('sourceLocation.settings')}>
      <div className="sl-pair">
        <LayoutNumber label={t('sourceLocation.source')} unit="µCi" value={reference.microcuries} minimum={0.001} maximum={1e6} onValue={(microcuries) => onReference({ ...reference, microcuries })} hint={response === undefined ? undefined : t('sourceLocation.strength', { value: number(Math.round(reference.microcuries * response * 10) / 10) })} />
        <LayoutNumber label={t('sourceLocation.seconds')} unit="s" value={reference.seconds} minimum={0.1} maximum={86_400} onValue={(seconds) => onReference({ ...reference, seconds })} />
        <LayoutNumber label={t('sourceLocation.response')} unit="cps/µCi" value={response} minimum={0.001} maximum={5000} hint={response === undefined ? t('sourceLocation.differ') : t('sourceLocation.responseHint')} onValue={(value) => setAll('responseCpsM2', responseOf(value))} />
        <LayoutNumber label={t('sourceLocation.background')} unit="cps" value={background} minimum={0} maximum={1_000_000} hint={background === undefined ? t('sourceLocation.differ') : undefined} onValue={(value) => setAll('backgroundCps', value)} />
        <LayoutNumber label={t('sourceLocation.height')} unit={t('sourceLocation.metres')} value={reference.heightMetres} minimum={0} maximum={20} onValue={(heightMetres) => onReference({ ...reference, heightMetres })} />
      </div>
    </Panel>
  );
}

/** How well a layout can tell a place: median, worst and share below half a metre, beside those before the changes. */
export function LayoutSummary({ after, before }: { readonly after: Summary; readonly before: Summary | undefined }): ReactNode {
  const { t, number } = useWords();
  const metres = (value: number): string => (Number.isFinite(value) && value < 1000 ? `${number(value, value < 1 ? 3 : 2)} ${t('sourceLocation.metres')}` : t('sourceLocation.cannotTell'));
  const share = (value: number): string => `${number(Math.round(value * 1000) / 10)} %`;
  const figures = [['median', metres, (one: Summary) => one.medianMetres], ['worst', metres, (one: Summary) => one.worstMetres], ['share', share, (one: Summary) => one.shareBelowHalfMetre]] as const;
  return (
    <section aria-label={t('sourceLocation.summary')} className="sl-summary">
      <Row>{figures.map(([key, write, of]) => (
        <div key={key} className="sl-figure" data-figure={key}>
          <span className="tg-muted">{t(`sourceLocation.${key}`)}</span>
          <strong>{write(of(after))}</strong>
          {before !== undefined && <span className="sl-before">{t('sourceLocation.before', { value: write(of(before)) })}</span>}
        </div>
      ))}</Row>
    </section>
  );
}
type Summary = { readonly medianMetres: number; readonly worstMetres: number; readonly shareBelowHalfMetre: number };
