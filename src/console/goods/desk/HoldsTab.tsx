import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Clock } from '../../design/Clock.tsx';
import { Panel } from '../../design/Layout.tsx';
import { EmptyState } from '../../design/States.tsx';
import { useSession } from '../../session.ts';
import { lotPath } from '../../food/shapes.ts';
import { useWords } from '../../words.tsx';
import { doersOf, useDesk, useReason } from './desk.ts';

/** Lists the holds of the consignment: who acts next on each and by when, and the button that lifts it. */
export function HoldsTab(): ReactNode {
  const { t, find, say, dateTime } = useWords();
  const { whole: { holds }, open } = useDesk();
  const reasonFor = useReason();
  const mine = useSession()?.officer.roles ?? [];
  const mayLift = doersOf('GDS-HOLD').some((role) => mine.includes(role));
  const mayAttach = doersOf('attach').some((role) => mine.includes(role));
  const place = mayLift && <Button icon="hold" disabledReason={reasonFor('hold')} onPress={() => open('hold')}>{t('goods.doHold')}</Button>;
  if (holds.length === 0) return <Panel><EmptyState icon="check" title={t('goods.noHolds')} detail={t('goods.noHoldsDetail')} action={place} /></Panel>;
  return (
    <Panel flush title={t('goods.holdsOpen', { count: holds.filter((hold) => hold.liftedAt === null).length })} actions={place}>
      <ul className="gd-holds">
        {holds.map((hold) => (
          <li key={hold.holdId} className={hold.liftedAt === null ? 'gd-hold' : 'gd-hold gd-hold-lifted'}>
            <div className="gd-hold-what">
              <strong>{hold.agency}{hold.lotNumber !== null && <> · <Link className="tg-code" to={lotPath(hold.lotId ?? '', { tab: 'holds' })}>{hold.lotNumber}</Link></>}</strong>
              <span>{hold.reason}</span>
              <span className="tg-muted">{t('goods.placedBy', { who: say(hold.by) })} · {dateTime(hold.placedAt)}{hold.liftedReason !== null && ` · ${hold.liftedReason}`}</span>
            </div>
            {hold.liftedAt === null ? (
              <div className="gd-hold-next">
                <span><span className="tg-muted">{t('goods.nextActor')}: </span>{find(`goods.actor.${hold.nextActor}`) ?? hold.nextActor}</span>
                <Clock dueAt={hold.dueAt} startedAt={hold.placedAt} label={t('goods.dueBy')} />
              </div>
            ) : <Status tone="done">{t('goods.liftedAt')} {dateTime(hold.liftedAt)}</Status>}
            {hold.liftedAt === null && hold.nextActor === 'trader' && mayAttach && !mayLift && <Button icon="upload" disabledReason={reasonFor('attach')} label={`${t('goodsFiles.attach')}: ${hold.agency}`} onPress={() => open('attach')}>{t('goodsFiles.attach')}</Button>}
            {hold.liftedAt === null && mayLift && hold.lotId === null && <Button disabledReason={reasonFor('GDS-HOLD')} label={t('goods.liftTitle', { agency: hold.agency })} onPress={() => open(`lift:${hold.holdId}`)}>{t('goods.doLift')}</Button>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
