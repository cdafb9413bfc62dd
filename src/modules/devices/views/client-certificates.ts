import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { certificateState, certificateStates } from '../rules/client-certificates.ts';
import { deviceReaders } from '../rules/roles.ts';
import { identifier, strict } from '../shapes.ts';
import { certificateRows } from '../store/client-certificates.ts';
import { bothLanguages, nullableText } from './shapes.ts';

const by = Type.Union([Type.Null(), bothLanguages]);

/** Is the view of certificates by which devices show who they are. */
export const clientCertificatesView: ViewDefinition = defineView({
  name: 'devices.certificates',
  summary: 'The certificates of devices, or of one: fingerprint, subject, issuer, validity and every decision. Those that wait for one come first. Whether one has expired is told by real time, whatever the clock of the event.',
  roles: deviceReaders,
  input: Type.Object({ deviceId: Type.Optional(identifier) }, strict),
  output: Type.Object({ certificates: Type.Array(Type.Object({
    fingerprint: Type.String(), subject: Type.String(), issuer: Type.String(), serialNumber: Type.String(), validFrom: Type.String(), validUntil: Type.String(), state: Type.Enum([...certificateStates]), cameBy: Type.Enum(['console', 'mqtt', 'http', 'mllp']),
    deviceId: nullableText, claimedDevice: nullableText, claimedName: by, knownAt: Type.String(), decisions: Type.Array(Type.Object({ decision: Type.Enum(['bound', 'revoked']), reason: Type.String(), at: Type.String(), by })),
  })) }),
  refuses: [],
  async run({ db, eventId, asOf }, input) {
    const now = Date.now();
    return { certificates: (await certificateRows(db, eventId, asOf, input.deviceId)).map((row) => ({
      fingerprint: row.fingerprint, subject: row.subject, issuer: row.issuer, serialNumber: row.serial_number, validFrom: row.valid_from, validUntil: row.valid_until,
      state: certificateState({ decision: row.decision, validFrom: row.valid_from, validUntil: row.valid_until }, now), cameBy: row.came_by, deviceId: row.device_id,
      claimedDevice: row.claimed_device, claimedName: row.claimed_en === null ? null : { en: row.claimed_en, zh: row.claimed_zh ?? row.claimed_en }, knownAt: row.known_at,
      decisions: row.decisions.map((one) => ({ decision: one.decision, reason: one.reason, at: one.at, by: one.en === null ? null : { en: one.en, zh: one.zh ?? one.en } })),
    })) };
  },
});
