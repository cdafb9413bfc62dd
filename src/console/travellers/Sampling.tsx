import { useState, type ReactNode } from 'react';
import { Button } from '../design/Button.tsx';
import { Icon } from '../design/Icon.tsx';
import type { ScanAnswer } from '../design/ScanBox.tsx';
import type { Scan } from '../design/scanning.ts';
import { Tabs } from '../design/Tabs.tsx';
import { useWords } from '../words.tsx';
import { Packs } from './Packs.tsx';
import { PersonStation } from './PersonStation.tsx';
import { nameOf, type Lookup, type Station } from './shapes.ts';

const tubeForm = /^[A-Z]{1,6}[-_]?\d[\dA-Z-]{3,30}$/u;

/** Sampling: the person and the tube are both scanned, in either order, before anything can be recorded. */
export function Sampling({ station }: { readonly station: Station }): ReactNode {
  const { t } = useWords();
  return <Tabs label={t('station.samplingParts')} tabs={[
    { key: 'sample', title: t('station.sampling'), content: <DoubleScan station={station} /> },
    { key: 'pack', title: t('station.packing'), content: <Packs station={station} kinds={['packed', 'collected', 'lost']} /> },
  ]} />;
}

function DoubleScan({ station }: { readonly station: Station }): ReactNode {
  const { t } = useWords();
  const [tubeId, setTubeId] = useState<string | undefined>(undefined);
  // A number that belongs to a person is the person; a code that belongs to nobody and looks like a tube's is a fresh tube.
  const intercept = (scan: Scan, lookup: Lookup): ScanAnswer | undefined => {
    const code = scan.text.trim().toUpperCase();
    if (lookup.understoodAs === 'tube') {
      const owner = lookup.matches[0];
      return { ok: false, message: owner === undefined ? t('station.tubeUsed', { tube: code }) : t('station.tubeUsedBy', { tube: code, name: nameOf(owner) }), label: code };
    }
    if (lookup.matches.length > 0 || scan.kind === 'mrz' || scan.kind === 'bcbp' || (scan.kind !== 'tube' && !tubeForm.test(code))) return undefined;
    setTubeId(code);
    return { ok: true, message: t('station.tubeReady', { tube: code }), label: code };
  };
  return (
    <PersonStation station={station} kind="sampling" extras={{
      intercept, tubeId, scanHint: t('station.scanBoth'), onRecorded: () => setTubeId(undefined),
      blocked: (person) => (!person.scanned ? t('station.scanPersonToo') : tubeId === undefined ? t('station.scanTubeToo') : undefined),
      slot: (
        <div className={tubeId === undefined ? 'tg-tube' : 'tg-tube tg-tube-ready'} data-tube={tubeId ?? ''}>
          <Icon name="sampling" size={20} />
          {tubeId === undefined ? <span>{t('station.scanTubeToo')}</span> : <><span>{t('station.tube')}</span> <code>{tubeId}</code><Button kind="bare" icon="cross" label={t('station.takeOffOf', { name: tubeId })} onPress={() => setTubeId(undefined)} /></>}
        </div>
      ),
    }} />
  );
}
