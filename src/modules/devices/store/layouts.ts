import type { Db } from '../../../kernel/db.ts';
import type { LayoutContent } from '../shapes/layouts.ts';

/** Is a saved layout with who saved it. */
export interface LayoutRow {
  readonly layout_id: string;
  readonly point_id: string;
  readonly name: string;
  readonly content: LayoutContent;
  readonly saved_at: string;
  readonly name_en: string | null;
  readonly name_zh: string | null;
}

/** Adds a layout; an older one of its name stays as it was. */
export async function insertLayout(db: Db, eventId: string, layout: { layoutId: string; pointId: string; name: string; content: LayoutContent }, at: string, by: string | null): Promise<void> {
  await db.query('INSERT INTO port_layouts (event_id, layout_id, point_id, name, content, saved_at, saved_by) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [eventId, layout.layoutId, layout.pointId, layout.name, JSON.stringify(layout.content), at, by], 'layout_add');
}

/** Reads the newest layout of each name at each point of entry as of an instant. Shape: newest first. */
export async function layoutRows(db: Db, eventId: string, asOf: string): Promise<readonly LayoutRow[]> {
  return db.query<LayoutRow>(`
SELECT * FROM (
  SELECT DISTINCT ON (l.point_id, l.name) l.layout_id, l.point_id, l.name, l.content, l.saved_at, o.name_en, o.name_zh
  FROM port_layouts l LEFT JOIN officers o ON o.event_id = l.event_id AND o.officer_id = l.saved_by
  WHERE l.event_id = $1 AND l.saved_at <= $2 ORDER BY l.point_id, l.name, l.saved_at DESC, l.layout_id DESC
) newest ORDER BY saved_at DESC, layout_id DESC`, [eventId, asOf], 'layout_rows');
}
