import { useRef, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import { useWords } from '../../words.tsx';
import type { Zone } from '../../../modules/devices/shapes/zones.ts';
import { stepOf } from '../layout-planning.ts';
import { withUnit } from '../saying.ts';
import type { DraftStop, Ground, Mission, Robot } from './shapes.ts';
import { ZonesOnPlan } from './ZonesOnPlan.tsx';

/** Draws the port's plan in metres, y upwards: walls and detectors, each robot with where it was and where its mission leads, what it measured, and the stops of a mission that is being made. */
export function MissionPlan({ ground, robots, missions, selected, onSelect, draft, onPlace, onMove, onChoose, chosen, zones, zoneDraft }: {
  readonly zones: readonly Zone[];
  /** Undefined where no zone is being made. */
  readonly zoneDraft: readonly { readonly x: number; readonly y: number }[] | undefined;
  readonly ground: Ground;
  readonly robots: readonly Robot[];
  readonly missions: readonly Mission[];
  readonly selected: string | undefined;
  readonly onSelect: (deviceId: string) => void;
  /** Undefined where no mission is being made. */
  readonly draft: readonly DraftStop[] | undefined;
  readonly onPlace: (x: number, y: number) => void;
  readonly onMove: (key: number, x: number, y: number) => void;
  readonly onChoose: (key: number) => void;
  readonly chosen: number | undefined;
}): ReactNode {
  const words = useWords();
  const { t, say, number } = words;
  const plan = useRef<SVGSVGElement>(null);
  const [left, bottom] = ground.minimum;
  const [width, depth] = [ground.maximum[0] - left, ground.maximum[1] - bottom];
  const longest = Math.max(width, depth);
  const margin = longest * 0.07;
  const [across, down] = [width + 2 * margin, depth + 2 * margin];
  const unit = longest / 100;
  const at = (x: number, y: number): readonly [number, number] => [x - left, depth - (y - bottom)];
  const line = (places: readonly (readonly [number, number])[]): string => places.map(([x, y]) => at(x, y).join(' ')).join(' ');
  const tick = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((one) => longest / one <= 10) ?? 5000;
  const ticks = (from: number, length: number): number[] => Array.from({ length: Math.floor((from + length) / tick + 1e-9) - Math.ceil(from / tick - 1e-9) + 1 }, (_, place) => (Math.ceil(from / tick - 1e-9) + place) * tick);
  const round = (value: number): number => Math.round(value * 10) / 10;
  const most = Math.max(0.2, ...robots.flatMap((robot) => robot.readings.map((one) => one.doseRateMicrosievertPerHour)));
  const drawn = draft?.filter((one): one is DraftStop & { readonly x: number; readonly y: number } => Number.isFinite(one.x) && Number.isFinite(one.y));
  return (
    <div className="sl-plan" style={{ aspectRatio: `${across} / ${down}`, maxWidth: `${(across / down) * 640}px`, '--sl-unit': `${unit}px` } as CSSProperties}>
      <svg ref={plan} className={draft === undefined && zoneDraft === undefined ? undefined : 'mi-placing'} viewBox={`${-margin} ${-margin} ${across} ${down}`} role="group" aria-label={t('missions.mapLabel', { width: number(width), depth: number(depth), robots: robots.length })}
        onClick={(event) => {
          const matrix = plan.current?.getScreenCTM();
          if ((draft === undefined && zoneDraft === undefined) || !matrix || (event.target as Element).closest('[role="button"]') !== null) return;
          const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
          onPlace(round(place.x + left), round(depth - place.y + bottom));
        }}>
        <rect className="sl-area mi-floor" x={0} y={0} width={width} height={depth} strokeWidth={unit * 0.15} />
        <g className="sl-ticks" aria-hidden="true">
          {ticks(left, width).map((x) => <g key={`x${x}`}><line className="mi-grid" x1={x - left} x2={x - left} y1={0} y2={depth} strokeWidth={unit * 0.08} /><text x={x - left} y={depth + margin * 0.72} textAnchor="middle">{x}</text></g>)}
          {ticks(bottom, depth).map((y) => <g key={`y${y}`}><line className="mi-grid" x1={0} x2={width} y1={at(0, y)[1]} y2={at(0, y)[1]} strokeWidth={unit * 0.08} /><text x={-margin * 0.2} y={at(0, y)[1]} dy={unit * 0.7} textAnchor="end">{y}</text></g>)}
        </g>
        <ZonesOnPlan zones={zones} draft={zoneDraft} line={line} at={at} unit={unit} />
        <g aria-hidden="true">
          {ground.layout?.content.walls.map(([x1, y1, x2, y2], place) => <line key={place} className="sl-wall" x1={at(x1!, 0)[0]} y1={at(0, y1!)[1]} x2={at(x2!, 0)[0]} y2={at(0, y2!)[1]} strokeWidth={unit * 0.6} />)}
          {ground.layout?.content.detectors.map((one) => <g key={one.id} className="mi-detector" transform={`translate(${at(one.x, one.y).join(' ')})`}><rect x={-unit * 0.9} y={-unit * 0.9} width={unit * 1.8} height={unit * 1.8} strokeWidth={unit * 0.3} /><text className={one.y - bottom > depth / 2 ? 'sl-below' : 'sl-above'} textAnchor="middle">{one.id}</text></g>)}
          {robots.map((robot) => (
            <g key={robot.deviceId} className={robot.deviceId === selected ? 'mi-of mi-of-chosen' : 'mi-of'}>
              {robot.track.length > 1 && <polyline className="mi-track" strokeWidth={unit * 0.45} strokeDasharray={`${unit * 0.2} ${unit * 1.2}`} points={line(robot.track.map((one) => [one.x, one.y]))} />}
              {robot.readings.map((one, place) => <circle key={`${one.at}-${place}`} className="mi-reading" cx={at(one.x, one.y)[0]} cy={at(one.x, one.y)[1]} r={unit * (0.35 + 1.6 * Math.sqrt(one.doseRateMicrosievertPerHour / most))} />)}
            </g>
          ))}
          {missions.filter((mission) => !mission.ended).map((mission) => {
            const stops = mission.stops.flatMap((stop) => (stop.x === null || stop.y === null ? [] : [{ x: stop.x, y: stop.y, released: stop.released }]));
            // The base up to the last stop that is released, and from there the horizon.
            const last = stops.findLastIndex(({ released }) => released);
            return (
              <g key={mission.missionId} className="mi-path">
                <polyline strokeWidth={unit * 0.55} points={line(stops.slice(0, last + 1).map(({ x, y }) => [x, y]))} />
                {last < stops.length - 1 && <polyline className="mi-horizon" strokeWidth={unit * 0.55} strokeDasharray={`${unit * 0.3} ${unit * 1.1}`} points={line(stops.slice(Math.max(0, last)).map(({ x, y }) => [x, y]))} />}
                {stops.map(({ x, y, released }, place) => <circle key={place} className={released ? undefined : 'mi-horizon'} cx={at(x, y)[0]} cy={at(x, y)[1]} r={unit * 0.8} strokeWidth={unit * 0.4} />)}
              </g>
            );
          })}
          {drawn !== undefined && <polyline className="mi-draft-line" strokeWidth={unit * 0.55} strokeDasharray={`${unit * 1.4} ${unit * 0.8}`} points={line(drawn.map((one) => [one.x, one.y]))} />}
        </g>
        {robots.map((robot) => {
          if (robot.xMetres === null || robot.yMetres === null) return null;
          const name = say(robot.name);
          const [x, y] = at(robot.xMetres, robot.yMetres);
          const state = robot.stop !== null ? 'mi-robot mi-robot-stopped' : robot.link === 'online' ? 'mi-robot' : 'mi-robot mi-robot-away';
          return (
            <g key={robot.deviceId} className={robot.deviceId === selected ? `${state} mi-robot-chosen` : state} role="button" tabIndex={0} aria-pressed={robot.deviceId === selected} transform={`translate(${x} ${y})`}
              aria-label={`${t('missions.robotAt', { name, x: number(round(robot.xMetres)), y: number(round(robot.yMetres)), charge: robot.batteryPercent === null ? '–' : withUnit(words, Math.round(robot.batteryPercent), '%') })}${robot.stop === null ? '' : ` · ${t('missions.stopTitle')}`}`}
              onClick={() => onSelect(robot.deviceId)} onKeyDown={(event: KeyboardEvent) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); onSelect(robot.deviceId); } }}>
              {robot.deviationMetres !== null && <circle className="mi-error" r={robot.deviationMetres} />}
              <circle className="sl-grip" />
              <path className="mi-body" strokeWidth={unit * 0.35} d={robot.stop === null ? `M${-unit * 1.5} ${unit * 1.2}V${-unit * 0.4}L0 ${-unit * 1.6}L${unit * 1.5} ${-unit * 0.4}V${unit * 1.2}Z` : `M${-unit * 0.8} ${-unit * 1.9}h${unit * 1.6}l${unit * 1.1} ${unit * 1.1}v${unit * 1.6}l${-unit * 1.1} ${unit * 1.1}h${-unit * 1.6}l${-unit * 1.1} ${-unit * 1.1}v${-unit * 1.6}Z`} />
              <text className={robot.yMetres - bottom > depth / 2 ? 'sl-below' : 'sl-above'} textAnchor={x < width * 0.2 ? 'start' : x > width * 0.8 ? 'end' : 'middle'} strokeWidth={unit * 0.6}>{name}</text>
            </g>
          );
        })}
        {drawn?.map((one, place) => (
          <g key={one.key} className={one.key === chosen ? 'mi-stop mi-stop-chosen' : 'mi-stop'} role="button" tabIndex={0} aria-pressed={one.key === chosen} transform={`translate(${at(one.x, one.y).join(' ')})`} aria-label={`${t('missions.stop', { number: place + 1 })}: x ${number(one.x)}, y ${number(one.y)}`}
            onFocus={() => onChoose(one.key)} onKeyDown={(event: KeyboardEvent) => {
              const step = stepOf(event.key, event.shiftKey);
              if (step === undefined) return;
              event.preventDefault();
              onMove(one.key, round(one.x + step[0]), round(one.y + step[1]));
            }}>
            <circle className="mi-stop-dot" r={unit * 1.7} strokeWidth={unit * 0.35} /><text textAnchor="middle" dy={unit * 0.75}>{place + 1}</text>
          </g>
        ))}
      </svg>
    </div>
  );
}
