import { useState, type ReactNode } from 'react';
import type { Estimate } from '../../modules/devices/rules/localisation/locate.ts';
import type { LayoutContent } from '../../modules/devices/shapes/layouts.ts';
import { Button } from '../design/Button.tsx';
import { Panel, Stack } from '../design/Layout.tsx';
import { TextField } from '../design/TextField.tsx';
import { useWords } from '../words.tsx';
import { LayoutNumber } from './LayoutNumber.tsx';
import { mostCounts, mostSeconds, readCounts, type Counted } from './layout-planning.ts';

/** What each detector counted, typed or pasted, beside what the estimate expects of it. Unit: seconds. */
export function SourceReadings({ content, counted, onCounted, seconds, estimate }: {
  readonly content: LayoutContent;
  readonly counted: Readonly<Record<string, Counted>>;
  readonly onCounted: (counted: Readonly<Record<string, Counted>>) => void;
  readonly seconds: number;
  readonly estimate: Estimate | undefined;
}): ReactNode {
  const { t, number } = useWords();
  const [pasted, setPasted] = useState('');
  const { unread } = readCounts(pasted, content.detectors);
  const paste = (text: string): void => { setPasted(text); onCounted({ ...counted, ...readCounts(text, content.detectors).counted }); };
  const put = (id: string, more: Counted): void => onCounted({ ...counted, [id]: { ...counted[id], ...more } });
  return (
    <Panel title={t('sourceLocation.readings')} actions={<Button icon="cross" onPress={() => { setPasted(''); onCounted({}); }}>{t('sourceLocation.clear')}</Button>}>
      <Stack>
        <TextField label={t('sourceLocation.paste')} hint={t('sourceLocation.pasteHint')} lines={4} code value={pasted} onChange={paste} {...(unread.length === 0 ? {} : { problem: t('sourceLocation.unread', { lines: unread.slice(0, 3).map((line) => line.slice(0, 40)).join(' · ') }) })} />
        <table className="sl-table">
          <caption className="tg-hidden">{t('sourceLocation.counts')}</caption>
          <thead><tr><th scope="col">{t('sourceLocation.detector')}</th><th scope="col">{t('sourceLocation.counts')}</th><th scope="col">{t('sourceLocation.measured')}</th><th scope="col" className="sl-spare">{t('sourceLocation.expected')}</th><th scope="col">{t('sourceLocation.away')}</th></tr></thead>
          <tbody>
            {content.detectors.map(({ id }, at) => {
              const residual = estimate?.residuals.find((one) => one.id === id);
              return (
                <tr key={at}>
                  <th scope="row" className="sl-named">{id}</th>
                  <td><LayoutNumber hideLabel whole label={t('sourceLocation.of', { id, field: t('sourceLocation.counts') })} value={counted[id]?.counts} minimum={0} maximum={mostCounts} onValue={(counts) => put(id, { counts })} onEmpty={() => put(id, { counts: undefined })} /></td>
                  <td><LayoutNumber hideLabel label={t('sourceLocation.of', { id, field: t('sourceLocation.measured') })} value={counted[id]?.seconds ?? (counted[id]?.counts === undefined ? undefined : seconds)} minimum={0.01} maximum={mostSeconds} onValue={(own) => put(id, { seconds: own })} onEmpty={() => put(id, { seconds: undefined })} /></td>
                  <td className="sl-named sl-spare">{residual === undefined ? '–' : number(Math.round(residual.expected))}</td>
                  <td className="sl-named">{residual === undefined ? '–' : number(Math.round(residual.deviations * 10) / 10 + 0, 1)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Stack>
    </Panel>
  );
}
