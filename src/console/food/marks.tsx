import type { ReactNode } from 'react';
import type { LotState } from '../../modules/food/shapes.ts';
import { Status, ToneMark, type Tone } from '../design/Badge.tsx';
import { unitName } from '../goods/marks.tsx';
import { useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import type { Lot, Range } from './shapes.ts';

const tones: Readonly<Record<LotState, Tone>> = { held: 'late', owing: 'neutral', ready: 'current', released: 'done', empty: 'current', withdrawn: 'quiet', closed: 'quiet' };

/** Tells the tone of a lot's state. */
export function toneOf(state: LotState): Tone {
  return tones[state];
}

/** Says the state of a lot. */
export function LotStatus({ state }: { readonly state: LotState }): ReactNode {
  const { t } = useWords();
  return <Status tone={tones[state]}>{t(`food.state.${state}`)}</Status>;
}

/** Says how the cold chain of a lot stands; only what is out of its range is wrong. */
export function ColdMark({ cold }: { readonly cold: Lot['cold'] }): ReactNode {
  const { t } = useWords();
  if (cold === 'notNeeded') return <span className="tg-muted fd-none">–<span className="tg-hidden">{t('food.cold.notNeeded')}</span></span>;
  return <Status tone={cold === 'outOfRange' ? 'wrong' : cold === 'inRange' ? 'done' : 'neutral'}>{t(`food.cold.${cold}`)}</Status>;
}

/** Writes the best-before day, marked where it is near or past. */
export function BestBefore({ lot }: { readonly lot: Pick<Lot, 'bestBefore' | 'freshness' | 'state'> }): ReactNode {
  const { t, date } = useWords();
  if (lot.state === 'closed' || lot.freshness === 'fresh') return <span className="tg-nowrap">{date(lot.bestBefore)}</span>;
  return <span className={lot.freshness === 'expired' ? 'gd-wrong fd-day' : 'gd-late fd-day'}><ToneMark tone={lot.freshness === 'expired' ? 'wrong' : 'late'} label={t(`food.flag.${lot.freshness}`)} />{date(lot.bestBefore)}</span>;
}

/** Gives how quantities of a lot are written: with their unit in the officer's language. */
export function useQuantity(): (quantity: string, unit: string) => string {
  const words = useWords();
  return (quantity, unit) => `${words.number(Number(quantity), quantity.split('.')[1]?.length ?? 0)} ${unitName(words, unit)}`;
}

/** Writes a range of temperature. */
export function useRangeText(): (range: Pick<Range, 'minimum' | 'maximum'>) => string {
  const { t } = useWords();
  return ({ minimum, maximum }) => (minimum !== null && maximum !== null ? t('food.range.both', { minimum: String(minimum), maximum: String(maximum) }) : maximum !== null ? t('food.range.most', { maximum: String(maximum) }) : minimum !== null ? t('food.range.least', { minimum: String(minimum) }) : t('food.range.none'));
}

/** Tells whether the officer has one of the roles. */
export function useHas(): (roles: readonly string[]) => boolean {
  const mine = useSession()?.officer.roles ?? [];
  return (roles) => roles.some((role) => mine.includes(role));
}
