import PdfDocument from 'pdfkit';
import { drawModules } from '../../modules/certificates/qr.ts';
import { directionOf, formLocale } from '../../words/form/form.ts';
import type { FormLanguage } from '../../words/form/form.ts';
import { fontOf } from './fonts.ts';
import { setLines } from './lines.ts';
import type { Setting } from './lines.ts';

/** Is the size of the paper and its margin. Unit: points. */
export const page = { width: 595.28, height: 841.89, margin: 42 } as const;

/** Is the colours of the sheets; all of them are read when printed in grey. */
export const colours = { ink: '#14212b', soft: '#4b5a66', line: '#9aa7b0', tint: '#eef3f5', note: '#fff1c2', main: '#0b5f6b' } as const;

/** Says how a text stands. Unit of `size`: points. */
export interface TextStyle extends Partial<Setting> {
  readonly size: number;
  readonly colour?: string;
  readonly align?: 'start' | 'center' | 'end';
}

/** Is a place on the page, measured from where the language begins to read: from the right edge where it is written from there. Unit: points. */
export interface Place { readonly x: number; readonly y: number; readonly width: number }

/** Is a sheet for travellers: texts of any of their languages, boxes, codes. */
export class Paper {
  readonly language: FormLanguage;
  readonly #pdf: PDFKit.PDFDocument;
  readonly #chunks: Buffer[] = [];
  readonly #ended: Promise<Buffer>;
  readonly #fonts = new Set<string>();
  readonly #isFromRight: boolean;

  constructor(language: FormLanguage, about: { readonly title: string; readonly author: string; readonly at: string }) {
    this.language = language;
    this.#isFromRight = directionOf(language) === 'rtl';
    this.#pdf = new PdfDocument({
      size: 'A4', margin: 0, font: null as unknown as string, lang: formLocale(language).replace('-u-nu-latn', ''), displayTitle: true,
      info: { Title: about.title, Author: about.author, Producer: 'Tongguan', Creator: 'Tongguan', CreationDate: new Date(about.at), ModDate: new Date(about.at) },
    });
    this.#pdf.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
    this.#ended = new Promise((resolve) => this.#pdf.on('end', () => resolve(Buffer.concat(this.#chunks))));
  }

  #left(x: number, width: number): number {
    return this.#isFromRight ? page.width - x - width : x;
  }

  #setting(style: TextStyle): Setting {
    return { language: style.language ?? this.language, ...(style.bold === undefined ? {} : { bold: style.bold }), ...(style.direction === undefined ? {} : { direction: style.direction }) };
  }

  #lineHeight(style: TextStyle): number {
    const language = style.language ?? this.language;
    return style.size * (language === 'ar' ? 1.55 : ['zh', 'ja', 'ko'].includes(language) ? 1.4 : 1.3);
  }

  /** Tells how high a text stands. Unit: points. */
  heightOf(text: string, width: number, style: TextStyle): number {
    return setLines(text, this.#setting(style), width / style.size).length * this.#lineHeight(style);
  }

  /** Draws a text into lines from a place down. Shape: how high it stands. */
  text(text: string, place: Place, style: TextStyle): number {
    const pdf = this.#pdf;
    const setting = this.#setting(style);
    const left = this.#left(place.x, place.width);
    const lines = setLines(text, setting, place.width / style.size);
    const height = this.#lineHeight(style);
    lines.forEach((line, index) => {
      const rest = place.width - line.width * style.size;
      const align = style.align ?? 'start';
      let x = left + (align === 'center' ? rest / 2 : (align === 'start') === this.#isFromRight ? rest : 0);
      const baseline = place.y + index * height + height / 2 + style.size * 0.36;
      // Joined letters are drawn in parts that are no letters: whoever copies the line or hears it gets what it says.
      const isJoined = setting.language === 'ar' && setting.direction === undefined;
      if (isJoined) pdf.markContent('Span', { actual: line.text });
      for (const piece of line.pieces) {
        const name = `${piece.face}${piece.bold ? ' bold' : ''}`;
        if (!this.#fonts.has(name)) {
          // A face read once serves every sheet; the library takes it as it is.
          pdf.registerFont(name, fontOf(piece.face, piece.bold) as unknown as Uint8Array);
          this.#fonts.add(name);
        }
        pdf.font(name).fontSize(style.size).fillColor(style.colour ?? colours.ink).text(piece.text, x, baseline, { lineBreak: false, baseline: 'alphabetic', features: [] });
        x += piece.width * style.size;
      }
      if (isJoined) pdf.endMarkedContent();
    });
    return lines.length * height;
  }

  /** Draws a filled box. */
  box(place: Place & { readonly height: number }, colour: string, radius = 3): void {
    this.#pdf.roundedRect(this.#left(place.x, place.width), place.y, place.width, place.height, radius).fill(colour);
  }

  /** Draws a frame. */
  frame(place: Place & { readonly height: number }, colour: string = colours.line): void {
    this.#pdf.lineWidth(0.8).roundedRect(this.#left(place.x, place.width), place.y, place.width, place.height, 4).stroke(colour);
  }

  /** Draws a line across; dashed where the sheet is folded or cut. */
  rule(place: Place, options: { readonly dashed?: boolean; readonly width?: number; readonly colour?: string } = {}): void {
    const left = this.#left(place.x, place.width);
    this.#pdf.save().lineWidth(options.width ?? 0.8);
    if (options.dashed === true) this.#pdf.dash(4, { space: 4 });
    this.#pdf.moveTo(left, place.y).lineTo(left + place.width, place.y).stroke(options.colour ?? colours.line).restore();
  }

  /** Draws a number in a disc. Unit of `size`: points across. */
  disc(number: string, x: number, y: number, size: number): void {
    const left = this.#left(x, size);
    this.#pdf.circle(left + size / 2, y + size / 2, size / 2).fill(colours.main);
    this.text(number, { x, y: y + size * 0.5 - this.#lineHeight({ size: size * 0.56 }) / 2, width: size }, { size: size * 0.56, bold: true, colour: '#ffffff', align: 'center' });
  }

  /** Draws a text as a QR code, in lines and not in dots. Shape: with its margin of four modules. */
  code(text: string, x: number, y: number, size: number): void {
    const { modules, rows } = drawModules(text);
    const side = size / (modules + 8);
    const left = this.#left(x, size);
    this.#pdf.rect(left, y, size, size).fill('#ffffff');
    // A hair higher than a row, so that no light shows between two of them.
    for (const row of rows) this.#pdf.rect(left + (row.x + 4) * side, y + (row.y + 4) * side, row.length * side, side * 1.02);
    this.#pdf.fill('#000000');
  }

  /** Begins a new page. */
  next(): void {
    this.#pdf.addPage();
  }

  /** Gives the file. */
  async end(): Promise<Buffer> {
    this.#pdf.end();
    return this.#ended;
  }
}
