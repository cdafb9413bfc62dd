import { useRef, useState, type ReactNode } from 'react';
import type { AttachmentKind } from '../../../modules/goods/catalogue/attachment-kinds.ts';
import { useAct } from '../../client.ts';
import { Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { useFileDrop } from '../../lists/importing.ts';
import { sizeText } from '../../lists/reading-files.ts';
import { useWords } from '../../words.tsx';
import type { KeptAttachment } from './files.ts';
import { prepareFile } from './preparing.ts';
import './files.css';

type Sent = { readonly key: number; readonly name: string; readonly state: 'preparing' | 'sending' | 'kept' | 'same' | 'wrong'; readonly message?: string; readonly file?: File };

/** Takes pictures by the camera and files by choice or by dropping them, several at once, and keeps each with the consignment as soon as it is given. */
export function AttachFiles({ consignmentId, kind, mostBytes, topics, supersedes, pictures = false, autoFocus = false, disabledReason, onKept }: {
  readonly consignmentId: string;
  readonly kind: AttachmentKind;
  readonly mostBytes: number;
  readonly topics: readonly string[];
  /** The file in whose place the first one given is put. */
  readonly supersedes?: { readonly sha256: string; readonly reason: string } | undefined;
  /** Only pictures are asked for, by the camera first. */
  readonly pictures?: boolean;
  readonly autoFocus?: boolean;
  readonly disabledReason?: string | undefined;
  readonly onKept?: (kept: KeptAttachment) => void;
}): ReactNode {
  const { t, refusal } = useWords();
  const attach = useAct<unknown, KeptAttachment>('goods.attach', { topics });
  const [sent, setSent] = useState<readonly Sent[]>([]);
  const turn = useRef(0);
  const line = useRef<Promise<void>>(Promise.resolve());
  const camera = useRef<HTMLInputElement>(null);
  const chooser = useRef<HTMLInputElement>(null);

  const change = (key: number, part: Partial<Sent>): void => setSent((before) => before.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const send = async (key: number, file: File): Promise<void> => {
    try {
      const prepared = await prepareFile(file);
      if (prepared.bytes > mostBytes) {
        change(key, { state: 'wrong', message: refusal({ code: 'attachment-too-large', params: { name: file.name, megabytes: mostBytes / 1_000_000 } }) });
        return;
      }
      change(key, { state: 'sending' });
      const answer = await attach.run({ consignmentId, kind, fileName: prepared.fileName, content: prepared.content, ...(supersedes === undefined ? {} : { supersedes }) });
      if (answer === undefined) change(key, { state: 'wrong', message: t('goodsFiles.failed'), file });
      else if (!answer.ok) change(key, { state: 'wrong', message: refusal(answer.refusal) });
      else {
        change(key, answer.result.isNew ? { state: 'kept' } : { state: 'same', message: t('goodsFiles.same', { name: answer.result.name }) });
        onKept?.(answer.result);
      }
    } catch {
      change(key, { state: 'wrong', message: t('goodsFiles.failed'), file });
    }
  };
  // One after the other: a telephone holds one large picture in memory, not ten.
  const take = (files: readonly File[]): void => {
    if (disabledReason !== undefined) return;
    for (const file of supersedes === undefined ? files : files.slice(0, 1)) {
      turn.current += 1;
      const key = turn.current;
      setSent((before) => [...before, { key, name: file.name, state: 'preparing' }]);
      line.current = line.current.then(() => send(key, file));
    }
  };
  const again = ({ key, file }: Sent): void => {
    if (file === undefined) return;
    change(key, { state: 'preparing', message: '' });
    line.current = line.current.then(() => send(key, file));
  };
  const over = useFileDrop(disabledReason === undefined ? take : undefined);
  const chosen = (input: HTMLInputElement): void => {
    take([...(input.files ?? [])]);
    input.value = '';
  };
  return (
    <div className={over ? 'gf-attach gf-over' : 'gf-attach'}>
      <input ref={camera} type="file" hidden aria-label={t('goodsFiles.camera')} accept="image/*" capture="environment" onChange={(event) => chosen(event.target)} />
      <input ref={chooser} type="file" hidden multiple={supersedes === undefined} aria-label={t('goodsFiles.choose')} accept={pictures ? 'image/jpeg,image/png,image/webp' : 'image/jpeg,image/png,image/webp,application/pdf'} onChange={(event) => chosen(event.target)} />
      <div className="tg-row">
        <Button icon="camera" {...(pictures ? { autoFocus } : {})} disabledReason={disabledReason} onPress={() => camera.current?.click()}>{t('goodsFiles.camera')}</Button>
        <Button icon="upload" {...(pictures ? {} : { autoFocus })} disabledReason={disabledReason} onPress={() => chooser.current?.click()}>{t('goodsFiles.choose')}</Button>
      </div>
      {!pictures && <p className="tg-muted gf-small">{t('goodsFiles.limits', { size: sizeText(mostBytes) })}</p>}
      <ul className="gf-sent" aria-live="polite">
        {sent.map((one) => (
          <li key={one.key}>
            <span className="gf-sent-name">{one.name}</span>
            {one.state === 'wrong' ? <span className="tg-problem">{one.message}{one.file !== undefined && <Button kind="bare" onPress={() => again(one)}>{t('goodsFiles.again')}</Button>}</span>
              : one.state === 'kept' || one.state === 'same' ? <Status tone="done">{one.message ?? t('goodsFiles.kept')}</Status>
                : <span className="tg-muted"><span className="tg-spinner" aria-hidden="true" /> {t(`goodsFiles.${one.state}`)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
