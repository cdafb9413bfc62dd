import type { ReactNode } from 'react';
import { useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { EmptyState, ErrorState, Skeleton } from '../design/States.tsx';
import { useSession } from '../session.ts';
import { useWords } from '../words.tsx';

type Code = { readonly caseId: string; readonly name: string; readonly delegation: string | null; readonly code: string };

/** Shows the codes to hand out, a delegation a table, to be printed and cut. */
export function Codes({ flightId, designator }: { readonly flightId: string; readonly designator: string }): ReactNode {
  const { t } = useWords();
  const event = useSession()?.event.code ?? '';
  const view = useView<{ readonly codes: readonly Code[] }>('declarations.codes', { flightId }, { topics: [`flight:${flightId}`] });
  const codes = view.isPlaceholderData ? undefined : view.data?.data.codes;
  if (codes === undefined) return <Panel>{view.error === null ? <Skeleton lines={6} /> : <ErrorState error={view.error} onRetry={() => void view.refetch()} />}</Panel>;
  if (codes.length === 0) return <Panel><EmptyState icon="key" title={t('declaring.codesNone')} /></Panel>;
  const groups = new Map<string, Code[]>();
  for (const code of codes) groups.set(code.delegation ?? '', [...(groups.get(code.delegation ?? '') ?? []), code]);
  const address = `${window.location.origin}/declare/${event}`;
  return (
    <div className="tg-stack dc-codes">
      <div className="dc-tools dc-screen"><p className="tg-muted dc-prose">{t('declaring.codesDetail')}</p><Button kind="primary" icon="print" onPress={() => window.print()}>{t('declaring.print')}</Button></div>
      {[...groups].sort(([one], [other]) => one.localeCompare(other)).map(([delegation, entries]) => (
        <Panel key={delegation} flush title={`${delegation === '' ? t('declaring.noDelegation') : delegation} · ${designator}`}>
          <table className="tg-table dc-code-table" aria-label={delegation === '' ? t('declaring.noDelegation') : delegation}>
            <thead><tr><th scope="col">{t('declaring.person')}</th><th scope="col">{t('declaring.code')}</th><th scope="col">{t('declaring.openAt', { address: '' })}</th></tr></thead>
            <tbody>{entries.map((entry) => <tr key={entry.caseId}><td><strong>{entry.name}</strong></td><td><span className="tg-code dc-code">{entry.code}</span></td><td className="tg-muted">{address}</td></tr>)}</tbody>
          </table>
        </Panel>
      ))}
    </div>
  );
}
