import { useState, type ReactNode } from 'react';
import { attachmentDefinitions } from '../../../modules/goods/catalogue/attachment-kinds.ts';
import { Button } from '../../design/Button.tsx';
import { Icon } from '../../design/Icon.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { Refused } from '../../http.ts';
import { useWords } from '../../words.tsx';
import { fileAddress, isPicture, openFile, type Attachment } from './files.ts';
import './files.css';

/** Gives how to open a file in a tab of its own, and says what went wrong. */
export function useOpenFile(consignmentId: string): (file: Attachment) => void {
  const { t, refusal } = useWords();
  const notify = useNotify();
  return (file) => void openFile(consignmentId, file.sha256).then(
    (opened) => { if (!opened) notify(t('goodsFiles.popUp'), 'late'); },
    (error: unknown) => notify(error instanceof Refused ? refusal(error.refusal) : t('goodsFiles.notLoaded'), 'wrong'),
  );
}

/** Shows a file small: a picture as itself, a document by its kind; pressed, it opens in a tab of its own. */
export function FileMark({ consignmentId, file, large = false }: { readonly consignmentId: string; readonly file: Attachment; readonly large?: boolean }): ReactNode {
  const { t, say } = useWords();
  const open = useOpenFile(consignmentId);
  const [broken, setBroken] = useState(false);
  const className = large ? 'gf-mark gf-mark-large' : 'gf-mark';
  if (file.gone) return <span className={className}><Icon name="cross" size={20} /><span className="tg-hidden">{t('goodsFiles.gone')}</span></span>;
  return (
    <button type="button" className={className} title={file.name} aria-label={`${t('goodsFiles.openOf', { name: file.name })} (${t('goodsFiles.opens')})`} onClick={() => open(file)}>
      {isPicture(file) && !broken ? <img src={fileAddress(consignmentId, file.sha256)} alt={`${say(attachmentDefinitions[file.kind].name)} ${file.name}`} loading="lazy" onError={() => setBroken(true)} />
        : <><Icon name="declaration" size={large ? 28 : 22} /><span className="gf-ending">{file.name.split('.').at(-1)?.toUpperCase()}</span></>}
    </button>
  );
}

/** Names a file as a link that opens it. */
export function FileLink({ consignmentId, file }: { readonly consignmentId: string; readonly file: Attachment }): ReactNode {
  const { t } = useWords();
  const open = useOpenFile(consignmentId);
  if (file.gone) return <span className="tg-muted">{t('goodsFiles.goneName')}</span>;
  return <Button kind="bare" label={`${t('goodsFiles.openOf', { name: file.name })} (${t('goodsFiles.opens')})`} onPress={() => open(file)}>{file.name}</Button>;
}
