import { createHash } from 'node:crypto';
import { contentText } from './rules/list-diff.ts';
import type { GoodsList } from './shapes/list.ts';

/** Gives the SHA-256 of what somebody signs. Shape: 64 hexadecimal digits in lower case. */
export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Gives the SHA-256 of a list's content, which the parties sign. Shape: 64 hexadecimal digits in lower case. */
export function hashOf(list: GoodsList): string {
  return textHash(contentText(list));
}
