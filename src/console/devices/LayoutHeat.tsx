import { useEffect, useRef, type ReactNode } from 'react';
import type { BoundMap } from '../../modules/devices/rules/localisation/map.ts';
import { useWords } from '../words.tsx';

// One teal in both schemes, more of it where the error is smaller. Unit: m, and the share of the colour.
const bands = [[0.1, 0.85], [0.25, 0.64], [0.5, 0.45], [1, 0.28], [2, 0.14], [Infinity, 0]] as const;
const colour = [18, 132, 156] as const;

/** Draws the least possible error as colours on a canvas that fills its place. */
export function LayoutHeat({ map }: { readonly map: BoundMap }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = context.createImageData(map.columns, map.rows);
    map.rmsMetres.forEach((metres, index) => {
      const [column, row] = [index % map.columns, Math.floor(index / map.columns)];
      const at = ((map.rows - 1 - row) * map.columns + column) * 4;
      const share = bands.find(([below]) => metres < below)?.[1] ?? 0;
      image.data.set([...colour, Math.round(share * 255)], at);
    });
    context.putImageData(image, 0, 0);
  }, [map]);
  return <canvas ref={canvas} className="sl-heat" width={map.columns} height={map.rows} aria-hidden="true" />;
}

/** Says what the colours mean. Unit: m. */
export function HeatLegend({ title }: { readonly title: string }): ReactNode {
  const { t, number } = useWords();
  return (
    <ul className="sl-legend" aria-label={title}>
      {bands.map(([below, share], at) => (
        <li key={below}>
          <span className="sl-swatch" style={{ background: `rgb(${colour.join(' ')} / ${share})` }} aria-hidden="true" />
          {below === Infinity ? t('sourceLocation.coarse', { metres: number(bands[at - 1]![0]) }) : t('sourceLocation.fine', { metres: number(below) })}
        </li>
      ))}
    </ul>
  );
}
