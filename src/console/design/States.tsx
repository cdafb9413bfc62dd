import type { ReactNode } from 'react';
import { Refused, Unreachable } from '../http.ts';
import { useWords } from '../words.tsx';
import { Button } from './Button.tsx';
import { Icon, type IconName } from './Icon.tsx';
import './states.css';

/** Says that there is nothing, why, and what to do about it. */
export function EmptyState({ title, detail, icon = 'info', action, wholePage = false }: {
  readonly title: string;
  /** It is all that the page has: its title is the page's. */
  readonly wholePage?: boolean;
  readonly detail?: string | undefined;
  readonly icon?: IconName;
  readonly action?: ReactNode;
}): ReactNode {
  return (
    <div className="tg-state">
      <Icon name={icon} size={24} />
      {wholePage ? <h1 className="tg-state-title">{title}</h1> : <p className="tg-state-title">{title}</p>}
      {detail !== undefined && <p className="tg-muted">{detail}</p>}
      {action}
    </div>
  );
}

/** Says that something failed: a refusal in its words, a lost connection, or a fault of the server. */
export function ErrorState({ error, onRetry }: { readonly error: unknown; readonly onRetry?: (() => void) | undefined }): ReactNode {
  const { t } = useWords();
  return (
    <div className="tg-state tg-state-wrong" role="alert">
      <Icon name="alarm" size={24} />
      <p className="tg-state-title">{t('design.errorTitle')}</p>
      <p><ErrorText error={error} /></p>
      {onRetry && <Button onPress={onRetry}>{t('design.tryAgain')}</Button>}
    </div>
  );
}

/** Writes what an error means to the officer. */
export function ErrorText({ error }: { readonly error: unknown }): ReactNode {
  const { t, refusal } = useWords();
  if (error instanceof Refused) return refusal(error.refusal);
  return error instanceof Unreachable ? t('shell.offlineAct') : t('shell.serverFault');
}

/** Holds the place of what is being loaded. Unit: `lines` of text. */
export function Skeleton({ lines = 3 }: { readonly lines?: number }): ReactNode {
  const { t } = useWords();
  return (
    <div className="tg-skeleton" role="status">
      <span className="tg-hidden">{t('design.loading')}</span>
      {Array.from({ length: lines }, (_, line) => <span key={line} style={{ width: `${92 - ((line * 29) % 45)}%` }} aria-hidden="true" />)}
    </div>
  );
}
