import { Compile } from 'typebox/schema';
import { describe, expect, it } from 'vitest';
import type { Role } from '../kernel/officer.ts';
import { openVault } from '../kernel/vault.ts';
import { EventBook } from '../modules/ports/events.ts';
import { stepCatalogue } from '../modules/prescribed/catalogue.ts';
import { makeOpenApi, makesFile } from './openapi.ts';
import { makeRegistry } from './registry.ts';

type Json = Record<string, unknown>;
interface Operation { operationId: string; tags: string[]; summary: string; parameters?: Json[]; requestBody?: { content: Record<string, { schema: Json }> }; responses: Record<string, { description: string; content?: Record<string, { schema?: Json }> }> }

// What only travellers and leaders do goes through the form and has no address here.
const isOfficers = (entry: { readonly roles: readonly Role[] }): boolean => entry.roles.some((role) => role !== 'traveller' && role !== 'leader');
const registry = makeRegistry(new EventBook({ query: () => Promise.reject(new Error('No database is needed.')) }), openVault('nowhere'));
const api = JSON.parse(JSON.stringify(makeOpenApi(registry))) as { openapi: string; info: Json; paths: Record<string, Record<string, Operation>>; webhooks: Record<string, Record<string, Operation>>; components: { schemas: Json } & Json; tags: { name: string }[]; security: Json[] };

function walk(value: unknown, visit: (value: Json, place: string) => void, place = '#'): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) visit(value as Json, place);
  for (const [name, inner] of Object.entries(value)) walk(inner, visit, `${place}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
}

function find(pointer: string): unknown {
  return pointer.slice(2).split('/').reduce<unknown>((at, part) => (typeof at === 'object' && at !== null ? (at as Json)[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined), api);
}

const operations = [...Object.values(api.paths), ...Object.values(api.webhooks)].flatMap((path) => Object.entries(path));

describe('the OpenAPI document', () => {
  it('has what OpenAPI 3.1 demands of its root and of every operation', () => {
    expect(api.openapi).toMatch(/^3\.1\.\d+$/);
    expect(api.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    for (const path of Object.keys(api.paths)) expect(path).toMatch(/^\/api\/(actions|views|files)\/[a-z]+\.[A-Za-z]+$/);
    const tags = new Set(api.tags.map((tag) => tag.name));
    for (const [method, operation] of operations) {
      expect(['get', 'post']).toContain(method);
      expect(operation.summary, operation.operationId).not.toBe('');
      expect(operation.tags.filter((tag) => !tags.has(tag)), operation.operationId).toEqual([]);
      expect(Object.keys(operation.responses).length).toBeGreaterThan(0);
      for (const [status, response] of Object.entries(operation.responses)) {
        expect(status).toMatch(/^([1-5]\d\d|[1-5]XX|default)$/);
        expect(response.description, operation.operationId).toEqual(expect.any(String));
      }
      if (method === 'get') expect(operation.requestBody, operation.operationId).toBeUndefined();
      for (const parameter of operation.parameters ?? []) {
        if ('$ref' in parameter) continue;
        expect(parameter).toMatchObject({ name: expect.any(String), in: expect.stringMatching(/^(query|header|path|cookie)$/) });
        expect(['schema', 'content'].filter((field) => field in parameter), operation.operationId).toHaveLength(1);
      }
    }
  });

  it('names every operation once', () => {
    const ids = operations.map(([, operation]) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z0-9]+$/);
  });

  it('names components and security schemes as the specification allows', () => {
    for (const [kind, group] of Object.entries(api.components)) for (const name of Object.keys(group as Json)) expect(name, kind).toMatch(/^[a-zA-Z0-9._-]+$/);
    for (const demand of api.security) for (const name of Object.keys(demand)) expect(find(`#/components/securitySchemes/${name}`)).toBeDefined();
  });

  it('leads every reference somewhere', () => {
    let references = 0;
    walk(api, (value, place) => {
      if (typeof value['$ref'] !== 'string') return;
      references += 1;
      expect(find(value['$ref']), place).toBeDefined();
    });
    expect(references).toBeGreaterThan(50);
  });

  it('holds only schemas that compile', () => {
    let compiled = 0;
    walk(api, (value, place) => {
      if (!place.endsWith('/schema') && !/^#\/components\/schemas\/[^/]+$/.test(place)) return;
      // The compiler resolves references inside one schema, so the components travel along.
      expect(() => Compile({ ...value, components: api.components } as never), place).not.toThrow();
      compiled += 1;
    });
    expect(compiled).toBeGreaterThan(50);
  });

  it('has every action, view and file, and every refusal that an action declares', () => {
    for (const action of [...registry.actions.values()].filter(isOfficers)) {
      const operation = api.paths[`/api/actions/${action.name}`]?.['post'];
      const listed = JSON.stringify(operation?.responses);
      for (const code of [...action.refuses, 'role-not-allowed', 'not-signed-in', 'input-invalid']) expect(listed, `${action.name}: ${code}`).toContain(`{"const":"${code}",`);
    }
    for (const view of [...registry.views.values()].filter(isOfficers)) {
      expect(Object.keys(api.paths[`/api/views/${view.name}`] ?? {})).toEqual(['get', 'post']);
      expect(`/api/files/${view.name}` in api.paths).toBe(makesFile(view));
    }
    for (const step of stepCatalogue) expect(api.components.schemas).toHaveProperty([`Evidence.${step.id}`]);
  });

  it('describes a command well enough to tell a good one from a bad one', () => {
    const { schema } = api.paths['/api/actions/staff.addKey']!['post']!.requestBody!.content['application/json']!;
    const checker = Compile({ ...schema, components: api.components } as never);
    const command = { id: '0190a5d0-0000-7000-8000-000000000000', occurredAt: '2022-01-27T00:00:00Z', input: { organisation: 'Invented', roles: ['airline'] } };
    expect(checker.Check(command)).toBe(true);
    expect(checker.Check({ ...command, id: undefined })).toBe(false);
    expect(checker.Check({ ...command, input: { organisation: 'Invented', roles: ['emperor'] } })).toBe(false);
  });

  it('knows the evidence of each step', () => {
    const { schema } = api.paths['/api/actions/prescribed.record']!['post']!.requestBody!.content['application/json']!;
    const checker = Compile({ ...schema, components: api.components } as never);
    const step = stepCatalogue[0]!;
    const command = { id: '0190a5d0-0000-7000-8000-000000000000', occurredAt: '2022-01-27T00:00:00Z', input: { caseId: '0190a5d0-0000-7000-8000-000000000000', step: step.id, evidence: { nonsense: 1 } } };
    expect(checker.Check(command)).toBe(false);
  });
});
