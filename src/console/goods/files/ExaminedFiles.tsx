import type { ReactNode } from 'react';
import { attachmentDefinitions } from '../../../modules/goods/catalogue/attachment-kinds.ts';
import { ErrorState } from '../../design/States.tsx';
import { useWords } from '../../words.tsx';
import { useDesk, useReason } from '../desk/desk.ts';
import { AttachFiles } from './AttachFiles.tsx';
import { FileMark } from './FileMark.tsx';
import { isCurrent, useFiles, type KeptAttachment } from './files.ts';
import './files.css';

/** Shows the files that a record may name, each with a box: documents large enough to be read, or photographs with the camera beside them. */
export function ExaminedFiles({ documents, ticked, onTick }: { readonly documents: boolean; readonly ticked: ReadonlySet<string>; readonly onTick: (sha256: string, isTicked: boolean) => void }): ReactNode {
  const { t, say, dateTime } = useWords();
  const { whole: { consignment }, topics } = useDesk();
  const reasonFor = useReason();
  const view = useFiles(consignment.consignmentId, topics);
  const known = view.data?.data;
  const shown = (known?.attachments ?? []).filter((file) => isCurrent(file) && (documents || file.kind === 'photograph'));
  return (
    <fieldset className="gf-examined">
      <legend className="tg-label">{t(documents ? 'goodsFiles.examine' : 'goodsFiles.photographs')}</legend>
      <p className="tg-muted gf-small">{t(documents ? 'goodsFiles.examineHint' : 'goodsFiles.photographsHint')}</p>
      {view.error && known === undefined && <ErrorState error={view.error} onRetry={() => void view.refetch()} />}
      {known !== undefined && shown.length === 0 && <p className={documents ? 'gd-late gf-small' : 'tg-muted gf-small'}>{t(documents ? 'goodsFiles.noDocuments' : 'goodsFiles.noPhotographs')}</p>}
      <ul className="gf-grid">
        {shown.map((file) => (
          <li key={file.sha256} className={ticked.has(file.sha256) ? 'gf-card gf-card-ticked' : 'gf-card'}>
            <FileMark consignmentId={consignment.consignmentId} file={file} large />
            <label className="tg-check gf-tick">
              <input type="checkbox" aria-label={t('goodsFiles.tick', { name: file.name })} checked={ticked.has(file.sha256)} onChange={(event) => onTick(file.sha256, event.target.checked)} />
              <span><strong>{say(attachmentDefinitions[file.kind].name)}</strong><span className="gf-name">{file.name}</span><span className="tg-muted">{dateTime(file.keptAt)}</span></span>
            </label>
          </li>
        ))}
      </ul>
      {!documents && known !== undefined && <AttachFiles consignmentId={consignment.consignmentId} kind="photograph" mostBytes={known.mostBytes} topics={topics} pictures disabledReason={reasonFor('attach')} onKept={(kept: KeptAttachment) => onTick(kept.sha256, true)} />}
    </fieldset>
  );
}
