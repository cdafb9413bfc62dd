import { Type } from 'typebox';
import { roles } from '../../kernel/officer.ts';

/** Is the shape of an identifier. */
export const idShape = Type.String({ format: 'uuid' });

/** Is the shape of a text that may be missing. */
export const nullableText = Type.Union([Type.String(), Type.Null()]);

/** Is the shape of a list of roles. */
export const rolesShape = Type.Array(Type.Enum([...roles]), { minItems: 1, maxItems: roles.length, uniqueItems: true });

/** Is the shape of a user name: what can be typed on any keyboard and read over a telephone. */
export const userNameShape = Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{1,39}$' });

const name = Type.String({ minLength: 1, maxLength: 120 });

/** Holds the fields of an officer that an administrator writes. */
export const officerFields = {
  nameEn: name, nameZh: name, organisation: name, roles: rolesShape,
  stationId: Type.Union([idShape, Type.Null()]), language: Type.Enum(['en', 'zh']),
  externalSubject: Type.Union([Type.String({ minLength: 1, maxLength: 255 }), Type.Null()]),
};

/** Is the shape of a password as typed; the rules of its strength stand in rules.ts. */
export const passwordShape = Type.String({ minLength: 1, maxLength: 1000 });

/** Is the shape of a person's name in both languages. */
export const nameShape = Type.Object({ en: Type.String(), zh: Type.String() });

/** Is the shape of an officer as shown. */
export const officerShape = Type.Object({
  officerId: Type.String(), userName: Type.String(), nameEn: Type.String(), nameZh: Type.String(), organisation: Type.String(), roles: Type.Array(Type.String()),
  stationId: nullableText, language: Type.Enum(['en', 'zh']), persona: Type.Boolean(), disabled: Type.Boolean(), hasPassword: Type.Boolean(), externalSubject: nullableText,
  sessions: Type.Union([Type.Integer(), Type.Null()], { description: 'How many live sessions; told to administrators only' }),
});

/** Is the shape of a session's name: it tells one from another and gives no way in. */
export const sessionNameShape = Type.String({ pattern: '^[0-9a-f]{16}$' });

/** Is the shape of a live session as its officer sees it. Unit: real time, whatever the event's clock says. */
export const sessionShape = Type.Object({ session: Type.String(), stationId: nullableText, startedAt: Type.String(), expiresAt: Type.String() });

/** Is the shape of an organisation's key as shown: never the key itself. */
export const keyShape = Type.Object({
  keyId: Type.String(), organisation: Type.String(), roles: Type.Array(Type.String()), createdAt: Type.String(), createdBy: Type.Union([nameShape, Type.Null()]), revokedAt: nullableText,
});

/** Is the shape of one entry of the audit. */
export const auditEntryShape = Type.Object({
  id: Type.String(), kind: Type.Enum(['action', 'record']), recordedAt: Type.String(), occurredAt: Type.String(),
  action: Type.String(), step: nullableText, caseId: nullableText, caseKind: nullableText, outcome: Type.String(), refusal: nullableText, where: nullableText,
  officerId: nullableText, officer: Type.Union([nameShape, Type.Null()]), keyId: nullableText, organisation: nullableText, stationId: nullableText,
});

/** Is the shape of one reading of health data. */
export const readEntryShape = Type.Object({
  readId: Type.String(), readAt: Type.String(), view: Type.String(), subject: Type.String(), reason: nullableText,
  officerId: nullableText, officer: Type.Union([nameShape, Type.Null()]), keyId: nullableText, organisation: nullableText,
});

/** Is the shape of a webhook as shown: never its secret. */
export const webhookShape = Type.Object({
  endpointId: Type.String(), organisation: Type.String(), url: Type.String(), topics: Type.Array(Type.String()), createdAt: Type.String(), removedAt: nullableText,
  waiting: Type.Integer(), delivered: Type.Integer(), givenUp: Type.Integer(), lastStatus: nullableText, nextAttemptAt: nullableText,
});

/** Is the shape of one message on its way to an address. Unit: `deliveredAt` and `nextAttemptAt` are real time, `createdAt` is the event's. */
export const deliveryShape = Type.Object({
  messageId: Type.String(), topic: Type.String(), createdAt: Type.String(), state: Type.Enum(['waiting', 'delivered', 'givenUp']),
  attempts: Type.Integer(), lastStatus: nullableText, deliveredAt: nullableText, nextAttemptAt: nullableText,
});
