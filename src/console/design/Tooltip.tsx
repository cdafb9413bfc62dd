import { useState, type FocusEvent, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** The state of a tooltip and the listeners for what it explains. */
export type TooltipState = {
  readonly text: string | undefined;
  readonly place: { readonly x: number; readonly y: number; readonly above: boolean } | undefined;
  readonly trigger: {
    readonly onMouseEnter: (event: MouseEvent<HTMLElement>) => void;
    readonly onMouseLeave: () => void;
    readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
    readonly onBlur: () => void;
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  };
};

/** Shows a text beside an element while it is hovered or focused by keyboard; Escape hides it. */
export function useTooltip(text: string | undefined): TooltipState {
  const [place, setPlace] = useState<TooltipState['place']>(undefined);
  const show = (element: HTMLElement): void => {
    const box = element.getBoundingClientRect();
    const above = box.bottom + 60 > window.innerHeight;
    const middle = box.left + box.width / 2;
    setPlace({ x: Math.min(Math.max(middle, 120), window.innerWidth - 120), y: above ? box.top - 6 : box.bottom + 6, above });
  };
  const hide = (): void => setPlace(undefined);
  return {
    text,
    place,
    trigger: {
      onMouseEnter: (event) => show(event.currentTarget),
      onMouseLeave: hide,
      onFocus: (event) => {
        if (event.currentTarget.matches(':focus-visible')) show(event.currentTarget);
      },
      onBlur: hide,
      onKeyDown: (event) => {
        if (event.key === 'Escape') hide();
      },
    },
  };
}

/** Draws the tooltip of a state; what it says must be said to screen readers by the element itself. */
export function Tooltip({ state }: { readonly state: TooltipState }): ReactNode {
  if (state.text === undefined || state.place === undefined) return null;
  const { x, y, above } = state.place;
  return createPortal(
    <div className={above ? 'tg-tooltip tg-tooltip-above' : 'tg-tooltip'} style={{ left: x, top: y }} aria-hidden="true">{state.text}</div>,
    document.body,
  );
}
