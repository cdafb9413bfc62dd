import type pg from 'pg';

interface Column {
  name: string;
  type: string;
  required: boolean;
  identity: string;
  generated: string;
  expression: string | null;
  collation: string | null;
}

// The table of migrations is the runner's, not the schema's.
const ours = "n.nspname = 'public' AND c.relname <> 'migrations'";

async function tables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; key: string | null; bound: string | null; parent: string | null; columns: Column[] }>(`
    SELECT c.relname AS name, pg_get_partkeydef(c.oid) AS key, pg_get_expr(c.relpartbound, c.oid) AS bound,
      (SELECT inhparent::regclass::text FROM pg_inherits WHERE inhrelid = c.oid AND c.relispartition) AS parent,
      (SELECT coalesce(json_agg(json_build_object('name', quote_ident(a.attname), 'type', format_type(a.atttypid, a.atttypmod),
          'required', a.attnotnull, 'identity', a.attidentity, 'generated', a.attgenerated, 'expression', pg_get_expr(d.adbin, d.adrelid),
          'collation', CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END) ORDER BY a.attnum), '[]')
         FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${ours} AND c.relkind IN ('r', 'p') ORDER BY c.relname COLLATE "C"`);
  return rows.map((table) => {
    if (table.bound !== null) return `CREATE TABLE ${table.name} PARTITION OF ${table.parent} ${table.bound};`;
    const lines = table.columns.map((column) => {
      const parts = [`  ${column.name} ${column.type}`];
      if (column.collation !== null) parts.push(`COLLATE ${column.collation}`);
      if (column.generated !== '') parts.push(`GENERATED ALWAYS AS (${column.expression}) ${column.generated === 's' ? 'STORED' : 'VIRTUAL'}`);
      else if (column.identity !== '') parts.push(`GENERATED ${column.identity === 'a' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY`);
      else if (column.expression !== null) parts.push(`DEFAULT ${column.expression}`);
      if (column.required) parts.push('NOT NULL');
      return parts.join(' ');
    });
    return `CREATE TABLE ${table.name} (\n${lines.join(',\n')}\n)${table.key === null ? '' : ` PARTITION BY ${table.key}`};`;
  });
}

/**
 * Describes the schema of a migrated database as SQL text, the same text for the same schema.
 * Shape: types, sequences, functions, tables, constraints, indexes, views, triggers, grants, comments; each kind in order of name.
 */
export async function dumpSchema(client: pg.Client): Promise<string> {
  const lines = async (sql: string): Promise<string[]> => (await client.query<{ line: string }>(sql)).rows.map((row) => row.line);
  // The catalogs print names short only when the schema is on the path.
  await client.query("SET search_path = public, pg_catalog");

  const extensions = await lines(`SELECT format('CREATE EXTENSION %I;', extname) AS line FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY extname COLLATE "C"`);
  const types = await lines(`
    SELECT CASE t.typtype WHEN 'd' THEN format('CREATE DOMAIN %I AS %s%s%s;', t.typname, format_type(t.typbasetype, t.typtypmod),
        CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END,
        (SELECT string_agg(format(' CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid)), '' ORDER BY k.conname COLLATE "C") FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'))
      ELSE format('CREATE TYPE %I AS ENUM (%s);', t.typname, (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)) END AS line
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname = 'public' AND t.typtype IN ('d', 'e') ORDER BY t.typname COLLATE "C"`);
  const sequences = await lines(`
    SELECT format('CREATE SEQUENCE %I;', c.relname) AS line FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${ours} AND c.relkind = 'S' AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'i') ORDER BY c.relname COLLATE "C"`);
  const functions = await lines(`
    SELECT rtrim(pg_get_functiondef(p.oid), E'\\n') || ';' AS line FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public' AND p.prokind IN ('f', 'p') AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    ORDER BY p.proname COLLATE "C", pg_get_function_identity_arguments(p.oid) COLLATE "C"`);
  const constraints = await lines(`
    SELECT format('ALTER TABLE %I ADD CONSTRAINT %I %s;', c.relname, k.conname, pg_get_constraintdef(k.oid)) AS line
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${ours} AND k.contype <> 'n' AND k.conparentid = 0
    ORDER BY c.relname COLLATE "C", array_position(ARRAY['p', 'u', 'x', 'c', 'f', 't'], k.contype::text), k.conname COLLATE "C"`);
  const indexes = await lines(`
    SELECT pg_get_indexdef(i.indexrelid) || ';' AS line
    FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${ours} AND NOT x.relispartition AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
    ORDER BY c.relname COLLATE "C", x.relname COLLATE "C"`);
  const views = await lines(`
    SELECT format(E'CREATE %sVIEW %I%s AS\\n%s', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED ' ELSE '' END, c.relname,
      coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', ''), pg_get_viewdef(c.oid)) AS line
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${ours} AND c.relkind IN ('v', 'm') ORDER BY c.relname COLLATE "C"`);
  const triggers = await lines(`
    SELECT pg_get_triggerdef(t.oid) || ';' AS line FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${ours} AND NOT t.tgisinternal ORDER BY c.relname COLLATE "C", t.tgname COLLATE "C"`);
  const policies = await lines(`
    SELECT format('CREATE POLICY %I ON %I AS %s FOR %s TO %s%s%s;', p.policyname, p.tablename, p.permissive, p.cmd, array_to_string(p.roles, ', '),
      ' USING (' || p.qual || ')', ' WITH CHECK (' || p.with_check || ')') AS line
    FROM pg_policies p WHERE p.schemaname = 'public' ORDER BY p.tablename COLLATE "C", p.policyname COLLATE "C"`);
  const grants = await lines(`
    SELECT format('GRANT %s ON %I TO %s;', string_agg(g.privilege, ', ' ORDER BY g.privilege COLLATE "C"), g.relname, g.grantee) AS line FROM (
      SELECT c.relname, a.privilege_type AS privilege, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) a WHERE ${ours} AND a.grantee <> c.relowner
      UNION ALL
      SELECT c.relname, format('%s (%s)', a.privilege_type, string_agg(quote_ident(t.attname), ', ' ORDER BY t.attnum)), quote_ident(pg_get_userbyid(a.grantee))
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) a
       WHERE ${ours} AND a.grantee <> c.relowner GROUP BY c.relname, a.privilege_type, a.grantee
    ) g GROUP BY g.relname, g.grantee ORDER BY g.relname COLLATE "C", g.grantee COLLATE "C"`);
  const executes = await lines(`
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %I;', p.oid::regprocedure, pg_get_userbyid(a.grantee)) AS line
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace, aclexplode(p.proacl) a
    WHERE n.nspname = 'public' AND a.grantee NOT IN (0, p.proowner) ORDER BY p.oid::regprocedure::text COLLATE "C"`);
  const comments = await lines(`
    SELECT CASE d.objsubid WHEN 0 THEN format('COMMENT ON %s %I IS %L;', CASE c.relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, c.relname, d.description)
      ELSE format('COMMENT ON COLUMN %I.%I IS %L;', c.relname, a.attname, d.description) END AS line
    FROM pg_description d JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid
    WHERE ${ours} AND c.relkind IN ('r', 'p', 'v', 'm') ORDER BY c.relname COLLATE "C", d.objsubid`);

  const parts = [
    '-- The schema after the last migration, written by tools/dump-schema.ts. Change it by a new file in db/migrations.',
    ...[extensions, types, sequences].map((list) => list.join('\n')),
    functions.join('\n\n'),
    (await tables(client)).join('\n\n'),
    ...[constraints, indexes].map((list) => list.join('\n')),
    views.join('\n\n'),
    ...[triggers, policies, grants, executes, comments].map((list) => list.join('\n')),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
