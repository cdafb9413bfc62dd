import type { ReactNode } from 'react';
import { ToneMark } from '../../design/Badge.tsx';
import { Panel } from '../../design/Layout.tsx';
import { useSession } from '../../session.ts';
import { useWords } from '../../words.tsx';
import type { WholeAlarm } from '../shapes.ts';

/** Says in words what a release of the alarm still lacks, the second officer among it. */
export function LacksPanel({ whole }: { readonly whole: WholeAlarm }): ReactNode {
  const { t, find } = useWords();
  const officerId = useSession()?.officer.id;
  const needsSecond = whole.facts['verify.repeated'] === true;
  const isFirst = needsSecond && whole.categorisedBy !== null && whole.categorisedBy === officerId;
  return (
    <Panel title={whole.lacks.length === 0 ? t('devices.release') : t('devices.lacksTitle')}>
      <ul className="dv-lacks">
        {whole.lacks.map((lack) => <li key={lack}><ToneMark tone={lack === 'neutron' || lack === 'fissile' || lack === 'doseRate' ? 'wrong' : 'neutral'} /><span>{find(`devices.lacks.${lack}`) ?? lack}</span></li>)}
        {whole.lacks.length === 0 && <li><ToneMark tone="done" /><span>{t('devices.lacksNothing')}</span></li>}
        {needsSecond && <li><ToneMark tone={isFirst ? 'late' : 'neutral'} /><span className={isFirst ? 'gd-late' : undefined}>{t('devices.lacksSecond')}</span></li>}
      </ul>
    </Panel>
  );
}
