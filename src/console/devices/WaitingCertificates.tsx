import { useState, type ReactNode } from 'react';
import { deviceKeepers, deviceSuspenders } from '../../modules/devices/rules/roles.ts';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { useWords } from '../words.tsx';
import { BindCertificate, RevokeCertificate } from './device/CertificateDialogs.tsx';
import { Fingerprint } from './device/CertificateFacts.tsx';
import type { ClientCertificate } from './device/certificates.ts';
import { useRolesReason } from './marks.tsx';
import type { WallDevice } from './shapes.ts';

/** Lists the certificates that were shown by nobody known: each is approved for a device, or turned away for good. */
export function WaitingCertificates({ certificates, devices }: { readonly certificates: readonly ClientCertificate[]; readonly devices: readonly WallDevice[] }): ReactNode {
  const { t, say, date, dateTime } = useWords();
  const reasonAgainst = useRolesReason();
  const [doing, setDoing] = useState<{ readonly what: 'bind' | 'turnAway'; readonly certificate: ClientCertificate } | undefined>(undefined);
  const waiting = certificates.filter((one) => one.state === 'waiting');
  return (
    <>
      {waiting.length > 0 && (
        <Panel flush title={t('deviceIdentity.waitingTitle', { count: waiting.length })} actions={<span className="tg-muted">{t('deviceIdentity.waitingDetail')}</span>}>
          <ul className="dv-waiting">
            {waiting.map((one) => (
              <li key={one.fingerprint}>
                <span className="dv-two"><strong>{one.subject}</strong><span className="tg-muted">{one.claimedName === null ? t('deviceIdentity.claimsNone') : t('deviceIdentity.claims', { name: say(one.claimedName) })}</span></span>
                <Fingerprint hex={one.fingerprint} />
                <span className="dv-two tg-muted"><span>{t(`deviceIdentity.cameBy.${one.cameBy}`)} {dateTime(one.knownAt)}</span><span>{t('deviceIdentity.fromTo', { from: date(one.validFrom), until: date(one.validUntil) })}</span></span>
                <Button icon="minus" label={`${t('deviceIdentity.turnAway')}: ${one.subject}`} disabledReason={reasonAgainst(deviceSuspenders)} onPress={() => setDoing({ what: 'turnAway', certificate: one })}>{t('deviceIdentity.turnAway')}</Button>
                <Button icon="check" label={t('deviceIdentity.bindOne', { subject: one.subject })} disabledReason={reasonAgainst(deviceKeepers)} onPress={() => setDoing({ what: 'bind', certificate: one })}>{t('deviceIdentity.bind')}</Button>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {doing?.what === 'bind' && <BindCertificate certificate={doing.certificate} devices={devices} onClose={() => setDoing(undefined)} />}
      {doing?.what === 'turnAway' && <RevokeCertificate certificate={doing.certificate} onClose={() => setDoing(undefined)} />}
    </>
  );
}
