import type { Db } from '../../kernel/db.ts';
import { verifyCode } from '../certificates/declaration-code.ts';
import type { CodeVerdict } from '../certificates/declaration-code.ts';
import { loadTrust } from '../certificates/trust.ts';
import { keySet } from './signing.ts';
import { findDeclaration, findNewest } from './store/cards.ts';

/** Checks a code by what the server knows at an instant: its keys, what was withdrawn, and the newest version of the very card. */
export async function checkCode(db: Db, eventId: string, event: string, text: string, at: string): Promise<CodeVerdict> {
  const keys = loadTrust([{ name: 'keys.json', bytes: Buffer.from(JSON.stringify(await keySet(db, eventId, event, at))) }]);
  const first = verifyCode(text, { keys, at: new Date(at), event });
  if (first.declaration === null) return first;
  const { declarationId } = first.declaration;
  const row = await findDeclaration(db, eventId, declarationId);
  const newest = await findNewest(db, eventId, declarationId, at);
  return verifyCode(text, { keys, at: new Date(at), event, revoked: new Set(row === undefined || row.erased_at !== null ? [declarationId] : []), newest: new Map(newest === undefined ? [] : [[declarationId, newest.version]]) });
}
