import type { ReactNode } from 'react';
import { Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Clock } from '../../design/Clock.tsx';
import { Panel } from '../../design/Layout.tsx';
import { EmptyState } from '../../design/States.tsx';
import { useWords } from '../../words.tsx';
import { useHas } from '../marks.tsx';
import { doersOf, useLot, useReason } from './desk.ts';

/** Lists the holds of the lot: who acts next on each and by when, and the button that lifts it. */
export function HoldsTab(): ReactNode {
  const { t, find, say, dateTime } = useWords();
  const { whole: { holds }, open } = useLot();
  const reasonFor = useReason();
  const may = useHas()(doersOf('hold'));
  const place = may && <Button icon="hold" disabledReason={reasonFor('hold')} onPress={() => open('hold')}>{t('food.doHold')}</Button>;
  if (holds.length === 0) return <Panel><EmptyState icon="check" title={t('food.noHolds')} detail={t('food.noHoldsDetail')} action={place} /></Panel>;
  return (
    <Panel flush title={t('food.tabHolds')} actions={place}>
      <ul className="gd-holds">
        {holds.map((hold) => (
          <li key={hold.holdId} className={hold.liftedAt === null ? 'gd-hold' : 'gd-hold gd-hold-lifted'}>
            <div className="gd-hold-what"><strong>{hold.agency}</strong><span>{hold.reason}</span><span className="tg-muted">{t('food.placedBy', { who: say(hold.by) })} · {dateTime(hold.placedAt)}{hold.liftedReason !== null && ` · ${hold.liftedReason}`}</span></div>
            {hold.liftedAt === null ? <div className="gd-hold-next"><span><span className="tg-muted">{t('food.nextActor')}: </span>{find(`food.actor.${hold.nextActor}`) ?? hold.nextActor}</span><Clock dueAt={hold.dueAt} startedAt={hold.placedAt} label={t('food.dueBy')} /></div> : <Status tone="done">{t('food.liftedAt')} {dateTime(hold.liftedAt)}</Status>}
            {hold.liftedAt === null && may && <Button disabledReason={reasonFor('LOT-HOLD')} label={t('food.liftTitle', { agency: hold.agency })} onPress={() => open(`lift:${hold.holdId}`)}>{t('food.doLift')}</Button>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
