import { useRef, useState, type ReactNode } from 'react';
import { useAct } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Form } from '../design/Form.tsx';
import { Row } from '../design/Layout.tsx';
import { ErrorText } from '../design/States.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { mostBytes, readBase64, sizeText } from '../lists/reading-files.ts';
import { problemOf } from '../staff/staff.ts';
import { useWords } from '../words.tsx';

const topics = ['trust'];

/** Asks for a list of keys: its name, where it is from and how it was checked, and the file. */
export function ImportTrust({ names, onClose }: { readonly names: readonly string[]; readonly onClose: () => void }): ReactNode {
  const { t, refusal } = useWords();
  const notify = useNotify();
  const bring = useAct<unknown, { readonly version: number; readonly keys: number; readonly repeated: boolean }>('certificates.importTrust', { topics });
  const [draft, setDraft] = useState({ name: names[0] ?? '', source: '', listDate: '' });
  const [file, setFile] = useState<File | undefined>(undefined);
  const [unread, setUnread] = useState<string | undefined>(undefined);
  const [tried, setTried] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const wrong: Readonly<Record<string, string | undefined>> = {
    name: draft.name.trim() === '' ? t('certificates.needed', { field: t('certificates.name') }) : undefined,
    source: draft.source.trim() === '' ? t('certificates.needed', { field: t('certificates.source') }) : undefined,
    listDate: draft.listDate.trim() === '' || /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(draft.listDate.trim()) ? undefined : t('certificates.listDateWrong'),
    content: file === undefined ? t('certificates.fileMissing') : file.size > mostBytes ? t('certificates.tooLarge', { most: mostBytes / 1_000_000 }) : unread,
  };
  const shown = (key: string): string | undefined => (tried ? wrong[key] : undefined);
  const problems = [...(tried ? Object.entries(wrong).flatMap(([key, message]) => (message === undefined ? [] : [{ field: `trust-${key}`, message }])) : []), ...problemOf(bring.refusal, 'trust-', refusal)];
  const change = (part: Partial<typeof draft>): void => setDraft((now) => ({ ...now, ...part }));
  const send = async (chosen: File): Promise<void> => {
    let content: string;
    try {
      content = await readBase64(chosen, () => undefined);
    } catch {
      return setUnread(t('certificates.cannotRead'));
    }
    const name = draft.name.trim();
    const answer = await bring.run({ name, source: draft.source.trim(), fileName: chosen.name.slice(0, 200), content, ...(draft.listDate.trim() === '' ? {} : { listDate: draft.listDate.trim() }) });
    if (!answer?.ok) return;
    notify(answer.result.repeated ? t('certificates.repeated', { name }) : t('certificates.done', { name, version: answer.result.version, count: answer.result.keys }));
    onClose();
  };
  return (
    <Dialog title={t('certificates.import')} open stays onClose={onClose}>
      <Form label={t('certificates.import')} problems={problems} onSubmit={() => {
        setTried(true);
        if (Object.values(wrong).every((message) => message === undefined) && file !== undefined) void send(file);
      }}>
        <p className="tg-muted">{t('certificates.importDetail')}</p>
        <TextField id="trust-name" label={t('certificates.name')} hint={t('certificates.nameHint')} autoFocus maxLength={80} value={draft.name} problem={shown('name')} onChange={(name) => change({ name })} />
        <TextField id="trust-source" label={t('certificates.source')} maxLength={300} lines={2} value={draft.source} problem={shown('source')} onChange={(source) => change({ source })} />
        <TextField id="trust-listDate" label={t('certificates.listDate')} hint={t('certificates.listDateHint')} code maxLength={10} value={draft.listDate} problem={shown('listDate')} onChange={(listDate) => change({ listDate })} />
        <div id="trust-content" tabIndex={-1} className={shown('content') === undefined ? 'tg-field' : 'tg-field tg-field-wrong'}>
          <span className="tg-label">{t('certificates.file')}</span>
          <input ref={chooser} type="file" hidden aria-label={t('certificates.file')} accept=".pem,.crt,.cer,.der,.json,.jwks,.cbor,.txt,.bin" onChange={(event) => {
            setUnread(undefined);
            setFile(event.target.files?.[0]);
            bring.reset();
          }} />
          <Row><Button icon="upload" onPress={() => chooser.current?.click()}>{t('certificates.fileMissing')}</Button><span>{file === undefined ? <span className="tg-muted">{t('certificates.noFile')}</span> : `${file.name} · ${sizeText(file.size)}`}</span></Row>
          {shown('content') !== undefined && <p className="tg-problem">{shown('content')}</p>}
        </div>
        {bring.fault && <p className="tg-problem" role="alert"><ErrorText error={bring.fault} /></p>}
        <div className="tg-form-foot">
          <Button kind="primary" type="submit" pending={bring.pending}>{t('certificates.import')}</Button>
          <Button onPress={onClose}>{t('certificates.cancel')}</Button>
        </div>
      </Form>
    </Dialog>
  );
}
