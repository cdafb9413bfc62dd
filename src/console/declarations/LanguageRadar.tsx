import type { ReactNode } from 'react';

/** Shows who speaks what. */
export function LanguageRadar(): ReactNode {
  return null;
}
