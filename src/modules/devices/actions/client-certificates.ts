import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { readCertificate } from '../client-certificates.ts';
import type { ReadCertificate } from '../client-certificates.ts';
import { deviceKeepers, deviceSuspenders } from '../rules/roles.ts';
import { identifier, reasonText, strict } from '../shapes.ts';
import { countWaitingCertificates, findByFingerprint, insertCertificate, insertCertificateDecision, lockCertificate } from '../store/client-certificates.ts';
import type { CertificateRow } from '../store/client-certificates.ts';
import { deviceRows } from '../store/devices.ts';
import { getDevice, mostWaiting } from './devices.ts';

const fingerprintText = Type.String({ pattern: '^[0-9a-f]{64}$' });

function officerOf({ actor }: ActionContext): string {
  if (actor.officerId === null) throw new Refusal('officer-needed');
  return actor.officerId;
}

async function bind(context: ActionContext, fingerprint: Buffer, validUntil: string, known: CertificateRow | undefined, deviceId: string, reason: string, by: string | null): Promise<void> {
  const device = await getDevice(context, deviceId);
  if (device.decision === 'retired') throw new Refusal('device-retired');
  if (known?.decision === 'revoked') throw new Refusal('certificate-revoked');
  if (Date.parse(validUntil) <= Date.now()) throw new Refusal('certificate-expired', { until: validUntil }, '/certificate');
  // One certificate is one device, in every event.
  if (known?.decision === 'bound' || (await findByFingerprint(context.tx, fingerprint)).some((one) => one.decision === 'bound')) throw new Refusal('certificate-bound', {}, '/certificate');
  await insertCertificateDecision(context.tx, context.eventId, fingerprint, { decision: 'bound', deviceId, reason }, context.now, by);
  for (const topic of ['devices', `device:${deviceId}`]) context.announce(topic);
}

const register = defineAction({
  name: 'devices.registerCertificate',
  summary: 'Registers the certificate by which a device shows who it is over TLS. From then on it may send for that device alone, until the certificate ends or is revoked.',
  roles: deviceKeepers,
  input: Type.Object({ deviceId: identifier, certificate: Type.String({ minLength: 1, maxLength: 20_000 }), reason: reasonText }, strict),
  output: Type.Object({ fingerprint: Type.String() }),
  refuses: ['officer-needed', 'certificate-has-key', 'certificate-unreadable', 'certificate-many', 'certificate-weak', 'device-unknown', 'device-retired', 'certificate-revoked', 'certificate-expired', 'certificate-bound'],
  async run(context, input) {
    const by = officerOf(context);
    const read = readCertificate(input.certificate);
    const known = await lockCertificate(context.tx, context.eventId, context.now, read.fingerprint);
    if (known === undefined) await insertCertificate(context.tx, context.eventId, read, { by: 'console', claimedDevice: null }, context.now, by);
    await bind(context, read.fingerprint, read.validUntil, known, input.deviceId, input.reason, by);
    return { fingerprint: read.fingerprint.toString('hex') };
  },
});

async function getCertificate({ tx, eventId, now }: ActionContext, fingerprint: string): Promise<{ bytes: Buffer; row: CertificateRow }> {
  const bytes = Buffer.from(fingerprint, 'hex');
  const row = await lockCertificate(tx, eventId, now, bytes);
  if (row === undefined) throw new Refusal('certificate-unknown', {}, '/fingerprint');
  return { bytes, row };
}

const bindWaiting = defineAction({
  name: 'devices.bindCertificate',
  summary: 'Approves a certificate that was shown by nobody known and waits: it is the device that is named.',
  roles: deviceKeepers,
  input: Type.Object({ fingerprint: fingerprintText, deviceId: identifier, reason: reasonText }, strict),
  output: Type.Object({}),
  refuses: ['officer-needed', 'certificate-unknown', 'device-unknown', 'device-retired', 'certificate-revoked', 'certificate-expired', 'certificate-bound'],
  async run(context, input) {
    const by = officerOf(context);
    const { bytes, row } = await getCertificate(context, input.fingerprint);
    await bind(context, bytes, row.valid_until, row, input.deviceId, input.reason, by);
    return {};
  },
});

const revoke = defineAction({
  name: 'devices.revokeCertificate',
  summary: 'Revokes a certificate for good, or turns away one that waits: whoever shows it is nobody from now on, and a connection that stands on it is cut.',
  roles: deviceSuspenders,
  input: Type.Object({ fingerprint: fingerprintText, reason: reasonText }, strict),
  output: Type.Object({}),
  refuses: ['officer-needed', 'certificate-unknown', 'certificate-revoked'],
  async run(context, input) {
    const by = officerOf(context);
    const { bytes, row } = await getCertificate(context, input.fingerprint);
    if (row.decision === 'revoked') throw new Refusal('certificate-revoked');
    await insertCertificateDecision(context.tx, context.eventId, bytes, { decision: 'revoked', deviceId: row.device_id, reason: input.reason }, context.now, by);
    context.announce('devices');
    if (row.device_id !== null) context.announce(`device:${row.device_id}`);
    return {};
  },
});

const present = defineAction({
  name: 'devices.presentCertificate',
  summary: 'Notes a certificate that somebody unknown has shown, so that an officer can decide on it. One that the authority of the port issued in the name of an approved device is that device at once.',
  roles: ['device'],
  input: Type.Object({ certificate: Type.String({ maxLength: 30_000 }), cameBy: Type.Enum(['mqtt', 'http', 'mllp']), claimedDevice: Type.Optional(identifier), byAuthority: Type.Boolean() }, strict),
  output: Type.Object({ state: Type.Enum(['waiting', 'bound', 'revoked']) }),
  refuses: ['certificate-unreadable', 'certificate-weak', 'certificates-waiting-full'],
  async run(context, input) {
    const { tx, eventId, now } = context;
    const read = readCertificate(Buffer.from(input.certificate, 'base64'));
    const known = await lockCertificate(tx, eventId, now, read.fingerprint);
    const issuedTo = input.byAuthority ? await namedDevice(context, read) : undefined;
    if (known?.decision === undefined || known.decision === null) {
      if (known === undefined) {
        if (issuedTo === undefined && await countWaitingCertificates(tx, eventId) >= mostWaiting) throw new Refusal('certificates-waiting-full', { most: mostWaiting });
        const claimed = input.claimedDevice !== undefined && (await deviceRows(tx, eventId, now, input.claimedDevice)).length > 0 ? input.claimedDevice : null;
        await insertCertificate(tx, eventId, read, { by: input.cameBy, claimedDevice: claimed }, now, null);
        context.announce('devices');
      }
      if (issuedTo === undefined) return { state: 'waiting' as const };
      await bind(context, read.fingerprint, read.validUntil, known, issuedTo, `Issued by ${read.issuer}`.slice(0, 1000), null);
      return { state: 'bound' as const };
    }
    return { state: known.decision };
  },
});

// The authority of the port writes the identifier of the device as the common name of the subject.
async function namedDevice({ tx, eventId, now }: ActionContext, read: ReadCertificate): Promise<string | undefined> {
  const name = read.commonName?.toLowerCase();
  if (name === undefined || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name)) return undefined;
  const [device] = await deviceRows(tx, eventId, now, name);
  return device?.decision === 'approved' ? device.device_id : undefined;
}

/** Lists the actions on certificates by which devices show who they are. */
export const clientCertificateActions: readonly ActionDefinition[] = [register, bindWaiting, revoke, present];
