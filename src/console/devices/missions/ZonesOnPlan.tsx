import type { ReactNode } from 'react';
import type { Zone } from '../../../modules/devices/shapes/zones.ts';
import { useWords } from '../../words.tsx';

/** Draws the zones of a map with their names and kinds, and the one that is being made. */
export function ZonesOnPlan({ zones, draft, line, at, unit }: {
  readonly zones: readonly Zone[];
  readonly draft: readonly { readonly x: number; readonly y: number }[] | undefined;
  readonly line: (places: readonly (readonly [number, number])[]) => string;
  readonly at: (x: number, y: number) => readonly [number, number];
  readonly unit: number;
}): ReactNode {
  const { number } = useWords();
  return (
    <g aria-hidden="true">
      {zones.map((zone) => {
        const middle = at(zone.vertices.reduce((sum, { x }) => sum + x, 0) / zone.vertices.length, zone.vertices.reduce((sum, { y }) => sum + y, 0) / zone.vertices.length);
        return (
          <g key={zone.zoneId} className={`mi-zone mi-zone-${zone.zoneType.toLowerCase().replace('_', '-')}`}>
            <polygon points={line(zone.vertices.map(({ x, y }) => [x, y]))} strokeWidth={unit * 0.35} strokeDasharray={zone.zoneType === 'BLOCKED' ? undefined : `${unit} ${unit * 0.6}`} />
            <text x={middle[0]} y={middle[1]} textAnchor="middle" strokeWidth={unit * 0.6}>{zone.zoneId}{zone.maximumSpeed === undefined ? '' : ` ${number(zone.maximumSpeed)} m/s`}</text>
          </g>
        );
      })}
      {draft !== undefined && draft.length > 0 && <polygon className="mi-zone-draft" points={line(draft.map(({ x, y }) => [x, y]))} strokeWidth={unit * 0.5} />}
      {draft?.map(({ x, y }, place) => <circle key={place} className="mi-zone-corner" cx={at(x, y)[0]} cy={at(x, y)[1]} r={unit * 0.9} />)}
    </g>
  );
}
