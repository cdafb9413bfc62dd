import { createHash, X509Certificate } from 'node:crypto';
import type { Db } from '../../kernel/db.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { DeviceIdentity } from './identity.ts';
import { certificateState } from './rules/client-certificates.ts';
import { findByFingerprint } from './store/client-certificates.ts';

const largestCertificate = 20_000;
const leastModulus = 2048;

/** Is what a certificate says of itself. Shape: names as one line; instants in UTC. */
export interface ReadCertificate {
  readonly content: Buffer;
  readonly fingerprint: Buffer;
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly validFrom: string;
  readonly validUntil: string;
  /** What the subject calls itself: where the port's own authority issued it, the identifier of a device. */
  readonly commonName: string | undefined;
}

const oneLine = (name: string): string => name.split('\n').filter((part) => part !== '').join(', ').slice(0, 500) || '–';

/**
 * Reads one X.509 certificate, DER or PEM.
 * Refuses: `certificate-has-key` (the private key never leaves its device), `certificate-unreadable`, `certificate-many`, `certificate-weak` (RSA below 2048 bits).
 */
export function readCertificate(given: Buffer | string): ReadCertificate {
  const text = typeof given === 'string' ? given : undefined;
  if (text?.includes('PRIVATE KEY') === true) throw new Refusal('certificate-has-key', {}, '/certificate');
  const blocks = text?.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/g)?.length;
  if (blocks !== undefined && blocks > 1) throw new Refusal('certificate-many', { count: blocks }, '/certificate');
  if (given.length === 0 || given.length > largestCertificate) throw new Refusal('certificate-unreadable', {}, '/certificate');
  let read: X509Certificate;
  let commonName: unknown;
  try {
    read = new X509Certificate(given);
    commonName = read.toLegacyObject().subject?.CN;
  } catch {
    throw new Refusal('certificate-unreadable', {}, '/certificate');
  }
  const bits = read.publicKey.asymmetricKeyType === 'rsa' ? read.publicKey.asymmetricKeyDetails?.modulusLength ?? 0 : undefined;
  if (bits !== undefined && bits < leastModulus) throw new Refusal('certificate-weak', { bits, least: leastModulus }, '/certificate');
  const [validFrom, validUntil] = [new Date(read.validFrom), new Date(read.validTo)];
  if (Number.isNaN(validFrom.getTime()) || Number.isNaN(validUntil.getTime())) throw new Refusal('certificate-unreadable', {}, '/certificate');
  return {
    content: read.raw, fingerprint: createHash('sha256').update(read.raw).digest(), subject: oneLine(read.subject), issuer: oneLine(read.issuer), serialNumber: read.serialNumber,
    validFrom: validFrom.toISOString(), validUntil: validUntil.toISOString(), commonName: typeof commonName === 'string' ? commonName : undefined,
  };
}

/** Is what is known of a certificate that somebody shows: the device where it identifies one now, and whether anybody has seen or decided on it. */
export interface ShownCertificate { readonly device: DeviceIdentity | undefined; readonly known: 'unknown' | 'waiting' | 'bound' | 'revoked' }

/** Finds the device that a certificate identifies, in any event, at an instant of real time: bound to it, in its time, and the device approved and not retired. */
export async function identifyByCertificate(db: Db, fingerprint: Buffer, at: number): Promise<ShownCertificate> {
  const found = await findByFingerprint(db, fingerprint);
  if (found.length === 0) return { device: undefined, known: 'unknown' };
  const row = found.find((one) => one.decision === 'bound') ?? found[0]!;
  const state = certificateState({ decision: row.decision, validFrom: row.valid_from, validUntil: row.valid_until }, at);
  const holds = (state === 'valid' || state === 'due') && row.is_heard && row.device_id !== null;
  return {
    known: row.decision ?? 'waiting',
    device: holds ? { eventId: row.event_id, deviceId: row.device_id!, kind: row.kind!, name: { en: row.name_en!, zh: row.name_zh! }, stationId: row.station_id } : undefined,
  };
}
