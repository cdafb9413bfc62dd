import { useLayoutEffect, useRef, type RefObject } from 'react';
import { listenToDigits } from './digits.ts';

/** Listens to every key of the page from the moment what belongs to it is drawn, with what the page knows at that moment. */
export function useKeys(onKey: (event: KeyboardEvent) => void): void {
  const latest = useRef(onKey);
  latest.current = onKey;
  // Before the paint: whoever sees a page may already press its keys.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent): void => latest.current(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

/** Lets digits choose options inside a frame, see `listenToDigits`; drawing again loses no digit that still waits to count. */
export function useDigits(frame: RefObject<HTMLElement | null>, choose: (group: string, place: number) => void): void {
  const latest = useRef(choose);
  latest.current = choose;
  useLayoutEffect(() => listenToDigits({ frame: () => frame.current, choose: (group, place) => latest.current(group, place) }), [frame]);
}
