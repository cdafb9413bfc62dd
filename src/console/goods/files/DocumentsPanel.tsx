import type { ReactNode } from 'react';
import { attachmentDefinitions } from '../../../modules/goods/catalogue/attachment-kinds.ts';
import { ToneMark } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Panel } from '../../design/Layout.tsx';
import { ErrorState, Skeleton } from '../../design/States.tsx';
import { useSession } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { doersOf, useDesk, useReason } from '../desk/desk.ts';
import { AttachBlock } from './AttachBlock.tsx';
import { FileLink } from './FileMark.tsx';
import { isCurrent, useFiles } from './files.ts';
import { documentsOfDesk, numberNamed } from './wanted.ts';
import './files.css';

/** Lists the documents that the declaration comes with: which are attached, which are only named, which are missing; then what is attached besides. */
export function DocumentsPanel({ transportMode, inPlace = false }: {
  /** As it is about to be declared. */
  readonly transportMode?: string | undefined;
  /** Files are taken here, not in a dialog of their own: another is open already. */
  readonly inPlace?: boolean;
}): ReactNode {
  const { t, say } = useWords();
  const { whole, topics, open } = useDesk();
  const reasonFor = useReason();
  const mine = useSession()?.officer.roles ?? [];
  const { consignment: { consignmentId } } = whole;
  const files = useFiles(consignmentId, topics);
  const current = (files.data?.data.attachments ?? []).filter((file) => isCurrent(file) && file.kind !== 'photograph');
  const wanted = documentsOfDesk(whole, transportMode);
  const kinds = [...wanted, ...new Set(current.map((file) => file.kind).filter((kind) => !wanted.includes(kind)))];
  const may = doersOf('attach').some((role) => mine.includes(role));
  const attach = may && !inPlace && <Button icon="upload" disabledReason={reasonFor('attach')} onPress={() => open('attach')}>{t('goodsFiles.attach')}</Button>;
  return (
    <Panel flush title={t('goodsFiles.documents')} actions={attach}>
      {files.data === undefined ? (files.error ? <ErrorState error={files.error} onRetry={() => void files.refetch()} /> : <Skeleton lines={3} />) : (
        <ul className="gf-documents">
          {kinds.map((kind) => {
            const own = current.filter((file) => file.kind === kind);
            const number = numberNamed(kind, whole.declarations.at(-1));
            return (
              <li key={kind}>
                <ToneMark tone={own.length > 0 ? 'done' : 'neutral'} />
                <span className="gf-document"><span>{say(attachmentDefinitions[kind].name)}</span>{number !== undefined && <span className="tg-muted tg-code">{t('goodsFiles.named', { number })}</span>}</span>
                <span className="gf-attached">{own.length === 0 ? <span className="tg-muted">{t('goodsFiles.notAttached')}</span> : own.map((file) => <FileLink key={file.sha256} consignmentId={consignmentId} file={file} />)}</span>
              </li>
            );
          })}
        </ul>
      )}
      {inPlace && may && files.data !== undefined && <div className="gf-in-place"><AttachBlock known={files.data.data} /></div>}
    </Panel>
  );
}
