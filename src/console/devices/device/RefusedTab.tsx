import { useMemo, type ReactNode } from 'react';
import { getKind } from '../../../modules/devices/catalogue.ts';
import { Icon } from '../../design/Icon.tsx';
import { Panel } from '../../design/Layout.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { useWords } from '../../words.tsx';
import { rawPath, type RefusedMessage, type WholeDevice } from '../shapes.ts';

/** Lists the messages that could not be taken, each with its place and reason, and the bytes as they came. */
export function RefusedTab({ whole }: { readonly whole: WholeDevice }): ReactNode {
  const { t, find, date, timeWithSeconds } = useWords();
  const { device, refused } = whole;
  const columns = useMemo<readonly Column<RefusedMessage>[]>(() => [
    { key: 'when', title: t('devices.when'), sortValue: (one) => one.receivedAt, cell: (one) => <span className="tg-nowrap">{date(one.receivedAt)} {timeWithSeconds(one.receivedAt)}</span> },
    { key: 'why', title: t('devices.refusedWhy'), sortValue: (one) => one.code, cell: (one) => <span className="dv-two"><strong>{find(`devices.refusedCode.${one.code}`) ?? one.code}</strong><span className="tg-muted dv-reading">{one.reason}</span></span> },
    { key: 'where', title: t('devices.refusedWhere'), cell: (one) => <span className="tg-code dv-hash">{one.where}</span> },
    { key: 'way', title: t('devices.transport'), cell: (one) => <span className="dv-two"><span>{t(`devices.transport.${one.transport}`)}</span><span className="tg-muted">{t(`devices.format.${one.format}`)}</span></span> },
    { key: 'message', title: t('devices.message'), cell: (one) => (getKind(device.kind).health ? <span className="tg-code dv-hash">{one.messageId}</span> : <a className="dv-level" download href={rawPath(device.deviceId, one.messageId)}><Icon name="download" /><span className="tg-code dv-hash">{one.messageId}</span></a>) },
  ], [t, find, date, timeWithSeconds, device]);
  return <Panel flush><Table label={t('devices.tabRefused')} columns={columns} rows={refused} rowKey={(one) => one.messageId} emptyTitle={t('devices.refusedNone')} emptyDetail={t('devices.refusedDetail')} tone={() => 'late'} /></Panel>;
}
