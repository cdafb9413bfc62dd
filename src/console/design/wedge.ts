import { takesText } from './digits.ts';

const scannerGapMilliseconds = 35;
const scannerLength = 6;

/**
 * Catches what a keyboard-wedge scanner types while the focus is in another field, and gives that field back what it held before.
 * A burst is six or more characters less than 35 ms apart; slower typing is a person's and is left alone. Answers how to stop.
 */
export function catchBursts({ box, onLine }: { readonly box: () => HTMLInputElement | null; readonly onLine: (line: string) => void }): () => void {
  let burst = '';
  let lastAt = Number.NEGATIVE_INFINITY;
  let before: { readonly element: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement; readonly value: string } | undefined;
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = document.activeElement;
    if (target === box() || event.ctrlKey || event.metaKey || (target instanceof HTMLElement && target.closest('[data-scan="own"]'))) return;
    if (event.key.length !== 1 && event.key !== 'Enter') return;
    const gap = event.timeStamp - lastAt;
    lastAt = event.timeStamp;
    if (gap > scannerGapMilliseconds) {
      burst = '';
      before = takesText(target) ? { element: target, value: target.value } : undefined;
    }
    if (event.key === 'Enter') {
      if (burst.length < scannerLength) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      onLine(burst);
      burst = '';
      return;
    }
    burst += event.key;
    if (burst.length < scannerLength) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (burst.length === scannerLength && before) putBack(before.element, before.value);
  };
  document.addEventListener('keydown', onKeyDown, { capture: true });
  return () => document.removeEventListener('keydown', onKeyDown, { capture: true });
}

/** Sets a value in the way of a person typing, so that React sees it. */
function putBack(element: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, value: string): void {
  const prototype = element instanceof HTMLInputElement ? HTMLInputElement.prototype
    : element instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLSelectElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, value);
  element.dispatchEvent(new Event(element instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
}
