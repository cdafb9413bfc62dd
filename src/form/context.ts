import { say } from '../words/form/form.ts';
import type { FormLanguage } from '../words/form/form.ts';
import type { FormWordKey } from '../words/form/shape.ts';

/** Is what every page is drawn with: the language, the event, and where its address begins. */
export interface PageContext {
  readonly language: FormLanguage;
  readonly event: { readonly code: string; readonly name: string; readonly timeZone: string };
  /** The address below which the pages of the event lie, `/declare/CODE`. */
  readonly base: string;
  /** The path of this page, for the links that change the language. */
  readonly path: string;
  /** What a form sends back so that no other site can send it; empty before there is a session. */
  readonly guard: string;
  readonly signedIn: boolean;
  readonly kiosk: boolean;
  readonly assets: { readonly style: string; readonly camera: string | null; readonly kiosk: string | null };
}

/** Writes a phrase in the language of a page. */
export function words(context: PageContext): (key: FormWordKey, params?: Readonly<Record<string, string | number>>) => string {
  return (key, params) => say(context.language, key, params);
}
