import type { ReactNode } from 'react';
import { useWords } from '../words.tsx';

/** Names who did something: an officer, the system of an organisation by its key, or the house itself. */
export function WhoDid({ entry }: { readonly entry: { readonly officer: { readonly en: string; readonly zh: string } | null; readonly keyId: string | null; readonly organisation: string | null } }): ReactNode {
  const { t, say } = useWords();
  if (entry.officer !== null) return <span><strong>{say(entry.officer)}</strong> <span className="tg-muted">{entry.organisation}</span></span>;
  if (entry.keyId !== null) return <span><strong>{entry.organisation}</strong> <span className="tg-muted">{t('staff.byKey')}</span></span>;
  return <span className="tg-muted">{t('staff.house')}</span>;
}
