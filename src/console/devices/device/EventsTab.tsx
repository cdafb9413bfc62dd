import { useMemo, type ReactNode } from 'react';
import { getKind } from '../../../modules/devices/catalogue.ts';
import { Icon } from '../../design/Icon.tsx';
import { Panel } from '../../design/Layout.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { shortHash } from '../../goods/desk/saying.ts';
import { useWords } from '../../words.tsx';
import { CountedMark, LevelMark } from '../marks.tsx';
import { eventName, readingText } from '../saying.ts';
import { rawPath, type DeviceEventShown, type WholeDevice } from '../shapes.ts';

/** Lists what a device said, and of each whether it counted or everything that spoke against it; readings about health stay with their person. */
export function EventsTab({ whole }: { readonly whole: WholeDevice }): ReactNode {
  const words = useWords();
  const { t } = words;
  const { device, events } = whole;
  const isHealth = getKind(device.kind).health;
  const columns = useMemo<readonly Column<DeviceEventShown>[]>(() => [
    { key: 'when', title: t('devices.when'), sortValue: (event) => event.happenedAt, cell: (event) => <span className="tg-nowrap">{words.date(event.happenedAt)} {words.timeWithSeconds(event.happenedAt)}</span> },
    { key: 'level', title: t('devices.level'), sortValue: (event) => event.level, cell: (event) => <LevelMark level={event.level} /> },
    { key: 'event', title: t('devices.event'), sortValue: (event) => eventName(words, event.name), cell: (event) => <strong>{eventName(words, event.name)}</strong> },
    { key: 'counted', title: t('devices.counted'), cell: (event) => <CountedMark event={event} /> },
    { key: 'reading', title: t('devices.reading'), cell: (event) => (event.reading === null ? <span className="tg-muted">{t('devices.hidden')}</span> : <span className="dv-reading">{readingText(words, device.kind, event.reading)}</span>) },
    { key: 'raw', title: t('devices.download'), cell: (event) => (event.hasContent ? <a className="tg-nowrap dv-level" download href={rawPath(device.deviceId, event.messageId)} aria-label={t('devices.downloadOf', { hash: shortHash(event.sha256) })}><Icon name="download" /><span className="tg-code">{shortHash(event.sha256)}</span></a> : <span className="tg-muted">{t('devices.noRaw')}</span>) },
  ], [words, device]);
  return (
    <Panel flush>
      {isHealth && <p className="dv-health"><Icon name="lock" />{t('devices.health')}</p>}
      <Table label={t('devices.tabEvents')} columns={columns} rows={events} rowKey={(event) => `${event.messageId} ${event.ordinal}`} emptyTitle={t('devices.noEvents')} tone={(event) => (event.level === 'alarm' || event.level === 'fault' ? 'wrong' : event.against.length > 0 ? 'late' : undefined)} />
    </Panel>
  );
}
