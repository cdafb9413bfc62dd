import type { ReactNode } from 'react';
import { Status } from '../design/Badge.tsx';
import { useWords } from '../words.tsx';
import type { OfficerEntry } from './staff.ts';

/** Says whether an officer may come in, and how. */
export function OfficerState({ officer }: { readonly officer: OfficerEntry }): ReactNode {
  const { t } = useWords();
  if (officer.disabled) return <Status tone="quiet">{t('staff.disabled')}</Status>;
  if (officer.persona) return <Status tone="neutral">{t('staff.persona')}</Status>;
  // Who signs in by the organisation is told to administrators only.
  if (!officer.hasPassword && officer.externalSubject === null && officer.sessions !== null) return <Status tone="late">{t('staff.noWayIn')}</Status>;
  return <Status tone="done">{t('staff.active')}</Status>;
}
