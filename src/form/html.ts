const raw = Symbol('html');

/** Is markup that was made here: everything that came from outside was escaped on its way in. */
export interface Html { readonly [raw]: string }

type Part = Html | string | number | false | null | undefined | readonly Part[];

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Escapes a text for markup and for quoted attributes. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => signs[sign]!);
}

function textOf(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return String(part);
  if (isMany(part)) return part.map(textOf).join('');
  return part[raw];
}

function isMany(part: Html | readonly Part[]): part is readonly Part[] {
  return Array.isArray(part);
}

/** Makes markup from a template; every value is escaped unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = strings[0]!;
  parts.forEach((part, index) => { text += textOf(part) + strings[index + 1]!; });
  return { [raw]: text };
}

/** Takes markup over that a library of ours drew. */
export function trusted(markup: string): Html {
  return { [raw]: markup };
}

/** Writes markup out. */
export function render(page: Html): string {
  return page[raw];
}
