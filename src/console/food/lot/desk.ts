import { createContext, useContext } from 'react';
import { handlers, supervisors } from '../../../modules/food/shapes.ts';
import { findStep, stepCatalogue } from '../../../modules/prescribed/catalogue.ts';
import { useRoleReason } from '../../goods/marks.tsx';
import type { GoodsStep } from '../../goods/shapes.ts';
import { useWords } from '../../words.tsx';
import type { WholeLot } from '../shapes.ts';

/** Is what every part of a lot's page shares. */
export type LotDesk = { readonly whole: WholeLot; readonly topics: readonly string[]; readonly open: (what: string) => void };

/** Carries the lot to the parts of its page. */
export const LotContext = createContext<LotDesk | undefined>(undefined);

/** Gives a part of the page what all parts share. */
export function useLot(): LotDesk {
  const desk = useContext(LotContext);
  if (desk === undefined) throw new Error('useLot is called outside a lot');
  return desk;
}

const orderOf = new Map(stepCatalogue.map((step, place) => [step.id, place]));

/** Puts steps in the order in which they come. */
export function inOrder(steps: readonly GoodsStep[]): readonly GoodsStep[] {
  return [...steps].sort((one, other) => (orderOf.get(one.step) ?? 0) - (orderOf.get(other.step) ?? 0) || one.ordinal - other.ordinal);
}

/** Lists who may do a step or another act to a lot. */
export function doersOf(what: string): readonly string[] {
  if (what === 'receive' || what === 'move' || what === 'remove' || what === 'serve') return handlers;
  if (what === 'hold' || what === 'withdraw' || what === 'recall' || what === 'correct') return supervisors;
  return findStep(what)?.roles ?? [];
}

/** Lists what can be done next to a lot, the next first. Shape: `receive` before it has arrived; empty where nothing is owed. */
export function whatIsNext({ lot, case: { steps, ended } }: WholeLot): readonly string[] {
  if (ended) return [];
  const owed = inOrder(steps.filter((step) => step.state === 'owed')).map((step) => step.step);
  const closing = lot.balance.left === '0' ? ['LOT-CLS'] : [];
  const before = owed.filter((step) => step !== 'LOT-CLS' && step !== 'LOT-HOLD');
  return [...(lot.balance.arrived === null ? ['receive'] : []), ...(lot.holds > 0 ? ['LOT-HOLD'] : []), ...before, ...closing];
}

/** Tells why something cannot be done to the lot now. Shape: undefined where it can. */
export function useReason(): (what: string) => string | undefined {
  const { t, find } = useWords();
  const { whole: { lot, case: found, stock } } = useLot();
  const roleReason = useRoleReason();
  return (what) => {
    if (found.ended) return t('food.ended');
    const mine = roleReason(doersOf(what));
    if (mine !== undefined) return mine;
    if (what === 'receive') return undefined;
    const needsArrival = ['move', 'remove', 'serve', 'withdraw', 'hold', 'LOT-CLS'].includes(what);
    if (needsArrival && lot.balance.arrived === null) return t('food.notArrived');
    if ((what === 'move' || what === 'remove') && stock.length === 0) return t('food.nothingThere');
    if (what === 'withdraw' && lot.withdrawnAt !== null) return t('food.alreadyWithdrawn');
    if (what === 'LOT-FREE') {
      const first = [...(lot.holds > 0 ? ['LOT-HOLD'] : []), ...lot.owed.filter((step) => step !== 'LOT-FREE')];
      return first.length === 0 ? undefined : t('food.doFirst', { what: [...first.slice(0, 4).map((step) => find(`steps.${step}`) ?? step), ...(first.length > 4 ? ['…'] : [])].join(t('food.comma')) });
    }
    return undefined;
  };
}
