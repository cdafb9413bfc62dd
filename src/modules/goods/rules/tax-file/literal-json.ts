/** Says that a text is no JSON, or holds one name twice, which would make one of two amounts silently win. */
export class UnreadableJson extends Error {}

/** Is a value of JSON whose numbers are the text they were written as. */
export type LiteralJson = string | boolean | null | readonly LiteralJson[] | { readonly [name: string]: LiteralJson };

const mostLevels = 100;

class Scanner {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  private skip(): string {
    while (/\s/.test(this.text[this.at] ?? '')) this.at += 1;
    return this.text[this.at] ?? '';
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  private string(): string {
    return JSON.parse(this.take(/"(?:[^"\\]|\\.)*"/y)) as string;
  }

  /** The text is known to be JSON, so every token is where it must be. */
  value(where: string, level = 0): LiteralJson {
    if (level > mostLevels) throw new UnreadableJson(`${where} lies more than ${mostLevels} levels deep.`);
    const first = this.skip();
    if (first === '"') return this.string();
    if (first === '[') return this.list(where, level);
    if (first === '{') return this.object(where, level);
    const word = this.take(/[^\s,\]}]+/y);
    return word === 'true' ? true : word === 'false' ? false : word === 'null' ? null : word;
  }

  private list(where: string, level: number): LiteralJson[] {
    const values: LiteralJson[] = [];
    this.at += 1;
    while (this.skip() !== ']') {
      if (this.text[this.at] === ',') this.at += 1;
      values.push(this.value(`${where}[${values.length}]`, level + 1));
    }
    this.at += 1;
    return values;
  }

  private object(where: string, level: number): LiteralJson {
    const values = new Map<string, LiteralJson>();
    this.at += 1;
    while (this.skip() !== '}') {
      if (this.text[this.at] === ',') this.at += 1;
      this.skip();
      const name = this.string();
      const place = where === '' ? name : `${where}.${name}`;
      if (values.has(name)) throw new UnreadableJson(`${place} stands twice; leave one out.`);
      this.skip();
      this.at += 1;
      values.set(name, this.value(place, level + 1));
    }
    this.at += 1;
    return Object.fromEntries(values);
  }
}

/**
 * Reads JSON and keeps every number as the text it was written as, so that 0.1 and 637000.00 never pass through a binary fraction.
 * Refuses (as UnreadableJson): what is no JSON, a name that stands twice in one object, more than 100 levels.
 */
export function readLiteralJson(text: string): LiteralJson {
  const content = text.replace(/^\ufeff/u, '');
  try {
    JSON.parse(content);
  } catch (error) {
    throw new UnreadableJson(`The text begins like JSON and is none: ${(error as Error).message}.`);
  }
  return new Scanner(content).value('');
}
