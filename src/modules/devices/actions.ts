import { Type } from 'typebox';
import { defineAction } from '../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../kernel/action.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { alarmActions } from './actions/alarms.ts';
import { clientCertificateActions } from './actions/client-certificates.ts';
import { deviceRegisterActions } from './actions/devices.ts';
import { missionActions } from './actions/missions.ts';
import { addTemplate } from './actions/templates.ts';
import { zoneActions } from './actions/zones.ts';
import { saveLayout } from './actions/layouts.ts';
import { receiveMessages } from './receiving.ts';
import type { Outcome } from './receiving.ts';
import { deviceFormats, strict, transports } from './shapes.ts';
import type { DeviceFormat, Transport } from './shapes.ts';
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
  run: async (context, input) => {
    const [outcome] = await takeAll([{ context, input }], knowers);
    if (outcome instanceof Refusal) throw outcome;
    return outcome!;
  },
  runTogether: (all) => takeAll(all, knowers),
});

type Taken = Omit<Outcome, 'notCounted' | 'alarms'> & { notCounted?: string[]; alarms?: string[] };
async function takeAll(all: readonly { readonly context: ActionContext; readonly input: { format: DeviceFormat; transport: Transport; content: string; messageId?: string } }[], knowers: readonly SubjectKnower[]): Promise<(Taken | Refusal)[]> {
  const outcomes = await receiveMessages(all.map(({ context, input }) => ({ context, message: { deviceId: context.actor.subject ?? '', format: input.format, transport: input.transport, bytes: Buffer.from(input.content, 'base64'), messageId: input.messageId } })), knowers);
  return outcomes.map((outcome) => (outcome instanceof Refusal ? outcome : outcome.refused === null ? { ...outcome, notCounted: [...outcome.notCounted], alarms: [...outcome.alarms] } : outcome));
}

/** Lists the only ways to write of devices. */
export const deviceActions = (knowers: readonly SubjectKnower[]): readonly ActionDefinition[] => [...deviceRegisterActions, ...clientCertificateActions, receive(knowers), ...missionActions, ...zoneActions, saveLayout, addTemplate, ...alarmActions(knowers)];
