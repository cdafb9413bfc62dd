import { setImmediate } from 'node:timers/promises';
import { sayDay } from '../../modules/declarations/saying.ts';
import { say } from '../../words/form/form.ts';
import type { FormLanguage } from '../../words/form/form.ts';
import { colours, page, Paper } from './paper.ts';

/** Is one strip: whose it is, and the code that is handed out with it. */
export interface CodeStrip {
  readonly name: string;
  readonly designator: string;
  readonly flightDate: string;
  readonly code: string;
}

/** Is a sheet of strips to be cut out, in the language that the leader chose. Shape of `address`: where the form of the event lies. */
export interface CodesSheet {
  readonly strips: readonly CodeStrip[];
  readonly delegation: string;
  readonly language: FormLanguage;
  readonly event: string;
  readonly address: string;
  readonly at: string;
}

const { margin } = page;
const width = page.width - 2 * margin;
const top = 96;
const stripHeight = 119;
const perPage = 6;
const codeSize = 104;

/** Draws the codes of a delegation: a strip for each member, with the code and its link, six to a page. */
export async function drawCodes(sheet: CodesSheet): Promise<Buffer> {
  const { strips, delegation, language, event, address } = sheet;
  const title = say(language, 'team.title', { delegation });
  const paper = new Paper(language, { title, author: event, at: sheet.at });
  const pages = Math.ceil(strips.length / perPage);
  const x = margin + codeSize + 12;
  const across = page.width - margin - x;
  for (const [index, strip] of strips.entries()) {
    const row = index % perPage;
    if (row === 0) {
      if (index > 0) paper.next();
      // A large delegation keeps nobody else waiting.
      await setImmediate();
      paper.text(`通关 · ${event}`, { x: margin, y: 26, width: width * 0.7 }, { size: 9, colour: colours.soft });
      paper.text(`${index / perPage + 1} / ${pages}`, { x: margin + width * 0.7, y: 26, width: width * 0.3 }, { size: 9, colour: colours.soft, align: 'end', direction: 'ltr' });
      const height = paper.text(title, { x: margin, y: 40, width }, { size: 14, bold: true });
      paper.text(say(language, 'team.codesText'), { x: margin, y: 42 + height, width }, { size: 9, colour: colours.soft });
      paper.rule({ x: 0, y: top, width: page.width }, { dashed: true });
    }
    let y = top + row * stripHeight;
    paper.code(`${address}/i/${strip.code}`, margin - 8, y + 6, codeSize);
    y += language === 'ar' ? 5 : 9;
    // A long name is set smaller, so that a strip stays a strip.
    let size = 12;
    while (size > 6 && paper.heightOf(strip.name, across, { size, bold: true, direction: 'ltr' }) > 2 * size) size -= 0.5;
    y += paper.text(strip.name, { x, y, width: across }, { size, bold: true, direction: 'ltr' }) + 1;
    y += paper.text(say(language, 'paper.flight', { flight: strip.designator, date: sayDay(strip.flightDate, language) }), { x, y, width: across }, { size: 9.5 }) + 2;
    y += paper.text(strip.code, { x, y, width: across }, { size: 17, bold: true, direction: 'ltr' }) + 1;
    y += paper.text(say(language, 'start.title'), { x, y, width: across }, { size: 8.5, bold: true });
    y += paper.text(say(language, 'new.codeText'), { x, y, width: across }, { size: 8.5 });
    paper.text(address, { x, y: Math.min(y + 1, top + (row + 1) * stripHeight - 13), width: across }, { size: 7.5, colour: colours.soft, direction: 'ltr' });
    paper.rule({ x: 0, y: top + (row + 1) * stripHeight, width: page.width }, { dashed: true });
  }
  return paper.end();
}
