import type { ReactNode } from 'react';
import { Facts } from '../../design/Layout.tsx';
import { useWords } from '../../words.tsx';
import type { ChangeEffect } from '../custody/custody.ts';
import { useMoney } from '../money.ts';

/** Shows what a change does to money and permits, before it is asked for and when it is decided. */
export function Effect({ effect, kind }: { readonly effect: ChangeEffect; readonly kind: 'declaration' | 'list' | 'cancellation' }): ReactNode {
  const { t, find } = useWords();
  const money = useMoney();
  if (kind === 'declaration') return <p>{t('goodsCustody.effectNone')}</p>;
  const { estimateFen, newEstimateFen } = effect;
  return (
    <div className="tg-stack">
      <Facts facts={[
        [t('goodsCustody.effectFreed'), `${money.fen(effect.reservedFen)} CNY`],
        ...(kind === 'list' ? [
          [t('goodsCustody.effectBefore'), estimateFen === null ? '–' : `${money.fen(estimateFen)} CNY`] as const,
          [t('goodsCustody.effectAfter'), newEstimateFen === null ? '–' : `${money.fen(newEstimateFen)} CNY`] as const,
          ...(estimateFen === null || newEstimateFen === null ? [] : [[t('goodsCustody.effectDifference'), <strong key="difference">{newEstimateFen > estimateFen ? '+' : ''}{money.fen(newEstimateFen - estimateFen)} CNY</strong>] as const]),
        ] : []),
      ]} />
      <ul className="gd-gaps">
        {effect.linesGivenBack > 0 && <li>{t('goodsCustody.effectPermits', { count: effect.linesGivenBack })}</li>}
        {effect.gaps.length > 0 && <li className="gd-late">{t('goodsCustody.effectGaps', { count: effect.gaps.length })}: {effect.gaps.slice(0, 20).map((gap) => `${gap.linePosition} (${find(`goods.gap.${gap.reason}`) ?? gap.reason})`).join(', ')}</li>}
        {effect.unpriced !== null && <li className="gd-late">{t('goodsCustody.effectUnpriced', { what: effect.unpriced })}</li>}
        {effect.appointmentLost && <li>{t('goodsCustody.effectAppointment')}</li>}
        {effect.confirmedAgain && <li>{t('goodsCustody.effectConfirm')}</li>}
      </ul>
    </div>
  );
}
