import { Type } from 'typebox';
import type { TObject } from 'typebox';
import type { FactDefinition, StepDefinition } from '../shapes.ts';
import { consignmentKinds, owedWhen } from './consignment-kinds.ts';

const unknownFalse = { caseKind: 'consignment', value: { type: 'boolean' }, unknownAs: false } as const;
const count = { caseKind: 'consignment', value: { type: 'integer', minimum: 0, maximum: 1_000_000 }, unknownAs: 0 } as const;
const countField = Type.Integer({ minimum: 0, maximum: 1_000_000 });
const yes = (order: number) => Type.Boolean({ 'x-order': order });
const note = Type.Optional(Type.String({ maxLength: 2000, 'x-widget': 'note' }));
const shortText = Type.String({ minLength: 1, maxLength: 120 });
const hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const uuid = Type.String({ format: 'uuid' });
const money = Type.String({ pattern: '^-?[0-9]{1,15}\\.[0-9]{2}$', 'x-unit': 'CNY' });
const strict = { additionalProperties: false } as const;

/** Lists the ways in which the tax of a consignment is covered or settled. Source: docs/facts.md, kinds of consignment. */
export const covers = ['none', 'organiser', 'carnet', 'deposit', 'tax', 'exempt'] as const;
/** Lists what can be decided at the border on goods that may not go on as they are. Source: docs/decisions, goods decided on at the border. */
export const borderDecisionKinds = ['return', 'destruction', 'seizure', 'confiscation', 'treatment'] as const;
/** Lists the risk lanes. Source: docs/facts.md, risk lanes. */
export const lanes = ['green', 'blue', 'yellow', 'red'] as const;

/** Lists what a consignment's conditions may read. */
export const consignmentFacts: readonly FactDefinition[] = [
  { name: 'goods.kind', caseKind: 'consignment', value: { type: 'text', values: [...consignmentKinds] }, unknownAs: 'K02', from: [{ attribute: 'goods.kind' }] },
  { name: 'goods.cover', caseKind: 'consignment', value: { type: 'text', values: [...covers] }, unknownAs: 'none', from: [{ attribute: 'goods.cover' }] },
  { name: 'goods.freeQuota', ...unknownFalse, from: [{ attribute: 'goods.freeQuota' }] },
  { name: 'goods.quarantine', ...unknownFalse, from: [{ attribute: 'goods.quarantine' }] },
  { name: 'goods.permitNeeded', ...unknownFalse, from: [{ attribute: 'goods.permitNeeded' }, { step: 'GDS-LIST', field: 'permitNeeded' }, { step: 'GDS-BORD', field: 'permitNeeded' }] },
  { name: 'goods.serialised', ...unknownFalse, from: [{ attribute: 'goods.serialised' }, { step: 'GDS-LIST', field: 'serialised' }, { step: 'GDS-BORD', field: 'serialised' }] },
  { name: 'border.decided', ...unknownFalse, from: [{ step: 'GDS-BORD', field: 'decided' }] },
  { name: 'border.allAway', ...unknownFalse, from: [{ step: 'GDS-BORD', field: 'allAway' }] },
  { name: 'border.treated', ...unknownFalse, from: [{ step: 'GDS-TREA', field: 'treated' }] },
  { name: 'border.settled', ...unknownFalse, from: [{ step: 'GDS-AWAY', field: 'settled' }] },
  { name: 'registration.valid', ...unknownFalse, from: [{ step: 'GDS-REG', field: 'partyFiled' }] },
  { name: 'registration.mandate', ...unknownFalse, from: [{ step: 'GDS-REG', field: 'mandateValid' }] },
  { name: 'list.errors', ...count, from: [{ step: 'GDS-LIST', field: 'errors' }] },
  { name: 'list.lines', ...count, from: [{ step: 'GDS-LIST', field: 'lines' }] },
  { name: 'certificate.confirmed', ...unknownFalse, from: [{ step: 'GDS-CERT', field: 'confirmed' }] },
  { name: 'confirmation.confirmed', ...unknownFalse, from: [{ step: 'GDS-CONF', field: 'confirmed' }] },
  { name: 'permit.missing', ...count, from: [{ step: 'GDS-PERM', field: 'missing' }] },
  { name: 'cover.reserved', ...unknownFalse, from: [{ step: 'GDS-GUAR', field: 'reserved' }] },
  { name: 'declaration.accepted', ...unknownFalse, from: [{ step: 'GDS-DECL', field: 'accepted' }] },
  { name: 'lane.colour', caseKind: 'consignment', value: { type: 'text', values: ['unknown', ...lanes] }, unknownAs: 'unknown', from: [{ step: 'GDS-RISK', field: 'lane' }] },
  { name: 'documents.complete', ...unknownFalse, from: [{ step: 'GDS-DOCS', field: 'complete' }] },
  { name: 'appointment.kept', ...unknownFalse, from: [{ step: 'GDS-APPT', field: 'kept' }] },
  { name: 'arrival.pieces', ...count, from: [{ step: 'GDS-ARR', field: 'pieces' }] },
  { name: 'arrival.piecesDeclared', ...count, from: [{ step: 'GDS-ARR', field: 'piecesDeclared' }] },
  { name: 'arrival.healthOrder', ...unknownFalse, from: [{ step: 'GDS-ARR', field: 'healthOrder' }] },
  { name: 'radiation.alarm', ...unknownFalse, unknownAs: true, from: [{ step: 'GDS-RADN', field: 'alarm' }] },
  { name: 'deviceAlarm.settled', ...unknownFalse, from: [{ step: 'GDS-ALRM', field: 'settled' }] },
  { name: 'packing.wood', ...unknownFalse, unknownAs: true, from: [{ step: 'GDS-PACK', field: 'woodPacking' }] },
  { name: 'packing.marked', ...unknownFalse, from: [{ step: 'GDS-PACK', field: 'marked' }] },
  { name: 'carnet.imported', ...count, from: [{ step: 'GDS-ATA', field: 'imported' }] },
  { name: 'carnet.listed', ...count, from: [{ step: 'GDS-ATA', field: 'piecesListed' }] },
  { name: 'carnet.serialsMissing', ...count, from: [{ step: 'GDS-ATA', field: 'serialsMissing' }] },
  { name: 'health.passed', ...unknownFalse, from: [{ step: 'GDS-HQ', field: 'passed' }] },
  { name: 'quarantine.certificate', ...unknownFalse, from: [{ step: 'GDS-APQ', field: 'certificateValid' }] },
  { name: 'quarantine.passed', ...unknownFalse, from: [{ step: 'GDS-APQ', field: 'passed' }] },
  { name: 'sample.conforms', ...unknownFalse, from: [{ step: 'GDS-SAMP', field: 'conforms' }] },
  { name: 'treatment.done', ...unknownFalse, from: [{ step: 'GDS-DISF', field: 'done' }] },
  { name: 'label.labelled', ...unknownFalse, from: [{ step: 'GDS-LABL', field: 'labelled' }] },
  { name: 'label.producerRegistered', ...unknownFalse, from: [{ step: 'GDS-LABL', field: 'producerRegistered' }] },
  { name: 'serials.missing', ...count, from: [{ step: 'GDS-SERL', field: 'missing' }] },
  { name: 'serials.extra', ...count, from: [{ step: 'GDS-SERL', field: 'extra' }] },
  { name: 'serials.expected', ...count, from: [{ step: 'GDS-SERL', field: 'expected' }] },
  { name: 'count.declared', ...count, from: [{ step: 'GDS-COUNT', field: 'declared' }] },
  { name: 'count.counted', ...count, from: [{ step: 'GDS-COUNT', field: 'counted' }] },
  { name: 'countSigned.declared', ...count, from: [{ step: 'GDS-CNT2', field: 'declared' }] },
  { name: 'countSigned.counted', ...count, from: [{ step: 'GDS-CNT2', field: 'counted' }] },
  { name: 'seal.intact', ...unknownFalse, from: [{ step: 'GDS-SEAL', field: 'intact' }] },
  { name: 'tax.settled', ...unknownFalse, from: [{ step: 'GDS-TAX', field: 'settled' }] },
  { name: 'hold.lifted', ...unknownFalse, from: [{ step: 'GDS-HOLD', field: 'lifted' }] },
  { name: 'release.granted', ...unknownFalse, from: [{ step: 'GDS-RELS', field: 'granted' }] },
  { name: 'delivery.pieces', ...count, from: [{ step: 'GDS-DLVR', field: 'pieces' }] },
  { name: 'delivery.piecesReleased', ...count, from: [{ step: 'GDS-DLVR', field: 'piecesReleased' }] },
  { name: 'move.differing', ...count, from: [{ step: 'GDS-MOVE', field: 'differing' }] },
  { name: 'stock.expected', ...count, from: [{ step: 'GDS-STOCK', field: 'expected' }] },
  { name: 'stock.counted', ...count, from: [{ step: 'GDS-STOCK', field: 'counted' }] },
  { name: 'disposition.remaining', ...count, unknownAs: 1, from: [{ step: 'GDS-DISP', field: 'linesRemaining' }] },
  { name: 'exit.missing', ...count, from: [{ step: 'GDS-EXIT', field: 'missing' }] },
  { name: 'exit.extra', ...count, from: [{ step: 'GDS-EXIT', field: 'extra' }] },
  { name: 'cover.freed', ...unknownFalse, from: [{ step: 'GDS-DISC', field: 'freed' }] },
  { name: 'report.sent', ...unknownFalse, from: [{ step: 'GDS-RPT', field: 'sent' }] },
  { name: 'closing.balanced', ...unknownFalse, from: [{ step: 'GDS-CLS', field: 'balanced' }] },
];

const customs = ['customsOfficer', 'dutyOfficer'] as const;
const health = ['healthOfficer', 'customsOfficer'] as const;
type Given = Omit<StepDefinition, 'caseKind' | 'directions' | 'health' | 'when' | 'onFailure'> & Partial<Pick<StepDefinition, 'when' | 'onFailure'>>;

/** Lists the steps whose record may name files kept with the consignment: documents that were examined, photographs that were taken. */
export const stepsWithFiles = ['GDS-DOCS', 'GDS-ARR', 'GDS-PACK', 'GDS-HQ', 'GDS-APQ', 'GDS-LABL', 'GDS-SERL', 'GDS-COUNT', 'GDS-SEAL', 'GDS-DLVR', 'GDS-STOCK'] as const;
const namesFiles = new Set<string>(stepsWithFiles);
const files = Type.Optional(Type.Array(hash, { minItems: 1, maxItems: 200, uniqueItems: true, 'x-widget': 'files' }));
// Whoever names a file has looked whether it is kept there.
const fieldsBy = { files: ['goods.recordWithFiles', 'goods.scanSerials'] } as const;
// Goods that are all sent back, destroyed or confiscated owe nothing of what they would have to prove to come in: a rule says so, not a person. What failed stays failed in its record.
const unless = { excusedWhen: 'border.allAway' } as const;

function prescribed(given: Given): StepDefinition {
  const whole: StepDefinition = { caseKind: 'consignment', directions: ['import'], health: false, onFailure: [], when: owedWhen(given.id), ...given };
  if (!namesFiles.has(given.id)) return whole;
  return { ...whole, fieldsBy, evidence: Type.Object({ ...(whole.evidence as TObject).properties, files }, strict) };
}

/**
 * Lists the prescribed actions of a consignment, in the order in which they come; which kind owes which stands in `prescribedFor`.
 * Source: docs/facts.md, action codes of goods; the statutes are named with each step.
 */
export const consignmentSteps: readonly StepDefinition[] = [
  prescribed({ id: 'GDS-REG', station: 'goodsDesk', roles: [...customs, 'trader', 'committee', 'press'], onlyBy: 'goods.submit', alsoBy: ['goods.decideChange', 'goods.filePressKit'], bars: 'declare', pass: 'registration.valid && registration.mandate',
    evidence: Type.Object({ partyFiled: yes(1), mandateValid: yes(2), party: shortText }, strict), source: '海关法 art. 11; published guide, area 1' }),
  prescribed({ id: 'GDS-LIST', station: 'goodsDesk', roles: [...customs, 'trader', 'committee', 'press'], onlyBy: 'goods.submit', alsoBy: ['goods.decideChange', 'goods.filePressKit'], bars: 'declare', pass: 'list.errors == 0 && list.lines > 0',
    evidence: Type.Object({ contentHash: hash, version: Type.Integer({ minimum: 1 }), lines: countField, errors: countField, serialised: Type.Boolean(), permitNeeded: Type.Boolean() }, strict), source: 'published guide; Wuhan 2019, Appendix 2' }),
  prescribed({ id: 'GDS-CERT', ...unless, station: 'goodsDesk', roles: ['committee'], onlyBy: 'goods.confirm', bars: 'declare', pass: 'certificate.confirmed', due: 'confirmationHours',
    evidence: Type.Object({ confirmed: yes(1), contentHash: hash, reason: Type.Optional(Type.String({ maxLength: 1000, 'x-widget': 'note' })) }, strict), source: 'China News 2022-01-30: 一次申报、三方确认' }),
  prescribed({ id: 'GDS-CONF', ...unless, station: 'goodsDesk', roles: [...customs], onlyBy: 'goods.confirm', bars: 'declare', pass: 'confirmation.confirmed', due: 'confirmationHours',
    evidence: Type.Object({ confirmed: yes(1), contentHash: hash, reason: Type.Optional(Type.String({ maxLength: 1000, 'x-widget': 'note' })) }, strict), source: 'China News 2022-01-30: 一次申报、三方确认' }),
  prescribed({ id: 'GDS-PERM', excusedWhen: 'border.allAway || (border.decided && !goods.permitNeeded)', station: 'goodsDesk', roles: [...customs], onlyBy: 'goods.drawPermits', bars: 'declare', pass: 'permit.missing == 0',
    evidence: Type.Object({ drawn: countField, missing: countField, permits: Type.String({ maxLength: 500 }) }, strict), source: '海关事务担保条例 art. 4: no guarantee covers a missing permit' }),
  prescribed({ id: 'GDS-GUAR', ...unless, station: 'goodsDesk', roles: [...customs, 'committee'], onlyBy: 'goods.reserveCover', bars: 'declare', pass: 'cover.reserved',
    evidence: Type.Object({ reserved: yes(1), instrument: shortText, amountCny: money }, strict), source: '海关事务担保条例 arts 13–17' }),
  prescribed({ id: 'GDS-DECL', ...unless, station: 'goodsDesk', roles: [...customs], onlyBy: 'goods.accept', bars: 'release', passes: 'declare', pass: 'declaration.accepted',
    evidence: Type.Object({ accepted: yes(1), declarationNumber: shortText, form: Type.Enum(['simplified', 'full']), contentHash: hash, reason: Type.Optional(Type.String({ maxLength: 1000, 'x-widget': 'note' })) }, strict), source: '海关法 arts 24–26' }),
  prescribed({ id: 'GDS-RISK', ...unless, station: 'goodsDesk', roles: [...customs], onlyBy: 'goods.setLane', alsoBy: ['goods.accept'], bars: 'release', pass: 'lane.colour != "unknown"',
    evidence: Type.Object({ lane: Type.Enum([...lanes]), reasons: Type.String({ maxLength: 1000 }), seed: Type.String({ maxLength: 80 }), rerouted: Type.Optional(Type.Boolean()) }, strict), source: 'inferred: lanes with reasons shown and seeded random' }),
  prescribed({ id: 'GDS-DOCS', ...unless, station: 'goodsDesk', roles: [...customs], bars: 'release', pass: 'documents.complete',
    evidence: Type.Object({ complete: yes(1), documents: Type.String({ minLength: 1, maxLength: 500 }), note }, strict), source: '海关法 art. 24' }),
  prescribed({ id: 'GDS-APPT', ...unless, station: 'inspection', roles: [...customs], bars: 'release', pass: 'appointment.kept',
    evidence: Type.Object({ kept: yes(1), window: shortText, present: shortText, note }, strict), source: 'Beijing Daily, China News: “5+2” appointments; 海关法 art. 28: the consignee is present' }),
  prescribed({ id: 'GDS-ARR', ...unless, station: 'cargoArrival', roles: [...customs, 'healthOfficer'], bars: 'release', pass: 'arrival.pieces == arrival.piecesDeclared && arrival.pieces > 0',
    evidence: Type.Object({ pieces: countField, piecesDeclared: countField, conveyance: shortText, healthOrder: Type.Boolean({ 'x-order': 4 }), note }, strict), source: '海关法 arts 14, 24' }),
  prescribed({ id: 'GDS-RADN', ...unless, station: 'cargoArrival', roles: [...customs, 'healthOfficer', 'device'], bars: 'release', pass: '!radiation.alarm', onFailure: [{ step: 'GDS-ALRM' }],
    evidence: Type.Object({ doseRateMicrosievertPerHour: Type.Number({ minimum: 0, maximum: 100_000, 'x-unit': 'µSv/h' }), alarm: yes(2), note }, strict), source: 'inferred: every piece passes the portal monitor' }),
  prescribed({ id: 'GDS-PACK', ...unless, station: 'cargoArrival', roles: [...customs], bars: 'release', pass: '!packing.wood || packing.marked',
    evidence: Type.Object({ woodPacking: yes(1), marked: yes(2), note }, strict), source: 'ISPM 15; 动植物检疫法' }),
  prescribed({ id: 'GDS-ATA', ...unless, station: 'goodsDesk', roles: [...customs], onlyBy: 'goods.recordCarnet', alsoBy: ['goods.assess'], bars: 'release', pass: 'carnet.imported > 0 && carnet.imported >= carnet.listed && carnet.serialsMissing == 0',
    evidence: Type.Object({ carnet: shortText, imported: countField, piecesListed: countField, serialsMissing: countField }, strict), source: 'A.T.A. Convention arts 4–6: the goods come in by the items of the carnet' }),
  prescribed({ id: 'GDS-HQ', ...unless, station: 'inspection', roles: [...health], bars: 'release', pass: 'health.passed',
    evidence: Type.Object({ approval: shortText, passed: yes(2), note }, strict), source: '国境卫生检疫法(2024) art. 22' }),
  prescribed({ id: 'GDS-APQ', ...unless, station: 'inspection', roles: [...health], bars: 'release', pass: 'quarantine.certificate && quarantine.passed',
    evidence: Type.Object({ certificateValid: yes(1), certificate: shortText, passed: yes(3), note }, strict), source: '动植物检疫法 arts 10–17' }),
  prescribed({ id: 'GDS-SAMP', ...unless, station: 'inspection', roles: [...health, 'laboratory', 'foodSupervisor'], bars: 'release', pass: 'sample.conforms', ownsKey: { kind: 'goodsSample', field: 'sampleNumber' },
    evidence: Type.Object({ sampleNumber: Type.String({ minLength: 3, maxLength: 40 }), conforms: yes(2), laboratory: shortText, result: Type.String({ minLength: 1, maxLength: 500 }), note }, strict), source: '食品安全法 arts 91–101; 动植物检疫法' }),
  prescribed({ id: 'GDS-DISF', ...unless, station: 'inspection', roles: ['disinfection', ...health, 'device'], bars: 'release', pass: 'treatment.done',
    evidence: Type.Object({ agent: shortText, minutes: Type.Integer({ minimum: 0, maximum: 100_000, 'x-unit': 'min' }), done: yes(3), note }, strict), source: '国境卫生检疫法(2024)' }),
  prescribed({ id: 'GDS-LABL', ...unless, station: 'inspection', roles: [...health, 'foodSupervisor'], bars: 'release', pass: 'label.labelled && label.producerRegistered',
    evidence: Type.Object({ labelled: yes(1), producerRegistered: yes(2), producer: shortText, note }, strict), source: 'GACC orders 248 and 249' }),
  prescribed({ id: 'GDS-SERL', excusedWhen: 'border.allAway || (border.decided && !goods.serialised)', station: 'inspection', roles: [...customs], onlyBy: 'goods.scanSerials', bars: 'release', pass: 'serials.missing == 0 && serials.extra == 0',
    evidence: Type.Object({ expected: countField, found: countField, missing: countField, extra: countField, examples: Type.String({ maxLength: 1000 }) }, strict), source: '海关法 art. 28; line by line for broadcast equipment (inferred)' }),
  prescribed({ id: 'GDS-COUNT', ...unless, station: 'inspection', roles: [...customs], bars: 'release', pass: 'count.counted == count.declared',
    evidence: Type.Object({ declared: countField, counted: countField, secondOfficer: Type.Optional(shortText), note }, strict), source: 'Beijing Daily 2022-01-29: model, number and count against the declaration' }),
  prescribed({ id: 'GDS-CNT2', ...unless, station: 'inspection', roles: [...customs], onlyBy: 'goods.signCount', bars: 'release', pass: 'countSigned.counted == count.counted && countSigned.declared == count.declared',
    evidence: Type.Object({ declared: countField, counted: countField, countRecord: uuid, contentHash: hash, signature: uuid, signedWay: Type.Enum(['password', 'session']) }, strict), source: 'inferred: firearms, ammunition and explosives are counted by two; docs/decisions/0035' }),
  prescribed({ id: 'GDS-SEAL', ...unless, station: 'inspection', roles: [...customs], bars: 'release', pass: 'seal.intact',
    evidence: Type.Object({ sealNumber: shortText, intact: yes(2), escort: Type.Optional(shortText), note }, strict), source: '海关法 art. 37: seals are inviolable' }),
  prescribed({ id: 'GDS-TAX', ...unless, station: 'goodsDesk', roles: [...customs], onlyBy: 'goods.assess', bars: 'release', pass: 'tax.settled',
    evidence: Type.Object({ settled: yes(1), assessment: Type.Integer({ minimum: 1 }), totalCny: money, how: Type.Enum([...covers]) }, strict), source: '关税法(2024) arts 20–45' }),
  prescribed({ id: 'GDS-HOLD', ...unless, when: 'false', station: 'goodsDesk', roles: [...customs, 'healthOfficer', 'foodSupervisor'], onlyBy: 'goods.liftHold', bars: 'release', pass: 'hold.lifted',
    evidence: Type.Object({ lifted: yes(1), holdId: uuid, reason: Type.String({ minLength: 3, maxLength: 1000, 'x-widget': 'note' }) }, strict), source: 'inferred: every hold has an agency, a reason, a next actor and a clock' }),
  prescribed({ id: 'GDS-ALRM', when: 'false', station: 'alarmDesk', roles: [...customs, 'healthOfficer'], onlyBy: 'devices.disposeAlarm', everyPlan: true, bars: 'release', pass: 'deviceAlarm.settled',
    evidence: Type.Object({ settled: yes(1), alarmId: uuid, disposition: shortText }, strict), source: 'inferred: one case an alarm, and it blocks its consignment until it is disposed of' }),
  prescribed({ id: 'GDS-BORD', when: 'false', station: 'goodsDesk', roles: [...customs, 'healthOfficer', 'foodSupervisor'], onlyBy: 'goods.decideAtBorder', alsoBy: ['goods.enforceDecision'], everyPlan: true, bars: 'closing', pass: 'border.decided',
    evidence: Type.Object({
      decided: yes(1), decisionId: uuid, decision: Type.Enum([...borderDecisionKinds]), lines: countField, allAway: Type.Boolean(), serialised: Type.Boolean(), permitNeeded: Type.Boolean(), failedStep: Type.Optional(Type.String({ maxLength: 12 })),
      legalSource: Type.String({ maxLength: 300 }), reason: Type.String({ minLength: 3, maxLength: 1000, 'x-widget': 'note' }), contentHash: hash, signature: Type.Optional(uuid), signedWay: Type.Optional(Type.Enum(['password', 'session'])),
    }, strict), source: '动植物检疫法 arts 16–17; 海关法 art. 6; 海关行政处罚实施条例 arts 38–41, 63' }),
  prescribed({ id: 'GDS-TREA', when: 'false', ...unless, station: 'inspection', roles: [...customs, 'healthOfficer', 'foodSupervisor'], onlyBy: 'goods.proveDecision', everyPlan: true, bars: 'release', pass: 'border.treated',
    evidence: Type.Object({ treated: yes(1), decisionId: uuid, proof: Type.String({ minLength: 1, maxLength: 1000 }) }, strict), source: '动植物检疫法 art. 17: what is treated and conforms may come in' }),
  prescribed({ id: 'GDS-AWAY', when: 'false', station: 'goodsDesk', roles: [...customs, 'healthOfficer', 'foodSupervisor'], onlyBy: 'goods.proveDecision', alsoBy: ['goods.liftSeizure', 'goods.decideAtBorder', 'goods.enforceDecision'], everyPlan: true, bars: 'closing', pass: 'border.settled',
    evidence: Type.Object({ settled: yes(1), decisionId: uuid, endedAs: Type.Enum(['done', 'lifted', 'superseded']), proof: Type.String({ maxLength: 1000 }), freedCny: money }, strict), source: 'inferred: what is decided away is owed until its proof is there' }),
  prescribed({ id: 'GDS-RELS', ...unless, station: 'goodsDesk', roles: [...customs], onlyBy: 'goods.release', bars: 'closing', passes: 'release', pass: 'release.granted',
    evidence: Type.Object({ granted: yes(1), code: shortText, coverCny: money }, strict), source: 'The rule of 100 %; 海关法 art. 29' }),
  prescribed({ id: 'GDS-DLVR', ...unless, station: 'venueStore', after: 'release', roles: [...customs, 'committee'], bars: 'closing', pass: 'delivery.pieces == delivery.piecesReleased',
    evidence: Type.Object({ venue: shortText, pieces: countField, piecesReleased: countField, receivedBy: shortText, note }, strict), source: 'inferred: delivered whole to the venue that was declared' }),
  prescribed({ id: 'GDS-MOVE', ...unless, when: 'false', station: 'venueStore', roles: [...customs, 'committee'], onlyBy: 'goods.receiveMove', bars: 'closing', pass: 'move.differing == 0',
    evidence: Type.Object({ moveId: uuid, lines: countField, differing: countField, differences: Type.String({ maxLength: 1000 }), receivedBy: shortText, secondOfficer: Type.Optional(shortText), secondOfficerId: Type.Optional(uuid), signature: Type.Optional(uuid), signedWay: Type.Optional(Type.Enum(['password', 'session'])), signedAt: Type.Optional(Type.String({ format: 'date-time' })), note }, strict), source: '海关法 art. 37: no transfer without leave; counted at every hand-over (inferred)' }),
  prescribed({ id: 'GDS-STOCK', ...unless, station: 'venueStore', after: 'release', roles: [...customs], bars: 'closing', pass: 'stock.counted == stock.expected',
    evidence: Type.Object({ expected: countField, counted: countField, note }, strict), source: '海关法 art. 37; periodic checks (inferred)' }),
  prescribed({ id: 'GDS-DISP', station: 'goodsDesk', roles: [...customs], onlyBy: 'goods.close', bars: 'closing', pass: 'disposition.remaining == 0',
    evidence: Type.Object({ linesRemaining: countField, reExported: countField, consumed: countField, taxed: countField, otherwise: countField }, strict), source: '海关法 art. 31; GACC order 233' }),
  prescribed({ id: 'GDS-EXIT', ...unless, station: 'cargoExit', roles: [...customs], onlyBy: 'goods.scanExit', alsoBy: ['goods.close'], bars: 'closing', pass: 'exit.missing == 0 && exit.extra == 0',
    evidence: Type.Object({ expected: countField, found: countField, missing: countField, extra: countField, examples: Type.String({ maxLength: 1000 }) }, strict), source: '海关法 art. 31: re-exported within the period' }),
  prescribed({ id: 'GDS-DISC', station: 'goodsDesk', roles: [...customs], onlyBy: 'goods.close', bars: 'closing', pass: 'cover.freed',
    evidence: Type.Object({ freed: yes(1), instrument: shortText, amountCny: money }, strict), source: '海关事务担保条例 arts 20–21' }),
  prescribed({ id: 'GDS-RPT', station: 'goodsDesk', roles: [...customs], bars: 'closing', pass: 'report.sent',
    evidence: Type.Object({ sent: yes(1), recipients: Type.String({ minLength: 1, maxLength: 500 }), note }, strict), source: 'The rule of 100 %: reporting' }),
  prescribed({ id: 'GDS-CLS', station: 'goodsDesk', roles: ['dutyOfficer', 'customsOfficer'], onlyBy: 'goods.close', bars: 'closed', passes: 'closing', pass: 'closing.balanced',
    evidence: Type.Object({ balanced: yes(1), recordsHash: hash, note }, strict), source: 'inferred: the case ends when quantities and money balance to zero' }),
];
