import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { publish } from '../../../kernel/outbox.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { recordInTransaction } from '../../prescribed/in-transaction.ts';
import { canHandOver, canTakeReceipt, receiverRoles } from '../rules/boarding.ts';
import { abnormalClass, shortText, uuid } from '../shapes.ts';
import { sign, signaturesOf } from '../../staff/signing.ts';
import type { Signature } from '../../staff/signing.ts';
import { findFlight } from '../store/flights.ts';
import { flightsOfCases, insertHandOver, usedSignatures } from '../store/hand-overs.ts';
import { handOverHash } from './offers.ts';
import type { HandOverContent } from './offers.ts';

const handOverRoles = ['transfer', 'healthOfficer', 'dutyOfficer'] as const;

const signHandOver = defineAction({
  name: 'travellers.signHandOver',
  summary: 'Signs for people as whoever receives them: which vehicle, and how many were counted; in a session of one’s own, or by one’s password at the bay.',
  roles: [...receiverRoles],
  input: Type.Object({ flightId: uuid, vehicle: shortText, countReceived: Type.Integer({ minimum: 1, maximum: 2000 }) }, { additionalProperties: false }),
  output: Type.Object({ signatureId: Type.String() }),
  refuses: ['flight-unknown', 'officer-needed'],
  async run(context, { flightId, vehicle, countReceived }) {
    if ((await findFlight(context.tx, context.eventId, flightId)) === undefined) throw new Refusal('flight-unknown', { flightId }, '/flightId');
    const signatureId = await sign(context, { purpose: 'handOver', caseId: flightId, content: { vehicle: vehicle.trim(), countReceived } });
    context.announce(`flight:${flightId}`);
    return { signatureId };
  },
});

// The newest signature of the receiver over exactly this that belongs to no other hand-over. One that was given without an offer is over the vehicle and the count alone.
async function receiverSignature({ tx, eventId, now, actor }: ActionContext, content: HandOverContent, input: { readonly receiver?: string | undefined; readonly receiverOfficer?: string | undefined }): Promise<Signature | undefined> {
  if (input.receiverOfficer === undefined) return undefined;
  if (input.receiverOfficer === actor.officerId) throw new Refusal('second-officer-same', {}, '/receiverOfficer');
  const hash = handOverHash(content);
  const used = await usedSignatures(tx, eventId, content.flightId);
  const signatures = await signaturesOf(tx, eventId, now, 'handOver', content.flightId, input.receiverOfficer);
  const found = signatures.filter(({ content: signed }) => signed['contentHash'] === hash || (content.kind === 'normal' && signed['contentHash'] === undefined && signed['vehicle'] === content.vehicle.trim() && signed['countReceived'] === content.caseIds.length));
  const free = found.find((one) => !used.has(one.signatureId));
  if (free === undefined) throw new Refusal(found.length === 0 ? 'signature-missing' : 'signature-used', { name: signatures[0]?.name.en ?? input.receiver ?? '' }, '/receiverOfficer');
  return free;
}

const fullName = ({ name }: Signature): string => `${name.zh} ${name.en}`.trim();

const handOver = defineAction({
  name: 'travellers.handOver',
  summary: 'Hands people over to their vehicle: both counts, both signatures, everybody named, the receiver’s by their own credentials where they have an account; refused as a whole while one of them owes anything.',
  roles: [...handOverRoles],
  input: Type.Object({
    flightId: uuid, handOverId: Type.Optional(uuid), kind: Type.Optional(Type.Enum(['normal'])), vehicle: shortText, cluster: shortText, caseIds: Type.Array(uuid, { minItems: 1, maxItems: 600 }), countReceived: Type.Integer({ minimum: 0, maximum: 2000 }),
    giver: shortText, receiver: shortText, giverSigned: Type.Boolean(), receiverSigned: Type.Boolean(), receiverOfficer: Type.Optional(uuid),
  }, { additionalProperties: false }),
  output: Type.Object({ handOverId: Type.String(), handedOver: Type.Integer() }),
  refuses: ['person-twice', 'counts-differ', 'not-signed', 'second-officer-same', 'signature-missing', 'signature-used', 'person-not-on-flight', 'hand-over-id-taken', 'still-owed', 'step-not-owed', 'case-closed'],
  async run(context, input) {
    const { tx, eventId, now, actor, command } = context;
    demand(canHandOver(input));
    const flights = await flightsOfCases(tx, eventId, input.caseIds);
    const stranger = input.caseIds.find((caseId) => flights.get(caseId) !== input.flightId);
    if (stranger !== undefined) throw new Refusal('person-not-on-flight', { caseId: stranger });
    const signature = await receiverSignature(context, { flightId: input.flightId, kind: 'normal', vehicle: input.vehicle, cluster: input.cluster, class: null, caseIds: input.caseIds }, input);
    const handOverId = input.handOverId ?? command.id;
    await recordInTransaction(context, input.caseIds.map((caseId) => ({
      recordId: uuidv7(), caseId, step: 'XFR-01', evidence: { handOverId, vehicle: input.vehicle, cluster: input.cluster, countsEqual: true, bothSigned: true },
    })));
    const row = { handOverId, flightId: input.flightId, kind: 'normal', vehicle: input.vehicle, cluster: input.cluster, countGiven: input.caseIds.length, countReceived: input.countReceived, giver: input.giver, receiver: signature === undefined ? input.receiver : fullName(signature), receiverSignature: signature?.signatureId ?? null, at: command.occurredAt, recordedAt: now, recordedBy: actor.officerId, caseIds: input.caseIds } as const;
    if (!(await insertHandOver(tx, eventId, row))) throw new Refusal('hand-over-id-taken', { handOverId });
    await publish(context, 'handOver.normal', { handOverId, flightId: input.flightId, vehicle: input.vehicle, cluster: input.cluster, persons: input.caseIds.length });
    context.announce(`flight:${input.flightId}`);
    return { handOverId, handedOver: input.caseIds.length };
  },
});

const handOverAbnormal = defineAction({
  name: 'travellers.handOverAbnormal',
  summary: 'Hands one person over by the abnormal route, to a hospital or an isolation site, against a receipt: the receiver signs by their own credentials, or has no account and the giver saw them sign.',
  roles: [...handOverRoles, 'doctor'],
  input: Type.Object({
    caseId: uuid, class: abnormalClass, destination: shortText, vehicle: shortText, receiver: Type.Optional(shortText), receiptSigned: Type.Optional(Type.Boolean()), receiverOfficer: Type.Optional(uuid), note: Type.Optional(Type.String({ maxLength: 2000 })),
  }, { additionalProperties: false }),
  output: Type.Object({ handOverId: Type.String(), outcome: Type.String(), owed: Type.Array(Type.String()), gatesPassed: Type.Array(Type.String()) }),
  refuses: ['case-unknown', 'not-signed', 'second-officer-same', 'signature-missing', 'signature-used', 'still-owed', 'step-not-owed', 'case-closed'],
  async run(context, { receiverOfficer, ...input }) {
    const { tx, eventId, now, actor, command } = context;
    const flightId = (await flightsOfCases(tx, eventId, [input.caseId])).get(input.caseId);
    if (flightId === undefined) throw new Refusal('case-unknown', { caseId: input.caseId });
    demand(canTakeReceipt({ ...input, receiverOfficer }));
    const { caseId, ...given } = input;
    const signature = await receiverSignature(context, { flightId, kind: 'abnormal', vehicle: input.vehicle, cluster: input.destination, class: input.class, caseIds: [caseId] }, { receiver: input.receiver, receiverOfficer });
    const receiver = signature === undefined ? input.receiver!.trim() : fullName(signature).slice(0, 120);
    const [result] = await recordInTransaction(context, [{ recordId: command.id, caseId, step: 'XFR-02', evidence: { ...given, receiver, receiptSigned: true } }]);
    const handOverId = command.id;
    const row = { handOverId, flightId, kind: 'abnormal', vehicle: input.vehicle, cluster: input.destination, countGiven: 1, countReceived: 1, giver: actor.name.en, receiver, receiverSignature: signature?.signatureId ?? null, at: command.occurredAt, recordedAt: now, recordedBy: actor.officerId, caseIds: [caseId] } as const;
    await insertHandOver(tx, eventId, row);
    await publish(context, 'handOver.abnormal', { handOverId, flightId, caseId, persons: 1 });
    context.announce(`flight:${flightId}`);
    return { handOverId, outcome: result!.outcome, owed: [...result!.owed], gatesPassed: [...result!.gatesPassed] };
  },
});

/** Lists the actions of hand-over. */
export const handOverActions: readonly ActionDefinition[] = [signHandOver, handOver, handOverAbnormal];
