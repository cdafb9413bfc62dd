import { useRef, type ReactNode } from 'react';
import { Button } from '../design/Button.tsx';
import { ComboBox } from '../design/ComboBox.tsx';
import { Icon } from '../design/Icon.tsx';
import { Panel, Row } from '../design/Layout.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { ErrorState } from '../design/States.tsx';
import { useWords } from '../words.tsx';
import { CheckedFile } from './CheckedFile.tsx';
import { CommittedFile } from './CommittedFile.tsx';
import { NotTaken } from './NotTaken.tsx';
import { useFlightChoices } from './flight-choices.ts';
import { useFileDrop, type Importing } from './importing.ts';
import { mostBytes, sizeText } from './reading-files.ts';
import { useRights } from './rights.ts';
import { fixText } from './saying.ts';
import { importRoles, rosterRoles, type ListFile, type ListKind } from './shapes.ts';

const kinds: readonly ListKind[] = ['roster', 'airline'];

/** Loads a file: chosen or dropped, checked, looked at, committed. */
export function ImportTab({ importing }: { readonly importing: Importing }): ReactNode {
  const { t } = useWords();
  const rights = useRights();
  const input = useRef<HTMLInputElement>(null);
  const { stage } = importing;
  const reason = rights.reason(importRoles);
  const busy = stage.at === 'reading' || stage.at === 'checking' || importing.committing;
  const over = useFileDrop(reason === undefined && !busy ? importing.choose : undefined);
  const choose = (): void => input.current?.click();
  return (
    <div className={over ? 'tg-stack ls-over' : 'tg-stack'}>
      <input ref={input} type="file" hidden aria-label={t('lists.choose')} accept=".csv,.tsv,.txt,.xlsx,.xls,.edi,.edifact,.paxlst"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          importing.choose(files);
        }} />
      {stage.at === 'none' && (
        <div className="ls-drop">
          <Icon name="upload" size={28} />
          <p className="ls-drop-title">{t('lists.dropHere')}</p>
          <p className="tg-muted">{t('lists.dropDetail')}</p>
          <Button kind="primary" icon="upload" autoFocus large disabledReason={reason} onPress={choose}>{t('lists.choose')}</Button>
        </div>
      )}
      {stage.at !== 'none' && stage.at !== 'committed' && (
        <Panel>
          <div className="ls-file">
            <div className="ls-file-name">
              <Icon name="declaration" size={20} />
              <strong>{'file' in stage ? stage.file.fileName : stage.fileName}</strong>
              {'bytes' in stage && <span className="tg-muted">{sizeText(stage.bytes)}</span>}
              <Button icon="upload" disabledReason={reason} pending={busy} onPress={choose}>{t('lists.chooseAnother')}</Button>
            </div>
            {importing.onlyFirst !== undefined && <p className="tg-muted" role="status">{t('lists.oneFile', { name: importing.onlyFirst })}</p>}
            {'file' in stage && <HowToRead importing={importing} file={stage.file} />}
            <div role="status">
              {stage.at === 'reading' && <p className="ls-said">{t('lists.reading')} <progress value={stage.done} max={1} aria-label={t('lists.reading')} /></p>}
              {stage.at === 'checking' && <p className="ls-said"><span className="tg-spinner" aria-hidden="true" /> {t('lists.checking', { size: sizeText(stage.bytes) })}</p>}
            </div>
          </div>
        </Panel>
      )}
      {stage.at === 'unreadable' && <NotTaken what={stage.problem === 'tooLarge' ? t('lists.tooLargeHere', { size: (stage.bytes / 1_000_000).toFixed(1), most: mostBytes / 1_000_000 }) : t('lists.cannotRead')} />}
      {stage.at === 'refused' && <RefusedFile importing={importing} />}
      {stage.at === 'failed' && <Panel><ErrorState error={stage.error} onRetry={() => importing.check()} /></Panel>}
      {stage.at === 'checked' && <CheckedFile importing={importing} file={stage.file} dryRun={stage.dryRun} />}
      {stage.at === 'committed' && <CommittedFile file={stage.file} dryRun={stage.dryRun} result={stage.result} onNext={importing.discard} />}
    </div>
  );
}

function HowToRead({ importing, file }: { readonly importing: Importing; readonly file: ListFile }): ReactNode {
  const { t } = useWords();
  const rights = useRights();
  const flights = useFlightChoices();
  return (
    <Row>
      <RadioGroup label={t('lists.kindLabel')} value={file.kind} onChange={(kind) => importing.check({ kind: kind === 'roster' ? 'roster' : 'airline' })}
        options={kinds.map((kind) => ({ value: kind, label: t(`lists.kind.${kind}`), disabledReason: kind === 'roster' ? rights.reason(rosterRoles) : undefined }))} />
      <div className="ls-flight"><ComboBox key={flights.length} label={t('lists.flightIfNone')} hint={t('lists.flightIfNoneHint')} value={file.flightId ?? 'file'}
        options={[{ value: 'file', label: t('lists.anyFlight') }, ...flights]}
        onChange={(flightId) => {
          const next = flightId === 'file' ? undefined : flightId;
          if (next !== file.flightId) importing.check({ flightId: next });
        }} /></div>
    </Row>
  );
}

/** Says why the server did not take the file: what is wrong with it, and how to put it right. */
function RefusedFile({ importing }: { readonly importing: Importing }): ReactNode {
  const words = useWords();
  if (importing.stage.at !== 'refused') return null;
  const { refusal } = importing.stage;
  const code = refusal.code === 'file-unreadable' ? String(refusal.params?.['code'] ?? '') : '';
  const what = words.find(`lists.code.${code}`);
  const reason = String(refusal.params?.['reason'] ?? '');
  return what === undefined ? <NotTaken what={words.refusal(refusal)} /> : <NotTaken what={what} fix={fixText(words, { code, reason })} />;
}
