import { Unverifiable } from '../rules/unverifiable.ts';
import type { VerdictCode } from '../shapes.ts';
import type { ScannedKind } from './kinds.ts';
import { scan } from './scanning.ts';

/** Is what the reading process is asked. */
export interface Question {
  readonly bytes: Uint8Array;
  readonly kind: ScannedKind;
}

/** Is what the reading process answers. Shape: `broken` when a decoder failed in a way that it may not recover from. */
export type Answer = { readonly texts: readonly string[] } | { readonly code: Exclude<VerdictCode, 'ok'>; readonly reason: string } | { readonly broken: string };

process.on('message', ({ bytes, kind }: Question) => {
  scan(bytes, kind).then(
    (texts): Answer => ({ texts }),
    (error: unknown): Answer => (error instanceof Unverifiable ? { code: error.code, reason: error.message } : { broken: error instanceof Error ? error.message : String(error) }),
  ).then((answer) => process.send?.(answer), () => process.exit(1));
});
