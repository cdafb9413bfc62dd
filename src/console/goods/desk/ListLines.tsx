import type { ReactNode } from 'react';
import { useView } from '../../client.ts';
import { Table, type Column } from '../../design/Table.tsx';
import type { GoodsLine } from '../../../modules/goods/shapes/list.ts';
import { useWords } from '../../words.tsx';
import { unitName } from '../marks.tsx';
import { useMoney } from '../money.ts';
import type { ListVersion } from '../shapes.ts';
import { useDesk } from './desk.ts';

/** Shows the lines of one version of the list, the newest where none is named, as they were filed. */
export function ListLines({ version, maximumHeight }: { readonly version?: number | undefined; readonly maximumHeight?: number }): ReactNode {
  const words = useWords();
  const { t, language } = words;
  const { whole: { consignment }, topics } = useDesk();
  const money = useMoney();
  const view = useView<ListVersion>('goods.listVersion', { consignmentId: consignment.consignmentId, ...(version === undefined ? {} : { version }) }, { topics });
  const columns: readonly Column<GoodsLine>[] = [
    { key: 'position', title: t('goods.position'), align: 'end', width: '48px', sortValue: (line) => line.position, cell: (line) => line.position },
    { key: 'goods', title: t('goods.goodsColumn'), sortValue: (line) => line.descriptionEn, cell: (line) => <GoodsText line={line} language={language} /> },
    { key: 'hs', title: t('goods.hsCode'), sortValue: (line) => line.hsCode, cell: (line) => <span className="tg-code">{line.hsCode}</span> },
    { key: 'quantity', title: t('goods.quantity'), align: 'end', sortValue: (line) => Number(line.quantity), cell: (line) => <span className="tg-nowrap">{line.quantity} <span className="tg-muted">{unitName(words, line.unit)}</span></span> },
    { key: 'value', title: t('goods.listedValue'), align: 'end', sortValue: (line) => Number(line.totalValue), cell: (line) => <span className="tg-nowrap">{money.yuan(line.totalValue)} <span className="tg-muted">{line.currency}</span></span> },
    { key: 'origin', title: t('goods.origin'), sortValue: (line) => line.origin, cell: (line) => line.origin },
    { key: 'serials', title: t('goods.serialCount'), cell: (line) => <span className="gd-serials tg-code" title={line.serials.join(', ')}>{line.serials.length === 0 ? <span className="tg-muted">–</span> : line.serials.slice(0, 3).join(', ') + (line.serials.length > 3 ? ` … (${line.serials.length})` : '')}</span> },
  ];
  return <Table label={t('goods.linesFrom', { version: view.data?.data.version ?? version ?? consignment.listVersion })} columns={columns} rows={view.data?.data.list.lines} rowKey={(line) => String(line.position)} error={view.error} onRetry={() => void view.refetch()} {...(maximumHeight === undefined ? {} : { maximumHeight })} />;
}

function GoodsText({ line, language }: { readonly line: GoodsLine; readonly language: 'en' | 'zh' }): ReactNode {
  const [first, second] = language === 'zh' ? [line.descriptionZh, line.descriptionEn] : [line.descriptionEn, line.descriptionZh];
  const more = [line.brand, line.model, line.specification].filter((part) => part !== undefined && part !== '').join(' · ');
  return <span className="gd-goods"><span>{first === '' ? second : first}</span>{more !== '' && <span className="tg-muted">{more}</span>}</span>;
}
