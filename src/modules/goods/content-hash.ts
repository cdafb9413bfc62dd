import { createHash } from 'node:crypto';
import { contentText } from './rules/list-diff.ts';
import type { GoodsList } from './shapes/list.ts';

/** Takes the SHA-256 over the content of a list, which trader, organiser and customs confirm. Shape: 64 hexadecimal digits. */
export function hashOf(list: GoodsList): string {
  return createHash('sha256').update(contentText(list)).digest('hex');
}
