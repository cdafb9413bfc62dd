import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { readN42 } from '../formats/n42/read.ts';
import { spectraOf } from '../identification/from-n42.ts';
import { checkGain } from '../identification/gain.ts';
import { deviceReaders } from '../rules/roles.ts';
import { identifier, strict } from '../shapes.ts';
import { linesOf, plotted } from '../spectra.ts';
import { deviceRows } from '../store/devices.ts';
import { rawMessage } from '../store/messages.ts';
import { findAdvice, templateRows } from '../store/spectra.ts';
import { bothLanguages, nullableText } from './shapes.ts';

const nullableNumber = Type.Union([Type.Number(), Type.Null()]);
const texts = Type.Array(Type.String());
/** Is the schema of what identification advised. */
export const adviceShape = Type.Object({
  advice: Type.Literal(true), mayRelease: Type.Literal(false), method: Type.String(), verdict: Type.String(), nuclides: texts, categories: texts, confidence: Type.Number(), snm: texts, annihilation: Type.Boolean(), counts: Type.Number(), netCounts: nullableNumber, notes: texts,
  detectorModel: nullableText, templates: Type.Integer(), candidates: Type.Array(Type.Object({ nuclides: texts, share: Type.Number() })),
});
const plottedShape = Type.Union([Type.Null(), Type.Object({ energies: Type.Array(Type.Number()), values: Type.Array(Type.Number()), perSecond: Type.Boolean(), counts: Type.Number(), liveTimeSeconds: nullableNumber })]);

const spectrum = defineView({
  name: 'devices.spectrum',
  summary: 'The spectrum in a message of a device, thinned to what a plot can show, with its background, the lines of what was advised, and the gain by the background\'s own lines. Unit: keV, counts per second and keV.',
  roles: deviceReaders,
  input: Type.Object({ deviceId: identifier, messageId: Type.String({ minLength: 1, maxLength: 200 }) }, strict),
  output: Type.Object({
    detectorModel: nullableText, foreground: plottedShape, background: plottedShape, advice: Type.Union([Type.Null(), adviceShape]), lines: Type.Array(Type.Object({ nuclide: Type.String(), energy: Type.Number(), percent: Type.Number() })),
    gain: Type.Union([Type.Null(), Type.Object({ verdict: Type.String(), shiftPercent: nullableNumber, resolutionPercent: nullableNumber, tolerancePercent: Type.Number(), lines: Type.Array(Type.Object({ nuclide: Type.String(), energy: Type.Number(), foundAt: Type.Number() })) })]),
  }),
  refuses: ['device-unknown', 'raw-gone', 'spectrum-none'],
  async run({ db, eventId, asOf }, input) {
    const [device] = await deviceRows(db, eventId, asOf, input.deviceId);
    const found = device === undefined ? undefined : await rawMessage(db, eventId, input.deviceId, input.messageId);
    if (found === undefined) throw new Refusal('device-unknown', { deviceId: input.deviceId }, '/deviceId');
    if (found.format !== 'n42') throw new Refusal('spectrum-none', {}, '/messageId');
    if (found.content === null) throw new Refusal('raw-gone');
    const spectra = spectraOf(readN42(found.content));
    if (spectra.foreground === null && spectra.background === null) throw new Refusal('spectrum-none', {}, '/messageId');
    const advice = await findAdvice(db, eventId, input.deviceId, input.messageId);
    const gain = spectra.background === null ? null : checkGain(spectra.background);
    return {
      detectorModel: spectra.detectorModel, foreground: spectra.foreground === null ? null : plotted(spectra.foreground), background: spectra.background === null ? null : plotted(spectra.background), advice: advice ?? null, lines: linesOf(advice?.nuclides ?? []),
      gain: gain === null ? null : { verdict: gain.verdict, shiftPercent: gain.shiftPercent, resolutionPercent: gain.resolutionPercent, tolerancePercent: gain.tolerancePercent, lines: gain.lines.map(({ nuclide, energy, foundAt }) => ({ nuclide, energy, foundAt })) },
    };
  },
});

const templates = defineView({
  name: 'devices.templates',
  summary: 'The templates by which identification compares: the newest of each detector model and nuclide, with where it comes from.',
  roles: deviceReaders,
  input: Type.Object({}, strict),
  output: Type.Object({ templates: Type.Array(Type.Object({ templateId: Type.String(), detectorModel: Type.String(), nuclide: Type.String(), categories: texts, source: Type.String(), counts: Type.Number(), addedAt: Type.String(), by: Type.Union([Type.Null(), bothLanguages]) })) }),
  refuses: [],
  async run({ db, eventId, asOf }) {
    return { templates: (await templateRows(db, eventId, asOf)).map((row) => ({ templateId: row.template_id, detectorModel: row.detector_model, nuclide: row.nuclide, categories: [...row.category], source: row.source, counts: row.counted, addedAt: row.added_at, by: row.name_en === null ? null : { en: row.name_en, zh: row.name_zh ?? row.name_en } })) };
  },
});

/** Lists the views of spectra and of what they are compared with. */
export const spectrumViews: readonly ViewDefinition[] = [spectrum, templates];
