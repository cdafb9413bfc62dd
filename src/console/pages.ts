import type { ComponentType } from 'react';
import type { WordKey } from '../words/words.ts';
import type { IconName } from './design/Icon.tsx';

/** The groups of the rail, in their order. */
export const pageGroups = ['groupWatch', 'groupStations', 'groupPlan', 'groupAdmin'] as const;

/** One page of the console. */
export type Page = {
  /** As the router takes it: `/flights/:flightId`. */
  readonly path: string;
  readonly words: WordKey;
  readonly icon: IconName;
  /** Who may open it; the server decides again on every view and action. */
  readonly roles: 'everyone' | readonly string[];
  /** Where it stands in the rail; without it the page is reached from others. */
  readonly group?: (typeof pageGroups)[number];
  /** Opens without being signed in and without the frame. */
  readonly bare?: boolean;
  readonly load: () => Promise<ComponentType>;
};

/** Every page; one new page is one new entry. The first one that an officer's roles allow is the officer's start. */
export const pages: readonly Page[] = [
  { path: '/design', words: 'pages.design', icon: 'design', roles: 'everyone', bare: true, load: async () => (await import('./design/DesignPage.tsx')).DesignPage },
];

/** Tells whether one of an officer's roles allows a page. */
export function mayOpen(page: Page, roles: readonly string[]): boolean {
  return page.roles === 'everyone' || page.roles.some((role) => roles.includes(role));
}
