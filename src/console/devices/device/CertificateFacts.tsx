import type { ReactNode } from 'react';
import { spokenFingerprint } from '../../../modules/devices/rules/client-certificates.ts';
import { Facts } from '../../design/Layout.tsx';
import { useWords } from '../../words.tsx';
import type { ClientCertificate } from './certificates.ts';

/** Writes a fingerprint so that it can be compared, four bytes together. */
export function Fingerprint({ hex }: { readonly hex: string }): ReactNode {
  return <span className="tg-code dv-fingerprint">{spokenFingerprint(hex).match(/.{1,12}/g)?.map((part, index) => <span key={index}>{part.replace(/:$/, '')}</span>)}</span>;
}

/** Says what a certificate says of itself: fingerprint, subject, issuer, number, validity. */
export function CertificateFacts({ certificate }: { readonly certificate: ClientCertificate }): ReactNode {
  const { t, date } = useWords();
  return (
    <Facts facts={[
      [t('deviceIdentity.fingerprint'), <Fingerprint key="print" hex={certificate.fingerprint} />],
      [t('deviceIdentity.subject'), certificate.subject],
      [t('deviceIdentity.issuer'), certificate.issuer],
      [t('deviceIdentity.serialNumber'), <span key="number" className="tg-code dv-hash">{certificate.serialNumber}</span>],
      [t('deviceIdentity.validity'), t('deviceIdentity.fromTo', { from: date(certificate.validFrom), until: date(certificate.validUntil) })],
    ]} />
  );
}
