import type { ReactNode } from 'react';
import { Status } from '../../design/Badge.tsx';
import { useWords } from '../../words.tsx';

/** Says how many days are left; red only once the day is past. */
export function DaysLeft({ days }: { readonly days: number }): ReactNode {
  const { t } = useWords();
  if (days < 0) return <Status tone="wrong">{t('goodsCarnets.late', { count: -days })}</Status>;
  if (days > 7) return <span className="tg-muted">{t('goodsCarnets.left', { count: days })}</span>;
  return <Status tone="late">{days === 0 ? t('goodsCarnets.today') : t('goodsCarnets.left', { count: days })}</Status>;
}
