import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'react-router';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Panel, Row } from '../design/Layout.tsx';
import { deskPath } from '../flights/flight.ts';
import { useWords } from '../words.tsx';
import { KeptOutPanel } from './CheckedFile.tsx';
import { useLetterKeys } from './keys.ts';
import { useRights } from './rights.ts';
import { saveText } from './saving-files.ts';
import { matchRoles, type Committed, type DryRun, type ListFile } from './shapes.ts';

/** Says what committing a file did, gives the answer to the carrier, and leads to what comes next. */
export function CommittedFile({ file, dryRun, result, onNext }: { readonly file: ListFile; readonly dryRun: DryRun; readonly result: Committed; readonly onNext: () => void }): ReactNode {
  const { t } = useWords();
  const rights = useRights();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => frame.current?.focus({ preventScroll: true }), []);
  useLetterKeys({ n: onNext });
  const flights = result.flights.map((flightId) => ({ flightId, designator: dryRun.flights.find((flight) => flight.flightId === flightId)?.designator ?? '' }));
  return (
    <div ref={frame} tabIndex={-1} className="ls-result" role="region" aria-label={result.repeated ? t('lists.committedNothing') : t('lists.committed')}>
      <Panel title={<Status tone="done">{result.repeated ? t('lists.committedNothing') : t('lists.committed')}</Status>}>
        <div className="tg-stack">
          <p><strong>{file.fileName}</strong> · {t('lists.committedDetail', { added: result.added, changed: result.changed, gone: result.gone, same: result.unchanged, quarantined: result.quarantined })}</p>
          {result.differencesOpened > 0 && <p><Status tone="late">{t('lists.differencesOpened', { count: result.differencesOpened })}</Status></p>}
          {result.answer !== undefined && <Answer fileName={file.fileName} text={result.answer} />}
          <Row>
            <Button kind="primary" keyHint="N" onPress={onNext}>{t('lists.next')}</Button>
            {rights.opens('/flights/:flightId') && flights.map((flight) => <Link key={flight.flightId} className="tg-button tg-button-quiet" to={deskPath(flight.flightId)}>{t('lists.toFlight', { flight: flight.designator })}</Link>)}
            {dryRun.matches.length > 0 && !result.repeated && rights.may(matchRoles) && <Link className="tg-button tg-button-quiet" to="/matches">{t('lists.toMatches')}</Link>}
          </Row>
        </div>
      </Panel>
      {dryRun.quarantined.length > 0 && <KeptOutPanel dryRun={dryRun} />}
    </div>
  );
}

function Answer({ fileName, text }: { readonly fileName: string; readonly text: string }): ReactNode {
  const { t } = useWords();
  return (
    <div className="ls-answer">
      <Button icon="download" onPress={() => saveText(`CUSRES ${fileName.replace(/\.\w+$/u, '')}.edi`, 'application/edifact', text)}>{t('lists.answer')}</Button>
      <pre tabIndex={0} aria-label={t('lists.answer')}>{text.replaceAll(/(?<!\?)'(?!$)/gu, "'\n")}</pre>
    </div>
  );
}
