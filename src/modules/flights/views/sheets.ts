import { Type } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import { defineView } from '../../../kernel/view.ts';
import type { ViewContext, ViewDefinition } from '../../../kernel/view.ts';
import { languages } from '../../../words/area.ts';
import type { Language } from '../../../words/area.ts';
import { ledgerHash, readLedger } from '../closing.ts';
import type { ClosingContent } from '../closing.ts';
import type { PositiveContent } from '../actions/positives.ts';
import { signaturesOf } from '../../staff/signing.ts';
import { closingSigners } from '../rules.ts';
import { fileShape, identifier } from '../shapes.ts';
import { planSheet } from '../sheets/plan.ts';
import type { SheetContext } from '../sheets/plan.ts';
import { closingSheet, positiveSheet, reportSheet } from '../sheets/reports.ts';
import { planVersions } from '../store/plans.ts';
import { flightRows } from '../store/rows.ts';
import { eventDay } from '../store/story.ts';
import { findPositiveDue, findReport, reportsOf } from '../store/writes.ts';
import { atOf, flightRoles } from './flights.ts';

const strict = { additionalProperties: false } as const;
const language = Type.Enum([...languages]);
const sheetRoles = flightRoles.filter((role) => role !== 'airline');

async function sheetContext({ db, eventId, asOf }: ViewContext, spoken: Language): Promise<SheetContext> {
  const event = await eventDay(db, eventId, asOf);
  return { language: spoken, event: { en: event.nameEn, zh: event.nameZh }, timeZone: event.timeZone, at: asOf };
}

function file(name: string, content: Buffer): { fileName: string; mediaType: string; content: string } {
  return { fileName: name, mediaType: 'application/pdf', content: content.toString('base64') };
}

const planFile = defineView({
  name: 'flights.planSheet',
  summary: 'Prints one version of a plan as a PDF.',
  roles: sheetRoles,
  input: Type.Object({ planId: identifier, version: Type.Optional(Type.Integer({ minimum: 1 })), language }, strict),
  output: fileShape,
  refuses: ['plan-unknown'],
  async run(context, input) {
    const { db, eventId, asOf } = context;
    const versions = await planVersions(db, eventId, asOf, input.planId);
    const plan = input.version === undefined ? versions.at(-1) : versions.find((entry) => entry.version === input.version);
    if (plan === undefined) throw new Refusal('plan-unknown', { planId: input.planId });
    const [flight] = plan.kind === 'flight' ? await flightRows(db, eventId, atOf(context), { flightIds: [plan.plan_id] }) : [];
    const name = flight === undefined ? `plan-${plan.kind}-${plan.document.direction}` : `plan-${flight.row.designator}-${flight.row.flightDate}`;
    return file(`${name}-v${plan.version}-${input.language}.pdf`, await planSheet(await sheetContext(context, input.language), plan, flight?.row));
  },
});

const reportFile = defineView({
  name: 'flights.reportSheet',
  summary: 'Prints an information report with its acknowledgements as a PDF.',
  roles: sheetRoles,
  input: Type.Object({ reportId: identifier, language }, strict),
  output: fileShape,
  refuses: ['report-unknown'],
  healthOf: (input) => `report:${input.reportId}`,
  async run(context, input) {
    const report = await findReport(context.db, context.eventId, context.asOf, input.reportId);
    if (report === undefined || report.kind !== 'information') throw new Refusal('report-unknown', { reportId: input.reportId });
    const { flight } = report.content as ClosingContent;
    return file(`report-${flight.designator}-${flight.flightDate}-${input.language}.pdf`, await reportSheet(await sheetContext(context, input.language), report));
  },
});

const positiveFile = defineView({
  name: 'flights.positiveSheet',
  summary: 'Prints the immediate report of a positive with its acknowledgements as a PDF: the case by its number, its tube and its clock, and no name.',
  roles: ['healthOfficer', 'dutyOfficer', 'doctor', 'centre', 'auditor', 'administrator'],
  input: Type.Object({ reportId: identifier, language }, strict),
  output: fileShape,
  refuses: ['report-unknown', 'flight-unknown'],
  healthOf: (input) => `report:${input.reportId}`,
  async run(context, input) {
    const { db, eventId, asOf } = context;
    const report = await findReport(db, eventId, asOf, input.reportId);
    if (report === undefined || report.kind !== 'positive') throw new Refusal('report-unknown', { reportId: input.reportId });
    const { caseId, flight: { flightId, designator, flightDate } } = report.content as PositiveContent;
    const [flight] = await flightRows(db, eventId, atOf(context), { flightIds: [flightId] });
    if (flight === undefined) throw new Refusal('flight-unknown', { flightId });
    return file(`positive-${designator}-${flightDate}-${input.reportId.slice(-6)}-${input.language}.pdf`, await positiveSheet(await sheetContext(context, input.language), report, flight.row, await findPositiveDue(db, eventId, caseId, asOf)));
  },
});

const closingFile = defineView({
  name: 'flights.closingSheet',
  summary: 'Prints the signed closing sheet of a flight as a PDF, with the ledger hash computed again.',
  roles: sheetRoles,
  input: Type.Object({ flightId: identifier, language }, strict),
  output: fileShape,
  refuses: ['flight-not-closed'],
  healthOf: (input) => `flight:${input.flightId}`,
  async run(context, input) {
    const { db, eventId, asOf } = context;
    const report = (await reportsOf(db, eventId, asOf, input.flightId)).findLast((entry) => entry.kind === 'closing');
    if (report === undefined) throw new Refusal('flight-not-closed', { flightId: input.flightId });
    const content = report.content as ClosingContent;
    const recomputed = ledgerHash(await readLedger(db, eventId, content.flight, asOf)) === content.ledgerHash;
    return file(`closing-${content.flight.designator}-${content.flight.flightDate}-${input.language}.pdf`, await closingSheet(await sheetContext(context, input.language), report, recomputed));
  },
});

const closingSignatures = defineView({
  name: 'flights.closingSignatures',
  summary: 'Lists who has signed the closing of a flight as its second officer, how and when, and whether records have come in since.',
  roles: [...closingSigners],
  input: Type.Object({ flightId: identifier }, strict),
  output: Type.Object({ signatures: Type.Array(Type.Object({ officerId: Type.String(), name: Type.Object({ en: Type.String(), zh: Type.String() }), way: Type.Enum(['password', 'session']), signedAt: Type.String(), current: Type.Boolean() })) }),
  refuses: ['flight-unknown'],
  async run(context, input) {
    const { db, eventId, asOf } = context;
    const found = await signaturesOf(db, eventId, asOf, 'closing', input.flightId);
    if (found.length === 0) return { signatures: [] };
    const [flight] = await flightRows(db, eventId, atOf(context), { flightIds: [input.flightId] });
    if (flight === undefined) throw new Refusal('flight-unknown', { flightId: input.flightId });
    const hash = ledgerHash(await readLedger(db, eventId, flight.row, asOf));
    // The newest of each officer counts.
    return { signatures: found.filter((one, place) => found.findIndex((other) => other.officerId === one.officerId) === place).map(({ officerId, name, way, signedAt, content }) => ({ officerId, name, way, signedAt, current: content['ledgerHash'] === hash })) };
  },
});

/** Lists the views that print. */
export const sheetViewList: readonly ViewDefinition[] = [planFile, reportFile, positiveFile, closingFile, closingSignatures];
