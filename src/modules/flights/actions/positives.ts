import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { publish } from '../../../kernel/outbox.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { contentHash } from '../closing.ts';
import { recipientsOf } from '../rules.ts';
import { identifier } from '../shapes.ts';
import { findPositive, insertReport } from '../store/writes.ts';
import { announceFlight, getFlight } from './flight.ts';

/** Is what the report of a positive says: whose case, which tube, and since when it is known; never a name. */
export interface PositiveContent { readonly caseId: string; readonly tubeId: string; readonly knownAt: string; readonly flight: { readonly flightId: string; readonly designator: string; readonly flightDate: string } }

/** Gives the evidence of REP-02 for a report that all its recipients have acknowledged. */
export function positiveEvidence(content: PositiveContent, report: { readonly created_at: string; readonly recipients: string }): Record<string, unknown> {
  return { knownAt: new Date(content.knownAt).toISOString(), sentAt: new Date(report.created_at).toISOString(), recipients: report.recipients, acknowledged: true };
}

async function send(context: ActionContext, input: { readonly caseId: string; readonly recipients: string }): Promise<{ reportId: string; contentHash: string }> {
  const { tx, eventId, now, actor } = context;
  const recipients = recipientsOf(input.recipients).join(', ');
  if (recipients === '') throw new Refusal('recipients-missing', {}, '/recipients');
  const found = await findPositive(tx, eventId, input.caseId);
  if (found === undefined) throw new Refusal('step-not-owed', { step: 'REP-02' }, '/caseId');
  const { flightId, designator, flightDate, direction } = await getFlight(context, found.flight_id);
  const content: PositiveContent = { caseId: input.caseId, tubeId: found.tube_id, knownAt: found.known_at, flight: { flightId, designator, flightDate } };
  const reportId = uuidv7();
  const hash = contentHash(content);
  await insertReport(tx, eventId, { reportId, flightId, kind: 'positive', content, contentHash: hash, recipients }, actor.officerId, now);
  await publish(context, 'report.sent', { reportId, kind: 'positive', flightId, designator, flightDate, direction, contentHash: hash, caseId: input.caseId, knownAt: new Date(found.known_at).toISOString() });
  announceFlight(context, flightId);
  return { reportId, contentHash: hash };
}

/** Reports a positive at once: REP-02 is recorded when the last of its recipients has acknowledged. */
export const reportPositive: ActionDefinition = defineAction({
  name: 'flights.reportPositive',
  summary: 'Reports a positive result at once to its recipients, generated from the record of the result; after the last of them has acknowledged, REP-02 is recorded.',
  roles: ['healthOfficer', 'dutyOfficer'],
  input: Type.Object({ caseId: identifier, recipients: Type.String({ minLength: 1, maxLength: 500 }) }, { additionalProperties: false }),
  output: Type.Object({ reportId: Type.String(), contentHash: Type.String() }),
  refuses: ['recipients-missing', 'step-not-owed', 'flight-unknown'],
  run: send,
});
