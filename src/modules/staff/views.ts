import { Type } from 'typebox';
import { defineView } from '../../kernel/view.ts';
import type { ViewDefinition } from '../../kernel/view.ts';
import { roles } from '../../kernel/officer.ts';
import { outboxTopics } from '../../kernel/outbox.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { isUuid } from '../../kernel/ids.ts';
import { auditEntryShape, deliveryShape, idShape, keyShape, officerShape, readEntryShape, sessionShape, webhookShape } from './shapes.ts';
import { listOfficers } from './store.ts';
import { readAudit, readReads } from './store/audit.ts';
import { listKeys } from './store/keys.ts';
import { countSessions, listSessions } from './store/sessions.ts';
import { listDeliveries, listWebhooks, mostAttempts } from './store/webhooks.ts';

const nothing = Type.Object({}, { additionalProperties: false });
const outside = ['press', 'airline', 'committee', 'centre', 'trader'];
const nameOf = (row: { readonly name_en: string | null; readonly name_zh: string | null }): { en: string; zh: string } | null =>
  row.name_en === null || row.name_zh === null ? null : { en: row.name_en, zh: row.name_zh };

const officers = defineView({
  name: 'staff.officers',
  summary: 'Lists the officers with their roles and stations.',
  roles: roles.filter((role) => !outside.includes(role)),
  input: nothing,
  output: Type.Object({ officers: Type.Array(officerShape) }),
  refuses: [],
  async run({ db, eventId, actor }) {
    const isAdministrator = actor.roles.includes('administrator');
    // Sessions live in real time, whatever the event's clock says.
    const live = isAdministrator ? await countSessions(db, eventId, new Date()) : undefined;
    return {
      officers: (await listOfficers(db, eventId)).map((row) => ({
        officerId: row.officer_id, userName: row.user_name, nameEn: row.name_en, nameZh: row.name_zh, organisation: row.organisation, roles: row.roles, stationId: row.station_id, language: row.language,
        persona: row.persona, disabled: row.disabled_at !== null, hasPassword: row.password_hash !== null, externalSubject: isAdministrator ? row.external_subject : null,
        sessions: live === undefined ? null : live.get(row.officer_id) ?? 0,
      })),
    };
  },
});

const keys = defineView({
  name: 'staff.keys',
  summary: "Lists the keys of organisations' systems, revoked ones included.",
  roles: ['administrator', 'auditor'],
  input: nothing,
  output: Type.Object({ keys: Type.Array(keyShape) }),
  refuses: [],
  async run({ db, eventId }) {
    return {
      keys: (await listKeys(db, eventId)).map((row) => ({
        keyId: row.key_id, organisation: row.organisation, roles: row.roles, createdAt: row.created_at, createdBy: nameOf({ name_en: row.creator_en, name_zh: row.creator_zh }), revokedAt: row.revoked_at,
      })),
    };
  },
});

const instant = Type.String({ format: 'date-time' });

const cursor = Type.String({ maxLength: 80, description: 'The `next` of the page before' });
const earlier = (wanted: string | undefined, asOf: string): string => (wanted !== undefined && Date.parse(wanted) < Date.parse(asOf) ? wanted : asOf);

function readCursor(text: string | undefined): { at: string; id: string } | undefined {
  if (text === undefined) return undefined;
  const [at = '', id] = text.split('~');
  if (Number.isNaN(Date.parse(at)) || !isUuid(id)) throw new Refusal('input-invalid', { reason: 'not a cursor' }, '/after');
  return { at, id };
}

const audit = defineView({
  name: 'staff.audit',
  summary: 'Shows who did what and what was refused, newest first; records prove themselves and stand among the entries.',
  roles: ['auditor', 'administrator', 'dutyOfficer'],
  input: Type.Object({
    from: Type.Optional(instant), to: Type.Optional(instant), officerId: Type.Optional(idShape),
    action: Type.Optional(Type.String({ maxLength: 60, description: 'The name of an action, or a step such as CHK-02' })),
    outcome: Type.Optional(Type.Enum(['done', 'refused', 'passed', 'failed', 'not_applicable', 'diverted'])),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    after: Type.Optional(cursor),
  }, { additionalProperties: false }),
  output: Type.Object({ entries: Type.Array(auditEntryShape), next: Type.Union([Type.String(), Type.Null()]) }),
  refuses: [],
  async run({ db, eventId, asOf }, input) {
    const limit = input.limit ?? 100;
    const rows = await readAudit(db, eventId, { from: input.from, to: earlier(input.to, asOf), before: readCursor(input.after), officerId: input.officerId, action: input.action, outcome: input.outcome, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      entries: page.map((row) => ({
        id: row.id, kind: row.kind, recordedAt: row.recorded_at, occurredAt: row.occurred_at, action: row.action, step: row.step, caseId: row.case_id, caseKind: row.case_kind, outcome: row.outcome, refusal: row.refusal,
        where: row.refused_where, officerId: row.officer_id, officer: nameOf(row), keyId: row.key_id, organisation: row.organisation, stationId: row.station_id,
      })),
      next: rows.length > limit && last !== undefined ? `${last.recorded_at}~${last.id}` : null,
    };
  },
});

const reads = defineView({
  name: 'staff.reads',
  summary: 'Shows who read health data of whom, and why, newest first.',
  roles: ['auditor', 'administrator', 'dataOfficer'],
  input: Type.Object({
    caseId: Type.Optional(idShape), view: Type.Optional(Type.String({ maxLength: 60 })), officerId: Type.Optional(idShape), from: Type.Optional(instant), to: Type.Optional(instant), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })), after: Type.Optional(cursor),
  }, { additionalProperties: false }),
  output: Type.Object({ reads: Type.Array(readEntryShape), next: Type.Union([Type.String(), Type.Null()]) }),
  refuses: [],
  async run({ db, eventId, asOf }, input) {
    const limit = input.limit ?? 100;
    const rows = await readReads(db, eventId, {
      subject: input.caseId === undefined ? undefined : `case:${input.caseId}`, officerId: input.officerId, view: input.view, from: input.from, to: earlier(input.to, asOf), before: readCursor(input.after), limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      reads: page.map((row) => ({
        readId: row.read_id, readAt: row.read_at, view: row.view, subject: row.subject, reason: row.reason, officerId: row.officer_id, officer: nameOf(row), keyId: row.key_id, organisation: row.organisation,
      })),
      next: rows.length > limit && last !== undefined ? `${last.read_at}~${last.read_id}` : null,
    };
  },
});

const webhooks = defineView({
  name: 'staff.webhooks',
  summary: 'Lists the addresses that are told news, with what waits, arrived and was given up, and the topics that can be asked for.',
  roles: ['administrator', 'auditor', 'dutyOfficer'],
  input: nothing,
  output: Type.Object({ webhooks: Type.Array(webhookShape), topics: Type.Array(Type.String()) }),
  refuses: [],
  async run({ db, eventId }) {
    return {
      topics: [...outboxTopics],
      webhooks: (await listWebhooks(db, eventId)).map((row) => ({
        endpointId: row.endpoint_id, organisation: row.organisation, url: row.url, topics: row.topics, createdAt: row.created_at, removedAt: row.disabled_at,
        waiting: row.waiting, delivered: row.delivered, givenUp: row.given_up, lastStatus: row.last_status, nextAttemptAt: row.next_attempt_at,
      })),
    };
  },
});

const deliveries = defineView({
  name: 'staff.deliveries',
  summary: 'Lists the newest messages on their way to an address, and what became of each.',
  roles: ['administrator', 'auditor', 'dutyOfficer'],
  input: Type.Object({ endpointId: idShape, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })) }, { additionalProperties: false }),
  output: Type.Object({ deliveries: Type.Array(deliveryShape) }),
  refuses: [],
  async run({ db, eventId }, input) {
    return {
      deliveries: (await listDeliveries(db, eventId, input.endpointId, input.limit ?? 100)).map((row) => ({
        messageId: row.message_id, topic: row.topic, createdAt: row.created_at, state: row.delivered_at !== null ? 'delivered' as const : row.attempts >= mostAttempts ? 'givenUp' as const : 'waiting' as const,
        attempts: row.attempts, lastStatus: row.last_status, deliveredAt: row.delivered_at, nextAttemptAt: row.delivered_at !== null || row.attempts >= mostAttempts ? null : row.next_attempt_at,
      })),
    };
  },
});

const mySessions = defineView({
  name: 'staff.mySessions',
  summary: "Lists one's own live sessions; a key has none.",
  roles: [...roles],
  input: nothing,
  output: Type.Object({ sessions: Type.Array(sessionShape) }),
  refuses: [],
  async run({ db, eventId, actor }) {
    const rows = actor.officerId === null ? [] : await listSessions(db, eventId, actor.officerId, new Date());
    return { sessions: rows.map((row) => ({ session: row.session_name, stationId: row.station_id, startedAt: row.created_at, expiresAt: row.expires_at })) };
  },
});

/** Is what each role may do, as the permission table tells it. */
export interface PermissionTable {
  readonly actions: readonly { readonly name: string; readonly roles: readonly string[] }[];
  readonly views: readonly { readonly name: string; readonly roles: readonly string[] }[];
  readonly steps: readonly { readonly step: string; readonly roles: readonly string[] }[];
}

const rolesOf = Type.Array(Type.String());

/** Makes the views on staff; the permission table is drawn from all modules when it is asked for. */
export function staffViews(permissionTable: () => PermissionTable): readonly ViewDefinition[] {
  const permissions = defineView({
    name: 'staff.permissions',
    summary: 'Shows which roles may do each action, see each view and record each step.',
    roles: [...roles],
    input: nothing,
    output: Type.Object({
      actions: Type.Array(Type.Object({ name: Type.String(), roles: rolesOf })), views: Type.Array(Type.Object({ name: Type.String(), roles: rolesOf })), steps: Type.Array(Type.Object({ step: Type.String(), roles: rolesOf })),
    }),
    refuses: [],
    async run() {
      const { actions, views, steps } = permissionTable();
      return {
        actions: actions.map((entry) => ({ name: entry.name, roles: [...entry.roles] })), views: views.map((entry) => ({ name: entry.name, roles: [...entry.roles] })),
        steps: steps.map((entry) => ({ step: entry.step, roles: [...entry.roles] })),
      };
    },
  });
  return [officers, keys, audit, reads, webhooks, deliveries, mySessions, permissions];
}
