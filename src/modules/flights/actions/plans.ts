import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { checkAgainstBaseline, planDocumentSchema } from '../../prescribed/plan-file.ts';
import { reconsiderCases, recordInTransaction } from '../../prescribed/in-transaction.ts';
import type { PlanDocument } from '../../prescribed/shapes.ts';
import { findBaseline, pinPlan } from '../../prescribed/opening.ts';
import { canApprovePlan, canChangeFlight, canUsePlan } from '../rules.ts';
import { identifier, problemShape } from '../shapes.ts';
import { insertApproval, insertPlan, planVersions } from '../store/plans.ts';
import type { PlanRow, PlanVersion } from '../store/plans.ts';
import { announceFlight, getFlight } from './flight.ts';

const strict = { additionalProperties: false } as const;
const version = Type.Integer({ minimum: 1 });
const planners = ['dutyOfficer', 'healthOfficer'] as const;
const planVersion = Type.Object({ planId: Type.String(), version: Type.Integer() });

function demandValid(document: PlanDocument): void {
  const problems = checkAgainstBaseline(document);
  if (problems.length > 0) throw new Refusal('plan-invalid', { problems, count: problems.length, first: problems[0]?.code ?? '', path: problems[0]?.path ?? '' }, '/document');
}

// Two officers who save at the same instant must both be told which version is theirs: the second saves again on the first's.
async function addVersion(context: ActionContext, kind: PlanRow['kind'], plan: PlanVersion, document: PlanDocument, basedOn: PlanVersion | null): Promise<PlanVersion> {
  try {
    await insertPlan(context.tx, context.eventId, { ...plan, kind, document, basedOn, createdBy: context.actor.officerId, createdAt: context.now });
  } catch (error) {
    if (sqlFailure(error)?.constraint === 'plans_pkey') throw new Refusal('plan-saved-meanwhile', { version: plan.version });
    throw error;
  }
  return { planId: plan.planId, version: plan.version };
}

const saveTemplate = defineAction({
  name: 'flights.saveTemplate',
  summary: 'Saves an event template, or its next version.',
  roles: ['dutyOfficer', 'administrator'],
  input: Type.Object({ planId: Type.Optional(identifier), document: planDocumentSchema }, strict),
  output: Type.Object({ planId: Type.String(), version: Type.Integer(), problems: Type.Array(problemShape) }),
  refuses: ['plan-invalid', 'plan-unknown', 'plan-wrong-direction', 'plan-saved-meanwhile'],
  async run(context, input) {
    demandValid(input.document);
    const versions = input.planId === undefined ? [] : await planVersions(context.tx, context.eventId, context.now, input.planId);
    const last = versions.at(-1);
    if (input.planId !== undefined && last?.kind !== 'template') throw new Refusal('plan-unknown', { planId: input.planId }, '/planId');
    if (last !== undefined) demand(canUsePlan(last.document, input.document));
    const basedOn = last === undefined ? await findBaseline(context.tx, context.eventId, input.document.direction) : { planId: last.plan_id, version: last.version };
    const saved = await addVersion(context, 'template', { planId: input.planId ?? uuidv7(), version: (last?.version ?? 0) + 1 }, input.document, basedOn ?? null);
    context.announce('templates');
    return { ...saved, problems: [] };
  },
});

const planFlight = defineAction({
  name: 'flights.planFlight',
  summary: 'Makes the plan of a flight from a template in one click; it counts once a duty officer approves it.',
  roles: [...planners],
  input: Type.Object({ flightId: identifier, templatePlanId: identifier, templateVersion: Type.Optional(version) }, strict),
  output: planVersion,
  refuses: ['flight-unknown', 'flight-closed', 'flight-cancelled', 'plan-unknown', 'plan-wrong-direction', 'plan-invalid', 'plan-saved-meanwhile'],
  async run(context, input) {
    const flight = await getFlight(context, input.flightId);
    demand(canChangeFlight(flight));
    const templates = await planVersions(context.tx, context.eventId, context.now, input.templatePlanId);
    const template = input.templateVersion === undefined ? templates.at(-1) : templates.find((entry) => entry.version === input.templateVersion);
    if (template === undefined) throw new Refusal('plan-unknown', { planId: input.templatePlanId }, '/templatePlanId');
    demand(canUsePlan(flight, template.document));
    // The national baseline may have grown since the template was saved.
    demandValid(template.document);
    const own = (await planVersions(context.tx, context.eventId, context.now, input.flightId)).at(-1);
    const saved = await addVersion(context, 'flight', { planId: input.flightId, version: (own?.version ?? 0) + 1 }, template.document, { planId: template.plan_id, version: template.version });
    announceFlight(context, input.flightId);
    return saved;
  },
});

const savePlan = defineAction({
  name: 'flights.savePlan',
  summary: 'Saves the next version of a flight’s plan.',
  roles: [...planners],
  input: Type.Object({ flightId: identifier, document: planDocumentSchema }, strict),
  output: planVersion,
  refuses: ['flight-unknown', 'flight-closed', 'flight-cancelled', 'plan-wrong-direction', 'plan-invalid', 'plan-saved-meanwhile'],
  async run(context, input) {
    const flight = await getFlight(context, input.flightId);
    demand(canChangeFlight(flight));
    demand(canUsePlan(flight, input.document));
    demandValid(input.document);
    const own = (await planVersions(context.tx, context.eventId, context.now, input.flightId)).at(-1);
    const basedOn = own === undefined ? { planId: flight.planId, version: flight.planVersion } : { planId: own.plan_id, version: own.version };
    const saved = await addVersion(context, 'flight', { planId: input.flightId, version: (own?.version ?? 0) + 1 }, input.document, basedOn);
    announceFlight(context, input.flightId);
    return saved;
  },
});

const approvePlan = defineAction({
  name: 'flights.approvePlan',
  summary: 'Approves the newest version of a flight’s plan by name: from now on the flight and its travellers are under it.',
  roles: ['dutyOfficer'],
  input: Type.Object({ flightId: identifier, planId: identifier, version }, strict),
  output: Type.Object({ recordId: Type.String(), added: Type.Array(Type.String()) }),
  refuses: ['flight-unknown', 'flight-closed', 'flight-cancelled', 'plan-unknown', 'plan-already-approved', 'plan-not-newest', 'officer-needed', 'plan-invalid'],
  async run(context, input) {
    const { tx, eventId, now, actor, command } = context;
    const flight = await getFlight(context, input.flightId);
    const versions = input.planId === input.flightId ? await planVersions(tx, eventId, now, input.planId) : [];
    const plan = versions.find((entry) => entry.version === input.version);
    demand(canApprovePlan(flight, plan === undefined ? undefined : { version: plan.version, newest: versions.at(-1)!.version, approved: plan.approved_by !== null }, actor.officerId));
    demandValid(plan!.document);
    try {
      await insertApproval(tx, eventId, input, actor.officerId!, now);
    } catch (error) {
      if (sqlFailure(error)?.constraint === 'plan_approvals_pkey') throw new Refusal('plan-already-approved', { version: input.version });
      throw error;
    }
    await pinPlan(context, input.flightId, input);
    await reconsiderCases(context, input.flightId);
    const [result] = await recordInTransaction(context, [{
      recordId: command.id, caseId: input.flightId, step: 'FLT-02', evidence: { approved: true, planId: input.planId, planVersion: input.version, risk: flight.risk },
    }]);
    announceFlight(context, input.flightId);
    return { recordId: command.id, added: [...(result?.added ?? [])] };
  },
});

/** Lists the actions on plans. */
export const planActions: readonly ActionDefinition[] = [saveTemplate, planFlight, savePlan, approvePlan];
