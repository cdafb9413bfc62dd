import { useState, type ReactNode } from 'react';
import { useAct, useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { DateTimeField } from '../design/DateTimeField.tsx';
import { Dialog } from '../design/Dialog.tsx';
import type { Problem } from '../design/Form.tsx';
import { NumberField } from '../design/NumberField.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { unitName } from '../goods/marks.tsx';
import { eventNow } from '../session.ts';
import { useWords } from '../words.tsx';
import { useQuantity } from './marks.tsx';
import type { Name, Place } from './shapes.ts';

type Stocked = { readonly lotId: string; readonly lotNumber: string; readonly description: Name; readonly quantity: string; readonly unit: string; readonly bestBefore: string; readonly servable: boolean; readonly reason: string | null };
const topics = ['food', 'lot:*'];

/** Records a meal: the kitchen, the dish, when and how many portions, and of each lot that stands there how much it took. */
export function ServeDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t, say } = words;
  const quantityText = useQuantity();
  const notify = useNotify();
  const places = useView<{ readonly places: readonly Place[] }>('food.places', {}, { topics: ['food'] });
  const kitchens = places.data?.data.places.filter((place) => place.kind === 'kitchen') ?? [];
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const kitchen = chosen ?? kitchens.find((place) => place.lots > 0)?.placeId ?? kitchens[0]?.placeId;
  const stock = useView<{ readonly lots: readonly Stocked[] }>('food.stock', kitchen === undefined ? undefined : { placeId: kitchen }, { topics: ['food'] });
  const lots = stock.isPlaceholderData ? [] : stock.data?.data.lots ?? [];
  const [dish, setDish] = useState('');
  const [portions, setPortions] = useState<number | undefined>(undefined);
  const [servedAt, setServedAt] = useState<string | undefined>(() => new Date(Math.floor(eventNow() / 60_000) * 60_000).toISOString());
  const [taken, setTaken] = useState<Readonly<Record<string, string>>>({});
  const [tried, setTried] = useState(false);
  const serve = useAct('food.serve', { topics });
  const used = lots.filter((lot) => (taken[lot.lotId] ?? '').trim() !== '');
  const wrong: Problem[] = [
    ...(dish.trim() === '' ? [{ field: 'meal-dish', message: t('food.wrongMissing', { field: t('food.dish') }) }] : []),
    ...(portions === undefined || !Number.isInteger(portions) || portions < 1 ? [{ field: 'meal-portions', message: t('food.wrongPortions') }] : []),
    ...(servedAt === undefined || servedAt === 'invalid' ? [{ field: 'meal-at', message: t('food.wrongTime') }] : []),
    ...(used.length === 0 ? [{ field: lots[0] === undefined ? undefined : `meal-${lots[0].lotId}`, message: t('food.wrongMissing', { field: t('food.lotsOfMeal') }) }] : []),
    ...used.filter((lot) => !/^[0-9]{1,12}(\.[0-9]{1,6})?$/.test(taken[lot.lotId]!.trim()) || Number(taken[lot.lotId]) <= 0 || Number(taken[lot.lotId]) > Number(lot.quantity)).map((lot) => ({ field: `meal-${lot.lotId}`, message: `${lot.lotNumber}: ${t('food.wrongQuantity', { most: lot.quantity })}` })),
  ];
  const at = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  return (
    <Dialog title={t('food.serveTitle')} open stays wide onClose={onClose}>
      <ActForm act={serve} label={t('food.doServe')} icon="check" disabledReason={kitchen === undefined ? t('food.noPlacesDetail') : undefined} problems={tried ? wrong : []} fields={{ servedAt: 'meal-at' }} extra={<Button onPress={onClose}>{t('food.cancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (wrong.length > 0) return;
        void serve.run({ placeId: kitchen, dish: dish.trim(), portions, servedAt, lots: used.map((lot) => ({ lotId: lot.lotId, quantity: taken[lot.lotId]!.trim() })) }).then((answer) => {
          if (!answer?.ok) return;
          notify(t('food.mealServed', { dish: dish.trim() }));
          onClose();
        });
      }}>
        <RadioGroup label={t('food.kitchen')} value={kitchen ?? ''} onChange={(value) => { setChosen(value); setTaken({}); }} options={kitchens.map((place) => ({ value: place.placeId, label: `${say(place.name)} (${place.lots})` }))} />
        <div className="fd-fields">
          <TextField id="meal-dish" label={t('food.dish')} autoFocus value={dish} maxLength={120} problem={at('meal-dish')} onChange={setDish} />
          <NumberField id="meal-portions" label={t('food.portions')} minimum={1} maximum={100_000} value={portions} problem={at('meal-portions')} onChange={setPortions} />
          <DateTimeField id="meal-at" label={t('food.servedAt')} value={servedAt} problem={at('meal-at')} onChange={setServedAt} />
        </div>
        <h3 className="fd-small-head">{t('food.lotsOfMeal')}</h3>
        {lots.length === 0 ? <p className="tg-muted">{t('food.noneInKitchen')}</p> : (
          <div className="fd-fields">
            {lots.map((lot) => <TextField key={lot.lotId} id={`meal-${lot.lotId}`} label={`${lot.lotNumber} · ${say(lot.description)}`} hint={`${t('food.left')} ${quantityText(lot.quantity, lot.unit)}`} code unit={unitName(words, lot.unit)} value={taken[lot.lotId] ?? ''} problem={at(`meal-${lot.lotId}`)} disabledReason={lot.servable ? undefined : words.refusal({ code: lot.reason ?? '', params: { lot: lot.lotNumber, bestBefore: lot.bestBefore } })} onChange={(value) => setTaken({ ...taken, [lot.lotId]: value })} />)}
          </div>
        )}
      </ActForm>
    </Dialog>
  );
}
