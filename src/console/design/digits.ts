const scannerGapMilliseconds = 45;

/**
 * Lets digit keys choose options of the groups marked `data-digits` inside a frame: of the group with the focus, or of the first one open
 * when the focus is elsewhere in the frame, around it (a dialog) or nowhere. A digit waits a moment before it counts, since it may be the first of a scan; Enter makes it count at once. Answers how to stop.
 */
export function listenToDigits({ frame, choose }: {
  readonly frame: () => HTMLElement | null;
  readonly choose: (group: string, place: number) => void;
}): () => void {
  let waiting: { readonly timer: ReturnType<typeof setTimeout>; readonly count: () => void } | undefined;
  let lastKeyAt = Number.NEGATIVE_INFINITY;
  const onKeyDown = (event: KeyboardEvent): void => {
    const afterPause = event.timeStamp - lastKeyAt > scannerGapMilliseconds;
    lastKeyAt = event.timeStamp;
    if (waiting) {
      clearTimeout(waiting.timer);
      // On a busy screen the timer may be late; by the keys' own clock the digit stood alone.
      if (event.key === 'Enter' || afterPause) waiting.count();
      waiting = undefined;
    }
    const place = Number(event.key) - 1;
    if (!afterPause || event.key.length !== 1 || !Number.isInteger(place) || place < 0 || place > 8 || event.ctrlKey || event.metaKey || event.altKey) return;
    const active = document.activeElement;
    if (takesText(active)) return;
    if (document.querySelector('[role="dialog"]') && !frame()?.closest('[role="dialog"]')) return;
    const own = frame();
    const around = active ?? document.body;
    if (around.contains(own) ? around.querySelector('[data-digits]') !== own?.querySelector('[data-digits]') : !own?.contains(active)) return;
    const group = (active?.closest<HTMLElement>('[data-digits]') ?? firstOpenGroup(own))?.dataset['digits'];
    if (group === undefined) return;
    event.preventDefault();
    const count = (): void => {
      waiting = undefined;
      choose(group, place);
    };
    waiting = { count, timer: setTimeout(count, scannerGapMilliseconds) };
  };
  document.addEventListener('keydown', onKeyDown, { capture: true });
  return () => {
    clearTimeout(waiting?.timer);
    document.removeEventListener('keydown', onKeyDown, { capture: true });
  };
}

/** Tells whether a key pressed now would write into an element. */
export function takesText(element: Element | null): element is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement
    || (element instanceof HTMLInputElement && !['radio', 'checkbox', 'button'].includes(element.type));
}

function firstOpenGroup(frame: HTMLElement | null): HTMLElement | undefined {
  const groups = [...(frame?.querySelectorAll<HTMLElement>('[data-digits]') ?? [])];
  return groups.find((group) => group.querySelector('input:checked') === null) ?? groups[0];
}
