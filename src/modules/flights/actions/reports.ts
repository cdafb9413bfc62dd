import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { publish } from '../../../kernel/outbox.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { recordInTransaction } from '../../prescribed/in-transaction.ts';
import { blockingOf, compareForClosing, contentHash, ledgerHash, readLedger, reportContent, reportEqualsLedger } from '../closing.ts';
import type { ClosingContent } from '../closing.ts';
import type { Ledger } from '../figures.ts';
import { canAcknowledge, canClose, closingSigners, recipientsOf } from '../rules.ts';
import { sign, signaturesOf } from '../../staff/signing.ts';
import { identifier } from '../shapes.ts';
import { countLedgerRecords } from '../store/ledger.ts';
import { findPositive, findReport, findSecondOfficer, insertAcknowledgement, insertReport, lockReporting } from '../store/writes.ts';
import { announceFlight, getFlight } from './flight.ts';
import { positiveEvidence, reportPositive } from './positives.ts';
import type { PositiveContent } from './positives.ts';

const strict = { additionalProperties: false } as const;

const sendReport = defineAction({
  name: 'flights.sendReport',
  summary: 'Generates the information report of a flight from its records and sends it; recipients are separated by commas.',
  roles: ['healthOfficer', 'dutyOfficer'],
  input: Type.Object({ flightId: identifier, kind: Type.Enum(['information']), recipients: Type.String({ minLength: 1, maxLength: 500 }) }, strict),
  output: Type.Object({ reportId: Type.String(), contentHash: Type.String() }),
  refuses: ['flight-unknown', 'flight-closed', 'recipients-missing'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    const flight = await getFlight(context, input.flightId);
    if (flight.state === 'closed') throw new Refusal('flight-closed', { flight: flight.designator });
    const recipients = recipientsOf(input.recipients).join(', ');
    if (recipients === '') throw new Refusal('recipients-missing', {}, '/recipients');
    const content = reportContent(flight, await readLedger(tx, eventId, flight, now), now);
    const reportId = uuidv7();
    const hash = contentHash(content);
    await insertReport(tx, eventId, { reportId, flightId: input.flightId, kind: input.kind, content, contentHash: hash, recipients }, actor.officerId, now);
    await publish(context, 'report.sent', {
      reportId, kind: input.kind, flightId: input.flightId, designator: flight.designator, flightDate: flight.flightDate, direction: flight.direction, contentHash: hash,
      onBoard: content.figures.onBoard, handedOverNormal: content.figures.handedOverNormal, handedOverAbnormal: content.figures.handedOverAbnormal,
    });
    announceFlight(context, input.flightId);
    return { reportId, contentHash: hash };
  },
});

const acknowledgeReport = defineAction({
  name: 'flights.acknowledgeReport',
  summary: 'Acknowledges a report for one of its recipients; after the last of them REP-01 is recorded and says whether the report equals the ledger, or REP-02 for a positive.',
  roles: ['healthOfficer', 'dutyOfficer', 'centre', 'committee', 'customsOfficer', 'immigration', 'transfer', 'airline'],
  input: Type.Object({ reportId: identifier, recipient: Type.String({ minLength: 1, maxLength: 120 }) }, strict),
  output: Type.Object({ waitingFor: Type.Array(Type.String()), equalsLedger: Type.Union([Type.Boolean(), Type.Null()]), outcome: Type.Union([Type.String(), Type.Null()]) }),
  refuses: ['report-unknown', 'recipient-not-yours', 'recipient-unknown', 'report-already-acknowledged', 'flight-closed'],
  async run(context, input) {
    const { tx, eventId, now, actor, command } = context;
    const known = await findReport(tx, eventId, now, input.reportId);
    if (known === undefined || known.kind === 'closing') throw new Refusal('report-unknown', { reportId: input.reportId });
    const recipient = input.recipient.trim();
    if (actor.officerId === null && actor.keyId !== null && actor.organisation !== recipient) throw new Refusal('recipient-not-yours', { recipient, organisation: actor.organisation });
    // Two recipients who acknowledge at the same instant wait for each other, so that one of them is the last.
    const positive = known.kind === 'positive' ? known.content as PositiveContent : undefined;
    await lockReporting(tx, eventId, positive?.caseId ?? known.flight_id, positive === undefined ? 'REP-01' : 'REP-02');
    const report = (await findReport(tx, eventId, now, input.reportId))!;
    demand(canAcknowledge({ recipients: report.recipients, acknowledgedBy: report.acknowledged.map((entry) => entry.recipient) }, recipient));
    const flight = await getFlight(context, report.flight_id);
    if (flight.state === 'closed') throw new Refusal('flight-closed', { flight: flight.designator });
    await insertAcknowledgement(tx, eventId, input.reportId, recipient, actor, now);
    announceFlight(context, report.flight_id);
    const waitingFor = recipientsOf(report.recipients).filter((name) => name !== recipient && !report.acknowledged.some((entry) => entry.recipient === name));
    if (waitingFor.length > 0) return { waitingFor, equalsLedger: null, outcome: null };
    if (positive !== undefined) {
      // Sent again, or recorded by hand meanwhile: the step is done once.
      if ((await findPositive(tx, eventId, positive.caseId)) === undefined) return { waitingFor, equalsLedger: null, outcome: null };
      const [done] = await recordInTransaction(reporting(context), [{ recordId: command.id, caseId: positive.caseId, step: 'REP-02', evidence: positiveEvidence(positive, report) }]);
      return { waitingFor, equalsLedger: null, outcome: done?.outcome ?? null };
    }
    const equalsLedger = await reportEqualsLedger(tx, eventId, report);
    const [result] = await recordInTransaction(reporting(context), [{
      recordId: command.id, caseId: report.flight_id, step: 'REP-01',
      evidence: { reportId: report.report_id, recipients: report.recipients, sentAt: report.created_at, equalsLedger, acknowledged: true, acknowledgedBy: recipient },
    }]);
    return { waitingFor, equalsLedger, outcome: result?.outcome ?? null };
  },
});

// A recipient elsewhere holds no role at the port: that the step is done follows from the acknowledgement, and the record names who gave it.
function reporting(context: ActionContext): ActionContext {
  return { ...context, actor: { ...context.actor, roles: [...context.actor.roles, 'healthOfficer'] } };
}

const signClosing = defineAction({
  name: 'flights.signClosing',
  summary: 'Signs the closing of a flight as its second officer, over the hash of all records as they stand; in a session of one’s own, or by one’s password at the screen of whoever closes.',
  roles: [...closingSigners],
  input: Type.Object({ flightId: identifier }, strict),
  output: Type.Object({ signatureId: Type.String(), ledgerHash: Type.String() }),
  refuses: ['flight-unknown', 'flight-closed', 'flight-cancelled', 'still-owed', 'head-count-differs', 'tubes-differ', 'hand-overs-differ', 'released-differs', 'symptomatic-released', 'difference-unexplained', 'report-differs', 'officer-needed'],
  async run(context, input) {
    const { tx, eventId, now } = context;
    const flight = await getFlight(context, input.flightId);
    const ledger = await readLedger(tx, eventId, flight, now);
    // Nobody signs what could not be closed.
    demand(canClose(flight, await blockingOf(tx, eventId, { asOf: now, present: true }, flight, async () => ledger)));
    const hash = ledgerHash(ledger);
    const signatureId = await sign(context, { purpose: 'closing', caseId: input.flightId, content: { ledgerHash: hash } });
    announceFlight(context, input.flightId);
    return { signatureId, ledgerHash: hash };
  },
});

/** Is what closing must know of the people's counts, which a later module counts: how many differences nobody has been given yet. */
export type UnrecordedDifferences = (context: ActionContext, flightId: string) => Promise<number>;

const close = (unrecordedDifferences: UnrecordedDifferences): ActionDefinition => defineAction({
  name: 'flights.close',
  summary: 'Closes a flight: compares what must agree, hashes every record, writes the signed closing sheet and records CLS-01.',
  roles: ['dutyOfficer'],
  input: Type.Object({ flightId: identifier, secondOfficer: Type.String({ minLength: 1, maxLength: 120 }) }, strict),
  output: Type.Object({ reportId: Type.String(), ledgerHash: Type.String(), persons: Type.Integer(), records: Type.Integer() }),
  refuses: ['flight-unknown', 'flight-closed', 'flight-cancelled', 'still-owed', 'counts-not-reconciled', 'head-count-differs', 'tubes-differ', 'hand-overs-differ', 'released-differs', 'symptomatic-released', 'difference-unexplained', 'report-differs', 'officer-needed', 'second-officer-unknown', 'second-officer-same', 'signature-missing', 'signature-outdated', 'records-arrived-meanwhile'],
  async run(context, input) {
    const { tx, eventId, now, actor, command } = context;
    const flight = await getFlight(context, input.flightId);
    // Read once: what slips in after it is found by the count below.
    let read: Promise<Ledger> | undefined;
    const ledgerNow = (): Promise<Ledger> => (read ??= readLedger(tx, eventId, flight, now));
    demand(canClose(flight, await blockingOf(tx, eventId, { asOf: now, present: true }, flight, ledgerNow)));
    if (actor.officerId === null) throw new Refusal('officer-needed', {});
    const differences = await unrecordedDifferences(context, input.flightId);
    if (differences > 0) throw new Refusal('counts-not-reconciled', { count: differences });
    const named = await findSecondOfficer(tx, eventId, input.secondOfficer);
    const second = named.length === 1 ? named[0] : undefined;
    if (second === undefined) throw new Refusal('second-officer-unknown', { secondOfficer: input.secondOfficer }, '/secondOfficer');
    if (second.officer_id === actor.officerId) throw new Refusal('second-officer-same', {}, '/secondOfficer');
    const ledger = await ledgerNow();
    const hash = ledgerHash(ledger);
    const [signature] = await signaturesOf(tx, eventId, now, 'closing', input.flightId, second.officer_id);
    if (signature === undefined) throw new Refusal('signature-missing', { name: `${second.name_en} ${second.name_zh}` }, '/secondOfficer');
    if (signature.content['ledgerHash'] !== hash) throw new Refusal('signature-outdated', { name: `${second.name_en} ${second.name_zh}` }, '/secondOfficer');
    const compared = await compareForClosing(tx, eventId, flight, now, ledger);
    const content: ClosingContent = {
      ...reportContent(flight, ledger, now), ledgerHash: hash, records: ledger.records.length, compared, closedAt: now,
      signed: [{ officerId: actor.officerId, ...actor.name, signedAt: now, way: 'session' }, { officerId: second.officer_id, en: second.name_en, zh: second.name_zh, signedAt: signature.signedAt, way: signature.way }],
    };
    const reportId = uuidv7();
    await insertReport(tx, eventId, { reportId, flightId: input.flightId, kind: 'closing', content, contentHash: contentHash(content), recipients: '' }, actor.officerId, now);
    await recordInTransaction(context, [{
      recordId: command.id, caseId: input.flightId, step: 'CLS-01', evidence: { ledgerHash: hash, persons: compared.onBoard, secondOfficer: `${second.name_en} ${second.name_zh}`.slice(0, 120), bothSigned: true },
    }]);
    // The closing record takes the next place in the flight's case: whatever slipped in before it is seen here, whatever comes after it is refused. Records are only ever added, so that as many are the same.
    if (await countLedgerRecords(tx, eventId, input.flightId, now) !== ledger.records.length) throw new Refusal('records-arrived-meanwhile', { flight: flight.designator });
    await publish(context, 'flight.closed', {
      flightId: input.flightId, designator: flight.designator, flightDate: flight.flightDate, direction: flight.direction, persons: compared.onBoard, records: ledger.records.length, ledgerHash: hash, reportId,
    });
    announceFlight(context, input.flightId);
    return { reportId, ledgerHash: hash, persons: compared.onBoard, records: ledger.records.length };
  },
});

/** Lists the actions on reports and the closing of flights. */
export function reportActions(unrecordedDifferences: UnrecordedDifferences): readonly ActionDefinition[] {
  return [sendReport, reportPositive, acknowledgeReport, signClosing, close(unrecordedDifferences)];
}
