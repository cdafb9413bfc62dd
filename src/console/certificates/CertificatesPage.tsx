import type { ReactNode } from 'react';
import { useAddress } from '../address.ts';
import { PageHeader } from '../design/PageHeader.tsx';
import { Tabs } from '../design/Tabs.tsx';
import { useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { TrustTab } from './TrustTab.tsx';
import { VerifyTab } from './VerifyTab.tsx';
import { verifyRoles } from './certificates.ts';
import './certificates.css';
import '../staff/staff.css';

/** Certificates: verified from a scan, a text or a picture, and the keys that vouch for them. */
export function CertificatesPage(): ReactNode {
  const { t } = useWords();
  const [query, change] = useAddress();
  const roles = useSession()?.officer.roles ?? [];
  const verifies = verifyRoles.some((role) => roles.includes(role));
  return (
    <div className="tg-page st-wide">
      <PageHeader title={t('certificates.title')} detail={t('certificates.detail')} />
      <Tabs label={t('certificates.title')} selected={query.get('tab') ?? (verifies ? 'verify' : 'trust')} onSelect={(tab) => change({ tab })} tabs={[
        ...(verifies ? [{ key: 'verify', title: t('certificates.tabVerify'), content: <VerifyTab /> }] : []),
        { key: 'trust', title: t('certificates.tabTrust'), content: <TrustTab /> },
      ]} />
    </div>
  );
}
