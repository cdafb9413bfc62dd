import { useMemo, useState, type ReactNode } from 'react';
import { isKeyAccepted } from '../../../modules/devices/rules/client-certificates.ts';
import { deviceKeepers, deviceSuspenders } from '../../../modules/devices/rules/roles.ts';
import { useView } from '../../client.ts';
import { Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Panel } from '../../design/Layout.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { useWords } from '../../words.tsx';
import { useRolesReason } from '../marks.tsx';
import type { WholeDevice } from '../shapes.ts';
import { RegisterCertificate, RevokeCertificate } from './CertificateDialogs.tsx';
import { Fingerprint } from './CertificateFacts.tsx';
import { certificateTone, type ClientCertificate } from './certificates.ts';

/** Shows by what a device is known: its certificates with their validity and what was decided on them, and whether its key still counts. */
export function IdentityTab({ whole }: { readonly whole: WholeDevice }): ReactNode {
  const { t, say, date, dateTime } = useWords();
  const { device } = whole;
  const reasonAgainst = useRolesReason();
  const [topics] = useState(() => [`device:${device.deviceId}`, 'devices']);
  const view = useView<{ readonly certificates: readonly ClientCertificate[] }>('devices.certificates', { deviceId: device.deviceId }, { topics, everyMilliseconds: 60_000 });
  const [doing, setDoing] = useState<'register' | ClientCertificate | undefined>(undefined);
  const keepReason = device.state === 'retired' ? t('devices.isRetired') : reasonAgainst(deviceKeepers);
  const revokeReason = reasonAgainst(deviceSuspenders);
  const columns = useMemo<readonly Column<ClientCertificate>[]>(() => [
    { key: 'subject', title: t('deviceIdentity.subject'), cell: (one) => <span className="dv-two"><strong>{one.subject}</strong><span className="tg-muted">{t('deviceIdentity.issuer')}: {one.issuer}</span></span> },
    { key: 'state', title: t('deviceIdentity.state'), cell: (one) => <Status tone={certificateTone(one.state)}>{t(`deviceIdentity.state.${one.state}`)}</Status> },
    { key: 'validity', title: t('deviceIdentity.validity'), cell: (one) => <span className="tg-nowrap">{date(one.validFrom)}<br />{date(one.validUntil)}</span> },
    { key: 'fingerprint', title: t('deviceIdentity.fingerprint'), cell: (one) => <Fingerprint hex={one.fingerprint} /> },
    { key: 'history', title: t('deviceIdentity.history'), cell: (one) => <span className="dv-two"><span className="tg-muted">{t(`deviceIdentity.cameBy.${one.cameBy}`)}</span>{one.decisions.map((decision) => <span key={decision.at}>{t('deviceIdentity.decided', { at: dateTime(decision.at), what: t(`deviceIdentity.decision.${decision.decision}`), who: decision.by === null ? t('deviceIdentity.byAuthority') : say(decision.by), reason: decision.reason })}</span>)}</span> },
    { key: 'do', title: t('deviceIdentity.act'), align: 'end', cell: (one) => (one.state === 'revoked' ? null : <Button icon="minus" label={t('deviceIdentity.revokeOne', { subject: one.subject })} disabledReason={revokeReason} onPress={() => setDoing(one)}>{t('deviceIdentity.revoke')}</Button>) },
  ], [t, say, date, dateTime, revokeReason]);
  return (
    <div className="tg-stack">
      <p className="tg-muted">{t(isKeyAccepted(whole.settings) ? 'deviceIdentity.keyAccepted' : 'deviceIdentity.keyNotAccepted')}</p>
      <Panel flush title={t('deviceIdentity.certificates')} actions={<Button icon="plus" disabledReason={keepReason} onPress={() => setDoing('register')}>{t('deviceIdentity.register')}</Button>}>
        <Table label={t('deviceIdentity.certificates')} columns={columns} rows={view.data?.data.certificates} rowKey={(one) => one.fingerprint} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('deviceIdentity.none')} emptyDetail={t('deviceIdentity.noneDetail')}
          tone={(one) => (one.state === 'expired' ? 'wrong' : one.state === 'due' || one.state === 'notYet' ? 'late' : one.state === 'revoked' ? 'quiet' : undefined)} />
      </Panel>
      {doing === 'register' && <RegisterCertificate device={device} onClose={() => setDoing(undefined)} />}
      {doing !== undefined && doing !== 'register' && <RevokeCertificate certificate={doing} onClose={() => setDoing(undefined)} />}
    </div>
  );
}
