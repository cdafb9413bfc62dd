import { sayInstant } from '../../modules/declarations/saying.ts';
import { readerWords } from '../../modules/declarations/rules/guide.ts';
import type { FlightGuide } from '../../modules/declarations/views/guide.ts';
import { formLocale, say } from '../../words/form/form.ts';
import type { FormLanguage } from '../../words/form/form.ts';
import { unbrokenName } from './lines.ts';
import { colours, page, Paper } from './paper.ts';
import type { Place, TextStyle } from './paper.ts';

/** Is what a guide is drawn with besides itself: whose event it is, and where the form is filled in. */
export interface GuideSheet {
  readonly guide: FlightGuide;
  readonly language: FormLanguage;
  readonly event: string;
  readonly address: string;
  readonly at: string;
}

/** Lists the languages of interpreters and forms by their names in a language. */
export function languageNames(tags: readonly string[], language: FormLanguage): string {
  const names = new Intl.DisplayNames(formLocale(language), { type: 'language' });
  return new Intl.ListFormat(formLocale(language), { type: 'conjunction' }).format(tags.map((tag) => names.of(tag) ?? tag));
}

/** Gives the title of a guide. */
export function guideTitle(guide: FlightGuide, language: FormLanguage): string {
  return say(language, guide.flight.direction === 'arrival' ? 'guide.title' : 'guide.titleDeparture', { flight: guide.flight.designator });
}

/** Tells when the flight comes or goes. */
export function guideTime(guide: FlightGuide, language: FormLanguage): string {
  return say(language, guide.flight.direction === 'arrival' ? 'guide.arrives' : 'guide.departs', { time: sayInstant(guide.flight.at, language, guide.flight.timeZone) });
}

const { margin } = page;
const width = page.width - 2 * margin;
const bottom = page.height - 76;
const codeSize = 104;

/** Draws the body at a size, or only measures it. Shape: where it ends. */
function body(paper: Paper, sheet: GuideSheet, top: number, size: number, draws: boolean): number {
  const { guide, language } = sheet;
  let y = top;
  let number = 0;
  for (const section of guide.sections) {
    y += size * 0.6;
    if (draws) paper.rule({ x: margin, y, width }, { width: 1, colour: colours.main });
    y += size * 0.3;
    const heading = say(language, section.title);
    const style: TextStyle = { size: size * 1.2, bold: true, colour: colours.main };
    y += (draws ? paper.text(heading, { x: margin, y, width }, style) : paper.heightOf(heading, width, style)) + size * 0.1;
    for (const step of section.steps) {
      const readers = readerWords[step.readers];
      const said = `${say(language, step.word, step.params)}${readers === undefined ? '' : ` ${say(language, readers)}`}`;
      const words = step.lane === null ? said : `${said} (${unbrokenName(step.lane)})`;
      const disc = size * 1.45;
      const place = { x: margin + size * 2.1, y, width: width - size * 2.1 };
      const height = paper.heightOf(words, place.width, { size });
      if (section.part !== 'maybe') number += 1;
      // First the number and then the words, for who hears the sheet read.
      if (draws && section.part === 'maybe') paper.text('•', { x: margin, y, width: disc }, { size, align: 'center' });
      else if (draws) paper.disc(String(number), margin, y + (Math.min(height, size * 1.5) - disc) / 2, disc);
      if (draws) paper.text(words, place, { size });
      y += Math.max(height, disc) + size * 0.28;
    }
  }
  return y;
}

/** Draws what stands above the body, or only measures it. Shape: where it ends. */
function head(paper: Paper, { guide, language, event, address }: GuideSheet, draws: boolean): number {
  const put = (text: string, place: Place, style: TextStyle): number => (draws ? paper.text(text, place, style) : paper.heightOf(text, place.width, style));
  const beside = width - codeSize - 18;
  put(`通关 · ${event}`, { x: margin, y: 34, width: beside }, { size: 9.5, colour: colours.soft });
  if (draws) paper.code(address, page.width - margin - codeSize, 30, codeSize);
  const caption = put(say(language, 'guide.declare'), { x: page.width - margin - codeSize - 20, y: 30 + codeSize, width: codeSize + 20 }, { size: 9, bold: true, align: 'end' });
  let y = 52;
  y += put(guideTitle(guide, language), { x: margin, y, width: beside }, { size: 18, bold: true }) + 3;
  y += put(guideTime(guide, language), { x: margin, y, width: beside }, { size: 10.5 }) + 2;
  if (!guide.cancelled) y += put(say(language, 'guide.intro'), { x: margin, y, width: beside }, { size: 9.5, colour: colours.soft });
  y = Math.max(y, 32 + codeSize + caption) + 6;
  const note = guide.cancelled ? 'guide.cancelled' : guide.plan.approved ? undefined : 'guide.notReady';
  if (note !== undefined) {
    const style = { size: 10, bold: true } as const;
    const height = paper.heightOf(say(language, note), width - 20, style) + 10;
    if (draws) paper.box({ x: margin, y, width, height }, colours.note);
    put(say(language, note), { x: margin + 10, y: y + 5, width: width - 20 }, style);
    y += height + 4;
  }
  return y;
}

// As large as one sheet allows: languages differ by half in what the same steps take.
function fitting(paper: Paper, sheet: GuideSheet, top: number): number {
  let size = 11.5;
  while (size > 6 && body(paper, sheet, top, size, false) > bottom) size -= 0.25;
  return size;
}

/** Tells how large the steps of a guide are set on its one sheet. Unit: points. */
export function guideSize(sheet: GuideSheet): number {
  const paper = new Paper(sheet.language, { title: '', author: '', at: sheet.at });
  return fitting(paper, sheet, head(paper, sheet, false));
}

/** Draws the guide of a flight on one sheet of A4, with the code that leads to the form. */
export async function drawGuide(sheet: GuideSheet): Promise<Buffer> {
  const { guide, language, event, address } = sheet;
  const paper = new Paper(language, { title: guideTitle(guide, language), author: event, at: sheet.at });
  const top = head(paper, sheet, true);
  if (!guide.cancelled) body(paper, sheet, top, fitting(paper, sheet, top), true);
  paper.rule({ x: margin, y: page.height - 70, width });
  const foot = { size: 8.5, colour: colours.soft } as const;
  let at = page.height - 65;
  at += guide.languages.length === 0 ? 0 : paper.text(`${say(language, 'guide.languages')} · ${languageNames(guide.languages, language)}`, { x: margin, y: at, width }, foot);
  if (guide.plan.approved) paper.text(say(language, 'guide.plan', { version: guide.plan.version }), { x: margin, y: at, width: width / 3 }, foot);
  paper.text(address, { x: margin + width / 3, y: at, width: width * 2 / 3 }, { ...foot, align: 'end', direction: 'ltr' });
  return paper.end();
}
