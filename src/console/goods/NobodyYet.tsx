import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { PageHeader } from '../design/PageHeader.tsx';
import { EmptyState } from '../design/States.tsx';
import { useWords } from '../words.tsx';

/** Stands in the place of a page that shows somebody their own, where the account stands for nobody yet. */
export function NobodyYet({ title }: { readonly title: string }): ReactNode {
  const { t } = useWords();
  return (
    <div className="tg-page">
      <PageHeader title={title} />
      <EmptyState icon="people" title={t('goodsRegisters.fileFirst')} detail={t('goodsRegisters.fileFirstDetail')} action={<Link className="tg-button tg-button-primary" to="/parties"><span className="tg-button-text">{t('goodsRegisters.toParties')}</span></Link>} />
    </div>
  );
}
