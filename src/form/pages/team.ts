import { findQuestion } from '../../modules/declarations/catalogue.ts';
import { sayDay } from '../../modules/declarations/saying.ts';
import type { Answers, Complaint } from '../../modules/declarations/shapes.ts';
import type { Team } from '../../modules/declarations/views/own.ts';
import { words } from '../context.ts';
import type { PageContext } from '../context.ts';
import { drawField } from '../fields.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { errorSummary } from '../layout.ts';
import type { Page } from '../layout.ts';

/** Lists what a leader fills in for all: the seat is each member's own. */
export const teamQuestions: readonly string[] = ['phone', 'address', 'places'];

/** Is what the leader's page tells beside the members. */
export interface TeamNotes {
  readonly notes: readonly string[];
  readonly complaints: readonly Complaint[];
  readonly problems: readonly string[];
  readonly answers: Answers;
}

const none: TeamNotes = { notes: [], complaints: [], problems: [], answers: {} };

function members(context: PageContext, team: Team): Html {
  const t = words(context);
  if (team.members.length === 0) return html`<p class="note">${t('team.empty')}</p>`;
  const complete = team.members.filter((member) => member.state === 'complete').length;
  return html`<p class="lead">${t('team.counts', { complete, total: team.members.length })}</p><progress max="${team.members.length}" value="${complete}" aria-label="${t('team.state')}"></progress><div class="scroll"><table><thead><tr><th scope="col">${t('team.member')}</th><th scope="col">${t('team.flight')}</th><th scope="col">${t('team.state')}</th></tr></thead><tbody>${team.members.map((member) => html`<tr><td><bdi>${member.name}</bdi>${member.isMinor ? html` <small>${t('team.minor')}</small>` : ''}</td><td><bdi>${member.designator}</bdi> · ${sayDay(member.flightDate, context.language)}</td><td><span class="state ${member.state}">${t(`team.state.${member.state}`)}</span></td></tr>`)}</tbody></table></div>`;
}

/** Draws the leader's page: who has finished, the codes, the travel facts for all, the list. */
export function teamPage(context: PageContext, team: Team, told: TeamNotes = none): Page {
  const t = words(context);
  const guard = html`<input type="hidden" name="guard" value="${context.guard}">`;
  const title = t('team.title', { delegation: team.delegation });
  return {
    title, wide: true, wrong: told.complaints.length + told.problems.length > 0,
    content: html`${errorSummary(context, told.complaints)}${told.problems.length === 0 ? '' : html`<div class="summary" role="alert" tabindex="-1" autofocus aria-labelledby="problems"><h2 id="problems">${t('team.listProblems', { count: told.problems.length })}</h2><ul>${told.problems.slice(0, 50).map((problem) => html`<li><a href="#file" dir="auto">${problem}</a></li>`)}</ul></div>`}${told.notes.map((note) => html`<p class="note" role="status">${note}</p>`)}<h1>${title}</h1><p>${t('team.intro')}</p>${members(context, team)}
${team.members.some((member) => member.code !== null) ? html`<h2>${t('team.codes')}</h2><p>${t('team.codesText')}</p><p class="buttons"><a class="button" href="${context.base}/team/codes.pdf">${t('team.print')}</a></p><details><summary>${t('team.codes')}</summary><table><tbody>${team.members.map((member) => html`<tr><td><bdi>${member.name}</bdi></td><td><b class="own" dir="ltr">${member.code ?? ''}</b></td></tr>`)}</tbody></table></details>
<h2>${t('team.travel')}</h2><p>${t('team.travelText')}</p><form method="post" action="${context.base}/team/travel" novalidate>${guard}${teamQuestions.flatMap((id) => (findQuestion(id)?.fields ?? []).filter((field) => field.name !== 'email').map((field) => drawField({
      context, field: { ...field, required: false }, value: told.answers[field.name], complaint: told.complaints.find((entry) => entry.field === field.name || (field.kind === 'places' && entry.field.startsWith('place'))), cardVersion: '2022-01', alone: false,
    })))}<button name="act" value="continue">${t('team.travelSave')}</button></form><form method="post" action="${context.base}/team/remind">${guard}<p class="buttons"><button class="second">${t('team.remind')}</button></p></form>` : ''}
<h2>${t('team.list')}</h2><p>${t('team.listText')}</p><form method="post" enctype="multipart/form-data" action="${context.base}/team/list">${guard}<div class="field"><label for="file">${t('team.listFile')}</label><input type="file" id="file" name="file" accept=".csv,.xlsx,.txt" required></div><button>${t('team.listSend')}</button></form>`,
  };
}
