import type { ReactNode } from 'react';
import { useView } from '../../client.ts';
import { Badge } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Facts, Panel } from '../../design/Layout.tsx';
import { EmptyState } from '../../design/States.tsx';
import { useSession } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { DocumentsPanel } from '../files/DocumentsPanel.tsx';
import { ChangeList } from '../changes/ChangeList.tsx';
import type { Change } from '../custody/custody.ts';
import { LaneMark } from '../marks.tsx';
import type { Consignment, WholeConsignment } from '../shapes.ts';
import { doersOf, useDesk, useReason } from './desk.ts';
import { laneReasons } from './saying.ts';

type Declaration = WholeConsignment['declarations'][number];
const fields = ['supervisionMode', 'transportMode', 'conveyance', 'dispatchCountry', 'billNumber', 'contractNumber', 'priceTerm', 'licenceNumber', 'packageKind', 'marks', 'notes'] as const;

/** Shows what one version of a declaration says. */
export function DeclarationFacts({ declaration }: { readonly declaration: Declaration }): ReactNode {
  const { t, find, number, dateTime } = useWords();
  return (
    <Facts facts={[
      [t('goods.version'), `${number(declaration.version)} · ${t('goods.fromList', { version: declaration.listVersion })}`],
      [t('goods.filedAt'), dateTime(declaration.filedAt)], [t('goods.field.form'), t(`goods.form.${declaration.form}`)], [t('goods.field.timing'), t(`goods.timing.${declaration.timing}`)],
      ...fields.flatMap((field) => {
        const value = declaration.content[field];
        return value === undefined || value === '' ? [] : [[t(`goods.field.${field}`), field === 'transportMode' ? find(`goods.transport.${value}`) ?? value : value] as const];
      }),
    ]} />
  );
}

/** Shows the declaration, whether customs has accepted it, and the lane with every reason that spoke for it. */
export function DeclarationTab(): ReactNode {
  const words = useWords();
  const { t, dateTime, say } = words;
  const { whole: { consignment, declarations, case: found, draws }, open, topics } = useDesk();
  const reasonFor = useReason();
  const mine = useSession()?.officer.roles ?? [];
  const may = (what: string): boolean => doersOf(what).some((role) => mine.includes(role));
  const asked = useView<{ readonly changes: readonly Change[] }>('goods.changes', { consignmentId: consignment.consignmentId }, { topics });
  const changes = asked.data?.data.changes ?? [];
  const declaration = declarations.at(-1);
  const lanes = found.records.filter((record) => record.step === 'GDS-RISK');
  const declare = may('declare') && <Button icon="declaration" disabledReason={reasonFor('declare')} onPress={() => open('declare')}>{t(declaration === undefined ? 'goods.declareStep' : 'goods.declareAgain')}</Button>;
  return (
    <div className="tg-stack">
      {declaration === undefined ? <Panel><EmptyState icon="declaration" title={t('goods.noDeclaration')} detail={t('goods.noDeclarationDetail')} action={declare} /></Panel> : (
        <Panel title={t('goods.declaration', { number: declaration.number })} actions={<>{consignment.declaredAt === null ? <Badge tone="current">{t('goods.notAccepted')}</Badge> : <Badge tone="done">{t('goods.acceptedAt', { time: dateTime(consignment.declaredAt) })}</Badge>}{declare}</>}>
          <DeclarationFacts declaration={declaration} />
        </Panel>
      )}
      <DocumentsPanel />
      {lanes.length > 0 && (
        <Panel title={t('goods.lane')} actions={may('GDS-RISK') && <Button disabledReason={reasonFor('GDS-RISK')} onPress={() => open('GDS-RISK')}>{t('goods.doLane')}</Button>}>
          <ul className="gd-lanes">
            {[...lanes].reverse().map((record) => (
              <li key={record.recordId} className={record.corrected ? 'tg-muted' : undefined}>
                <LaneMark lane={record.evidence['lane'] as Consignment['lane']} />
                <ul>{laneReasons(words, String(record.evidence['reasons'] ?? '')).map((reason) => <li key={reason}>{reason}</li>)}</ul>
                <span className="tg-muted">{record.officer === null ? '' : `${say(record.officer)} · `}{dateTime(record.recordedAt)} · {t('goods.draw')} <span className="tg-code">{String(record.evidence['seed'] ?? '')}</span></span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {changes.length > 0 && <Panel flush title={t('goodsCustody.changes')}><ChangeList changes={changes} /></Panel>}
      {draws.length > 0 && <Panel title={t('goods.drawnFrom')}><Facts facts={draws.map((draw) => [<span key="number" className="tg-code">{draw.number}</span>, `${t('goods.position')} ${draw.linePosition} · ${draw.quantity}`] as const)} /></Panel>}
    </div>
  );
}
