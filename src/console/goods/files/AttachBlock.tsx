import { useState, type ReactNode } from 'react';
import { attachmentDefinitions, attachmentKinds, type AttachmentKind } from '../../../modules/goods/catalogue/attachment-kinds.ts';
import { Select } from '../../design/Select.tsx';
import { useWords } from '../../words.tsx';
import { useDesk, useReason } from '../desk/desk.ts';
import { AttachFiles } from './AttachFiles.tsx';
import { isCurrent, type Attachments } from './files.ts';
import { documentsOfDesk } from './wanted.ts';

/** Asks what a file is, then takes it; what is wanted and not there yet is offered first. */
export function AttachBlock({ known, autoFocus = false }: { readonly known: Attachments; readonly autoFocus?: boolean }): ReactNode {
  const { t, say } = useWords();
  const { whole, topics } = useDesk();
  const reasonFor = useReason();
  // What was offered first stays chosen while files of it come.
  const [kind, setKind] = useState<AttachmentKind>(() => documentsOfDesk(whole).find((one) => !known.attachments.some((file) => file.kind === one && isCurrent(file))) ?? 'other');
  return (
    <div className="tg-stack">
      <Select label={t('goodsFiles.kind')} value={kind} allowEmpty={false} autoFocus={autoFocus} onChange={(value) => setKind((value ?? 'other') as AttachmentKind)} options={attachmentKinds.map((one) => ({ value: one, label: say(attachmentDefinitions[one].name) }))} />
      <AttachFiles consignmentId={whole.consignment.consignmentId} kind={kind} mostBytes={known.mostBytes} topics={topics} pictures={attachmentDefinitions[kind].pictureOnly === true} disabledReason={reasonFor('attach')} />
    </div>
  );
}
