import type { CertificateState } from '../../../modules/devices/rules/client-certificates.ts';
import type { Tone } from '../../design/Badge.tsx';
import type { Name, WallDevice } from '../shapes.ts';
import type { Due } from '../wall.ts';

/** Is a certificate as `devices.certificates` tells of it. */
export type ClientCertificate = {
  readonly fingerprint: string; readonly subject: string; readonly issuer: string; readonly serialNumber: string; readonly validFrom: string; readonly validUntil: string; readonly state: CertificateState; readonly cameBy: 'console' | 'mqtt' | 'http' | 'mllp';
  readonly deviceId: string | null; readonly claimedDevice: string | null; readonly claimedName: Name | null; readonly knownAt: string; readonly decisions: readonly { readonly decision: 'bound' | 'revoked'; readonly reason: string; readonly at: string; readonly by: Name | null }[];
};

const tones: Readonly<Record<CertificateState, Tone>> = { waiting: 'current', revoked: 'quiet', notYet: 'late', expired: 'wrong', due: 'late', valid: 'done' };
/** Tells the tone of how a certificate stands. */
export const certificateTone = (state: CertificateState): Tone => tones[state];

/** Is the name under which certificates stand in the due list. */
export const certificateCheck = 'clientCertificate';

/** Lists the certificates that end soon or have ended, of approved devices that have none that holds longer. */
export function certificatesDue(devices: readonly WallDevice[], certificates: readonly ClientCertificate[]): readonly Due[] {
  return devices.filter((device) => device.state === 'approved').flatMap((device): Due[] => {
    const mine = certificates.filter((one) => one.deviceId === device.deviceId && (one.state === 'valid' || one.state === 'due' || one.state === 'expired'));
    const last = mine.reduce<ClientCertificate | undefined>((latest, one) => (latest === undefined || one.validUntil > latest.validUntil ? one : latest), undefined);
    return last === undefined || last.state === 'valid' ? [] : [{ check: certificateCheck, state: last.state === 'due' ? 'due' : 'expired', until: last.validUntil, device }];
  });
}
