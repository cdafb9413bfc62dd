import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { readN42 } from '../formats/n42/read.ts';
import { templatesIn } from '../identification/from-n42.ts';
import { templateKeepers } from '../rules/roles.ts';
import { shortText, strict } from '../shapes.ts';
import { insertTemplate } from '../store/spectra.ts';

/** Is the action that adds a template of a detector model. */
export const addTemplate: ActionDefinition = defineAction({
  name: 'devices.addTemplate',
  summary: 'Adds the spectrum of a known source before a detector of one model, from an N42 file, with where it comes from. Identification compares with the newest of each nuclide; it advises and never releases.',
  roles: [...templateKeepers],
  input: Type.Object({ content: Type.String({ minLength: 1, maxLength: 8_000_000 }), fileName: Type.String({ minLength: 1, maxLength: 200 }), source: shortText, nuclide: Type.Optional(Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' })), detectorModel: Type.Optional(shortText) }, strict),
  output: Type.Object({ templateId: Type.String(), nuclide: Type.String(), detectorModel: Type.String(), counts: Type.Number() }),
  refuses: ['template-no-spectrum', 'template-no-model'],
  async run({ tx, eventId, now, actor, announce }, input) {
    const bytes = Buffer.from(input.content, 'base64');
    const [made] = templatesIn(input.fileName, readN42(bytes), { file: input.fileName, source: input.source, nuclide: input.nuclide, detectorModel: input.detectorModel });
    if (made === undefined) throw new Refusal('template-no-spectrum', {}, '/content');
    const { detectorModel } = made;
    if (detectorModel === null || detectorModel.trim() === '') throw new Refusal('template-no-model', {}, '/detectorModel');
    const templateId = uuidv7();
    await insertTemplate(tx, eventId, templateId, { ...made, detectorModel }, createHash('sha256').update(bytes).digest(), now, actor.officerId);
    announce('templates');
    return { templateId, nuclide: made.nuclide, detectorModel, counts: made.counted };
  },
});
