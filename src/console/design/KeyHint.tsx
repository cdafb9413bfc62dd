import type { ReactNode } from 'react';

/** Shows the key that does something, as printed on the keyboard. Shape: `Enter`, `F2`, `Ctrl+K`. */
export function KeyHint({ keys }: { readonly keys: string }): ReactNode {
  return <kbd className="tg-key" aria-hidden="true">{keys}</kbd>;
}
