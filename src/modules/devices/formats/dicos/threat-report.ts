import { doubtful, isValid, wrong } from '../../shapes/findings.ts';
import type { DeviceReport, Finding, Quarantined } from '../../shapes/findings.ts';
import { threatCategories } from '../../shapes/scans.ts';
import type { ThreatReport } from '../../shapes/scans.ts';
import { findTooLong, isObject, jsonLimits, readJsonDocuments } from '../json-documents.ts';
import { makeChecker, typeOf } from '../json-schema.ts';

/** Is one report as it was read. Shape: `report` is null where the form is not kept. */
export interface ThreatRecord {
  readonly where: string;
  readonly valid: boolean;
  readonly findings: readonly Finding[];
  readonly report: ThreatReport | null;
}

const id = { type: 'string', minLength: 1, maxLength: 128 };
const text = { type: 'string', maxLength: 2000 };
const instant = { type: 'string', format: 'date-time' };
const fromZero = { type: 'number', minimum: 0 };
const object = (required: readonly string[], properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({ type: 'object', required, properties, additionalProperties: false });

/** Is the JSON schema of a threat report. */
export const threatReportSchema: Readonly<Record<string, unknown>> = {
  $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'tongguan.threat-report/1',
  ...object(['reportType', 'ooiId', 'ooiType', 'scanId', 'deviceId', 'modality', 'scannedAt', 'reportedAt', 'alarmDecision', 'threats', 'images'], {
    reportType: { enum: ['tongguan.threat-report/1'] }, ooiId: id, ooiType: { enum: ['BAG', 'CARGO', 'PERSON', 'OTHER'] }, scanId: id, deviceId: id, modality: { enum: ['DX', 'CT', 'AIT', 'XRD', 'OTHER'] }, scannedAt: instant, reportedAt: instant,
    alarmDecision: { enum: ['ALARM', 'CLEAR', 'UNKNOWN'] },
    threats: {
      type: 'array', maxItems: 500,
      items: object(['threatId', 'category', 'assessment', 'probability', 'regions'], {
        threatId: id, category: { enum: threatCategories }, assessment: { enum: ['THREAT', 'HIGH_THREAT', 'NO_THREAT', 'UNKNOWN'] }, probability: { type: 'number', minimum: 0, maximum: 1 }, description: text, massGrams: fromZero, density: fromZero,
        regions: { type: 'array', maxItems: 50, items: object(['view', 'x', 'y', 'width', 'height'], { view: id, x: fromZero, y: fromZero, width: { type: 'number', exclusiveMinimum: 0 }, height: { type: 'number', exclusiveMinimum: 0 }, z: fromZero, depth: { type: 'number', exclusiveMinimum: 0 } }) },
      }),
    },
    images: { type: 'array', maxItems: 100, items: object(['view', 'reference', 'sha256'], { view: id, reference: { type: 'string', minLength: 1, maxLength: 1000 }, sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' }, mediaType: text, width: fromZero, height: fromZero }) },
    operator: object(['decision', 'operatorId', 'decidedAt'], { decision: { enum: ['CLEARED', 'SUSPECT'] }, operatorId: id, decidedAt: instant }),
    tip: object(['projected'], { projected: { type: 'boolean' }, result: { enum: ['HIT', 'MISS', 'FALSE_ALARM'] } }),
    algorithm: object(['maker', 'version'], { maker: text, version: text }),
  }),
};

let checker: ((value: unknown) => Finding[]) | undefined;

/** Checks what the schema cannot: decision and threats agree, regions lie in their views, times follow each other. */
export function checkThreatReport(report: ThreatReport): Finding[] {
  const findings: Finding[] = [];
  const threats = report.threats.filter(({ assessment }) => assessment === 'THREAT' || assessment === 'HIGH_THREAT');
  if (report.alarmDecision === 'ALARM' && report.threats.length === 0) findings.push(wrong('threats', 'alarm-without-threat', 'The decision is ALARM and no threat is named; name what alarmed, as UNKNOWN if need be.'));
  if (report.alarmDecision === 'CLEAR' && threats.length > 0) findings.push(wrong('alarmDecision', 'clear-with-threat', `The decision is CLEAR and ${threats.length} threats are assessed as such; a report says one or the other.`));
  const views = new Map(report.images.map((image) => [image.view, image]));
  const ids = new Set<string>();
  report.threats.forEach(({ threatId, regions }, at) => {
    if (ids.has(threatId)) findings.push(wrong(`threats[${at}].threatId`, 'threat-repeated', `The threat "${threatId}" stands twice.`));
    ids.add(threatId);
    if (regions.length === 0) findings.push(doubtful(`threats[${at}].regions`, 'unplaced', `The threat "${threatId}" lies nowhere; the officer who opens cannot see where to look.`));
    regions.forEach(({ view, x, y, width, height }, index) => {
      const image = views.get(view);
      if (image === undefined) findings.push(doubtful(`threats[${at}].regions[${index}].view`, 'view-missing', `There is no image of the view "${view}".`));
      else if ((image.width !== undefined && x + width > image.width) || (image.height !== undefined && y + height > image.height)) findings.push(wrong(`threats[${at}].regions[${index}]`, 'outside', `The region ends at ${x + width} × ${y + height}; the image has ${image.width ?? '?'} × ${image.height ?? '?'}.`));
    });
  });
  if (Date.parse(report.reportedAt) < Date.parse(report.scannedAt)) findings.push(wrong('reportedAt', 'time', 'The report is older than the scan.'));
  if (report.operator !== undefined && Date.parse(report.operator.decidedAt) < Date.parse(report.reportedAt)) findings.push(wrong('operator.decidedAt', 'time', 'The operator decided before the report was there.'));
  if (report.operator?.decision === 'CLEARED' && threats.some(({ assessment }) => assessment === 'HIGH_THREAT') && report.tip?.projected !== true) findings.push(doubtful('operator.decision', 'high-cleared', 'The operator cleared a threat that is assessed as high; a second person must look.'));
  if (report.tip?.result !== undefined && !report.tip.projected) findings.push(wrong('tip.result', 'tip', 'A result of a projected threat is named and none was projected.'));
  if (report.images.length === 0) findings.push(doubtful('images', 'no-image', 'The report carries no image; nobody can look at what alarmed.'));
  return findings;
}

/** Reads reports of scanners: one, an array, or one on each line. */
export function readThreatReports(bytes: Uint8Array): DeviceReport<ThreatRecord> {
  checker ??= makeChecker(threatReportSchema, '2020-12');
  const { documents, quarantined: unread } = readJsonDocuments(bytes);
  const quarantined: Quarantined[] = [...unread];
  const records: ThreatRecord[] = [];
  for (const { where, value } of documents) {
    const tooLong = findTooLong(value);
    if (!isObject(value)) quarantined.push({ where, code: 'not-an-object', reason: `Here stands ${typeOf(value)}; a threat report is a JSON object.` });
    else if (tooLong !== undefined) quarantined.push({ where, code: 'too-long', reason: `${tooLong} has more than ${jsonLimits.entries} entries.` });
    else {
      const broken = checker(value);
      const report = isValid(broken) ? (value as unknown as ThreatReport) : null;
      const findings = report === null ? broken : [...broken, ...checkThreatReport(report)];
      records.push({ where, valid: isValid(findings), findings, report });
    }
  }
  return { format: 'threat-report', records, quarantined, declared: {}, found: { messages: documents.length + unread.length, records: records.length, valid: records.filter(({ valid }) => valid).length, alarms: records.filter(({ report }) => report?.alarmDecision === 'ALARM').length, quarantined: quarantined.length } };
}
