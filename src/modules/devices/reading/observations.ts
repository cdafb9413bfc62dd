import { readThreatReports } from '../formats/dicos/threat-report.ts';
import { readFhirTemperatures } from '../formats/fhir/temperature.ts';
import type { Finding, MessageReader } from '../reading.ts';
import type { DeviceEvent } from '../shapes.ts';

/** Reads temperatures of infrared gates in FHIR R4. Surroundings come from the gate's telemetry, since an Observation has no place for them. */
export const temperatureReader: MessageReader = (_kind, bytes, receivedAt) => {
  const report = readFhirTemperatures(bytes);
  const [first] = report.quarantined;
  if (report.records.length === 0) return { ok: false, code: first?.code ?? 'no-temperature', where: first?.where ?? '/', reason: first?.reason ?? 'There is no temperature of a body in it.' };
  const findings: Finding[] = report.records.flatMap((record) => record.findings.map((finding) => ({ code: finding.code, where: `${record.where} ${finding.path}`.trim(), reason: finding.message })));
  const events = report.records.flatMap((record): DeviceEvent[] => {
    if (record.celsius === null) return [];
    const at = record.observedAt === null ? Number.NaN : Date.parse(record.observedAt);
    return [{ name: 'measured', happenedAt: Number.isNaN(at) ? receivedAt : new Date(at).toISOString(), reading: { temperatureCelsius: record.celsius }, ...(record.subject === null ? {} : { subject: record.subject }), ...(record.valid && record.status !== 'cancelled' ? {} : { against: ['invalid'] }) }];
  });
  return { ok: true, events, findings };
};

/** Reads threat reports of scanners. The operator's word stands before the machine's; an invented threat that tests the operator proves nothing of the bag. */
export const threatReader: MessageReader = (_kind, bytes, receivedAt) => {
  const report = readThreatReports(bytes);
  const bad = report.records.find((record) => record.report === null);
  if (report.records.length === 0 || bad !== undefined) {
    const finding = bad?.findings.find((one) => one.severity === 'error');
    const [first] = report.quarantined;
    return { ok: false, code: finding?.code ?? first?.code ?? 'no-report', where: bad === undefined ? first?.where ?? '/' : `${bad.where} ${finding?.path ?? ''}`.trim(), reason: finding?.message ?? first?.reason ?? 'There is no report in it.' };
  }
  const events = report.records.map(({ report: said }): DeviceEvent => {
    const { scanId, ooiId, scannedAt, alarmDecision, threats, images, operator, tip } = said!;
    const at = Number.isNaN(Date.parse(scannedAt)) ? receivedAt : new Date(scannedAt).toISOString();
    if (tip?.projected === true) return { name: 'projectedThreat', happenedAt: at, reading: { operator: operator?.operatorId.slice(0, 60) ?? '', hit: tip.result === 'HIT', seconds: operator === undefined ? 0 : Math.min(600, Math.max(0, (Date.parse(operator.decidedAt) - Date.parse(scannedAt)) / 1000 || 0)) } };
    const suspect = operator === undefined ? alarmDecision !== 'CLEAR' : operator.decision === 'SUSPECT';
    const worst = threats.reduce<(typeof threats)[number] | undefined>((most, one) => (most === undefined || one.probability > most.probability ? one : most), undefined);
    // Until the operator has decided, a proposal is told and proves nothing.
    const name = operator === undefined && suspect ? 'threatProposed' : suspect ? 'suspect' : 'scanned';
    return { name, happenedAt: at, subject: ooiId, reading: { scanId: scanId.slice(0, 60), suspect, decidedBy: operator === undefined ? 'machine' : 'operator', threats: Math.min(100, threats.length), images: Math.min(100, images.length), ...(worst === undefined ? {} : { category: worst.category.slice(0, 60), probability: worst.probability }), ...(operator === undefined ? {} : { operator: operator.operatorId.slice(0, 60) }) } };
  });
  return { ok: true, events, findings: report.records.flatMap((record) => record.findings.map((finding) => ({ code: finding.code, where: `${record.where} ${finding.path}`.trim(), reason: finding.message }))) };
};
