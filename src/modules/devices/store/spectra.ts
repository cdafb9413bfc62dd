import type { Db } from '../../../kernel/db.ts';
import type { NuclideCategory } from '../identification/categories.ts';
import type { Template } from '../identification/identify.ts';
import type { SpectrumAdvice } from '../spectra.ts';

/** Is a template with where it comes from. */
export interface TemplateRow { readonly template_id: string; readonly detector_model: string; readonly nuclide: string; readonly category: readonly NuclideCategory[]; readonly source: string; readonly counted: number; readonly added_at: string; readonly name_en: string | null; readonly name_zh: string | null }

/** Adds a template; an older one of the same model and nuclide stays and no longer counts. */
export async function insertTemplate(db: Db, eventId: string, templateId: string, template: Template & { readonly detectorModel: string }, sha256: Buffer, at: string, by: string | null): Promise<void> {
  await db.query('INSERT INTO device_templates (event_id, template_id, detector_model, nuclide, category, source, shape, counted, sha256, added_at, added_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
    [eventId, templateId, template.detectorModel, template.nuclide, template.category, template.source, Array.from(template.shape), template.counted, sha256, at, by], 'template_add');
}

/** Lists the templates that count as of an instant: the newest of each model and nuclide. */
export async function templateRows(db: Db, eventId: string, asOf: string): Promise<TemplateRow[]> {
  return db.query<TemplateRow>(
    `SELECT DISTINCT ON (t.detector_model, t.nuclide) t.template_id, t.detector_model, t.nuclide, t.category, t.source, t.counted, t.added_at, o.name_en, o.name_zh
     FROM device_templates t LEFT JOIN officers o ON o.event_id = t.event_id AND o.officer_id = t.added_by WHERE t.event_id = $1 AND t.added_at <= $2 ORDER BY t.detector_model, t.nuclide, t.added_at DESC, t.template_id DESC`, [eventId, asOf], 'template_rows');
}

/** Gives the templates of a detector model with their shapes, as identification takes them. */
export async function templatesOf(db: Db, eventId: string, asOf: string, detectorModel: string): Promise<Template[]> {
  const rows = await db.query<{ nuclide: string; category: NuclideCategory[]; source: string; shape: number[]; counted: number }>(
    `SELECT DISTINCT ON (nuclide) nuclide, category, source, shape, counted FROM device_templates WHERE event_id = $1 AND added_at <= $2 AND detector_model = $3 ORDER BY nuclide, added_at DESC, template_id DESC`, [eventId, asOf, detectorModel], 'template_shapes');
  return rows.map((row) => ({ nuclide: row.nuclide, category: row.category, detectorModel, source: row.source, shape: Float64Array.from(row.shape), counted: row.counted }));
}

/** Keeps what was advised of a message. */
export async function insertAdvice(db: Db, eventId: string, deviceId: string, messageId: string, advice: SpectrumAdvice, at: string): Promise<void> {
  await db.query('INSERT INTO spectrum_advice (event_id, device_id, message_id, advice, advised_at) VALUES ($1, $2, $3, $4, $5)', [eventId, deviceId, messageId, JSON.stringify(advice), at], 'advice_add');
}

/** Finds what was advised of a message. */
export async function findAdvice(db: Db, eventId: string, deviceId: string, messageId: string): Promise<SpectrumAdvice | undefined> {
  return (await db.query<{ advice: SpectrumAdvice }>('SELECT advice FROM spectrum_advice WHERE event_id = $1 AND device_id = $2 AND message_id = $3', [eventId, deviceId, messageId], 'advice'))[0]?.advice;
}
