import { useEffect, useState, type ReactNode } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { foodCategories, storages } from '../../modules/prescribed/catalogue/lot.ts';
import { useAct, useView } from '../client.ts';
import { Checkbox } from '../design/Checkbox.tsx';
import type { Problem } from '../design/Form.tsx';
import { DateField } from '../design/DateTimeField.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Select } from '../design/Select.tsx';
import { EmptyState, ErrorState, Skeleton } from '../design/States.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { consignmentPath } from '../goods/shapes.ts';
import { unitName } from '../goods/marks.tsx';
import { useWords } from '../words.tsx';
import type { Name } from './shapes.ts';
import '../goods/goods.css';
import './food.css';

type Proposed = { readonly position: number; readonly description: Name; readonly left: string; readonly unit: string; readonly lotNumber: string; readonly producerNumber: string; readonly importerFiling: string; readonly producedOn: string; readonly bestBefore: string; readonly quantity: string; readonly category: string; readonly storage: string; readonly origin: string };
type Row = Proposed & { readonly taken: boolean };
const topics = ['food', 'goods', 'consignment:*'];

/** Opens the lots of a consignment: everything that its list says is filled in, so that where the list is whole one press is enough. */
export function OpenLotsPage(): ReactNode {
  const words = useWords();
  const { t, say } = words;
  const { consignmentId = '' } = useParams();
  const navigate = useNavigate();
  const notify = useNotify();
  const view = useView<{ readonly number: string; readonly lots: readonly Proposed[] }>('food.proposal', { consignmentId }, { topics: ['food'] });
  const [rows, setRows] = useState<readonly Row[] | undefined>(undefined);
  const [filing, setFiling] = useState<string | undefined>(undefined);
  const [tried, setTried] = useState(false);
  const open = useAct<unknown, { readonly lots: readonly unknown[] }>('food.openLots', { topics });
  const proposed = view.data?.data;
  useEffect(() => {
    if (proposed === undefined || rows !== undefined) return;
    setRows(proposed.lots.map((lot) => ({ ...lot, taken: true })));
    setFiling(proposed.lots[0]?.importerFiling ?? '');
  }, [proposed, rows]);
  const number = proposed?.number ?? '';
  const header = <PageHeader title={t('food.openLots')} crumbs={[{ title: t('goods.title'), to: '/goods' }, { title: number, to: consignmentPath(consignmentId) }, { title: t('food.openLots') }]} detail={t('food.openDetail')} />;
  if (view.error) return <div className="tg-page">{header}<ErrorState error={view.error} onRetry={() => void view.refetch()} /></div>;
  if (rows === undefined) return <div className="tg-page">{header}<Skeleton lines={6} /></div>;
  if (rows.length === 0) return <div className="tg-page">{header}<Panel><EmptyState icon="check" title={t('food.nothingLeft')} detail={t('food.nothingLeftDetail')} action={<Link className="tg-button tg-button-primary" to={`/food?consignment=${consignmentId}`}>{t('food.toLots')}</Link>} /></Panel></div>;
  const change = (position: number, part: Partial<Row>): void => setRows(rows.map((row) => (row.position === position ? { ...row, ...part } : row)));
  const taken = rows.filter((row) => row.taken);
  const needed = [['lotNumber', t('food.number')], ['producerNumber', t('food.producerNumber')], ['producedOn', t('food.producedOn')], ['bestBefore', t('food.bestBefore')], ['quantity', t('food.quantity')]] as const;
  const wrong: Problem[] = taken.length === 0 ? [{ message: t('food.problemNone') }] : taken.flatMap((row) => needed.filter(([field]) => row[field].trim() === '' || row[field] === 'invalid').map(([field, name]) => ({ field: `${field}-${row.position}`, message: t('food.problemLot', { position: row.position, field: name }) })));
  const problemAt = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  const send = (): void => {
    setTried(true);
    if (wrong.length > 0) return;
    void open.run({ consignmentId, lots: taken.map((row) => ({ position: row.position, lotNumber: row.lotNumber.trim(), producerNumber: row.producerNumber.trim(), importerFiling: (filing ?? '').trim(), producedOn: row.producedOn, bestBefore: row.bestBefore, quantity: row.quantity.trim(), category: row.category, storage: row.storage, origin: row.origin })) }).then((answer) => {
      if (!answer?.ok) return;
      notify(t('food.opened', { count: answer.result.lots.length }));
      void navigate(`/food?consignment=${consignmentId}`);
    });
  };
  return (
    <div className="tg-page fd-open">
      {header}
      <ActForm act={open} label={t('food.openCount', { count: taken.length })} icon="check" autoFocus problems={tried ? wrong : []} onSubmit={send}>
        <div className="fd-filing"><TextField label={t('food.filingForAll')} hint={t('food.filingHint')} code value={filing ?? ''} maxLength={40} onChange={setFiling} /></div>
        {rows.map((row) => (
          <Panel key={row.position} title={<span className="fd-line-title"><span className="tg-muted">{t('food.lineOf', { position: row.position })}</span> {say(row.description)}</span>} actions={<span className="tg-muted fd-line-left">{t('food.leftOfLine', { left: row.left, unit: unitName(words, row.unit) })}</span>}>
            <div className="fd-fields">
              <TextField id={`lotNumber-${row.position}`} label={t('food.number')} code value={row.lotNumber} maxLength={60} problem={problemAt(`lotNumber-${row.position}`)} onChange={(value) => change(row.position, { lotNumber: value })} />
              <TextField id={`producerNumber-${row.position}`} label={t('food.producerNumber')} code value={row.producerNumber} maxLength={40} problem={problemAt(`producerNumber-${row.position}`)} onChange={(value) => change(row.position, { producerNumber: value })} />
              <DateField id={`producedOn-${row.position}`} label={t('food.producedOn')} value={row.producedOn === '' ? undefined : row.producedOn} problem={problemAt(`producedOn-${row.position}`)} onChange={(value) => change(row.position, { producedOn: value ?? '' })} />
              <DateField id={`bestBefore-${row.position}`} label={t('food.bestBefore')} value={row.bestBefore === '' ? undefined : row.bestBefore} problem={problemAt(`bestBefore-${row.position}`)} onChange={(value) => change(row.position, { bestBefore: value ?? '' })} />
              <TextField id={`quantity-${row.position}`} label={t('food.quantity')} code value={row.quantity} unit={unitName(words, row.unit)} problem={problemAt(`quantity-${row.position}`)} onChange={(value) => change(row.position, { quantity: value })} />
              <Select label={t('food.category')} allowEmpty={false} value={row.category} onChange={(value) => change(row.position, { category: value ?? 'other' })} options={foodCategories.map((one) => ({ value: one, label: t(`food.category.${one}`) }))} />
              <Select label={t('food.storage')} allowEmpty={false} value={row.storage} onChange={(value) => change(row.position, { storage: value ?? 'ambient' })} options={storages.map((one) => ({ value: one, label: t(`food.storage.${one}`) }))} />
            </div>
            <Checkbox label={t('food.take')} value={row.taken} onChange={(value) => change(row.position, { taken: value })} />
          </Panel>
        ))}
      </ActForm>
    </div>
  );
}
