import { outsideRoles, roles as officerRoles } from '../kernel/officer.ts';
import { stepCatalogue } from '../modules/prescribed/catalogue.ts';
import type { PermissionTable } from '../modules/staff/views.ts';
import type { Registry } from './registry.ts';

const roles = [...officerRoles, ...outsideRoles];

const byName = (one: { readonly name: string }, other: { readonly name: string }): number => (one.name < other.name ? -1 : 1);

/** Draws the permission table from the actions, the views and the steps themselves. */
export function permissionsOf(registry: Registry): PermissionTable {
  return {
    actions: [...registry.actions.values()].map(({ name, roles: allowed }) => ({ name, roles: allowed })).sort(byName),
    views: [...registry.views.values()].map(({ name, roles: allowed }) => ({ name, roles: allowed })).sort(byName),
    steps: stepCatalogue.map((step) => ({ step: step.id, roles: step.roles })),
  };
}

function table(heading: string, rows: readonly { readonly name: string; readonly roles: readonly string[] }[]): string {
  const head = `| ${heading} | ${roles.join(' | ')} |\n| --- | ${roles.map(() => ':-:').join(' | ')} |`;
  return [head, ...rows.map((row) => `| ${row.name} | ${roles.map((role) => (row.roles.includes(role) ? '●' : '')).join(' | ')} |`)].join('\n');
}

/** Writes the permission table as the page docs/permissions.md. */
export function permissionsPage(permissions: PermissionTable): string {
  return `# Who may do what

Drawn from the actions, views and steps themselves by \`node tools/run.mjs write-permissions\`; a test compares this page with them and
tries every entry, allowed and refused, for every role on the running server. A role that a row does not name gets 403.

## Actions

${table('action', permissions.actions)}

## Views

${table('view', permissions.views)}

## Steps

Recording a step takes the right to \`prescribed.record\` and one of the roles of the step.

${table('step', permissions.steps.map(({ step, roles: allowed }) => ({ name: step, roles: allowed })))}
`;
}
