import type { FlightGuide } from '../../modules/declarations/views/guide.ts';
import { readerWords } from '../../modules/declarations/rules/guide.ts';
import { words } from '../context.ts';
import type { PageContext } from '../context.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { Page } from '../layout.ts';
import { guideTime, guideTitle, languageNames } from '../sheets/guide.ts';
import { isolated } from '../sheets/lines.ts';

/** Draws the guide of a flight: what its plan asks of a traveller, in the order of the way, each part going on with the numbers of the one before. */
export function guidePage(context: PageContext, guide: FlightGuide): Page {
  const t = words(context);
  const { language } = context;
  const title = guideTitle(guide, language);
  let first = 1;
  const section = ({ part, title: heading, steps }: FlightGuide['sections'][number]): Html => {
    const start = first;
    const lines = steps.map((step) => html`<li>${isolated(t(step.word, step.params), language)}${readerWords[step.readers] === undefined ? '' : html` <b>${t(readerWords[step.readers]!)}</b>`}${step.lane === null ? '' : html` <bdi class="lane">${step.lane}</bdi>`}</li>`);
    if (part === 'maybe') return html`<h2>${t(heading)}</h2><ul class="plain">${lines}</ul>`;
    first += steps.length;
    return html`<h2>${t(heading)}</h2><ol class="plain" start="${start}">${lines}</ol>`;
  };
  const address = `${context.base}/guide/${guide.flight.designator}/${guide.flight.flightDate}`;
  return {
    title, back: `${context.base}/`,
    content: html`<h1>${title}</h1>${guide.cancelled ? html`<p class="note"><b>${t('guide.cancelled')}</b></p>` : html`<p class="lead">${guideTime(guide, language)}</p>${guide.plan.approved ? '' : html`<p class="note">${t('guide.notReady')}</p>`}<p>${t('guide.intro')}</p>${guide.sections.map(section)}${guide.languages.length === 0 ? '' : html`<h2>${t('guide.languages')}</h2><p>${languageNames(guide.languages, language)}</p>`}<p class="buttons"><a class="button" href="${context.base}/">${t('guide.declare')}</a> <a class="button second" href="${address}/sheet.pdf">${t('guide.pdf')}</a></p>${guide.plan.approved ? html`<p class="hint">${t('guide.plan', { version: guide.plan.version })}</p>` : ''}`}`,
  };
}
