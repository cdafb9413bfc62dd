import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { planDeclarations } from '../declarations.ts';
import { declarationTemplate } from '../formats/declarations.ts';
import { declarationFileInput, fileShape, placedDeclaration, quarantinedShape } from '../shapes.ts';

const checkDeclarations = defineView({
  name: 'travellers.checkDeclarations',
  summary: 'Reads a file of health declaration cards without storing anything: whose card each is, whether it is new, and what is wrong where.',
  roles: ['healthOfficer', 'dutyOfficer', 'centre'],
  input: Type.Object(declarationFileInput, { additionalProperties: false }),
  output: Type.Object({ placed: Type.Array(Type.Object(placedDeclaration)), quarantined: Type.Array(quarantinedShape), found: Type.Unknown() }),
  refuses: ['content-invalid', 'file-unreadable'],
  healthOf: () => 'declarations',
  async run({ db, eventId }, input) {
    const { placed, quarantined, found } = await planDeclarations(db, eventId, input);
    return {
      placed: placed.map(({ where, caseId, flightId, designator, name, state }) => ({ where, caseId, flightId, designator, name, state })),
      quarantined: quarantined.map((entry) => ({ ...entry })), found,
    };
  },
});

const template = defineView({
  name: 'travellers.declarationTemplate',
  summary: 'Gives the empty table of declaration cards.',
  roles: ['healthOfficer', 'dutyOfficer', 'centre'],
  input: Type.Object({ language: Type.Enum(['en', 'zh']) }, { additionalProperties: false }),
  output: fileShape,
  refuses: [],
  async run(_context, input) {
    return { fileName: input.language === 'zh' ? '健康申明卡模板.xlsx' : 'declaration-template.xlsx', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', content: Buffer.from(declarationTemplate(input.language)).toString('base64') };
  },
});

/** Lists the views of declaration cards. */
export const declarationViews: readonly ViewDefinition[] = [checkDeclarations, template];
