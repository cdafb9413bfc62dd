import type { ReactNode } from 'react';
import { Button } from '../../design/Button.tsx';
import { Icon } from '../../design/Icon.tsx';
import { Facts, Panel } from '../../design/Layout.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { shortHash } from '../../goods/desk/saying.ts';
import { useWords } from '../../words.tsx';
import { againstText, readingLines } from '../saying.ts';
import { rawPath, type Alarm } from '../shapes.ts';

/** Shows what the device measured, with units, and the raw evidence with its fingerprint, as an expert needs it. */
export function EvidencePanel({ alarm }: { readonly alarm: Alarm }): ReactNode {
  const words = useWords();
  const { t } = words;
  const notify = useNotify();
  return (
    <Panel title={t('devices.evidence')} actions={<a className="tg-button tg-button-quiet" download href={rawPath(alarm.deviceId, alarm.messageId)} aria-label={t('devices.downloadOf', { hash: shortHash(alarm.rawHash) })}><Icon name="download" /><span className="tg-button-text">{t('devices.download')}</span></a>}>
      <div className="tg-stack">
        <Facts facts={[
          ...readingLines(words, alarm.kind, alarm.reading),
          [t('devices.rawHash'), <span key="hash"><span className="tg-code dv-hash">{alarm.rawHash}</span> <Button kind="bare" onPress={() => void navigator.clipboard.writeText(alarm.rawHash).then(() => notify(t('devices.hashCopied')))}>{t('devices.copyHash')}</Button></span>],
        ]} />
        {alarm.against.length > 0 && <div className="dv-warning"><Icon name="info" /><span>{t('devices.notCountedAlarm')} {alarm.against.map((reason) => againstText(words, reason)).join(t('devices.comma'))}</span></div>}
      </div>
    </Panel>
  );
}
