import { useRef, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { ComboBox } from '../design/ComboBox.tsx';
import { Icon } from '../design/Icon.tsx';
import { Panel, Row } from '../design/Layout.tsx';
import { Stat, Stats } from '../design/Stat.tsx';
import { ErrorState, Skeleton } from '../design/States.tsx';
import { Table } from '../design/Table.tsx';
import { readView, useAct } from '../client.ts';
import { Refused, type Refusal } from '../http.ts';
import { deskPath, filePath } from '../flights/flight.ts';
import { personPath } from '../flights/desk/person-path.ts';
import { useWords } from '../words.tsx';
import { KeptOutTable } from './KeptOutTable.tsx';
import { NotTaken } from './NotTaken.tsx';
import { useFlightChoices } from './flight-choices.ts';
import { useFileDrop } from './importing.ts';
import { mostBytes, readBase64 } from './reading-files.ts';
import { useRights } from './rights.ts';
import { fixText } from './saying.ts';
import type { KeptOut } from './shapes.ts';

type Placed = { readonly where: string; readonly caseId: string; readonly flightId: string; readonly designator: string; readonly name: string; readonly state: 'new' | 'changed' | 'same' };
type Checked = { readonly placed: readonly Placed[]; readonly quarantined: readonly KeptOut[] };
type Loaded = { readonly recorded: number; readonly unchanged: number; readonly notComplete: number; readonly quarantined: readonly KeptOut[]; readonly refused: readonly { readonly where: string; readonly code: string }[] };
type CardFile = { readonly fileName: string; readonly content: string; readonly flightId?: string };
type Stage = { readonly at: 'none' | 'reading' | 'too-large' } | { readonly at: 'refused'; readonly file: CardFile; readonly refusal: Refusal } | { readonly at: 'failed'; readonly file: CardFile; readonly error: unknown }
  | { readonly at: 'checked'; readonly file: CardFile; readonly checked: Checked } | { readonly at: 'loaded'; readonly file: CardFile; readonly result: Loaded };

const cardRoles = ['healthOfficer', 'dutyOfficer', 'centre'] as const;
const topics = ['flight:*', 'case:*', 'board'];

/** Loads health declaration cards from another system: checked first, then recorded on each person's case. */
export function DeclarationsTab(): ReactNode {
  const { t } = useWords();
  const reason = useRights().reason(cardRoles);
  const input = useRef<HTMLInputElement>(null);
  const [stage, setStage] = useState<Stage>({ at: 'none' });
  const { run, pending, refusal } = useAct<CardFile, Loaded>('travellers.loadDeclarations', { topics });
  const flights = useFlightChoices();

  const check = async (file: CardFile): Promise<void> => {
    setStage({ at: 'reading' });
    setStage(await readView<Checked>('travellers.checkDeclarations', file).then(
      ({ data }): Stage => ({ at: 'checked', file, checked: data }),
      (error: unknown): Stage => (error instanceof Refused ? { at: 'refused', file, refusal: error.refusal } : { at: 'failed', file, error }),
    ));
  };
  const choose = (files: readonly File[]): void => {
    const [file] = files;
    if (file === undefined) return;
    if (file.size > mostBytes) { setStage({ at: 'too-large' }); return; }
    setStage({ at: 'reading' });
    void readBase64(file, () => undefined).then((content) => check({ fileName: file.name.slice(0, 200), content }), (error: unknown) => setStage({ at: 'failed', file: { fileName: file.name, content: '' }, error }));
  };
  const load = async (file: CardFile): Promise<void> => {
    const answer = await run(file);
    if (answer?.ok === true) setStage({ at: 'loaded', file, result: answer.result });
  };
  const over = useFileDrop(reason === undefined && stage.at !== 'reading' ? choose : undefined);
  const file = 'file' in stage ? stage.file : undefined;
  return (
    <div className={over ? 'tg-stack ls-over' : 'tg-stack'}>
      <input ref={input} type="file" hidden aria-label={t('lists.choose')} accept=".csv,.tsv,.txt,.xlsx" onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        event.target.value = '';
        choose(files);
      }} />
      {file === undefined && stage.at !== 'reading' && (
        <div className="ls-drop">
          <Icon name="declaration" size={28} />
          <p className="ls-drop-title">{t('declarations.dropHere')}</p>
          <p className="tg-muted">{t('declarations.dropDetail')}</p>
          <Row>
            <Button kind="primary" icon="upload" large disabledReason={reason} onPress={() => input.current?.click()}>{t('lists.choose')}</Button>
            {reason === undefined && (['zh', 'en'] as const).map((language) => <a key={language} className="tg-button tg-button-quiet" href={filePath('travellers.declarationTemplate', { language })} download><Icon name="download" />{t(language === 'zh' ? 'declarations.templateZh' : 'declarations.templateEn')}</a>)}
          </Row>
          {stage.at === 'too-large' && <p role="alert" className="ls-wrong">{t('lists.code.too-large')}</p>}
        </div>
      )}
      {stage.at === 'reading' && <Panel title={t('declarations.checking')}><Skeleton /></Panel>}
      {file !== undefined && (
        <Panel>
          <div className="ls-file-name">
            <Icon name="declaration" size={20} /><strong>{file.fileName}</strong>
            <Button icon="upload" disabledReason={reason} onPress={() => input.current?.click()}>{t('lists.chooseAnother')}</Button>
          </div>
          {stage.at !== 'loaded' && <div className="ls-flight"><ComboBox key={flights.length} label={t('declarations.flight')} hint={t('declarations.flightHint')} value={file.flightId ?? 'any'}
            options={[{ value: 'any', label: t('declarations.anyFlight') }, ...flights]}
            onChange={(flightId) => {
              const next = flightId === 'any' ? undefined : flightId;
              if (next !== file.flightId) void check({ fileName: file.fileName, content: file.content, ...(next === undefined ? {} : { flightId: next }) });
            }} /></div>}
        </Panel>
      )}
      {stage.at === 'refused' && <RefusedCards refusal={stage.refusal} />}
      {stage.at === 'failed' && <Panel><ErrorState error={stage.error} onRetry={() => void check(stage.file)} /></Panel>}
      {stage.at === 'checked' && <CheckedCards checked={stage.checked} pending={pending} refusal={refusal} onLoad={() => void load(stage.file)} />}
      {stage.at === 'loaded' && <LoadedCards result={stage.result} />}
    </div>
  );
}

function RefusedCards({ refusal }: { readonly refusal: Refusal }): ReactNode {
  const words = useWords();
  const code = String(refusal.params?.['code'] ?? '');
  const reason = String(refusal.params?.['reason'] ?? '');
  // Which columns are missing is said by the reader: the words speak of rosters.
  return <NotTaken what={words.find(`lists.code.${code}`) ?? words.refusal(refusal)} fix={code === 'columns-missing' ? reason : fixText(words, { code, reason })} />;
}

function CheckedCards({ checked, pending, refusal, onLoad }: { readonly checked: Checked; readonly pending: boolean; readonly refusal: Refusal | undefined; readonly onLoad: () => void }): ReactNode {
  const words = useWords();
  const { t } = words;
  const count = (state: Placed['state']): number => checked.placed.filter((card) => card.state === state).length;
  const fresh = count('new') + count('changed');
  return (
    <>
      <div className="ls-bar">
        <Stats>
          <Stat label={t('declarations.new')} value={count('new')} /><Stat label={t('declarations.changed')} value={count('changed')} />
          <Stat label={t('declarations.same')} value={count('same')} /><Stat label={t('declarations.keptOut')} value={checked.quarantined.length} {...(checked.quarantined.length > 0 ? { tone: 'wrong' as const } : {})} />
        </Stats>
        <Button kind="primary" icon="check" pending={pending} disabledReason={fresh === 0 ? t('declarations.nothing') : undefined} onPress={onLoad}>{t('declarations.load', { count: fresh })}</Button>
      </div>
      {refusal !== undefined && <p role="alert" className="ls-wrong">{words.refusal(refusal)}</p>}
      {checked.quarantined.length > 0 && <Panel title={t('lists.errors')} flush><KeptOutTable entries={checked.quarantined} /></Panel>}
      <Panel title={t('declarations.found')} flush>
        <Table label={t('declarations.found')} rows={checked.placed} rowKey={(card) => card.caseId} maximumHeight={420} emptyTitle={t('declarations.noneFound')} columns={[
          { key: 'row', title: t('lists.row'), width: '1%', cell: (card) => <span className="ls-place">{card.where.replace(/^row /u, '')}</span> },
          { key: 'person', title: t('lists.person'), sortValue: (card) => card.name, cell: (card) => <Link to={personPath(card.caseId)}>{card.name}</Link> },
          { key: 'flight', title: t('lists.flight'), sortValue: (card) => card.designator, cell: (card) => <Link to={deskPath(card.flightId)}>{card.designator}</Link> },
          { key: 'state', title: t('declarations.state'), sortValue: (card) => card.state, cell: (card) => <Status tone={card.state === 'same' ? 'quiet' : 'current'}>{t(`declarations.${card.state}`)}</Status> },
        ]} />
      </Panel>
    </>
  );
}

function LoadedCards({ result }: { readonly result: Loaded }): ReactNode {
  const { t } = useWords();
  const keptOut: readonly KeptOut[] = [...result.quarantined, ...result.refused].map((entry) => ({ reason: '', ...entry }));
  return (
    <div className="ls-result" role="status">
      <Panel title={<Status tone="done">{t('declarations.loaded')}</Status>}>
        <p>{t('declarations.loadedDetail', { recorded: result.recorded, notComplete: result.notComplete, unchanged: result.unchanged, keptOut: keptOut.length })}</p>
        {result.notComplete > 0 && <p><Status tone="late">{t('declarations.assisted', { count: result.notComplete })}</Status></p>}
      </Panel>
      {keptOut.length > 0 && <Panel title={t('lists.errors')} flush><KeptOutTable entries={keptOut} /></Panel>}
    </div>
  );
}
