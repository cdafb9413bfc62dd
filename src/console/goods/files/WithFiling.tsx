import { useRef, useState, type ReactNode } from 'react';
import { attachmentDefinitions, attachmentKinds, type AttachmentKind } from '../../../modules/goods/catalogue/attachment-kinds.ts';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Row, Stack } from '../../design/Layout.tsx';
import { Select } from '../../design/Select.tsx';
import { sizeText } from '../../lists/reading-files.ts';
import { useWords } from '../../words.tsx';
import type { KeptAttachment } from './files.ts';
import { prepareFile } from './preparing.ts';
import './files.css';

type Waiting = { readonly key: number; readonly kind: AttachmentKind; readonly file: File };

const topics = ['goods', 'consignment:*'];

/** Is the files that go with a list: what chooses them, and what keeps them once the consignment is there. */
export type FilesToSend = {
  readonly block: ReactNode;
  readonly sending: boolean;
  /** Keeps the files one after the other. Shape: how many were not kept. */
  readonly send: (consignmentId: string) => Promise<number>;
};

/** Holds files on the page until their list is filed. */
export function useFilesToSend(): FilesToSend {
  const { t, say } = useWords();
  const attach = useAct<unknown, KeptAttachment>('goods.attach', { topics });
  const input = useRef<HTMLInputElement>(null);
  const turn = useRef(0);
  const [kind, setKind] = useState<AttachmentKind>('invoice');
  const [waiting, setWaiting] = useState<readonly Waiting[]>([]);
  const [sending, setSending] = useState(false);
  const take = (files: readonly File[]): void => setWaiting((before) => [...before, ...files.map((file) => {
    turn.current += 1;
    return { key: turn.current, kind, file };
  })]);
  const send = async (consignmentId: string): Promise<number> => {
    setSending(true);
    let missed = 0;
    for (const one of waiting) {
      const answer = await prepareFile(one.file).then(({ fileName, content }) => attach.run({ consignmentId, kind: one.kind, fileName, content }), () => undefined);
      if (answer?.ok !== true) missed += 1;
    }
    setSending(false);
    return missed;
  };
  const block = (
    <Stack>
      <p className="tg-muted">{t('goodsFiles.withFilingHint')}</p>
      <input ref={input} type="file" hidden multiple aria-label={t('goodsFiles.choose')} accept="image/jpeg,image/png,image/webp,application/pdf" onChange={(event) => {
        take([...(event.target.files ?? [])]);
        event.target.value = '';
      }} />
      <div className="gf-filing">
        <Select label={t('goodsFiles.kind')} value={kind} allowEmpty={false} onChange={(value) => setKind((value ?? 'other') as AttachmentKind)} options={attachmentKinds.map((one) => ({ value: one, label: say(attachmentDefinitions[one].name) }))} />
        <Button icon="upload" onPress={() => input.current?.click()}>{t('goodsFiles.choose')}</Button>
      </div>
      {waiting.length > 0 && (
        <ul className="gf-sent" aria-label={t('goodsFiles.withFilingCount', { count: waiting.length })}>
          {waiting.map((one) => (
            <li key={one.key}>
              <Row><span>{say(attachmentDefinitions[one.kind].name)}</span><span className="gf-sent-name">{one.file.name}</span><span className="tg-muted">{sizeText(one.file.size)}</span>
                <Button kind="bare" icon="cross" label={t('goodsFiles.remove', { name: one.file.name })} onPress={() => setWaiting((before) => before.filter((other) => other.key !== one.key))} /></Row>
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
  return { block, sending, send };
}
