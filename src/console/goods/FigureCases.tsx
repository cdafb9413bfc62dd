import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { kinds } from '../../modules/goods/catalogue/kinds.ts';
import { consignmentKinds } from '../../modules/prescribed/catalogue/consignment-kinds.ts';
import { useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Drawer } from '../design/Dialog.tsx';
import { Row, Stack } from '../design/Layout.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { saveText } from '../lists/saving-files.ts';
import { figuresCsv, type Asked, type FigureCase } from './figures.ts';
import { useGoodsWords } from './registers.ts';

/** The consignments behind a figure, as of the instant at which it was read, so that they are as many as it says. */
export function FigureCases({ asked, asOf, label, onClose }: { readonly asked: Asked; readonly asOf: string; readonly label: string; readonly onClose: () => void }): ReactNode {
  const { t, say, date, dateTime, timeWithSeconds, yuan } = useGoodsWords();
  // The figures behind go on being read; what is open stays what it was.
  const [at] = useState(asOf);
  const view = useView<{ readonly consignments: readonly FigureCase[] }>('goods.figureCases', asked.input && { ...asked.input, ...(asked.opened === 'all' ? {} : { key: asked.opened }) }, { asOf: at });
  const found = view.data?.data.consignments;
  const kindName = (one: FigureCase): string => { const kind = consignmentKinds.find((known) => known === one.kind); return kind === undefined ? one.kind : `${kind} ${say(kinds[kind].name)}`; };
  const columns: readonly Column<FigureCase>[] = [
    { key: 'number', title: t('goodsRegisters.consignment'), cell: (one) => <span className="gr-two"><Link to={`/goods/${one.consignmentId}`} className="tg-nowrap">{one.number}</Link><span className="tg-muted">{kindName(one)}</span></span>, sortValue: (one) => one.number },
    { key: 'party', title: t('goodsRegisters.party'), cell: (one) => say(one.party), sortValue: (one) => say(one.party) },
    { key: 'released', title: t('goodsRegisters.released'), cell: (one) => <span className="tg-nowrap">{dateTime(one.releasedAt)}</span>, sortValue: (one) => one.releasedAt },
    { key: 'value', title: t('goodsRegisters.valueCny'), align: 'end', cell: (one) => <span className="tg-nowrap">{yuan(one.valueFen)}</span>, sortValue: (one) => one.valueFen },
  ];
  const save = (): void => saveText('consignments.csv', 'text/csv;charset=utf-8', figuresCsv([t('goodsRegisters.consignment'), t('goodsRegisters.kind'), t('goodsRegisters.party'), t('goodsRegisters.port'), t('goodsRegisters.released'), t('goodsRegisters.valueCny')],
    (found ?? []).map((one) => [one.number, kindName(one), say(one.party), one.pointCode, one.releasedAt, (one.valueFen / 100).toFixed(2)])));
  return (
    <Drawer title={t('goodsRegisters.casesOf', { label })} open onClose={onClose}>
      <Stack>
        <Row>
          <strong className="gr-count">{found === undefined ? '–' : t('goodsRegisters.countConsignments', { count: found.length })}</strong>
          <span className="tg-muted">{t('statistics.asOf', { time: `${date(at)} ${timeWithSeconds(at)}` })}</span>
          <Button icon="download" pending={found === undefined && view.error === null} onPress={save}>{t('goodsRegisters.download')}</Button>
        </Row>
        <div className="gr-framed"><Table label={t('goodsRegisters.consignments')} columns={columns} rows={found} rowKey={(one) => one.consignmentId} error={view.error} onRetry={() => void view.refetch()} /></div>
      </Stack>
    </Drawer>
  );
}
