import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '../src/kernel/ids.ts';
import { machineRoles, outsideRoles, roles } from '../src/kernel/officer.ts';
import { stepCatalogue } from '../src/modules/prescribed/catalogue.ts';
import { permissionsOf, permissionsPage } from '../src/server/permissions.ts';
import { isLong } from './long-run.ts';
import { serve } from './serving.ts';
import type { HttpAnswer, Serving } from './serving.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

// What anybody may ask without a session.
const open = new Set(['/api/health', '/api/session', '/api/personas', '/api/openapi.json', '/api/sign-in/oidc', '/api/sign-in/oidc/callback']);

describe('the permission table', () => {
  let world: TestWorld;
  let server: Serving;

  beforeAll(async () => {
    world = await makeWorld();
    server = await serve(world.open);
  });
  afterAll(async () => {
    await server.close();
    await world.close();
  });

  it('names only roles that exist, and somebody for every action, view and step', () => {
    const { actions, views, steps } = permissionsOf(world.open.registry);
    for (const row of [...actions, ...views, ...steps]) {
      expect(row.roles.length, JSON.stringify(row)).toBeGreaterThan(0);
      expect(row.roles.filter((role) => !([...roles, ...outsideRoles, ...machineRoles] as readonly string[]).includes(role)), JSON.stringify(row)).toEqual([]);
    }
  });

  it('is the page docs/permissions.md (node tools/run.mjs write-permissions)', () => {
    expect(readFileSync('docs/permissions.md', 'utf8')).toBe(permissionsPage(permissionsOf(world.open.registry)));
  });

  it('lets nobody in without a session, on any route', async () => {
    const all = server.routes.filter((route) => route.includes(' /api/') && !open.has(route.split(' ')[1]!));
    expect(all.length).toBeGreaterThan(6);
    for (const route of all) {
      const [method = '', path = ''] = route.split(' ');
      if (method === 'HEAD' || method === 'OPTIONS') continue;
      const names = path.includes('actions/:name') ? world.open.registry.actions.keys() : path.includes(':name') ? world.open.registry.views.keys() : [''];
      for (const name of names) {
        const answer = await server.send(method, path.replace(':name', name), method === 'GET' ? {} : { body: {} });
        expect([route, name, answer.status, answer.body.refusal?.code]).toEqual([route, name, 401, 'not-signed-in']);
      }
    }
  });

  it.each(roles)('holds for %s on every action and view', async (role) => {
    const officer = await world.makeOfficer(role);
    let as = await server.session(world.eventId, officer);
    for (const action of world.open.registry.actions.values()) {
      const answer = await server.act(action.name, {}, as);
      // Whoever may end all sessions has ended this one.
      if (action.name === 'staff.endOwnSessions') as = await server.session(world.eventId, officer);
      if (action.roles.includes(role)) {
        expect([401, 403], `${action.name}: ${JSON.stringify(answer.body)}`).not.toContain(answer.status);
        expect(answer.status, action.name).toBeLessThan(500);
      } else expect([action.name, answer.status, answer.body.refusal?.code]).toEqual([action.name, 403, 'role-not-allowed']);
    }
    // Each of the three ways to a view asks for the same right; every way is asked of some roles in each view, and of all in the long run.
    const ways: readonly ((view: string) => Promise<HttpAnswer>)[] = [
      (view) => server.send('GET', `/api/views/${view}`, { as }), (view) => server.send('POST', `/api/views/${view}`, { as, body: { input: {} } }), (view) => server.send('GET', `/api/files/${view}`, { as }),
    ];
    for (const [place, view] of [...world.open.registry.views.values()].entries()) {
      for (const ask of ways.filter((_, way) => isLong || way === (place + roles.indexOf(role)) % ways.length)) {
        const answer = await ask(view.name);
        if (view.roles.includes(role)) {
          expect([401, 403], `${view.name}: ${JSON.stringify(answer.body)}`).not.toContain(answer.status);
          expect(answer.status, view.name).toBeLessThan(500);
        } else expect([view.name, answer.status, answer.body.refusal?.code]).toEqual([view.name, 403, 'role-not-allowed']);
      }
    }
  });

  it.each(roles)('holds for %s on every step', async (role) => {
    const officer = await world.makeOfficer(role);
    const as = await server.session(world.eventId, officer);
    const mayRecord = world.open.registry.actions.get('prescribed.record')!.roles.includes(role);
    for (const step of stepCatalogue) {
      const answer = await server.act('prescribed.record', { caseId: uuidv7(), step: step.id, evidence: {} }, as);
      const wanted = mayRecord && step.roles.includes(role) ? 'not 403' : 'role-not-allowed';
      expect([step.id, answer.status === 403 ? answer.body.refusal?.code : 'not 403']).toEqual([step.id, wanted]);
    }
  });

  it('gives an officer with two roles the rights of both, and no more', async () => {
    const as = await server.session(world.eventId, await world.makeOfficer(['gate', 'auditor']));
    for (const view of world.open.registry.views.values()) {
      const answer = await server.send('GET', `/api/views/${view.name}`, { as });
      expect([view.name, answer.status === 403]).toEqual([view.name, !view.roles.includes('gate') && !view.roles.includes('auditor')]);
    }
  });
});
