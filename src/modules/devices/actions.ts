import { Type } from 'typebox';
import { defineAction } from '../../kernel/action.ts';
import type { ActionDefinition } from '../../kernel/action.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { alarmActions } from './actions/alarms.ts';
import { clientCertificateActions } from './actions/client-certificates.ts';
import { deviceRegisterActions } from './actions/devices.ts';
import { missionActions } from './actions/missions.ts';
import { addTemplate } from './actions/templates.ts';
import { zoneActions } from './actions/zones.ts';
import { saveLayout } from './actions/layouts.ts';
import { receiveMessage } from './receiving.ts';
import { deviceFormats, strict, transports } from './shapes.ts';
import type { SubjectKnower } from './subjects.ts';

const receive = (knowers: readonly SubjectKnower[]): ActionDefinition => defineAction({
  name: 'devices.receive',
  summary: 'Takes one message of a device, byte for byte: evidence, steps that it proves, alarms. Sent twice it is taken once.',
  roles: ['device'],
  input: Type.Object({ format: Type.Enum([...deviceFormats]), transport: Type.Enum([...transports]), content: Type.String({ maxLength: 32_000_000 }), messageId: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) }, strict),
  output: Type.Object({
    messageId: Type.String(), repeated: Type.Boolean(), refused: Type.Union([Type.Null(), Type.Object({ code: Type.String(), where: Type.String(), reason: Type.String() })]),
    events: Type.Optional(Type.Integer()), recorded: Type.Optional(Type.Integer()), notCounted: Type.Optional(Type.Array(Type.String())), alarms: Type.Optional(Type.Array(Type.String())), findings: Type.Optional(Type.Integer()),
  }),
  refuses: ['device-unknown', 'device-waiting', 'device-retired', 'message-id-reused'],
  byKey: true,
  async run(context, input) {
    const deviceId = context.actor.subject;
    if (deviceId === undefined) throw new Refusal('device-unknown');
    const outcome = await receiveMessage(context, { deviceId, format: input.format, transport: input.transport, bytes: Buffer.from(input.content, 'base64'), messageId: input.messageId }, knowers);
    return outcome.refused === null ? { ...outcome, notCounted: [...outcome.notCounted], alarms: [...outcome.alarms] } : outcome;
  },
});

/** Lists the only ways to write of devices. */
export const deviceActions = (knowers: readonly SubjectKnower[]): readonly ActionDefinition[] => [...deviceRegisterActions, ...clientCertificateActions, receive(knowers), ...missionActions, ...zoneActions, saveLayout, addTemplate, ...alarmActions(knowers)];
