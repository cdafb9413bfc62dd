import { Refusal } from './refusal.ts';

// Deeper than anything that is asked for; the walk below and the audit's digest both go by calling themselves.
const deepest = 60;

/** Says whether the database can keep a text: PostgreSQL takes no NUL, and half of a surrogate pair is no character. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

// The way from here to what cannot be kept; it is put together only where there is something to tell.
function unstorablePlace(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : '';
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > deepest) return '';
  for (const name of Object.keys(value)) {
    if (!isStorable(name)) return '';
    const found = unstorablePlace((value as Record<string, unknown>)[name], depth + 1);
    if (found !== undefined) return `/${name}${found}`;
  }
  return undefined;
}

/** Checks that an input can be kept and looked for. Refuses: `input-invalid` with the place of the text that cannot, or of what is nested too deep. */
export function checkStorable(input: unknown): void {
  const place = unstorablePlace(input, 0);
  if (place !== undefined) throw new Refusal('input-invalid', { reason: 'must hold characters that can be stored, and not be nested without end', keyword: 'storable', detail: {}, count: 1 }, place || '/');
}
