import { sayDay, sayInstant } from '../../modules/declarations/saying.ts';
import type { OwnCard } from '../../modules/declarations/views/own.ts';
import { say } from '../../words/form/form.ts';
import type { FormLanguage } from '../../words/form/form.ts';
import { colours, page, Paper } from './paper.ts';
import type { TextStyle } from './paper.ts';

/** Is what a card on paper shows: never an answer about health. */
export interface CardSheet {
  readonly card: Pick<OwnCard, 'flight' | 'answers'>;
  readonly filed: { readonly version: number; readonly filedAt: string; readonly validFrom: string; readonly validUntil: string };
  readonly code: string;
  readonly language: FormLanguage;
  readonly event: string;
  readonly at: string;
}

const { margin } = page;
const width = page.width - 2 * margin;
const fold = page.height / 2;
const codeSize = 318;

/** Draws the code of a filed card on one sheet that is folded once: the code outside, the words in the traveller's language and, for the officer, in Chinese. */
export async function drawCard(sheet: CardSheet): Promise<Buffer> {
  const { card, filed, code, language, event } = sheet;
  const { flight } = card;
  const name = [card.answers['surname'], card.answers['givenNames']].filter((part) => typeof part === 'string' && part !== '').join(' ');
  const paper = new Paper(language, { title: `${say(language, 'paper.title')} ${flight.designator}`, author: event, at: sheet.at });
  const both = (words: (one: FormLanguage) => string, x: number, y: number, across: number, style: TextStyle): number => {
    const height = paper.text(words(language), { x, y, width: across }, style);
    return height + (language === 'zh' ? 0 : paper.text(words('zh'), { x, y: y + height, width: across }, { ...style, size: style.size * 0.85, colour: colours.soft, language: 'zh', bold: false, direction: 'ltr' }));
  };

  paper.text(`通关 · ${event}`, { x: margin, y: 30, width }, { size: 9.5, colour: colours.soft });
  paper.code(code, margin - 12, 50, codeSize);
  const beside = margin + codeSize + 2;
  const across = page.width - margin - beside;
  let y = 66;
  y += both((one) => say(one, 'paper.title'), beside, y, across, { size: 17, bold: true }) + 10;
  y += paper.text(name, { x: beside, y, width: across }, { size: 14, bold: true, direction: 'ltr' }) + 8;
  y += both((one) => say(one, 'paper.flight', { flight: flight.designator, date: sayDay(flight.flightDate, one) }), beside, y, across, { size: 11.5, bold: true }) + 8;
  y += both((one) => say(one, 'done.valid', { from: sayInstant(filed.validFrom, one, flight.timeZone), until: sayInstant(filed.validUntil, one, flight.timeZone) }), beside, y, across, { size: 10.5 }) + 4;
  y += both((one) => say(one, 'done.times'), beside, y, across, { size: 9 }) + 8;
  y += both((one) => say(one, 'done.number', { version: filed.version }), beside, y, across, { size: 9.5 }) + 2;
  both((one) => say(one, 'paper.filed', { time: sayInstant(filed.filedAt, one, flight.timeZone) }), beside, y, across, { size: 9 });

  paper.rule({ x: 0, y: fold, width: page.width }, { dashed: true });
  y = fold + 34;
  for (const key of ['paper.fold', 'done.text', 'done.superseded'] as const) y += both((one) => say(one, key), margin, y, width, { size: 12.5 }) + 16;
  return paper.end();
}
