import type { Db } from '../../../kernel/db.ts';
import type { PlanDocument } from '../../prescribed/shapes.ts';

/** Names one version of a plan. */
export interface PlanVersion {
  readonly planId: string;
  readonly version: number;
}

/** Is one version of a plan as stored. */
export interface PlanRow {
  readonly plan_id: string;
  readonly version: number;
  readonly kind: 'baseline' | 'template' | 'flight';
  readonly document: PlanDocument;
  readonly based_on_plan: string | null;
  readonly based_on_version: number | null;
  readonly created_by: string | null;
  readonly created_by_en: string | null;
  readonly created_by_zh: string | null;
  readonly created_at: string;
  readonly approved_by: string | null;
  readonly approved_by_en: string | null;
  readonly approved_by_zh: string | null;
  readonly approved_at: string | null;
}

const planSelect = `SELECT p.plan_id, p.version, p.kind, p.document, p.based_on_plan, p.based_on_version, p.created_by, c.name_en AS created_by_en, c.name_zh AS created_by_zh, p.created_at,
  a.officer_id AS approved_by, o.name_en AS approved_by_en, o.name_zh AS approved_by_zh, a.approved_at
  FROM plans p
  LEFT JOIN officers c ON c.event_id = p.event_id AND c.officer_id = p.created_by
  LEFT JOIN plan_approvals a ON a.event_id = p.event_id AND a.plan_id = p.plan_id AND a.version = p.version AND a.approved_at <= $2
  LEFT JOIN officers o ON o.event_id = a.event_id AND o.officer_id = a.officer_id
  WHERE p.event_id = $1 AND p.created_at <= $2`;

/** Lists the versions of a plan as of an instant, the first version first. */
export async function planVersions(db: Db, eventId: string, asOf: string, planId: string): Promise<PlanRow[]> {
  return db.query<PlanRow>(`${planSelect} AND p.plan_id = $3 ORDER BY p.version`, [eventId, asOf, planId]);
}

/** Lists the newest version of every baseline and template as of an instant. */
export async function listTemplates(db: Db, eventId: string, asOf: string): Promise<PlanRow[]> {
  return db.query<PlanRow>(
    `${planSelect} AND p.kind <> 'flight' AND p.version = (SELECT max(n.version) FROM plans n WHERE n.event_id = p.event_id AND n.plan_id = p.plan_id AND n.created_at <= $2)
     ORDER BY p.document->>'direction', p.created_at, p.plan_id`, [eventId, asOf]);
}

/** Adds one version of a plan; a version that exists already collides and is decided again. */
export async function insertPlan(db: Db, eventId: string, plan: PlanVersion & {
  readonly kind: PlanRow['kind']; readonly document: PlanDocument; readonly basedOn: PlanVersion | null; readonly createdBy: string | null; readonly createdAt: string;
}): Promise<void> {
  await db.query(
    `INSERT INTO plans (event_id, plan_id, version, kind, document, based_on_plan, based_on_version, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [eventId, plan.planId, plan.version, plan.kind, JSON.stringify(plan.document), plan.basedOn?.planId ?? null, plan.basedOn?.version ?? null, plan.createdBy, plan.createdAt]);
}

/** Adds the approval of one version by a named officer. */
export async function insertApproval(db: Db, eventId: string, plan: PlanVersion, officerId: string, approvedAt: string): Promise<void> {
  await db.query('INSERT INTO plan_approvals (event_id, plan_id, version, officer_id, approved_at) VALUES ($1, $2, $3, $4, $5)', [eventId, plan.planId, plan.version, officerId, approvedAt]);
}

/** Lists the titles of the templates that an event has, for seeding once. */
export async function templateTitles(db: Db, eventId: string): Promise<Set<string>> {
  const rows = await db.query<{ title: string }>("SELECT document->'title'->>'en' AS title FROM plans WHERE event_id = $1 AND kind = 'template'", [eventId]);
  return new Set(rows.map((row) => row.title));
}
