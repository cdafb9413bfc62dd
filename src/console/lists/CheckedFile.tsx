import { useEffect, useRef, type ReactNode } from 'react';
import { countKeptOut } from '../../modules/travellers/rules/entries.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Panel, Row } from '../design/Layout.tsx';
import { Stat, Stats } from '../design/Stat.tsx';
import { ErrorText } from '../design/States.tsx';
import { useWords } from '../words.tsx';
import { Changes } from './Changes.tsx';
import { FileFlights } from './FileFlights.tsx';
import type { Importing } from './importing.ts';
import { KeptOutTable } from './KeptOutTable.tsx';
import { useLetterKeys } from './keys.ts';
import { Findings, Likely } from './Noticed.tsx';
import { useRights } from './rights.ts';
import { importRoles, type DryRun, type ListFile } from './shapes.ts';

/** Shows what committing a checked file would do, and commits it. */
export function CheckedFile({ importing, file, dryRun }: { readonly importing: Importing; readonly file: ListFile; readonly dryRun: DryRun }): ReactNode {
  const { t, refusal } = useWords();
  const rights = useRights();
  const result = useRef<HTMLDivElement>(null);
  const persons = dryRun.records.length;
  const nothing = persons === 0 && dryRun.diff.gone.length === 0;
  // A carrier gets its answer again also where nothing is new.
  const reason = rights.reason(importRoles) ?? (dryRun.repeated && file.kind === 'roster' ? t('lists.commitRepeated') : nothing ? t('lists.commitNoRecords') : undefined);
  useEffect(() => result.current?.focus({ preventScroll: true }), [dryRun]);
  useLetterKeys({ c: () => { if (reason === undefined) importing.commit(); }, d: importing.discard });
  return (
    <div ref={result} tabIndex={-1} className="ls-result" role="region" aria-label={t('lists.checked')}>
      <div className="ls-bar">
        <Status tone="current">{t('lists.checked')}</Status>
        <Row end>
          <Button keyHint="D" onPress={importing.discard}>{t('lists.discard')}</Button>
          <Button onPress={() => importing.check()}>{t('lists.again')}</Button>
          <Button kind="primary" keyHint="C" pending={importing.committing} disabledReason={reason} onPress={importing.commit}>{persons === 0 ? t('lists.commitNothing') : t('lists.commit', { count: persons })}</Button>
        </Row>
      </div>
      {importing.refusal && <p className="tg-problem" role="alert">{refusal(importing.refusal)}</p>}
      {importing.fault && <p className="tg-problem" role="alert"><ErrorText error={importing.fault} /></p>}
      {dryRun.repeated && <p className="ls-said"><strong>{t('lists.repeatedTitle')}</strong> {t('lists.repeatedDetail')}</p>}
      <Figures dryRun={dryRun} />
      <div className="ls-parts">
        <div className="tg-stack">
          <KeptOutPanel dryRun={dryRun} />
          {!dryRun.repeated && <Changes dryRun={dryRun} />}
        </div>
        <div className="tg-stack">
          <FileFlights flights={dryRun.flights} onAnnounced={() => importing.check()} />
          <Likely matches={dryRun.matches} />
          <Findings findings={dryRun.findings} />
        </div>
      </div>
    </div>
  );
}

/** Shows the records of a file that were kept out, or that none was. */
export function KeptOutPanel({ dryRun }: { readonly dryRun: DryRun }): ReactNode {
  const { t } = useWords();
  if (dryRun.quarantined.length === 0) return <p><Status tone="done">{t('lists.errorsNone')}</Status></p>;
  return (
    <Panel flush title={t('lists.errors')}>
      <p className="ls-note">{t('lists.errorsDetail')}</p>
      <KeptOutTable entries={dryRun.quarantined} />
    </Panel>
  );
}

function Figures({ dryRun }: { readonly dryRun: DryRun }): ReactNode {
  const { t, number } = useWords();
  const { diff, records } = dryRun;
  const keptOut = countKeptOut(dryRun.quarantined);
  const { total, passengers, crew } = dryRun.declared;
  const parts = [typeof passengers === 'number' ? `${t('lists.scope.passengers')} ${number(passengers)}` : '', typeof crew === 'number' && crew > 0 ? `${t('lists.scope.crew')} ${number(crew)}` : ''].filter((part) => part !== '');
  const declared = typeof total === 'number' ? total : parts.length === 0 ? undefined : Number(passengers ?? 0) + Number(crew ?? 0);
  return (
    <Stats>
      <Stat label={t('lists.found')} value={records.length} />
      <Stat label={t('lists.keptOut')} value={keptOut} {...(keptOut > 0 ? { tone: 'wrong' } : {})} />
      <Stat label={t('lists.added')} value={diff.added.length} />
      <Stat label={t('lists.changed')} value={diff.changed.length} />
      <Stat label={t('lists.gone')} value={diff.gone.length} {...(diff.gone.length > 0 ? { tone: 'late' } : {})} />
      <Stat label={t('lists.same')} value={diff.same} />
      {declared !== undefined && <Stat label={t('lists.declaredCounts')} value={declared} note={parts.join(' · ')} {...(declared === records.length ? {} : { tone: 'late' })} />}
    </Stats>
  );
}
