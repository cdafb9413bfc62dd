import type { Db } from '../../../kernel/db.ts';
import { findDeclaration, findNewest } from './cards.ts';
import type { DeclarationRow, VersionRow } from './cards.ts';

/** Is a card with what was filed of it. */
export interface Filing { readonly declaration: DeclarationRow; readonly version: VersionRow }

/** Lists the cards of a flight whose newest filing is older than the plan that the flight is under. */
export async function filedBeforePlan(db: Db, eventId: string, flightId: string): Promise<Filing[]> {
  const rows = await db.query<{ declaration_id: string }>(
    `SELECT x.declaration_id FROM declarations x
     WHERE x.event_id = $1 AND x.flight_id = $2 AND x.erased_at IS NULL AND x.case_id IS NOT NULL
       AND (SELECT max(v.filed_at) FROM declaration_versions v WHERE v.event_id = x.event_id AND v.declaration_id = x.declaration_id)
         < (SELECT max(c.pinned_at) FROM case_plans c WHERE c.event_id = x.event_id AND c.case_id = x.flight_id)`, [eventId, flightId], 'filed_before_plan');
  const filings: Filing[] = [];
  for (const { declaration_id: id } of rows) {
    const declaration = (await findDeclaration(db, eventId, id))!;
    const version = await findNewest(db, eventId, id, 'infinity');
    if (version !== undefined) filings.push({ declaration, version });
  }
  return filings;
}

/** Is what a case knows of its declaration. */
export interface DeclaredFacts { readonly complete: boolean; readonly symptomDeclared: boolean; readonly contactDeclared: boolean; readonly keyAreaDeclared: boolean }

/** Tells what the newest PRE-04 of a case says. */
export async function declaredFacts(db: Db, eventId: string, caseId: string): Promise<DeclaredFacts> {
  const [row] = await db.query<{ evidence: Partial<DeclaredFacts> }>(`SELECT evidence FROM records WHERE event_id = $1 AND case_id = $2 AND step = 'PRE-04' AND outcome IN ('passed', 'failed') ORDER BY seq DESC LIMIT 1`, [eventId, caseId], 'declared_facts');
  const { complete, symptomDeclared, contactDeclared, keyAreaDeclared } = row?.evidence ?? {};
  return { complete: complete === true, symptomDeclared: symptomDeclared === true, contactDeclared: contactDeclared === true, keyAreaDeclared: keyAreaDeclared === true };
}

/** Lists the flights that are not closed and hold cards filed before their plan changed. Shape: with the pin that they are under. */
export async function flightsToJudge(db: Db, eventId: string): Promise<{ flight_id: string; pin: number }[]> {
  return db.query<{ flight_id: string; pin: number }>(
    `SELECT x.flight_id, max(c.pin) AS pin FROM declarations x JOIN case_plans c ON c.event_id = x.event_id AND c.case_id = x.flight_id
     WHERE x.event_id = $1 AND x.erased_at IS NULL AND NOT EXISTS (SELECT 1 FROM gates g WHERE g.event_id = x.event_id AND g.case_id = x.flight_id AND g.gate = 'closed' AND g.passed_by IS NOT NULL)
       AND EXISTS (SELECT 1 FROM declaration_versions v WHERE v.event_id = x.event_id AND v.declaration_id = x.declaration_id AND v.filed_at < c.pinned_at)
     GROUP BY x.flight_id`, [eventId], 'flights_to_judge');
}
