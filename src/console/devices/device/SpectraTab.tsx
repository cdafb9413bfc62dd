import { useMemo, useState, type ReactNode } from 'react';
import { templateKeepers } from '../../../modules/devices/rules/roles.ts';
import { useAddress } from '../../address.ts';
import { useAct, useView } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Panel } from '../../design/Layout.tsx';
import { Select } from '../../design/Select.tsx';
import { EmptyState } from '../../design/States.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { FileChoice, type Chosen } from '../../food/FileChoice.tsx';
import { ActForm } from '../../goods/desk/ActForm.tsx';
import { useWords } from '../../words.tsx';
import { useRolesReason } from '../marks.tsx';
import { eventName } from '../saying.ts';
import type { Name, WholeDevice } from '../shapes.ts';
import { SpectrumPanel } from './SpectrumFigure.tsx';
import '../Source.css';

type Template = { readonly templateId: string; readonly detectorModel: string; readonly nuclide: string; readonly source: string; readonly counts: number; readonly addedAt: string; readonly by: Name | null };
const topics = ['templates'];

/** Plots the spectra that a device sent, newest first, and lists the templates by which they are compared. */
export function SpectraTab({ whole }: { readonly whole: WholeDevice }): ReactNode {
  const words = useWords();
  const { t } = words;
  const [query, change] = useAddress();
  const withSpectra = whole.events.filter((event) => event.format === 'n42' && event.hasContent);
  const chosen = withSpectra.find((event) => event.messageId === query.get('message')) ?? withSpectra[0];
  return (
    <div className="tg-stack">
      {chosen === undefined ? <Panel><EmptyState icon="statistics" title={t('spectra.none')} detail={t('spectra.noneDetail')} /></Panel> : <>
        <Select label={t('spectra.choose')} value={chosen.messageId} allowEmpty={false} onChange={(message) => change({ message })} options={withSpectra.map((event) => ({ value: event.messageId, label: t('spectra.chosen', { when: `${words.date(event.happenedAt)} ${words.timeWithSeconds(event.happenedAt)}`, event: eventName(words, event.name) }) }))} />
        <SpectrumPanel key={chosen.messageId} deviceId={whole.device.deviceId} messageId={chosen.messageId} />
      </>}
      <Templates />
    </div>
  );
}

function Templates(): ReactNode {
  const words = useWords();
  const { t, say, number, dateTime } = words;
  const reasonAgainst = useRolesReason();
  const [adding, setAdding] = useState(false);
  const view = useView<{ readonly templates: readonly Template[] }>('devices.templates', {}, { topics });
  const columns = useMemo<readonly Column<Template>[]>(() => [
    { key: 'model', title: t('spectra.model'), cell: (one) => one.detectorModel, sortValue: (one) => one.detectorModel },
    { key: 'nuclide', title: t('spectra.nuclide'), cell: (one) => <strong>{one.nuclide}</strong>, sortValue: (one) => one.nuclide },
    { key: 'counts', title: t('spectra.measured'), align: 'end', cell: (one) => number(Math.round(one.counts)), sortValue: (one) => one.counts },
    { key: 'source', title: t('spectra.source'), cell: (one) => <span className="dv-reading">{one.source}</span> },
    { key: 'added', title: t('spectra.added'), cell: (one) => <span className="dv-two"><span className="tg-nowrap">{dateTime(one.addedAt)}</span>{one.by !== null && <span className="tg-muted">{say(one.by)}</span>}</span>, sortValue: (one) => one.addedAt },
  ], [words]);
  return (
    <Panel flush title={t('spectra.templates')} actions={<Button icon="plus" disabledReason={reasonAgainst(templateKeepers)} onPress={() => setAdding(true)}>{t('spectra.addTemplate')}</Button>}>
      <Table label={t('spectra.templates')} columns={columns} rows={view.data?.data.templates} rowKey={(one) => one.templateId} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('spectra.noTemplates')} emptyDetail={t('spectra.noTemplatesDetail')} foot={t('spectra.templatesDetail')} />
      {adding && <AddTemplate onClose={() => setAdding(false)} />}
    </Panel>
  );
}

function AddTemplate({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const notify = useNotify();
  const reasonAgainst = useRolesReason();
  const add = useAct<object, { nuclide: string; detectorModel: string }>('devices.addTemplate', { topics });
  const [file, setFile] = useState<Chosen | undefined>(undefined);
  const [source, setSource] = useState('');
  const [nuclide, setNuclide] = useState('');
  const [model, setModel] = useState('');
  const [tried, setTried] = useState(false);
  const wrong = tried && source.trim() === '' ? t('spectra.wrongSource') : undefined;
  return (
    <Dialog title={t('spectra.addTemplate')} open onClose={onClose}>
      <ActForm act={add} label={t('spectra.addTemplate')} disabledReason={reasonAgainst(templateKeepers)} fields={{ source: 'template-source', detectorModel: 'template-model', nuclide: 'template-nuclide' }} extra={<Button onPress={onClose}>{t('spectra.close')}</Button>}
        problems={[...(tried && file === undefined ? [{ field: undefined, message: t('spectra.wrongFile') }] : []), ...(wrong === undefined ? [] : [{ field: 'template-source', message: wrong }])]} onSubmit={() => {
          setTried(true);
          if (file === undefined || source.trim() === '') return;
          void add.run({ content: file.content, fileName: file.fileName, source: source.trim(), ...(nuclide.trim() === '' ? {} : { nuclide: nuclide.trim() }), ...(model.trim() === '' ? {} : { detectorModel: model.trim() }) }).then((answer) => {
            if (answer?.ok !== true) return;
            notify(t('spectra.addedOf', { nuclide: answer.result.nuclide, model: answer.result.detectorModel }));
            onClose();
          });
        }}>
        <FileChoice chosen={file} title={t('spectra.fileTitle')} detail={t('spectra.fileDetail')} choose={t('spectra.chooseFile')} accept=".n42,.xml" onChoose={setFile} />
        <TextField id="template-source" label={t('spectra.source')} hint={t('spectra.sourceHint')} value={source} maxLength={120} problem={wrong} onChange={setSource} />
        <TextField id="template-nuclide" label={t('spectra.nuclide')} required={false} hint={t('spectra.nuclideHint')} value={nuclide} maxLength={60} onChange={setNuclide} />
        <TextField id="template-model" label={t('spectra.model')} required={false} hint={t('spectra.modelHint')} value={model} maxLength={120} onChange={setModel} />
      </ActForm>
    </Dialog>
  );
}
