import { useMemo, type ReactNode } from 'react';
import { useAddress } from '../address.ts';
import { Button } from '../design/Button.tsx';
import { Icon } from '../design/Icon.tsx';
import { pastOf, PastContext } from '../past.ts';
import { eventNow } from '../session.ts';
import { useWords } from '../words.tsx';

/** Shows a page as of the instant in its address, where it has one that is past: says so above it, and leads back to now. */
export function PastPage({ children }: { readonly children: ReactNode }): ReactNode {
  const { t, date, timeWithSeconds } = useWords();
  const [query, change] = useAddress();
  const asked = query.get('asOf');
  // An instant stays past, so that it need be compared once alone.
  const asOf = useMemo(() => pastOf(new URLSearchParams(asked === null ? '' : { asOf: asked }), eventNow()), [asked]);
  if (asOf === undefined) return children;
  return (
    <PastContext.Provider value={asOf}>
      <div className="tg-past" role="status">
        <Icon name="clock" /><strong>{t('shell.past', { time: `${date(asOf)} ${timeWithSeconds(asOf)}` })}</strong><span>{t('shell.pastDetail')}</span>
        <span className="tg-past-actions"><Button kind="primary" onPress={() => change({ asOf: undefined })}>{t('shell.pastToNow')}</Button></span>
      </div>
      {children}
    </PastContext.Provider>
  );
}
