import { cpus } from 'node:os';
import pg from 'pg';
import { runAction } from '../../src/kernel/action.ts';
import { runView } from '../../src/kernel/view.ts';
import { uuidv7 } from '../../src/kernel/ids.ts';
import { openHouse } from '../../src/server/start.ts';
import { makeEvent, makeOfficer } from '../world.ts';
import { onOwnServer } from './own-server.ts';

const movesPerLot = 20;

// Lots in use, each with a journal of twenty movements: received, two stores, then a kitchen filled and meals served in turn. Foreign keys are switched off for the filling alone.
const fillSql = `
WITH lots AS (
  INSERT INTO cases (event_id, case_id, kind, direction, parent_id, attributes, opened_at) SELECT $1, uuidv7(), 'lot', 'import', $2, '{"lot.category":"beverage","lot.storage":"ambient"}', '2022-01-01Z' FROM generate_series(1, $3::int) RETURNING case_id
), numbered AS (
  SELECT case_id, row_number() OVER () AS n FROM lots
), described AS (
  INSERT INTO food_lots (event_id, lot_id, consignment_id, position, lot_number, producer_number, importer_filing, produced_on, best_before, quantity, unit, category, storage, origin, opened_at)
  SELECT $1, case_id, $2, 1, 'B-' || n, 'P-' || (n % ($3::int / 50)), '', '2021-12-01', '2023-12-01', 1000, 'KGM', 'beverage', 'ambient', 'NO', '2022-01-01Z' FROM numbered
), used AS (
  INSERT INTO records (event_id, case_id, seq, record_id, ordinal, step, outcome, needs_gate, evidence, occurred_at, recorded_at) SELECT $1, case_id, 1, uuidv7(), 1, 'LOT-FREE', 'passed', 'serve', '{"released": true}', '2022-01-01Z', '2022-01-01Z' FROM numbered RETURNING case_id, record_id
), gated AS (
  INSERT INTO gates (event_id, case_id, gate, passed_by, bars_case, bars_gate)
  SELECT $1, case_id, 'serve', record_id, NULL::uuid, NULL FROM used UNION ALL SELECT $1, case_id, 'closed', NULL, $2, 'closing' FROM used
), owed AS (
  INSERT INTO obligations (event_id, case_id, ordinal, step, bars, owed_at, because, plan_id, plan_version, settled_by, settled_as)
  SELECT $1, case_id, 1, 'LOT-FREE', 'closed', timestamptz '2022-01-01Z', 'plan', $1, 1, record_id, 'passed' FROM used UNION ALL SELECT $1, case_id, 2, 'LOT-CLS', 'closed', timestamptz '2022-01-01Z', 'plan', $1, 1, NULL, NULL FROM used
), moves AS (
  SELECT l.case_id, l.n, s, CASE WHEN s = 1 THEN 'arrive' WHEN s <= 3 THEN 'store' WHEN s % 2 = 0 THEN 'kitchen' ELSE 'serve' END AS kind,
    CASE WHEN s = 1 THEN 1000 WHEN s = 2 THEN 800 WHEN s = 3 THEN 600 ELSE 10 END AS quantity,
    CASE WHEN s = 2 THEN $4::uuid WHEN s = 3 THEN ($5::uuid[])[1] WHEN s % 2 = 0 AND s > 3 THEN ($5::uuid[])[2] WHEN s > 3 THEN ($6::uuid[])[1 + (l.n + s / 2) % 20] END AS from_place,
    CASE WHEN s = 1 THEN $4::uuid WHEN s = 2 THEN ($5::uuid[])[1] WHEN s = 3 THEN ($5::uuid[])[2] WHEN s % 2 = 0 THEN ($6::uuid[])[1 + (l.n + (s + 1) / 2) % 20] END AS to_place,
    CASE WHEN s > 3 AND s % 2 = 1 THEN uuidv7() END AS meal_id
  FROM numbered l, generate_series(1, ${movesPerLot}) AS s
), meals AS (
  INSERT INTO food_meals (event_id, meal_id, place_id, dish, portions, served_at, recorded_at) SELECT $1, meal_id, from_place, 'Dish', 40, '2022-01-01Z', '2022-01-01Z' FROM moves WHERE meal_id IS NOT NULL
), entered AS (
  INSERT INTO food_entries (event_id, lot_id, seq, consignment_id, command_id, kind, quantity, from_place, to_place, to_kind, meal_id, reason, holds_before, holds_after, happened_at, recorded_at)
  SELECT $1, case_id, s, $2, $1, kind, quantity, from_place, to_place, CASE kind WHEN 'arrive' THEN 'portStore' WHEN 'store' THEN 'venueStore' WHEN 'kitchen' THEN 'kitchen' END, meal_id, '', 0, 0, '2022-01-01Z', '2022-01-01Z' FROM moves
), legs AS (
  SELECT case_id, s, from_place AS place_id, 'out' AS side, -quantity AS change FROM moves WHERE from_place IS NOT NULL UNION ALL SELECT case_id, s, to_place, 'in', quantity FROM moves WHERE to_place IS NOT NULL
)
INSERT INTO food_stock (event_id, lot_id, place_id, position, seq, side, quantity_before, change, quantity_after)
SELECT $1, case_id, place_id, row_number() OVER w, s, side, sum(change) OVER w - change, change, sum(change) OVER w FROM legs WINDOW w AS (PARTITION BY case_id, place_id ORDER BY s)`;

/**
 * Measures a recall of the fifty lots of one producer among many: the whole action with finds, holds, notices and audit, durable.
 * The ratio is its milliseconds over those of a bare scan of all movements on the same server in the same run.
 */
export async function bench(options: { lots?: number; recalls?: number } = {}): Promise<Record<string, unknown>> {
  const lots = options.lots ?? 5000;
  const recalls = options.recalls ?? 20;
  return onOwnServer(async (database) => {
    const open = await openHouse(database.url);
    const db = new pg.Client({ connectionString: database.administratorUrl ?? database.ownerUrl });
    try {
      const eventId = await makeEvent(open);
      const supervisor = await makeOfficer(open, eventId, 'foodSupervisor');
      await db.connect();
      await db.query("SET session_replication_role = 'replica'");
      const consignmentId = uuidv7();
      const { rows: [plan] } = await db.query<{ plan_id: string; version: number }>("SELECT plan_id, version FROM plans WHERE event_id = $1 AND document->>'direction' = 'import'", [eventId]);
      await db.query("INSERT INTO cases (event_id, case_id, kind, direction, attributes, opened_at) VALUES ($1, $2, 'consignment', 'import', '{\"goods.kind\":\"K10\"}', '2022-01-01Z')", [eventId, consignmentId]);
      await db.query('INSERT INTO case_plans (event_id, case_id, pin, plan_id, version, pinned_at) VALUES ($1, $2, 1, $3, $4, timestamptz \'2022-01-01Z\')', [eventId, consignmentId, plan!.plan_id, plan!.version]);
      await db.query("INSERT INTO gates (event_id, case_id, gate) SELECT $1, $2, unnest(ARRAY['declare', 'release', 'closing', 'closed'])", [eventId, consignmentId]);
      await db.query("INSERT INTO parties (event_id, party_id, kind, name_en, name_zh, registration, contact, filed_at) VALUES ($1, $1, 'company', 'Bench', '测量', 'B', 'b', '2022-01-01Z')", [eventId]);
      await db.query("INSERT INTO consignments (event_id, consignment_id, number, kind, cover, party_id, point_id, venue, expected_on, created_at) SELECT $1, $2, 'B-1', 'K10', 'tax', $1, point_id, 'Venue', '2022-01-01', '2022-01-01Z' FROM points_of_entry WHERE event_id = $1", [eventId, consignmentId]);
      await db.query("INSERT INTO goods_lines (event_id, line_id, consignment_id, position, hs_code, description_en, description_zh, quantity, unit, value_fen) VALUES ($1, $2, $2, 1, '220110', 'Water', '水', 5000000, 'KGM', 1)", [eventId, consignmentId]);
      const place = async (kind: string, name: string): Promise<string> => (await db.query<{ place_id: string }>('INSERT INTO food_places (event_id, place_id, kind, name_en, name_zh, venue, opened_at) VALUES ($1, uuidv7(), $2, $3, $3, $3, timestamptz \'2022-01-01Z\') RETURNING place_id', [eventId, kind, name])).rows[0]!.place_id;
      const port = await place('portStore', 'Port');
      const stores = [await place('venueStore', 'Store 1'), await place('venueStore', 'Store 2')];
      const kitchens: string[] = [];
      for (let number = 1; number <= 20; number += 1) kitchens.push(await place('kitchen', `Kitchen ${number}`));
      await db.query(fillSql, [eventId, consignmentId, lots, port, stores, kitchens]);
      await db.query('VACUUM ANALYZE');
      await db.query("SET session_replication_role = 'origin'");
      const action = open.registry.actions.get('food.recall')!;
      const recall = async (producerNumber: string): Promise<{ milliseconds: number; finds: number; portions: number; held: number }> => {
        const began = performance.now();
        const answer = await runAction(open.house, eventId, supervisor, action, { id: uuidv7(), occurredAt: open.house.now(eventId), input: { drill: false, reason: 'Measured', producerNumber } });
        if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
        return { ...(answer.result as { finds: number; portions: number; held: number }), milliseconds: performance.now() - began };
      };
      const scan = async (): Promise<number> => {
        const began = performance.now();
        await db.query('SELECT count(*), sum(quantity) FROM food_entries WHERE event_id = $1', [eventId]);
        return performance.now() - began;
      };
      await recall('P-0');
      await scan();
      const found = [];
      const scans: number[] = [];
      for (let number = 1; number <= recalls; number += 1) {
        found.push(await recall(`P-${number}`));
        scans.push(await scan());
      }
      const median = (all: readonly number[]): number => all.toSorted((one, other) => one - other)[Math.floor(all.length / 2)]!;
      const rounded = (value: number): number => Math.round(value * 10) / 10;
      const [first] = found;
      const seen = async (name: string): Promise<number> => {
        const began = performance.now();
        await runView(open.house, eventId, supervisor, open.registry.views.get(name)!, {});
        return performance.now() - began;
      };
      const [boardMilliseconds, placesMilliseconds] = [await seen('food.board'), await seen('food.places')];
      const movements = (await db.query<{ count: string }>("SELECT count(*) FROM food_entries WHERE kind NOT IN ('hold', 'lift')")).rows[0]!.count;
      const recallMilliseconds = median(found.map((one) => one.milliseconds));
      const scanMilliseconds = median(scans);
      return { name: 'recall', ratio: rounded(recallMilliseconds / scanMilliseconds), cores: cpus().length, movements: Number(movements), lots, lotsRecalled: first!.held, finds: first!.finds, portions: first!.portions, recallMilliseconds: rounded(recallMilliseconds), slowestMilliseconds: rounded(Math.max(...found.map((one) => one.milliseconds))), scanMilliseconds: rounded(scanMilliseconds), boardMilliseconds: rounded(boardMilliseconds), placesMilliseconds: rounded(placesMilliseconds) };
    } finally {
      await db.end();
      await open.close();
    }
  }, { max_connections: '60' });
}
