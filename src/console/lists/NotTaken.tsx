import type { ReactNode } from 'react';
import { Icon } from '../design/Icon.tsx';
import { useWords } from '../words.tsx';

/** Says that a file was not taken: what is wrong with it, and how to put it right. */
export function NotTaken({ what, fix = '' }: { readonly what: string; readonly fix?: string }): ReactNode {
  const { t } = useWords();
  return (
    <div className="ls-refused" role="alert">
      <Icon name="alarm" size={22} />
      <div>
        <h2>{t('lists.refusedFile')}</h2>
        <p><strong>{what}</strong></p>
        {fix !== '' && <p>{fix}</p>}
        <p className="tg-muted">{t('lists.refusedNothing')}</p>
      </div>
    </div>
  );
}
