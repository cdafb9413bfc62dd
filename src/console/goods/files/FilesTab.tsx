import type { ReactNode } from 'react';
import { attachmentDefinitions } from '../../../modules/goods/catalogue/attachment-kinds.ts';
import { goodsOfficers } from '../../../modules/goods/shapes.ts';
import { Badge } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Panel } from '../../design/Layout.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../design/States.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { Refused } from '../../http.ts';
import { saveFile } from '../../lists/saving-files.ts';
import { sizeText } from '../../lists/reading-files.ts';
import { useSession } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { doersOf, nameOf, useDesk, useReason } from '../desk/desk.ts';
import { shortHash } from '../desk/saying.ts';
import { FileLink, FileMark } from './FileMark.tsx';
import { readFile, useFiles, type Attachment } from './files.ts';
import './files.css';

/** Lists every file kept with the consignment, the newest first: what it documents, by whom and when, its hash, which records name it, and what stands in its place. */
export function FilesTab(): ReactNode {
  const { t } = useWords();
  const { whole: { consignment }, topics, open } = useDesk();
  const reasonFor = useReason();
  const mine = useSession()?.officer.roles ?? [];
  const may = doersOf('attach').some((role) => mine.includes(role));
  const files = useFiles(consignment.consignmentId, topics);
  const known = files.data?.data;
  const attach = may && <Button icon="upload" disabledReason={reasonFor('attach')} onPress={() => open('attach')}>{t('goodsFiles.attach')}</Button>;
  if (known === undefined) return <Panel>{files.error ? <ErrorState error={files.error} onRetry={() => void files.refetch()} /> : <Skeleton lines={4} />}</Panel>;
  if (known.attachments.length === 0) return <Panel><EmptyState icon="declaration" title={t('goodsFiles.none')} detail={t('goodsFiles.noneDetail')} action={attach} /></Panel>;
  return (
    <Panel flush title={t('goodsFiles.tab')} actions={attach}>
      <ul className="gf-list" aria-label={t('goodsFiles.title', { number: consignment.number })}>
        {[...known.attachments].reverse().map((file) => <FileLine key={file.sha256} file={file} all={known.attachments} mayReplace={may} />)}
      </ul>
    </Panel>
  );
}

function FileLine({ file, all, mayReplace }: { readonly file: Attachment; readonly all: readonly Attachment[]; readonly mayReplace: boolean }): ReactNode {
  const words = useWords();
  const { t, say, dateTime } = words;
  const { whole, show } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const mine: readonly string[] = useSession()?.officer.roles ?? [];
  const { consignment: { consignmentId } } = whole;
  const side = goodsOfficers.some((role) => mine.includes(role)) ? 'officer' : 'trader';
  const steps = [...new Set(whole.case.records.filter((record) => (record.evidence['files'] as readonly string[] | undefined)?.includes(file.sha256)).map((record) => nameOf(words, record.step)))];
  const older = all.find((one) => one.sha256 === file.supersedes);
  const newer = all.find((one) => one.sha256 === file.supersededBy);
  const save = (): void => void readFile(consignmentId, file.sha256).then(saveFile, (error: unknown) => notify(error instanceof Refused ? words.refusal(error.refusal) : t('goodsFiles.notLoaded'), 'wrong'));
  return (
    <li className={newer === undefined && !file.gone ? 'gf-line' : 'gf-line gf-line-older'}>
      <FileMark consignmentId={consignmentId} file={file} />
      <div className="gf-what">
        <strong>{say(attachmentDefinitions[file.kind].name)}</strong>
        <span className="gf-name"><FileLink consignmentId={consignmentId} file={file} /></span>
        {newer !== undefined && <span className="gd-late">{t('goodsFiles.replaced', { reason: newer.reason ?? '' })}</span>}
        {older !== undefined && <span className="tg-muted">{t('goodsFiles.replaces', { name: older.gone ? t('goodsFiles.goneName') : older.name })}</span>}
        {file.gone && <span className="tg-muted">{t('goodsFiles.gone')}</span>}
      </div>
      <div className="gf-who">
        <span>{t('goodsFiles.keptBy', { who: file.by === null ? '–' : say(file.by), when: dateTime(file.keptAt) })} <Badge>{t(file.givenBy === 'trader' ? 'goodsFiles.byTrader' : 'goodsFiles.byOfficer')}</Badge></span>
        <span className="tg-muted">{sizeText(file.bytes)} · <span className="tg-code" title={file.sha256}>{t('goodsFiles.hash', { hash: shortHash(file.sha256) })}</span></span>
        <span className="tg-muted">{steps.length === 0 ? t('goodsFiles.notExamined') : t('goodsFiles.examinedIn', { steps: steps.join(t('goods.comma')) })}</span>
      </div>
      <div className="gf-do">
        {!file.gone && <Button kind="bare" icon="download" label={t('goodsFiles.saveOf', { name: file.name })} onPress={save} />}
        {mayReplace && newer === undefined && !file.gone && file.givenBy === side && <Button label={t('goodsFiles.replaceOf', { name: file.name })} disabledReason={reasonFor('attach')} onPress={() => show({ do: `replace:${file.sha256}` })}>{t('goodsFiles.replace')}</Button>}
      </div>
    </li>
  );
}
