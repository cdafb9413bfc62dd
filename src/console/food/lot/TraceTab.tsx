import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Panel } from '../../design/Layout.tsx';
import { Stat, Stats } from '../../design/Stat.tsx';
import { EmptyState } from '../../design/States.tsx';
import { unitName } from '../../goods/marks.tsx';
import { useWords } from '../../words.tsx';
import { useQuantity } from '../marks.tsx';
import { useLot } from './desk.ts';

const parts = ['atPort', 'atVenues', 'inKitchens', 'served', 'disposed', 'returned'] as const;

/** Shows where all of the lot is: the balance, and below it the way from the port to every portion. */
export function TraceTab(): ReactNode {
  const words = useWords();
  const { t, say, number, dateTime } = words;
  const { whole: { lot, trace } } = useLot();
  const quantity = useQuantity();
  const { balance } = lot;
  if (balance.arrived === null) return <Panel><EmptyState icon="goods" title={t('food.traceNone')} detail={t('food.traceNoneDetail')} /></Panel>;
  const meals = trace.filter((line) => line.kind === 'meal');
  const portions = meals.reduce((sum, line) => sum + (line.portions ?? 0), 0);
  const written = (text: string): string => number(Number(text), text.split('.')[1]?.length ?? 0);
  return (
    <div className="tg-stack">
      <Stats>
        <Stat label={t('food.balance.arrived')} value={written(balance.arrived)} unit={unitName(words, lot.unit)} />
        {parts.map((part) => <Stat key={part} label={t(`food.balance.${part}`)} value={written(balance[part])} />)}
      </Stats>
      <Panel flush title={t('food.trace')} actions={<span className="tg-muted gd-gate-state">{t('food.mealsOf', { meals: meals.length, count: portions })}</span>}>
        <div className="tg-table-frame" role="region" tabIndex={0} aria-label={t('food.trace')}>
          <table className="tg-table fd-trace">
            <thead><tr><th scope="col">{t('food.traceWhere')}</th><th scope="col" className="tg-align-end">{t('food.traceCame')}</th><th scope="col" className="tg-align-end">{t('food.traceLeft')}</th><th scope="col" className="tg-align-end">{t('food.tracePortions')}</th><th scope="col">{t('food.traceAt')}</th></tr></thead>
            <tbody>
              {trace.map((line, place) => (
                <tr key={place} className={line.kind === 'place' ? undefined : 'fd-trace-end'}>
                  <th scope="row"><span className="fd-branch" style={{ paddingInlineStart: `${line.depth * 20}px` }}>{line.depth > 0 && <span aria-hidden="true" className="fd-elbow" />}
                    {line.mealId !== null ? <Link to={`/meals?meal=${line.mealId}`}>{say(line.name)}</Link> : line.kind === 'place' ? <strong>{say(line.name)}</strong> : t(`food.kind.${line.kind}`)}
                    <span className="tg-muted">{line.kind === 'place' ? t(`food.kind.${line.placeKind ?? 'portStore'}`) : line.kind === 'meal' ? t('food.kind.meal') : say(line.name)}</span></span></th>
                  <td className="tg-align-end tg-nowrap">{quantity(line.quantity, lot.unit)}</td>
                  <td className="tg-align-end tg-nowrap">{line.left === null ? <span className="tg-muted">–</span> : line.left === '0' ? <span className="tg-muted">0</span> : <strong>{quantity(line.left, lot.unit)}</strong>}</td>
                  <td className="tg-align-end">{line.portions === null ? <span className="tg-muted">–</span> : number(line.portions)}</td>
                  <td className="tg-nowrap">{dateTime(line.at)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
    </div>
  );
}
