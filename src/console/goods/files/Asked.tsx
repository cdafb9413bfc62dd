import type { ReactNode } from 'react';
import { Button } from '../../design/Button.tsx';
import { useSession } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { doersOf, useDesk, useReason } from '../desk/desk.ts';
import './files.css';

/** Says what customs asks for, where it found the documents incomplete or holds the goods until the company acts, and leads to attaching it. Shape: nothing where nothing is asked. */
export function Asked(): ReactNode {
  const { t } = useWords();
  const { whole, open } = useDesk();
  const reasonFor = useReason();
  const mine = useSession()?.officer.roles ?? [];
  if (whole.consignment.releasedAt !== null || whole.consignment.state === 'cancelled') return null;
  const last = whole.case.records.findLast((record) => record.step === 'GDS-DOCS' && !record.corrected);
  const note = last?.outcome === 'failed' ? String(last.evidence['note'] ?? '') : undefined;
  const holds = whole.holds.filter((hold) => hold.liftedAt === null && hold.nextActor === 'trader');
  if (note === undefined && holds.length === 0) return null;
  return (
    <div className="gd-next">
      {note !== undefined && <p className="gd-late">{note === '' ? t('goodsFiles.incompletePlain') : t('goodsFiles.incomplete', { note })}</p>}
      {holds.map((hold) => <p key={hold.holdId} className="gd-late">{hold.agency}: {hold.reason}</p>)}
      {doersOf('attach').some((role) => mine.includes(role)) && <Button icon="upload" disabledReason={reasonFor('attach')} onPress={() => open('attach')}>{t('goodsFiles.attach')}</Button>}
    </div>
  );
}
