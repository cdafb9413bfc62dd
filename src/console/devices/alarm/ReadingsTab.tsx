import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { Panel } from '../../design/Layout.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { useWords } from '../../words.tsx';
import { againstText, eventName, readingText } from '../saying.ts';
import { devicePath, type WholeAlarm } from '../shapes.ts';

type Reading = WholeAlarm['readings'][number];

/** Lists what further devices said of an alarm: the fixes of a localiser, the readings of a robot. */
export function ReadingsTab({ whole }: { readonly whole: WholeAlarm }): ReactNode {
  const words = useWords();
  const { t, say } = words;
  const columns = useMemo<readonly Column<Reading>[]>(() => [
    { key: 'when', title: t('devices.when'), cell: (one) => <span className="tg-nowrap">{words.date(one.happenedAt)} {words.timeWithSeconds(one.happenedAt)}</span> },
    { key: 'device', title: t('devices.device'), cell: (one) => <Link to={devicePath(one.deviceId)}>{say(one.device)}</Link> },
    { key: 'event', title: t('devices.event'), cell: (one) => <span className="dv-two"><strong>{eventName(words, one.name)}</strong>{one.against.map((reason) => <span key={reason} className="dv-against">{againstText(words, reason)}</span>)}</span> },
    { key: 'reading', title: t('devices.reading'), cell: (one) => (one.reading === null ? <span className="tg-muted">{t('devices.hidden')}</span> : <span className="dv-reading">{readingText(words, one.kind, one.reading)}</span>) },
  ], [words]);
  return <Panel flush><Table label={t('devices.others')} columns={columns} rows={whole.readings} rowKey={(one) => `${one.deviceId} ${one.name} ${one.happenedAt}`} emptyTitle={t('devices.othersNone')} /></Panel>;
}
