import type { ReactNode } from 'react';
import { Status } from '../design/Badge.tsx';
import { Panel } from '../design/Layout.tsx';
import { useWords } from '../words.tsx';
import type { Version } from './shapes.ts';

/** Lists the versions of a roster with why each came about and what it is worth. */
export function VersionsPanel({ versions }: { readonly versions: readonly Version[] }): ReactNode {
  const words = useWords();
  const { t, say, number, dateTime } = words;
  return (
    <Panel title={t('rosters.versions')}>
      <ol className="ro-list" reversed>
        {versions.map((version) => (
          <li key={version.ordinal}>
            <span className="ro-version"><Status tone={version.kind === 'published' ? 'done' : 'neutral'}>{`${number(version.ordinal)} ${t(`rosters.kind.${version.kind}`)}`}</Status><span className="tg-muted tg-nowrap">{dateTime(version.recordedAt)}{version.by === null ? '' : ` · ${say(version.by)}`}</span></span>
            <span className="tg-muted">{[...(version.reason === '' ? [] : [version.reason]), ...(version.changes > 0 ? [t('rosters.cellsChanged', { count: version.changes })] : []), ...(version.worth.gap === null ? [] : [t('rosters.gapOf', { gap: `${number(version.worth.gap * 100, 2)}%` })]), ...(version.kind === 'published' ? [t('rosters.acknowledged', { count: version.acknowledged })] : [])].join(' · ')}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
