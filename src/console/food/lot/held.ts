import { useAddress } from '../../address.ts';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { useLot } from './desk.ts';

/** Is what a check that failed on a lot in use has stopped and found. */
export type HeldInUse = { readonly holdId: string; readonly meals: number; readonly portions: number; readonly places: number };

/** Says that a failed check has held the lot, with its portions, and shows at once where all of it is. Shape: false where nothing was held. */
export function useHeldInUse(): (held: HeldInUse | null | undefined) => boolean {
  const { t } = useWords();
  const { whole: { lot } } = useLot();
  const [, change] = useAddress();
  const notify = useNotify();
  return (held) => {
    if (held === null || held === undefined) return false;
    notify(t('food.heldInUse', { number: lot.lotNumber, portions: held.portions, meals: held.meals, places: held.places }), 'wrong');
    change({ tab: 'trace', do: undefined });
    return true;
  };
}
