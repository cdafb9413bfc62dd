import type { TSchema } from 'typebox';
import { outsideRoles } from '../kernel/officer.ts';
import type { Role } from '../kernel/officer.ts';
import type { ActionDefinition } from '../kernel/action.ts';
import type { ViewDefinition } from '../kernel/view.ts';
import { outboxTopics } from '../kernel/outbox.ts';
import { stepCatalogue } from '../modules/prescribed/catalogue.ts';
import { refusals } from '../words/refusals.ts';
import type { Registry } from './registry.ts';
import { statusOf } from './statuses.ts';

type Json = Record<string, unknown>;

const everywhere = ['not-signed-in', 'role-not-allowed', 'request-invalid', 'server-busy'];
const atActions = [...everywhere, 'forged-request', 'command-invalid', 'input-invalid', 'command-id-reused'];
const atViews = [...everywhere, 'input-invalid', 'as-of-invalid'];

const statusWords: Readonly<Record<number, string>> = {
  400: 'The request cannot be read.', 401: 'Nobody is signed in.', 403: 'Not allowed to this officer or key.', 404: 'Not found.', 409: 'The identifier was used for something else.',
  422: 'Refused: understood, and the answer is no.', 429: 'Too many attempts.', 503: 'Busy; nothing was recorded.',
};

const ref = (kind: string, name: string): Json => ({ $ref: `#/components/${kind}/${name}` });
const json = (schema: unknown): Json => ({ 'application/json': { schema } });
const plain = (schema: TSchema): Json => JSON.parse(JSON.stringify(schema)) as Json;
const moduleOf = (name: string): string => name.slice(0, name.indexOf('.'));
const pascal = (name: string): string => name.split('.').map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');

function wordsOf(code: string): string {
  const words: Readonly<Record<string, unknown>> = refusals.en;
  const word = Object.hasOwn(words, code) ? words[code] : undefined;
  return typeof word === 'string' ? word : typeof word === 'object' && word !== null && 'other' in word ? String(word.other) : 'Refused.';
}

/** Enumerates refusals by status, each code with its English sentence. */
function refusalResponses(codes: readonly string[]): Json {
  const byStatus = new Map<number, Set<string>>();
  for (const code of codes) byStatus.set(statusOf(code), (byStatus.get(statusOf(code)) ?? new Set()).add(code));
  return Object.fromEntries([...byStatus].sort(([one], [other]) => one - other).map(([status, group]) => [String(status), {
    description: statusWords[status] ?? 'Refused.',
    content: json({
      allOf: [ref('schemas', 'Refused'), {
        type: 'object',
        properties: { refusal: { type: 'object', properties: { code: { oneOf: [...group].sort().map((code) => ({ const: code, description: wordsOf(code) })) } } } },
      }],
    }),
  }]));
}

/** Says whether a view makes a file. */
export function makesFile(view: ViewDefinition): boolean {
  const { properties } = view.output as { properties?: Readonly<Record<string, unknown>> };
  return properties !== undefined && ['fileName', 'mediaType', 'content'].every((name) => name in properties);
}

// The evidence of a record depends on its step.
function inputOf(action: ActionDefinition): Json {
  if (action.name !== 'prescribed.record') return plain(action.input);
  return {
    allOf: [plain(action.input), {
      oneOf: stepCatalogue.map((step) => ({ type: 'object', title: step.id, properties: { step: { const: step.id }, evidence: ref('schemas', `Evidence.${step.id}`) }, required: ['step', 'evidence'] })),
    }],
  };
}

function actionPath(action: ActionDefinition): Json {
  return {
    post: {
      operationId: `do${pascal(action.name)}`, tags: [moduleOf(action.name)], summary: action.summary, 'x-roles': [...action.roles],
      description: `Roles: ${action.roles.join(', ')}. Sending the same command again answers as the first time and does nothing.`,
      requestBody: { required: true, content: json({ allOf: [ref('schemas', 'Command'), { type: 'object', properties: { input: inputOf(action) } }] }) },
      responses: {
        200: { description: 'Done.', content: json({ allOf: [ref('schemas', 'Done'), { type: 'object', properties: { result: plain(action.output) } }] }) },
        ...refusalResponses([...atActions, ...action.refuses]),
      },
    },
  };
}

function queryParameters(view: ViewDefinition): Json[] {
  return [
    { name: 'input', in: 'query', required: ((view.input as { required?: string[] }).required ?? []).length > 0, description: 'The input as JSON.', content: json(plain(view.input)) },
    ref('parameters', 'AsOf'), ref('parameters', 'Reason'),
  ];
}

function viewAnswers(view: ViewDefinition): Json {
  return {
    200: { description: 'Seen, as of the instant named.', content: json({ allOf: [ref('schemas', 'Seen'), { type: 'object', properties: { data: plain(view.output) } }] }) },
    ...refusalResponses([...atViews, ...view.refuses]),
  };
}

function viewPath(view: ViewDefinition): Json {
  const shared = { tags: [moduleOf(view.name)], summary: view.summary, 'x-roles': [...view.roles] };
  const description = `Roles: ${view.roles.join(', ')}.${view.healthOf === undefined ? '' : ' Shows health data: every read is logged, with its reason.'}`;
  return {
    get: { operationId: `see${pascal(view.name)}`, ...shared, description, parameters: queryParameters(view), responses: viewAnswers(view) },
    post: {
      operationId: `ask${pascal(view.name)}`, ...shared, description: `${description} The same as GET, with the input in the body.`,
      requestBody: { required: true, content: json({ type: 'object', properties: { input: plain(view.input), asOf: { type: 'string', format: 'date-time' }, reason: { type: 'string' } } }) },
      responses: { ...viewAnswers(view), ...refusalResponses([...atViews, 'forged-request', ...view.refuses]) },
    },
  };
}

function filePath(view: ViewDefinition): Json {
  return {
    get: {
      operationId: `download${pascal(view.name)}`, tags: [moduleOf(view.name)], summary: `${view.summary} (as a file)`, 'x-roles': [...view.roles], description: `Roles: ${view.roles.join(', ')}.`,
      parameters: queryParameters(view),
      responses: { 200: { description: 'The file.', content: { 'application/octet-stream': {} } }, ...refusalResponses([...atViews, ...view.refuses]) },
    },
  };
}

const instant = { type: 'string', format: 'date-time' };
const identifier = { type: 'string', format: 'uuid' };

function sharedSchemas(): Json {
  return {
    Command: {
      type: 'object', required: ['id', 'occurredAt', 'input'],
      properties: {
        id: { ...identifier, description: 'Made by the client (UUID version 7 advised): the same command sent twice is done once.' },
        occurredAt: { ...instant, description: "When it happened, by the station's clock." },
        stationId: identifier, deviceId: { type: 'string', maxLength: 80 }, offline: { type: 'boolean', description: 'True where it was kept at the station and sent later.' }, input: {},
      },
    },
    Done: { type: 'object', required: ['ok', 'id', 'recordedAt', 'result'], properties: { ok: { const: true }, id: identifier, recordedAt: instant, result: {} } },
    Seen: { type: 'object', required: ['asOf', 'data'], properties: { asOf: instant, data: {} } },
    Refused: {
      type: 'object', required: ['ok', 'refusal'],
      properties: {
        ok: { const: false }, id: identifier,
        refusal: { type: 'object', required: ['code'], properties: { code: { type: 'string' }, where: { type: 'string', description: 'The place in the request, as a JSON pointer.' }, params: { type: 'object' } } },
      },
    },
    ...Object.fromEntries(stepCatalogue.map((step) => [`Evidence.${step.id}`, { title: `Evidence of ${step.id}`, 'x-roles': [...step.roles], 'x-station': step.station, ...plain(step.evidence) }])),
  };
}

/** Describes the news that is sent, signed after the Standard Webhooks specification. */
function webhooks(): Json {
  const header = (name: string, description: string): Json => ({ name, in: 'header', required: true, schema: { type: 'string' }, description });
  return Object.fromEntries(outboxTopics.map((topic) => [topic, {
    post: {
      operationId: `receive${pascal(topic)}`, tags: ['webhooks'], summary: `Tells of ${topic}.`, security: [],
      parameters: [
        header('webhook-id', 'The same for every attempt of one message.'), header('webhook-timestamp', 'Seconds since 1970 of this attempt.'),
        header('webhook-signature', '`v1,` and the base64 HMAC-SHA256 of `id.timestamp.body` under the secret.'),
      ],
      requestBody: { required: true, content: json({ type: 'object', required: ['type', 'timestamp', 'data'], properties: { type: { const: topic }, timestamp: instant, data: { type: 'object' } } }) },
      responses: { '2XX': { description: 'Received. Anything else is tried again with growing waits for about three days.' } },
    },
  }]));
}

/**
 * Describes the HTTP interface from the actions, views and steps themselves.
 * Source: OpenAPI Specification 3.1.1; JSON Schema 2020-12.
 */
export function makeOpenApi(registry: Registry): Json {
  // What only the form may do has no address here.
  const isOfficers = (entry: { readonly roles: readonly Role[] }): boolean => entry.roles.some((role) => !(outsideRoles as readonly string[]).includes(role));
  const actions = [...registry.actions.values()].filter(isOfficers);
  const views = [...registry.views.values()].filter(isOfficers);
  const tags = [...new Set([...actions, ...views].map((entry) => moduleOf(entry.name)))].sort();
  return {
    openapi: '3.1.1',
    jsonSchemaDialect: 'https://spec.openapis.org/oas/3.1/dialect/base',
    info: {
      title: 'Tongguan 通关', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description: 'Every action, every view and every file of the house. Writing is an action: one command, done once. Reading is a view, as of any instant. A refusal names its code, its place and what its sentence needs.',
    },
    servers: [{ url: '/' }],
    tags: [...tags, 'webhooks'].map((name) => ({ name })),
    security: [{ organisationKey: [] }, { session: [] }],
    paths: Object.fromEntries([
      ...actions.map((action) => [`/api/actions/${action.name}`, actionPath(action)]),
      ...views.map((view) => [`/api/views/${view.name}`, viewPath(view)]),
      ...views.filter(makesFile).map((view) => [`/api/files/${view.name}`, filePath(view)]),
    ]),
    webhooks: webhooks(),
    components: {
      schemas: sharedSchemas(),
      parameters: {
        AsOf: { name: 'asOf', in: 'query', schema: instant, description: 'The past instant that the answer is for; without it the present.' },
        Reason: { name: 'reason', in: 'query', schema: { type: 'string' }, description: 'Why health data is read, for the log of reads.' },
      },
      securitySchemes: {
        organisationKey: { type: 'http', scheme: 'bearer', description: "The key of an organisation's system, made by staff.addKey." },
        session: { type: 'apiKey', in: 'cookie', name: 'tongguan_session', description: 'A signed-in officer. Everything but GET also needs the header `x-tongguan: 1`, which a page of another site cannot send.' },
      },
    },
  };
}
