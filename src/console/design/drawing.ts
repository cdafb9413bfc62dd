import { useEffect, useRef, useState, type RefObject } from 'react';

/**
 * Keeps a drawing in a frame as wide as the frame is: drawn again when the frame or what it depends on changes, and never by an older drawing that comes late.
 * `draw` gets the width in pixels.
 */
export function useDrawing(draw: (width: number) => Promise<Element>, dependencies: readonly unknown[]): RefObject<HTMLDivElement | null> {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    const element = frame.current;
    if (element === null || width === 0) return undefined;
    let gone = false;
    void draw(width).then((drawing) => {
      if (!gone) element.replaceChildren(drawing);
    });
    return () => {
      gone = true;
    };
  }, [width, ...dependencies]);
  return frame;
}
