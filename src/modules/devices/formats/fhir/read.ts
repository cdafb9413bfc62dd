import { controlOf, interpret, labResult, statusOf, systemOf, testOf } from '../../rules/laboratory.ts';
import { doubtful, wrong } from '../../shapes/findings.ts';
import type { DeviceReport, Finding, Quarantined } from '../../shapes/findings.ts';
import { loincTemperatures } from '../../shapes/laboratory.ts';
import type { Coding, LabResult, ResultStatus } from '../../shapes/laboratory.ts';
import { readJsonDocuments } from '../json-documents.ts';
import { identifierOf, labelOf, objectsOf, partOf, ResourceSet, textOf } from './resources.ts';
import type { Placed, Resource } from './resources.ts';

/** Tells how far a FHIR status is. Source: FHIR R4, observation-status and diagnostic-report-status. */
export const fhirStatus: Readonly<Record<string, ResultStatus>> = {
  registered: 'preliminary', partial: 'preliminary', preliminary: 'preliminary', final: 'final', amended: 'corrected', corrected: 'corrected', appended: 'corrected', cancelled: 'cancelled', 'entered-in-error': 'cancelled',
};

/** Reads the codings of a CodeableConcept. */
export const codingsOf = (concept: unknown): Coding[] => objectsOf(partOf(concept, 'coding')).map((coding) => ({ system: systemOf(textOf(coding['system'])), code: textOf(coding['code']), text: textOf(coding['display']) }));

/** Reads an instant or a date of FHIR. Shape: undefined where it is none. */
export function fhirTime(value: unknown): string | undefined {
  const text = textOf(value);
  return /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?)?$/.test(text) && (text.length < 10 || Number.isFinite(Date.parse(text))) ? text : undefined;
}

interface Value {
  readonly value: number | string | null;
  readonly unit: string | null;
  readonly codings: readonly Coding[];
  readonly texts: readonly string[];
  readonly findings: readonly Finding[];
}

const nothing: Value = { value: null, unit: null, codings: [], texts: [], findings: [] };

const quantityText = (quantity: unknown): string => `${textOf(partOf(quantity, 'comparator'))}${String(partOf(quantity, 'value') ?? '')}`;

function valueOf(source: Readonly<Record<string, unknown>>, path: string): Value {
  const names = Object.keys(source).filter((name) => /^value[A-Z]/.test(name));
  const absent = codingsOf(source['dataAbsentReason'])[0]?.code ?? textOf(partOf(source['dataAbsentReason'], 'text'));
  if (names.length > 1) return { ...nothing, findings: [wrong(path, 'values', `There are ${names.length} values (${names.join(', ')}); a result has one.`)] };
  const [name] = names;
  if (name === undefined) return absent === '' ? nothing : { ...nothing, findings: [doubtful(`${path}.dataAbsentReason`, 'value-absent', `There is no value: ${absent}.`)] };
  const value = source[name];
  switch (name) {
    case 'valueQuantity': {
      const number = partOf(value, 'value');
      const unit = textOf(partOf(value, 'code')) || textOf(partOf(value, 'unit')) || null;
      const comparator = textOf(partOf(value, 'comparator'));
      if (typeof number !== 'number') return { ...nothing, unit, findings: [doubtful(`${path}.valueQuantity`, 'not-a-number', 'The quantity has no number.')] };
      return { ...nothing, value: comparator === '' ? number : quantityText(value), unit };
    }
    case 'valueCodeableConcept': {
      const codings = codingsOf(value);
      const text = textOf(partOf(value, 'text'));
      return { ...nothing, value: text || codings[0]?.text || codings[0]?.code || null, codings, texts: text === '' || codings.some(({ system }) => system !== '') ? [] : [text] };
    }
    case 'valueString': return { ...nothing, value: textOf(value), texts: [textOf(value)] };
    case 'valueBoolean': return { ...nothing, value: String(value), findings: [doubtful(`${path}.valueBoolean`, 'boolean', 'Whether "true" is detected is not said by the standard; send a coded result.')] };
    case 'valueInteger': return typeof value === 'number' ? { ...nothing, value } : nothing;
    case 'valueRatio': return { ...nothing, value: `${quantityText(partOf(value, 'numerator'))}:${quantityText(partOf(value, 'denominator'))}` };
    case 'valueRange': return { ...nothing, value: `${quantityText(partOf(value, 'low'))}-${quantityText(partOf(value, 'high'))}`, unit: textOf(partOf(partOf(value, 'low'), 'unit')) || null };
    case 'valuePeriod': return { ...nothing, value: `${textOf(partOf(value, 'start'))}/${textOf(partOf(value, 'end'))}` };
    case 'valueDateTime': case 'valueTime': return { ...nothing, value: textOf(value) };
    default: return { ...nothing, value: null, findings: [doubtful(`${path}.${name}`, 'type-unknown', `The value ${name} is not read here.`)] };
  }
}

interface Context {
  readonly set: ResourceSet;
  readonly reports: ReadonlyMap<Resource, Placed>;
}

/** Lists the labels of a specimen's tube: its identifiers, then the accession. */
function labelsOf(specimen: Resource): string[] {
  return [...new Set([...objectsOf(specimen['identifier']).map((one) => textOf(one['value'])), textOf(partOf(specimen['accessionIdentifier'], 'value'))].filter((name) => name !== ''))];
}

/** Names a specimen as the tube is labelled. Shape: all of its names, the first of its labels first; its id where it has none. */
function namesOf(specimen: Resource): string[] {
  const labels = labelsOf(specimen);
  return labels.length > 0 ? labels : [textOf(specimen['id'])].filter((id) => id !== '');
}

/** Bounds what is looked at of a report's specimens for each of its results. */
const mostSpecimens = 20;

interface NamedSpecimen { readonly id: string | null; readonly names: readonly string[]; readonly type: string | null; readonly control: LabResult['control']; readonly findings: readonly Finding[] }

function specimenOf(placed: Placed, report: Placed | undefined, { set }: Context): NamedSpecimen {
  const own = placed.resource['specimen'];
  const from = own === undefined && report !== undefined ? report : placed;
  const references = own === undefined ? objectsOf(report?.resource['specimen']).slice(0, mostSpecimens) : [own];
  const found = references.map((reference) => set.find(reference, from));
  // A report may name the specimen more than once, of which one has its label: what was made of an order has none.
  const labelled = [...new Set(found.filter((one) => one !== undefined && labelsOf(one).length > 0))];
  const findings = labelled.length > 1 ? [doubtful('specimen', 'specimens', `The report names ${labelled.length} specimens and the result none; the first one was taken.`)] : [];
  const specimen = labelled[0] ?? found[0];
  if (specimen === undefined) {
    const label = labelOf(references[0]);
    return { id: label, names: label === null ? [] : [label], type: null, control: null, findings };
  }
  const type = codingsOf(specimen['type'])[0];
  const typeText = textOf(partOf(specimen['type'], 'text')) || type?.text || type?.code || null;
  const isControl = /\b(?:control|qc)\b|质控/i.test(typeText ?? '') || objectsOf(specimen['condition']).some((condition) => /control/i.test(textOf(partOf(condition, 'text'))));
  const names = namesOf(specimen);
  const id = names[0] ?? null;
  return { id, names, type: typeText, control: isControl ? controlOf(`${id ?? ''} ${typeText ?? ''}`.trim()) : null, findings };
}

function resultsOf(placed: Placed, context: Context): LabResult[] {
  const { resource } = placed;
  const { set } = context;
  const report = context.reports.get(resource);
  const findings: Finding[] = [];
  // A sender that does not know how far a result is (as where OBX-11 was empty) still knows it of the report.
  const ofReport = textOf(resource['status']) === 'unknown' && report !== undefined && Object.hasOwn(fhirStatus, textOf(report.resource['status']));
  const status = statusOf(fhirStatus, textOf((ofReport ? report.resource : resource)['status']), 'status');
  if (ofReport) findings.push(doubtful('status', 'status-of-report', `The status of the result is unknown; that of its report was taken (${textOf(report.resource['status'])}).`));
  const withdrawn = report !== undefined && fhirStatus[textOf(report.resource['status'])] === 'cancelled' && status.status !== 'cancelled';
  if (withdrawn) findings.push(doubtful('status', 'report-cancelled', `The report is ${textOf(report.resource['status'])}; its results are taken as cancelled.`));
  const time = resource['effectiveDateTime'] ?? resource['effectiveInstant'] ?? partOf(resource['effectivePeriod'], 'end') ?? partOf(resource['effectivePeriod'], 'start') ?? resource['issued'] ?? report?.resource['effectiveDateTime'] ?? partOf(report?.resource['effectivePeriod'], 'end') ?? partOf(report?.resource['effectivePeriod'], 'start') ?? report?.resource['issued'];
  const observedAt = time === undefined ? null : fhirTime(time);
  if (observedAt === undefined) findings.push(wrong('effectiveDateTime', 'time', `"${textOf(time).slice(0, 40)}" is no time of FHIR; write YYYY-MM-DDThh:mm:ss+zz:zz.`));
  const specimen = specimenOf(placed, report, context);
  findings.push(...specimen.findings);
  const order = [resource['basedOn'], report?.resource['basedOn']].flatMap((list) => objectsOf(list)).map((reference) => identifierOf(set.find(reference, placed)) ?? labelOf(reference))[0] ?? null;
  const device = set.find(resource['device'], placed);
  const deviceName = device === undefined ? labelOf(resource['device']) : textOf(device['serialNumber']) || identifierOf(device) || textOf(objectsOf(device['deviceName'])[0]?.['name']);
  const subject = resource['subject'] ?? report?.resource['subject'];
  const performer = objectsOf(resource['performer'])[0];
  const part = (source: Readonly<Record<string, unknown>>, where: string, path: string): LabResult => {
    const concept = source['code'];
    const codings = codingsOf(concept);
    const words = textOf(partOf(concept, 'text'));
    const named = testOf(codings.length > 0 ? codings.map((coding) => (coding.text === '' ? { ...coding, text: words } : coding)) : [{ system: '', code: '', text: words }], `${path}code`);
    const value = valueOf(source, path === '' ? 'Observation' : path.slice(0, -1));
    const flags = objectsOf(source['interpretation']).flatMap((flag) => { const codes = codingsOf(flag).map(({ code }) => code).filter((code) => code !== ''); return codes.length > 0 ? codes : [textOf(flag['text'])]; }).filter((code) => code !== '');
    const said = interpret({ codings: value.codings, texts: value.texts, flags, path: `${path}value` });
    const final = withdrawn ? 'cancelled' : status.status;
    return labResult({
      where, specimen: specimen.id, specimenIdentifiers: specimen.names, specimenType: specimen.type, order, patient: identifierOf(set.find(subject, placed)) ?? labelOf(subject), test: named.test, value: value.value,
      valueCoding: value.codings.find(({ system }) => system === 'SCT' || system === 'LN') ?? value.codings[0] ?? null, unit: value.unit, interpretation: final === 'cancelled' ? null : said.interpretation, flags, status: final, observedAt: observedAt ?? null,
      device: deviceName || null, reagentLot: device === undefined ? null : textOf(device['lotNumber']) || null, control: specimen.control, operator: performer === undefined ? null : identifierOf(set.find(performer, placed)) ?? labelOf(performer),
      comments: objectsOf(resource['note']).map((note) => textOf(note['text'])).filter((text) => text !== ''), findings: [...named.findings, ...value.findings, ...(final === 'cancelled' ? [] : said.findings), ...status.findings, ...findings],
    });
  };
  const components = objectsOf(resource['component']);
  const hasOwn = Object.keys(resource).some((name) => /^value[A-Z]/.test(name)) || resource['dataAbsentReason'] !== undefined || (components.length === 0 && objectsOf(resource['hasMember']).length === 0);
  return [...(hasOwn ? [part(resource, placed.where, '')] : []), ...components.map((component, at) => part(component, `${placed.where}, component ${at + 1}`, `component[${at}].`))];
}

/** Tells whether an observation is a body's temperature. */
export const isTemperature = (resource: Resource): boolean => codingsOf(resource['code']).some(({ system, code }) => (system === 'LN' && Object.hasOwn(loincTemperatures, code)) || (system === 'SCT' && code === '386725007'));

const used = new Set(['Observation', 'DiagnosticReport', 'Specimen', 'Device', 'Patient', 'ServiceRequest', 'Practitioner', 'PractitionerRole', 'Organization', 'MessageHeader']);

/** Takes a file of FHIR resources apart. */
export function fhirResources(bytes: Uint8Array): { readonly set: ResourceSet; readonly quarantined: readonly Quarantined[] } {
  const { documents, quarantined } = readJsonDocuments(bytes);
  const set = new ResourceSet();
  for (const document of documents) set.take(document);
  return { set, quarantined: [...quarantined, ...set.problems] };
}

/**
 * Reads results of a laboratory in FHIR R4: resources, bundles, contained ones, or one on each line.
 * Shape: each Observation with a value, and each of its components, gives a result; a report whose results were not sent gives one of its own.
 */
export function readFhirLab(bytes: Uint8Array): DeviceReport<LabResult> {
  const { set, quarantined } = fhirResources(bytes);
  const reports = new Map<Resource, Placed>();
  const findings: Finding[] = [];
  const records: LabResult[] = [];
  for (const placed of set.all.filter(({ resource }) => resource.resourceType === 'DiagnosticReport')) {
    const references = objectsOf(placed.resource['result']);
    const results = references.map((reference) => set.find(reference, placed));
    results.forEach((result, at) => {
      if (result === undefined) findings.push(doubtful(`${placed.where}, result[${at}]`, 'reference-unresolved', `The report names the result ${labelOf(references[at]) ?? ''}, which was not sent; send it in the same bundle.`));
      else reports.set(result, placed);
    });
    // Members of a panel belong to its report.
    for (const panel of results) {
      if (panel === undefined) continue;
      for (const member of objectsOf(panel['hasMember'])) {
        const found = set.find(member, placed);
        if (found !== undefined && !reports.has(found)) reports.set(found, placed);
      }
    }
    // What the report concludes stands for results that were not sent.
    if (results.every((result) => result === undefined) && objectsOf(placed.resource['conclusionCode']).length > 0) {
      const [conclusion] = objectsOf(placed.resource['conclusionCode']);
      records.push(...resultsOf({ ...placed, resource: { ...placed.resource, valueCodeableConcept: conclusion, specimen: Array.isArray(placed.resource['specimen']) ? (placed.resource['specimen'] as unknown[])[0] : undefined } }, { set, reports }));
    } else if (references.length === 0) findings.push(doubtful(placed.where, 'report-empty', 'The report names no result and no coded conclusion.'));
  }
  const counts: Record<string, number> = {};
  let temperatures = 0;
  for (const placed of set.all) {
    const { resourceType } = placed.resource;
    counts[resourceType] = (counts[resourceType] ?? 0) + 1;
    if (resourceType === 'Observation' && isTemperature(placed.resource)) temperatures += 1;
    else if (resourceType === 'Observation') records.push(...resultsOf(placed, { set, reports }));
    else if (!used.has(resourceType)) findings.push(doubtful(placed.where, 'resource-unused', `The resource ${resourceType.slice(0, 40)} is not read here.`));
  }
  if (temperatures > 0) findings.push(doubtful('', 'temperatures', `${temperatures} observations are temperatures of a body; they are no results of a laboratory.`));
  const specimens = set.all.filter(({ resource }) => resource.resourceType === 'Specimen').map(({ where, resource }) => ({
    where, identifiers: namesOf(resource), status: textOf(resource['status']) || null, type: textOf(partOf(resource['type'], 'text')) || codingsOf(resource['type'])[0]?.text || codingsOf(resource['type'])[0]?.code || null,
    collectedAt: fhirTime(partOf(resource['collection'], 'collectedDateTime') ?? partOf(partOf(resource['collection'], 'collectedPeriod'), 'start')) ?? null, receivedAt: fhirTime(resource['receivedTime']) ?? null,
  }));
  const told = set.all.filter(({ resource }) => resource.resourceType === 'DiagnosticReport').map(({ where, resource }) => ({
    where, identifier: identifierOf(resource), status: textOf(resource['status']) || null, code: codingsOf(resource['code'])[0] ?? null, issuedAt: fhirTime(resource['issued']) ?? null, conclusion: textOf(resource['conclusion']).slice(0, 500) || null,
  }));
  const bundles = set.bundles.map((bundle) => ({ type: textOf(bundle['type']), total: typeof bundle['total'] === 'number' ? bundle['total'] : null, timestamp: textOf(bundle['timestamp']) || null }));
  for (const { type } of bundles) if (!['collection', 'transaction', 'batch', 'message', 'searchset', 'document', 'history'].includes(type)) findings.push(doubtful('Bundle.type', 'bundle-type', `The type "${type.slice(0, 20)}" of the bundle is not one that carries results.`));
  if (records.length === 0 && quarantined.length === 0 && temperatures === 0) findings.push(doubtful('', 'no-results', 'There is no result in what was sent.'));
  return { format: 'fhir-lab', records, quarantined, declared: { bundles, reports: told, specimens }, found: { resources: counts, results: records.length, valid: records.filter(({ valid }) => valid).length, temperatures, quarantined: quarantined.length, findings } };
}

