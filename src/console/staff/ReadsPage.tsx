import type { ReactNode } from 'react';
import { PageHeader } from '../design/PageHeader.tsx';
import { useWords } from '../words.tsx';
import { ReadsLog } from './ReadsLog.tsx';
import './staff.css';

/** The log of reads: who opened health data of whom, and when. */
export function ReadsPage(): ReactNode {
  const { t } = useWords();
  return (
    <div className="tg-page st-wide">
      <PageHeader title={t('staff.reads')} detail={t('staff.readsDetail')} />
      <ReadsLog />
    </div>
  );
}
