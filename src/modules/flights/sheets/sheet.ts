import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import PdfDocument from 'pdfkit';
import type { Language } from '../../../words/area.ts';
import { sheetWord } from './words.ts';

const require = createRequire(import.meta.url);
let fonts: { regular: Buffer; bold: Buffer } | undefined;

function readFonts(): { regular: Buffer; bold: Buffer } {
  fonts ??= {
    regular: readFileSync(require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf')),
    bold: readFileSync(require.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf')),
  };
  return fonts;
}

/** Is what every sheet carries on each page. */
export interface SheetHead {
  readonly language: Language;
  readonly event: string;
  readonly title: string;
  readonly otherTitle: string;
  readonly number: string;
  readonly at: string;
  readonly timeZone: string;
}

/** Is one column of a table. Unit of `width`: share of the page's width. */
export interface Column {
  readonly title: string;
  readonly width: number;
  readonly align?: 'left' | 'right' | 'center';
  readonly bold?: boolean;
}

const left = 48;
const right = 547;
const top = 96;
const bottom = 778;
const ink = '#1a1a1a';
const faint = '#5f6368';
const rule = '#b8bcc2';
const shade = '#eef1f5';

/** Writes an instant in the event's zone: 2022-01-27 10:05 (UTC+8). */
export function localTime(at: string | null, timeZone: string): string {
  if (at === null) return '–';
  const parts = new Map(new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'shortOffset' })
    .formatToParts(new Date(at)).map((part) => [part.type, part.value]));
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')} ${parts.get('hour')}:${parts.get('minute')} (${parts.get('timeZoneName')?.replace('GMT', 'UTC')})`;
}

/** Draws one document on A4: a head and a foot on each page, and between them what is added in order. */
export class Sheet {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #head: SheetHead;
  readonly #chunks: Buffer[] = [];
  readonly #ended: Promise<Buffer>;
  #y = top;

  constructor(head: SheetHead) {
    const { regular, bold } = readFonts();
    this.#head = head;
    this.#pdf = new PdfDocument({
      size: 'A4', margin: 0, bufferPages: true, lang: head.language === 'zh' ? 'zh-CN' : 'en-GB', displayTitle: true,
      info: { Title: `${head.title} ${head.number}`, Author: head.event, Producer: 'Tongguan', Creator: 'Tongguan', CreationDate: new Date(head.at), ModDate: new Date(head.at) },
    });
    this.#pdf.registerFont('regular', regular);
    this.#pdf.registerFont('bold', bold);
    this.#pdf.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
    this.#ended = new Promise((resolve) => this.#pdf.on('end', () => resolve(Buffer.concat(this.#chunks))));
    this.#title();
  }

  #title(): void {
    const pdf = this.#pdf;
    pdf.font('bold').fontSize(19).fillColor(ink).text(this.#head.title, left, 64, { width: right - left, lineBreak: false });
    const width = pdf.widthOfString(this.#head.title);
    pdf.font('regular').fontSize(11).fillColor(faint).text(this.#head.otherTitle, left + width + 12, 71, { lineBreak: false });
    this.#y = 102;
  }

  #room(height: number): boolean {
    if (this.#y + height <= bottom) return false;
    this.#pdf.addPage();
    this.#y = 58;
    return true;
  }

  /** Leaves room below what stands. */
  space(height: number): void {
    this.#y += height;
  }

  /** Draws the heading of a section; it stays with what follows. */
  heading(text: string): void {
    this.#room(60);
    this.#y += 12;
    this.#pdf.font('bold').fontSize(11.5).fillColor(ink).text(text, left, this.#y, { width: right - left });
    this.#y = this.#pdf.y + 4;
  }

  /** Draws running text. */
  paragraph(text: string, options: { bold?: boolean; size?: number; color?: string } = {}): void {
    this.#pdf.font(options.bold === true ? 'bold' : 'regular').fontSize(options.size ?? 9.5);
    const height = this.#pdf.heightOfString(text, { width: right - left });
    this.#room(height);
    this.#pdf.fillColor(options.color ?? ink).text(text, left, this.#y, { width: right - left });
    this.#y += height + 4;
  }

  /** Draws named values in a box, two to a line. */
  fields(entries: readonly (readonly [string, string])[], columns = 2): void {
    const width = (right - left) / columns;
    const nameWidth = columns === 1 ? 150 : 92;
    const pdf = this.#pdf;
    for (let index = 0; index < entries.length; index += columns) {
      const line = entries.slice(index, index + columns);
      // A hash is one long word: it is set smaller rather than broken.
      const size = line.some(([, value]) => /^\S{60,}$/.test(value)) ? 8.2 : 9.5;
      pdf.font('regular');
      const height = Math.max(...line.map(([name, value]) => Math.max(pdf.fontSize(size).heightOfString(value || ' ', { width: width - nameWidth - 14 }), pdf.fontSize(8.5).heightOfString(name, { width: nameWidth - 8 })))) + 9;
      this.#room(height);
      line.forEach(([name, value], at) => {
        const x = left + at * width;
        pdf.rect(x, this.#y, nameWidth, height).fill(shade);
        pdf.lineWidth(0.6).rect(x, this.#y, width, height).stroke(rule);
        pdf.font('regular').fontSize(8.5).fillColor(faint).text(name, x + 6, this.#y + 4.5, { width: nameWidth - 8 });
        pdf.font('regular').fontSize(size).fillColor(ink).text(value, x + nameWidth + 7, this.#y + 4, { width: width - nameWidth - 14 });
      });
      this.#y += height;
    }
  }

  /** Draws a table; its head is drawn again on each page. */
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    const total = columns.reduce((sum, column) => sum + column.width, 0);
    const widths = columns.map((column) => (column.width / total) * (right - left));
    const draw = (cells: readonly string[], head: boolean): void => {
      const pdf = this.#pdf;
      const size = head ? 8.5 : 9;
      const heights = cells.map((cell, at) => {
        pdf.font(head || columns[at]!.bold === true ? 'bold' : 'regular').fontSize(size);
        return pdf.heightOfString(cell || ' ', { width: widths[at]! - 10 });
      });
      const height = Math.max(...heights) + 5.5;
      if (!head && this.#room(height)) draw(columns.map((column) => column.title), true);
      if (head) pdf.rect(left, this.#y, right - left, height).fill(shade);
      let x = left;
      cells.forEach((cell, at) => {
        pdf.font(head || columns[at]!.bold === true ? 'bold' : 'regular').fontSize(size).fillColor(head ? faint : ink)
          .text(cell, x + 5, this.#y + 2.6, { width: widths[at]! - 10, align: columns[at]!.align ?? 'left' });
        x += widths[at]!;
      });
      pdf.lineWidth(head ? 0.9 : 0.5).moveTo(left, this.#y + height).lineTo(right, this.#y + height).stroke(head ? ink : rule);
      this.#y += height;
    };
    this.#room(44);
    draw(columns.map((column) => column.title), true);
    for (const row of rows) draw(row, false);
    this.#y += 4;
  }

  /** Draws boxes for signatures side by side; `signed` is printed inside, an unsigned one leaves the place empty. */
  signatures(boxes: readonly { readonly title: string; readonly name: string; readonly signed: string }[]): void {
    const pdf = this.#pdf;
    const gap = 16;
    const width = (right - left - gap * (boxes.length - 1)) / boxes.length;
    this.#room(86);
    boxes.forEach((box, at) => {
      const x = left + at * (width + gap);
      pdf.lineWidth(0.8).rect(x, this.#y, width, 78).stroke(ink);
      pdf.font('regular').fontSize(8.5).fillColor(faint).text(box.title, x + 8, this.#y + 6, { width: width - 16 });
      pdf.font('bold').fontSize(13).fillColor(ink).text(box.name, x + 8, this.#y + 24, { width: width - 16, height: 22, ellipsis: true });
      pdf.lineWidth(0.5).moveTo(x + 8, this.#y + 54).lineTo(x + width - 8, this.#y + 54).stroke(rule);
      pdf.font('regular').fontSize(8.5).fillColor(faint).text(box.signed, x + 8, this.#y + 58, { width: width - 16 });
    });
    this.#y += 86;
  }

  /** Draws heads and feet and gives the file. */
  async end(): Promise<Buffer> {
    const pdf = this.#pdf;
    const { language, event, number, at, timeZone, title } = this.#head;
    const pages = pdf.bufferedPageRange().count;
    for (let page = 0; page < pages; page += 1) {
      pdf.switchToPage(page);
      pdf.font('regular').fontSize(8.5).fillColor(faint).text(event, left, 34, { width: 250, lineBreak: false });
      pdf.text(`${page === 0 ? '' : `${title}   `}${sheetWord(language, 'number')} ${number}`, left + 200, 34, { width: right - left - 200, align: 'right', lineBreak: false });
      pdf.lineWidth(1.2).moveTo(left, 50).lineTo(right, 50).stroke(ink);
      pdf.lineWidth(0.5).moveTo(left, 796).lineTo(right, 796).stroke(rule);
      pdf.font('regular').fontSize(8).fillColor(faint).text(sheetWord(language, 'printed', { at: localTime(at, timeZone) }), left, 802, { lineBreak: false });
      pdf.text(sheetWord(language, 'page', { page: page + 1, pages }), left + 250, 802, { width: right - left - 250, align: 'right', lineBreak: false });
    }
    pdf.end();
    return this.#ended;
  }
}
