import { useRef, useState, type ReactNode } from 'react';
import { Button } from '../design/Button.tsx';
import { Icon } from '../design/Icon.tsx';
import { useFileDrop } from '../lists/importing.ts';
import { readBase64 } from '../lists/reading-files.ts';
import '../lists/lists.css';

/** Is a file as it is sent. */
export type Chosen = { readonly fileName: string; readonly content: string };

/** Takes a file by choice or by dropping it. */
export function FileChoice({ chosen, title, detail, choose, accept = '.csv,.tsv,.txt', broken, onChoose }: { readonly chosen: Chosen | undefined; readonly title: string; readonly detail: string; readonly choose: string; readonly accept?: string; readonly broken?: string; readonly onChoose: (file: Chosen) => void }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [failed, setFailed] = useState(false);
  const take = (file: File | undefined): void => {
    if (file === undefined) return;
    setFailed(false);
    void readBase64(file, () => undefined).then((content) => onChoose({ fileName: file.name.slice(0, 200), content }), () => setFailed(true));
  };
  const over = useFileDrop((files) => take(files[0]));
  return (
    <div className={over ? 'ls-over' : undefined}>
      <input ref={input} type="file" hidden aria-label={choose} accept={accept} onChange={(event) => {
        take(event.target.files?.[0]);
        event.target.value = '';
      }} />
      {chosen === undefined ? (
        <div className="ls-drop gr-drop"><Icon name="upload" size={24} /><p className="ls-drop-title">{title}</p><p className="tg-muted">{detail}</p><Button icon="upload" autoFocus onPress={() => input.current?.click()}>{choose}</Button></div>
      ) : <div className="ls-file-name"><Icon name="declaration" size={20} /><strong>{chosen.fileName}</strong><Button icon="upload" onPress={() => input.current?.click()}>{choose}</Button></div>}
      {failed && <p className="tg-problem" role="alert">{broken ?? title}</p>}
    </div>
  );
}
