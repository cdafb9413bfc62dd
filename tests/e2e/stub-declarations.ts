import { keySetOf, type CodeKey } from '../../src/modules/certificates/code-keys.ts';
import type { Officer } from './officers.ts';

/** Is what the views of declarations would answer. */
export interface StubbedDeclarations {
  readonly event: string;
  keys: CodeKey[];
  revoked: string[];
  cards: { declarationId: string; version: number; caseId: string; flightId: string; stale?: boolean }[];
  /** What `declarations.find` knows beyond the cards: cases by declaration. */
  found: Record<string, string>;
  /** What `declarations.card` answers, by case. */
  declared: Record<string, object>;
  /** Nothing answers. */
  away: boolean;
}

/** Answers the views of declarations in an officer's browser, in place of the server. */
export async function stubDeclarations(officer: Officer, state: StubbedDeclarations): Promise<void> {
  await officer.page.route('**/api/views/declarations.*', async (route) => {
    if (state.away) {
      await route.abort('internetdisconnected');
      return;
    }
    const url = new URL(route.request().url());
    const input = JSON.parse(url.searchParams.get('input') ?? '{}') as { declarationId?: string; caseId?: string };
    const now = new Date().toISOString();
    const caseId = state.found[input.declarationId ?? ''];
    const data = url.pathname.endsWith('codeKeys') ? { event: state.event, at: now, keys: JSON.parse(keySetOf(state.keys, state.event)) as unknown, revoked: state.revoked, cards: state.cards }
      : url.pathname.endsWith('find') ? (caseId === undefined ? null : { caseId }) : state.declared[input.caseId ?? ''] ?? null;
    await route.fulfill({ json: { asOf: now, data } });
  });
}
