import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';

interface Command {
  command: 'moveTo' | 'lineTo' | 'quadraticCurveTo' | 'bezierCurveTo' | 'closePath';
  args: number[];
}
interface OpenFont {
  glyphForCodePoint(point: number): { path: { commands: Command[] } };
}

const signs = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<';

/** Opens a font by the reader that comes with the printed sheets; it has no public door of its own. */
function openFont(path: string): OpenFont {
  const sheet = new PDFDocument();
  sheet.font(path);
  return (sheet as unknown as { _font: { font: OpenFont } })._font.font;
}

/** Gives the contours of one glyph as corners, curves cut where a chord strays less than five thousandths of an em. */
function cornersOf(commands: readonly Command[]): string {
  const contours: [number, number][][] = [];
  for (const { command, args } of commands) {
    if (command === 'moveTo') contours.push([]);
    const contour = contours.at(-1);
    if (contour === undefined || command === 'closePath') continue;
    const points = Array.from({ length: args.length / 2 }, (_, at): [number, number] => [args[2 * at] ?? 0, args[2 * at + 1] ?? 0]);
    const [start = [0, 0]] = contour.slice(-1) as [number, number][];
    const [a = start, b = a, c = b] = points;
    const span = Math.hypot(c[0] - start[0], c[1] - start[1]);
    const cuts = command === 'moveTo' || command === 'lineTo' ? 1 : Math.max(2, Math.min(6, Math.round(Math.sqrt(span / 14))));
    const control1: [number, number] = points.length === 2 ? [start[0] + (a[0] - start[0]) * 2 / 3, start[1] + (a[1] - start[1]) * 2 / 3] : a;
    const control2: [number, number] = points.length === 2 ? [b[0] + (a[0] - b[0]) * 2 / 3, b[1] + (a[1] - b[1]) * 2 / 3] : b;
    for (let cut = 1; cut <= cuts; cut += 1) {
      const t = cut / cuts;
      const s = 1 - t;
      const at = (axis: 0 | 1): number => (cuts === 1 ? c[axis] : s ** 3 * start[axis] + 3 * s * s * t * control1[axis] + 3 * s * t * t * control2[axis] + t ** 3 * c[axis]);
      contour.push([Math.round(at(0)), Math.round(at(1))]);
    }
  }
  return contours.filter((contour) => contour.length > 2).map((contour) => contour.map((point) => point.join(' ')).join(' ')).join('|');
}

/** Writes a file with the outlines of the signs of a machine-readable zone from fonts named as `face=path`. */
function main(target: string, fonts: readonly string[]): void {
  const faces = fonts.map((given) => {
    const [face = '', path = ''] = given.split('=');
    const font = openFont(path);
    const lines = [...signs].map((sign) => `    '${sign}': '${cornersOf(font.glyphForCodePoint(sign.codePointAt(0) ?? 0).path.commands)}',`);
    return `  ${face}: {\n${lines.join('\n')}\n  },`;
  });
  writeFileSync(target, `// Written by tools/write-outlines.ts; not by hand.
// Source: OCR-B by Matthew Skala (2011, 2021), after Metafont code by Norbert Schwarz (1986, 1995, 2010). Schwarz: "You may freely use, modify and/or
// distribute this file, without limitation"; Skala released his work to the public domain. docs/decisions tells which editions of the font were taken.

/**
 * The outlines of the 37 signs of a machine-readable zone, by face and sign.
 * Shape: contours divided by bars, each the corners "x y x y …" of one polygon, even-odd; a cell is 723 wide, the base line is 0, up is positive.
 * Unit: a thousandth of an em.
 * Source: ISO 1073-2 by way of the font named above.
 */
export const outlines = {
${faces.join('\n')}
} as const satisfies Record<string, Record<string, string>>;
`);
}

const [target, ...fonts] = process.argv.slice(2);
if (target === undefined || fonts.length === 0) {
  console.error('Usage: tools/write-outlines.ts <file> <face>=<font> …');
  process.exitCode = 1;
} else {
  main(join(fileURLToPath(new URL('..', import.meta.url)), target), fonts);
}
