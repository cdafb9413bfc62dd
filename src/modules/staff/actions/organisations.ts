import { randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { outboxTopics } from '../../../kernel/outbox.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { canHoldRoles } from '../rules.ts';
import { idShape, officerFields, rolesShape } from '../shapes.ts';
import { insertKey, revokeKey as revokeKeyRow } from '../store/keys.ts';
import { insertTestMessage, insertWebhook, removeWebhook as removeWebhookRow, resumeDeliveries } from '../store/webhooks.ts';
import { forgetActor } from '../trust.ts';
import { canSendTo, webhookSettings } from '../webhook-address.ts';

const addKey = defineAction({
  name: 'staff.addKey',
  summary: "Makes a key by which an organisation's system signs in; it is shown this once and never again.",
  roles: ['administrator'],
  input: Type.Object({ organisation: officerFields.organisation, roles: rolesShape }, { additionalProperties: false }),
  output: Type.Object({ keyId: Type.String(), key: Type.String() }),
  refuses: ['role-not-for-keys', 'officer-needed'],
  secrets: ['key'],
  async run({ tx, eventId, now, actor, announce }, input) {
    demand(canHoldRoles(input.roles));
    if (actor.officerId === null) throw new Refusal('officer-needed');
    const keyId = uuidv7();
    // The beginning lets a scanner of leaked secrets know what it found.
    const key = `tongguan_${randomBytes(32).toString('base64url')}`;
    await insertKey(tx, eventId, { keyId, organisation: input.organisation, roles: input.roles, key, createdAt: now, createdBy: actor.officerId });
    announce('keys');
    return { keyId, key };
  },
});

const revokeKey = defineAction({
  name: 'staff.revokeKey',
  summary: 'Revokes an organisation\'s key at once and for good.',
  roles: ['administrator'],
  input: Type.Object({ keyId: idShape }, { additionalProperties: false }),
  output: Type.Object({}),
  refuses: ['key-unknown'],
  async run({ tx, eventId, now, afterCommit, announce }, input) {
    if (!(await revokeKeyRow(tx, eventId, input.keyId, now))) throw new Refusal('key-unknown', { keyId: input.keyId }, '/keyId');
    afterCommit(() => forgetActor(input.keyId));
    announce('keys');
    return {};
  },
});

const addWebhook = defineAction({
  name: 'staff.addWebhook',
  summary: 'Sends news on topics to an address of an organisation, signed after the Standard Webhooks specification; the secret is shown this once.',
  roles: ['administrator'],
  input: Type.Object({ organisation: officerFields.organisation, url: Type.String({ minLength: 1, maxLength: 2000 }), topics: Type.Array(Type.Enum([...outboxTopics]), { minItems: 1, uniqueItems: true }) }, { additionalProperties: false }),
  output: Type.Object({ endpointId: Type.String(), secret: Type.String() }),
  refuses: ['webhook-url-invalid', 'webhook-url-not-https', 'webhook-address-private'],
  secrets: ['secret'],
  async run({ tx, eventId, now, actor, announce }, input) {
    demand(canSendTo(input.url, webhookSettings()));
    const endpointId = uuidv7();
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    await insertWebhook(tx, eventId, { endpointId, organisation: input.organisation, url: input.url, secret, topics: input.topics, createdBy: actor.officerId, createdAt: now });
    announce('webhooks');
    return { endpointId, secret };
  },
});

const removeWebhook = defineAction({
  name: 'staff.removeWebhook',
  summary: 'Ends the sending to an address; what waits for it stays listed and is not sent.',
  roles: ['administrator'],
  input: Type.Object({ endpointId: idShape }, { additionalProperties: false }),
  output: Type.Object({}),
  refuses: ['webhook-unknown'],
  async run({ tx, eventId, now, announce }, input) {
    if (!(await removeWebhookRow(tx, eventId, input.endpointId, now))) throw new Refusal('webhook-unknown', { endpointId: input.endpointId }, '/endpointId');
    announce('webhooks');
    return {};
  },
});

const resumeWebhook = defineAction({
  name: 'staff.resumeWebhook',
  summary: 'Sends again, from the first attempt, what was given up for an address after three days.',
  roles: ['administrator'],
  input: Type.Object({ endpointId: idShape }, { additionalProperties: false }),
  output: Type.Object({ resumed: Type.Integer() }),
  refuses: [],
  async run({ tx, eventId, announce }, input) {
    const resumed = await resumeDeliveries(tx, eventId, input.endpointId, new Date());
    announce('webhooks');
    return { resumed };
  },
});

const testWebhook = defineAction({
  name: 'staff.testWebhook',
  summary: 'Sends a signed message of the type `test`, without data, to an address; what became of it stands among its deliveries.',
  roles: ['administrator'],
  input: Type.Object({ endpointId: idShape }, { additionalProperties: false }),
  output: Type.Object({ messageId: Type.String() }),
  refuses: ['webhook-unknown'],
  async run({ tx, eventId, now, announce }, input) {
    const messageId = uuidv7();
    if (!(await insertTestMessage(tx, eventId, input.endpointId, { messageId, createdAt: now, dueAt: new Date() }))) throw new Refusal('webhook-unknown', { endpointId: input.endpointId }, '/endpointId');
    announce('webhooks');
    return { messageId };
  },
});

/** Lists the actions on what organisations' systems may do and are told. */
export const organisationActions: readonly ActionDefinition[] = [addKey, revokeKey, addWebhook, removeWebhook, resumeWebhook, testWebhook];
