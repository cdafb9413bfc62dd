import { useRef, type ReactNode } from 'react';
import { goodsListTemplate } from '../../modules/goods/rules/list-writing.ts';
import { Button } from '../design/Button.tsx';
import { Icon } from '../design/Icon.tsx';
import { Row, Stack } from '../design/Layout.tsx';
import { ErrorState } from '../design/States.tsx';
import { Tabs } from '../design/Tabs.tsx';
import { TextField } from '../design/TextField.tsx';
import { useFileDrop } from '../lists/importing.ts';
import { NotTaken } from '../lists/NotTaken.tsx';
import { mostBytes, sizeText } from '../lists/reading-files.ts';
import { saveText } from '../lists/saving-files.ts';
import '../lists/lists.css';
import { useWords } from '../words.tsx';
import type { Checking, Way } from './checking.ts';
import { fileText } from './list-saying.ts';
import { isTyped, TypedLines, type TypedRow } from './TypedLines.tsx';

/** The list as it is given: by file, pasted from a spreadsheet, or typed; each way keeps what it was given while another is tried. */
export function ListSource({ way, onWay, checking, pasted, onPasted, rows, wrong, onRows, onCheckTyped }: {
  readonly way: Way; readonly onWay: (way: Way) => void; readonly checking: Checking;
  readonly pasted: string; readonly onPasted: (text: string) => void;
  readonly rows: readonly TypedRow[]; readonly wrong: ReadonlyMap<string, string>; readonly onRows: (rows: readonly TypedRow[]) => void; readonly onCheckTyped: () => void;
}): ReactNode {
  const { t } = useWords();
  const busy = checking.stage.at === 'checking';
  const over = useFileDrop(busy ? undefined : (files) => {
    if (files[0] === undefined) return;
    onWay('file');
    checking.checkFile(files[0]);
  });
  const again = checking.stage.at === 'checked' && checking.stage.way === way ? t('goodsRegisters.checkAgain') : t('goodsRegisters.check');
  return (
    <Stack>
      <Tabs label={t('goodsRegisters.list')} selected={way} onSelect={(key) => onWay(key === 'paste' ? 'paste' : key === 'typing' ? 'typing' : 'file')} tabs={[
        { key: 'file', title: t('goodsRegisters.byFile'), content: <FileWay checking={checking} over={over} /> },
        { key: 'paste', title: t('goodsRegisters.byPaste'), content: (
          <Stack>
            <TextField label={t('goodsRegisters.pasteLabel')} hint={t('goodsRegisters.pasteHint')} lines={8} code value={pasted} onChange={onPasted} />
            <Row><Button icon="check" pending={busy} disabledReason={pasted.trim() === '' ? t('goodsRegisters.pasteEmpty') : undefined} onPress={() => checking.checkText(pasted, 'paste')}>{again}</Button><Template /></Row>
          </Stack>
        ) },
        { key: 'typing', title: t('goodsRegisters.byTyping'), content: (
          <Stack>
            <TypedLines rows={rows} wrong={wrong} onChange={onRows} />
            <Row><Button icon="check" pending={busy} disabledReason={rows.some(isTyped) ? undefined : t('goodsRegisters.typeEmpty')} onPress={onCheckTyped}>{again}</Button></Row>
          </Stack>
        ) },
      ]} />
      <div role="status">{busy && <p className="ls-said"><span className="tg-spinner" aria-hidden="true" /> {t('goodsRegisters.checking')}</p>}</div>
      <Trouble checking={checking} />
    </Stack>
  );
}

function Template(): ReactNode {
  const { t, language } = useWords();
  return <Button kind="bare" icon="download" onPress={() => saveText('goods-list-template.csv', 'text/csv;charset=utf-8', goodsListTemplate(language))}>{t('goodsRegisters.template')}</Button>;
}

function FileWay({ checking, over }: { readonly checking: Checking; readonly over: boolean }): ReactNode {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const { stage } = checking;
  const taken = stage.at !== 'none' && !(stage.at === 'checked' && stage.way !== 'file');
  return (
    <div className={over ? 'ls-over' : undefined}>
      <input ref={input} type="file" hidden aria-label={t('goodsRegisters.choose')} accept=".csv,.tsv,.txt,.xlsx"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file !== undefined) checking.checkFile(file);
        }} />
      {taken ? (
        <div className="ls-file-name">
          <Icon name="declaration" size={20} /><strong>{stage.fileName}</strong>
          <Button icon="upload" pending={stage.at === 'checking'} onPress={() => input.current?.click()}>{t('goodsRegisters.chooseAnother')}</Button>
        </div>
      ) : (
        <div className="ls-drop gr-drop">
          <Icon name="upload" size={24} />
          <p className="ls-drop-title">{t('goodsRegisters.dropHere')}</p>
          <p className="tg-muted">{t('goodsRegisters.dropDetail')}</p>
          <Row><Button icon="upload" onPress={() => input.current?.click()}>{t('goodsRegisters.choose')}</Button><Template /></Row>
        </div>
      )}
    </div>
  );
}

/** Says why a list was not read, and how to put it right. */
function Trouble({ checking: { stage } }: { readonly checking: Checking }): ReactNode {
  const words = useWords();
  const { t } = words;
  if (stage.at === 'unreadable') return <NotTaken what={stage.problem === 'tooLarge' ? t('goodsRegisters.tooLarge', { size: sizeText(stage.bytes), most: mostBytes / 1_000_000 }) : t('goodsRegisters.broken')} />;
  if (stage.at === 'failed') return <ErrorState error={stage.error} onRetry={stage.again} />;
  if (stage.at !== 'refused') return null;
  const { what, fix } = stage.refusal.code === 'file-unreadable' ? fileText(words, String(stage.refusal.params?.['code'] ?? '')) : { what: undefined, fix: undefined };
  return what === undefined ? <NotTaken what={words.refusal(stage.refusal)} /> : <NotTaken what={what} {...(fix === undefined ? {} : { fix })} />;
}
