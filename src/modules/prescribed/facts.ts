import type { CaseRecord, Facts, FactValue } from './shapes.ts';
import { factCatalogue } from './catalogue.ts';

const factsOfStep = new Map<string, { name: string; field: string }[]>();
for (const fact of factCatalogue) {
  for (const origin of fact.from) {
    if (!('step' in origin)) continue;
    const list = factsOfStep.get(origin.step) ?? [];
    list.push({ name: fact.name, field: origin.field });
    factsOfStep.set(origin.step, list);
  }
}

/** Adds to the facts what a step's evidence says; evidence that is silent on a fact leaves it as it was. */
export function applyEvidence(facts: Facts, step: string, evidence: Readonly<Record<string, unknown>>): Facts {
  if (!factsOfStep.has(step)) return facts;
  const next: Record<string, FactValue> = { ...facts };
  tell(next, step, evidence);
  return next;
}

function tell(facts: Record<string, FactValue>, step: string, evidence: Readonly<Record<string, unknown>>): void {
  for (const { name, field } of factsOfStep.get(step) ?? []) {
    const value = evidence[field];
    if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') facts[name] = value;
  }
}

/** Computes the facts of a case from its attributes and records; a corrected record no longer speaks. */
export function factsOf(attributes: Facts, records: readonly CaseRecord[]): Facts {
  const corrected = new Set<string>();
  for (const record of records) if (record.corrects !== null) corrected.add(record.corrects);
  const facts: Record<string, FactValue> = { ...attributes };
  for (const record of records) {
    if (corrected.has(record.recordId) || record.outcome === 'not_applicable' || record.outcome === 'diverted') continue;
    tell(facts, record.step, record.evidence);
  }
  return facts;
}
