import type { LayoutContent } from '../shapes/layouts.ts';

/** Is why a layout cannot be saved, and of what it speaks. */
export type LayoutProblem = { readonly code: 'layout-detector-twice' | 'layout-outside-area' | 'layout-wall-outside'; readonly params: { readonly what: string }; readonly pointer: string };

/** Finds what makes a layout useless: two detectors of one name, or a detector or wall outside the area. Shape: undefined where nothing does. The page asks the same before it sends. */
export function problemOf({ area, walls, detectors }: LayoutContent): LayoutProblem | undefined {
  const names = detectors.map(({ id }) => id.trim());
  const twice = names.findIndex((name, at) => names.indexOf(name) !== at);
  if (twice >= 0) return { code: 'layout-detector-twice', params: { what: names[twice]! }, pointer: `/content/detectors/${twice}/id` };
  const out = (x: number, y: number): boolean => x < 0 || y < 0 || x > area.width || y > area.depth;
  const detector = detectors.findIndex(({ x, y }) => out(x, y));
  if (detector >= 0) return { code: 'layout-outside-area', params: { what: names[detector]! }, pointer: `/content/detectors/${detector}` };
  const wall = walls.findIndex(([x1, y1, x2, y2]) => out(x1!, y1!) || out(x2!, y2!));
  return wall >= 0 ? { code: 'layout-wall-outside', params: { what: String(wall + 1) }, pointer: `/content/walls/${wall}` } : undefined;
}
