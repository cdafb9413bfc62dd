// What a column holds, by the type's name in SQL: the type's number in PostgreSQL, and whether it is sent in the binary form.
const kinds = { uuid: 2950, int: 23, bool: 16, text: 25, jsonb: 3802, timestamptz: 1184, bytea: 17 } as const;

/** Is the type of a column of a write. */
export type ColumnType = keyof typeof kinds;

/** Is one row's value of a column; JSON is text already. */
export type Cell = string | number | boolean | Buffer | null;

const headBytes = 20;
// The value of each hexadecimal digit by its character; 255 for everything else.
const digits = new Uint8Array(128).fill(255);
for (let value = 0; value < 16; value += 1) {
  digits[value.toString(16).charCodeAt(0)] = value;
  digits[value.toString(16).toUpperCase().charCodeAt(0)] = value;
}
const pairs = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34] as const;

function writeUuid(into: Buffer, at: number, text: string): void {
  let seen = text.length === 36 ? 0 : 255;
  for (let index = 0; index < 16; index += 1) {
    const high = digits[text.charCodeAt(pairs[index]!)] ?? 255;
    const low = digits[text.charCodeAt(pairs[index]! + 1)] ?? 255;
    seen |= high | low;
    into[at + index] = (high << 4) | low;
  }
  if ((seen & 0xf0) !== 0) throw new Error(`${text} is no identifier`);
}

// An array of one dimension: whether anything is NULL, the type of what is in it, how much, and where it begins.
function writeHead(buffer: Buffer, type: ColumnType, many: number, hasNull: boolean): void {
  buffer.writeInt32BE(1, 0);
  buffer.writeInt32BE(hasNull ? 1 : 0, 4);
  buffer.writeInt32BE(kinds[type], 8);
  buffer.writeInt32BE(many, 12);
  buffer.writeInt32BE(1, 16);
}

/** Writes PostgreSQL's binary form of an array of values that all take as many bytes. */
function writeFixed(rows: readonly (readonly Cell[])[], column: number, type: 'uuid' | 'int' | 'bool', hasNull: boolean): Buffer {
  const size = type === 'uuid' ? 16 : type === 'int' ? 4 : 1;
  const buffer = Buffer.allocUnsafe(headBytes + rows.length * (4 + size));
  writeHead(buffer, type, rows.length, hasNull);
  let at = headBytes;
  for (const row of rows) {
    const value = row[column]!;
    buffer.writeInt32BE(value === null ? -1 : size, at);
    at += 4;
    if (value === null) continue;
    if (type === 'uuid') writeUuid(buffer, at, value as string);
    else if (type === 'int') buffer.writeInt32BE(value as number, at);
    else buffer[at] = value === true ? 1 : 0;
    at += size;
  }
  return at === buffer.length ? buffer : buffer.subarray(0, at);
}

/** Writes PostgreSQL's binary form of an array of bytes. */
function writeBytes(rows: readonly (readonly Cell[])[], column: number, hasNull: boolean): Buffer {
  const head = Buffer.allocUnsafe(headBytes);
  writeHead(head, 'bytea', rows.length, hasNull);
  const parts: Buffer[] = [head];
  for (const row of rows) {
    const value = row[column] as Buffer | null;
    const size = Buffer.allocUnsafe(4);
    size.writeInt32BE(value === null ? -1 : value.length);
    parts.push(size);
    if (value !== null) parts.push(value);
  }
  return Buffer.concat(parts);
}

/** Writes PostgreSQL's text form of an array: five times as fast as the driver's general one. */
function writeTexts(rows: readonly (readonly Cell[])[], column: number): string {
  let text = '{';
  for (const row of rows) {
    if (text.length > 1) text += ',';
    const value = row[column] as string | null;
    text += value === null ? 'NULL' : `"${/["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`;
  }
  return `${text}}`;
}

/** Says whether a column says nothing in any row: what is left out is NULL, or false. */
export function isSilent(rows: readonly (readonly Cell[])[], column: number): boolean {
  for (const row of rows) if (row[column] !== null && row[column] !== false) return false;
  return true;
}

/** Writes one column of rows as the parameter of a statement: an array in the form that costs both sides least. */
export function writeColumn(rows: readonly (readonly Cell[])[], column: number, type: ColumnType): Buffer | string {
  if (type === 'text' || type === 'jsonb' || type === 'timestamptz') return writeTexts(rows, column);
  let hasNull = false;
  for (const row of rows) if (row[column] === null) hasNull = true;
  return type === 'bytea' ? writeBytes(rows, column, hasNull) : writeFixed(rows, column, type, hasNull);
}

/** Names a column of rows and its type. */
export type Column = readonly [name: string, type: ColumnType];

/** Gives the SQL in which rows of such columns stand, each column a parameter from a number on. */
export const unnest = (columns: readonly Column[], first: number): string => `unnest(${columns.map(([, type], place) => `$${first + place}::${type}[]`).join(', ')})`;

/** Writes rows as the parameters of `unnest`. */
export const writeColumns = (rows: readonly (readonly Cell[])[], columns: readonly Column[]): (Buffer | string)[] => columns.map(([, type], column) => writeColumn(rows, column, type));
