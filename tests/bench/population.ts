import pg from 'pg';
import { onOwnServer } from './own-server.ts';
import { measure } from './recording.ts';
import type { RecordingFigures } from './recording.ts';

const personsPerFlight = 200;
const chunk = 50_000;

// What a traveller past the hall leaves behind: eleven settled steps, three still owed. Foreign keys are switched off for the filling alone.
const fillSql = `
WITH flights AS (
  INSERT INTO cases (event_id, case_id, kind, direction, attributes, opened_at) SELECT $1, uuidv7(), 'flight', 'arrival', '{}', now() FROM generate_series(1, $2::int / ${personsPerFlight}) RETURNING case_id
), numbered AS (
  SELECT case_id, row_number() OVER () AS n FROM flights
), persons AS (
  INSERT INTO cases (event_id, case_id, kind, direction, parent_id, attributes, opened_at)
  SELECT $1, uuidv7(), 'traveller', 'arrival', f.case_id, '{"person.kind":"passenger","person.hasBags":true}', now()
  FROM numbered f, generate_series(1, ${personsPerFlight}) RETURNING case_id
), gated AS (
  INSERT INTO gates (event_id, case_id, gate) SELECT $1, p.case_id, g FROM persons p, unnest(ARRAY['handOver', 'done']) g
), steps AS (
  SELECT p.case_id, s.step, s.n::int AS n, CASE WHEN s.n <= 11 THEN uuidv7() END AS record_id
  FROM persons p, unnest(ARRAY['PRE-01','PRE-02','PRE-03','PRE-04','PRE-05','ONB-01','CHK-01','CHK-02','CHK-04','SMP-01','EXT-01','BAG-01','XFR-01','SMP-02']) WITH ORDINALITY AS s(step, n)
), recorded AS (
  INSERT INTO records (event_id, case_id, seq, record_id, ordinal, step, outcome, evidence, occurred_at, recorded_at)
  SELECT $1, case_id, n, record_id, n, step, 'passed', '{"temperatureCelsius": 36.5, "symptomDeclared": false, "contactDeclared": false}', now(), now() FROM steps WHERE record_id IS NOT NULL
)
INSERT INTO obligations (event_id, case_id, ordinal, step, bars, owed_at, because, plan_id, plan_version, settled_by, settled_as)
SELECT $1, case_id, n, step, CASE WHEN n <= 12 THEN 'handOver' ELSE 'done' END, now(), 'plan', $1, 1, record_id, CASE WHEN record_id IS NOT NULL THEN 'passed' END FROM steps`;

async function fill(administratorUrl: string, eventId: string, persons: number): Promise<void> {
  const db = new pg.Client({ connectionString: administratorUrl });
  await db.connect();
  await db.query("SET session_replication_role = 'replica'");
  await db.query("SET work_mem = '256MB'");
  for (let done = 0; done < persons; done += chunk) await db.query(fillSql, [eventId, Math.min(chunk, persons - done)]);
  await db.query('VACUUM ANALYZE');
  await db.query('CHECKPOINT');
  await db.end();
}

/** Measures the recording path with ten thousand and with a million travellers in the database; the ratio is the second over the first. */
export async function bench(options: { persons?: number; seconds?: number; many?: number } = {}): Promise<Record<string, unknown>> {
  const many = options.many ?? 1_000_000;
  return onOwnServer(async (database) => {
    const figures: (RecordingFigures & { travellers: number; megabytes: number })[] = [];
    const administratorUrl = database.administratorUrl ?? '';
    const size = new pg.Client({ connectionString: administratorUrl });
    await size.connect();
    const persons = options.persons ?? 3000;
    for (const travellers of [10_000, many]) {
      const figure = await measure(database, 32, persons, options.seconds ?? 4, (eventId) => fill(administratorUrl, eventId, travellers - persons));
      const { rows } = await size.query<{ size: string }>('SELECT pg_database_size(current_database()) AS size');
      figures.push({ ...figure, travellers, megabytes: Math.round(Number(rows[0]?.size ?? 0) / 1e6) });
    }
    await size.end();
    return { name: 'population', ratio: Math.round((figures[1]!.actionsPerSecond / figures[0]!.actionsPerSecond) * 100) / 100, figures };
  }, { max_connections: '320' });
}
