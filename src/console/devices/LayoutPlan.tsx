import { useRef, type CSSProperties, type PointerEvent, type ReactNode } from 'react';
import type { Estimate } from '../../modules/devices/rules/localisation/locate.ts';
import type { BoundMap } from '../../modules/devices/rules/localisation/map.ts';
import type { LayoutContent } from '../../modules/devices/shapes/layouts.ts';
import { useWords } from '../words.tsx';
import { LayoutHeat } from './LayoutHeat.tsx';
import { moved, stepOf, type Dwell } from './layout-planning.ts';

/** The plan in metres, y upwards: the least error as colours, walls, detectors that can be dragged or moved by keys, and what was estimated. */
export function LayoutPlan({ content, map, selected, onSelect, onChange, estimate, dwells = [] }: {
  readonly content: LayoutContent;
  readonly map: BoundMap | undefined;
  readonly selected: number;
  readonly onSelect: (at: number) => void;
  readonly onChange: (content: LayoutContent) => void;
  /** Undefined where no source is shown. */
  readonly estimate: Estimate | undefined;
  /** Where robots measured what is used beside the detectors. Unit: m. */
  readonly dwells?: readonly Pick<Dwell, 'id' | 'x' | 'y' | 'deviationMetres'>[];
}): ReactNode {
  const { t, number } = useWords();
  const plan = useRef<SVGSVGElement>(null);
  const dragged = useRef<number | undefined>(undefined);
  const { width, depth } = content.area;
  const longest = Math.max(width, depth);
  const margin = longest * 0.07;
  const [across, down] = [width + 2 * margin, depth + 2 * margin];
  const unit = longest / 100;
  const drags = (event: PointerEvent): void => {
    const matrix = plan.current?.getScreenCTM();
    if (dragged.current === undefined || !matrix) return;
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    onChange(moved(content, dragged.current, Math.round(place.x * 100) / 100, Math.round((depth - place.y) * 100) / 100));
  };
  const tick = [0.5, 1, 2, 5, 10, 20, 50, 100].find((one) => longest / one <= 10) ?? 100;
  const ticks = (most: number): number[] => Array.from({ length: Math.floor(most / tick + 1e-9) + 1 }, (_, at) => at * tick);
  return (
    <div className="sl-plan" style={{ aspectRatio: `${across} / ${down}`, maxWidth: `${(across / down) * 640}px`, '--sl-unit': `${unit}px` } as CSSProperties}>
      {map !== undefined && (
        <div className="sl-heat-place" style={{ left: `${(100 * margin) / across}%`, top: `${(100 * margin) / down}%`, width: `${(100 * width) / across}%`, height: `${(100 * depth) / down}%` }}><LayoutHeat map={map} /></div>
      )}
      <svg ref={plan} viewBox={`${-margin} ${-margin} ${across} ${down}`} role="group" aria-label={t('sourceLocation.planLabel', { width: number(width), depth: number(depth) })}
        onPointerMove={drags} onPointerUp={() => { dragged.current = undefined; }} onPointerCancel={() => { dragged.current = undefined; }}>
        <rect className="sl-area" x={0} y={0} width={width} height={depth} strokeWidth={unit * 0.15} />
        <g className="sl-ticks" aria-hidden="true">
          {ticks(width).map((x) => <text key={`x${x}`} x={x} y={depth + margin * 0.72} textAnchor="middle">{x}</text>)}
          {ticks(depth).map((y) => <text key={`y${y}`} x={-margin * 0.3} y={depth - y} dy={unit * 0.7} textAnchor="end">{y}</text>)}
        </g>
        {content.walls.map(([x1, y1, x2, y2], at) => <line key={at} className="sl-wall" x1={x1} y1={depth - y1!} x2={x2} y2={depth - y2!} strokeWidth={unit * 0.9} />)}
        <g aria-hidden="true">{dwells.map((one) => <g key={one.id} className="sl-dwell" transform={`translate(${one.x} ${depth - one.y})`}><circle className="sl-pose" r={Math.max(one.deviationMetres, 0.01)} /><path strokeWidth={unit * 0.3} d={`M${-unit} 0H${unit}M0 ${-unit}V${unit}`} /></g>)}</g>
        {estimate !== undefined && <PlannedEstimate estimate={estimate} depth={depth} unit={unit} />}
        {content.detectors.map((one, at) => (
          <g key={at} className={at === selected ? 'sl-detector sl-detector-chosen' : 'sl-detector'} role="button" tabIndex={0} aria-pressed={at === selected} transform={`translate(${one.x} ${depth - one.y})`}
            aria-label={t('sourceLocation.detectorAt', { id: one.id, x: number(one.x), y: number(one.y) })}
            onFocus={() => onSelect(at)} onPointerDown={(event) => { dragged.current = at; onSelect(at); event.currentTarget.setPointerCapture(event.pointerId); }}
            onKeyDown={(event) => {
              const step = stepOf(event.key, event.shiftKey);
              if (step === undefined) return;
              event.preventDefault();
              onChange(moved(content, at, one.x + step[0], one.y + step[1]));
            }}>
            <circle className="sl-grip" />
            <circle className="sl-dot" strokeWidth={unit * 0.35} />
            <text className={one.y > depth / 2 ? 'sl-below' : 'sl-above'} textAnchor="middle" strokeWidth={unit * 0.6}>{one.id}</text>
          </g>
        ))}
      </svg>
    </div>
  );
}

function PlannedEstimate({ estimate, depth, unit }: { readonly estimate: Estimate; readonly depth: number; readonly unit: number }): ReactNode {
  const { region, position, candidates } = estimate;
  const [x, y] = [position[0]!, depth - position[1]!];
  return (
    <g aria-hidden="true">
      {region?.kind === 'cells' && region.cells !== undefined && region.cells.runs.map(([row, from, to]) => {
        const { minimum, cellMetres } = region.cells!;
        return <rect key={`${row}-${from}`} className="sl-region sl-region-cell" x={minimum[0] + from * cellMetres[0]} y={depth - minimum[1] - (row + 1) * cellMetres[1]} width={(to - from + 1) * cellMetres[0]} height={cellMetres[1]} />;
      })}
      {region?.kind === 'ellipse' && <ellipse className="sl-region" strokeWidth={unit * 0.3} rx={region.ellipse.semiAxesMetres[0]} ry={region.ellipse.semiAxesMetres[1]} transform={`translate(${region.ellipse.centre[0]} ${depth - region.ellipse.centre[1]!}) rotate(${-region.ellipse.orientationDegrees})`} />}
      {candidates.slice(1).map((one, at) => <circle key={at} className="sl-other" cx={one.position[0]} cy={depth - one.position[1]!} r={unit * 1.4} strokeWidth={unit * 0.4} />)}
      <path className="sl-source" strokeWidth={unit * 0.35} d={`M${x} ${y - unit}L${x + unit} ${y}L${x} ${y + unit}L${x - unit} ${y}Z`} />
    </g>
  );
}
