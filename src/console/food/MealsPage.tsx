import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { handlers, placeKinds } from '../../modules/food/shapes.ts';
import { useAddress } from '../address.ts';
import { useAct, useView } from '../client.ts';
import { Badge } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Dialog, Drawer } from '../design/Dialog.tsx';
import type { Problem } from '../design/Form.tsx';
import { Facts, Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { ErrorState, Skeleton } from '../design/States.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { consignmentPath } from '../goods/shapes.ts';
import { useWords } from '../words.tsx';
import { useHas, useQuantity } from './marks.tsx';
import { ServeDialog } from './ServeDialog.tsx';
import { lotPath, type Meal, type Place } from './shapes.ts';
import '../goods/goods.css';
import './food.css';

const topics = ['food'];

/** The places where food is kept, and every meal, each traced back to its lots, producers and consignments. */
export function MealsPage(): ReactNode {
  const { t, say, number, dateTime } = useWords();
  const has = useHas();
  const [query, change] = useAddress();
  const [adding, setAdding] = useState(false);
  const places = useView<{ readonly places: readonly Place[] }>('food.places', {}, { topics });
  const meals = useView<{ readonly meals: readonly Meal[] }>('food.meals', {}, { topics });
  const mealId = query.get('meal') ?? undefined;
  const placeColumns: readonly Column<Place>[] = [
    { key: 'name', title: t('food.place'), sortValue: (place) => say(place.name), cell: (place) => <strong>{say(place.name)}</strong> },
    { key: 'kind', title: t('food.kind'), sortValue: (place) => placeKinds.indexOf(place.kind), cell: (place) => t(`food.kind.${place.kind}`) },
    { key: 'venue', title: t('food.venue'), sortValue: (place) => place.venue, cell: (place) => place.venue },
    { key: 'lots', title: t('food.lotsHere'), align: 'end', sortValue: (place) => place.lots, cell: (place) => number(place.lots) },
  ];
  const mealColumns: readonly Column<Meal>[] = [
    { key: 'servedAt', title: t('food.servedAt'), width: '120px', sortValue: (meal) => meal.servedAt, cell: (meal) => dateTime(meal.servedAt) },
    { key: 'dish', title: t('food.dish'), sortValue: (meal) => meal.dish, cell: (meal) => <strong>{meal.dish}</strong> },
    { key: 'kitchen', title: t('food.kitchen'), sortValue: (meal) => say(meal.place), cell: (meal) => say(meal.place) },
    { key: 'venue', title: t('food.venue'), sortValue: (meal) => meal.venue, cell: (meal) => meal.venue },
    { key: 'portions', title: t('food.portions'), align: 'end', sortValue: (meal) => meal.portions, cell: (meal) => number(meal.portions) },
    { key: 'lots', title: t('food.mealLots'), cell: (meal) => <span className="tg-code fd-lots">{meal.lots.map((lot) => lot.lotNumber).join(t('food.comma'))}</span> },
  ];
  const openMeal = meals.data?.data.meals.find((meal) => meal.mealId === mealId);
  return (
    <div className="tg-page">
      <PageHeader title={t('food.meals')} detail={t('food.mealsDetail')} actions={has(handlers) && <><Button icon="plus" onPress={() => setAdding(true)}>{t('food.addPlace')}</Button><Button kind="primary" icon="check" onPress={() => change({ do: 'serve' })}>{t('food.doServe')}</Button></>} />
      <Panel flush title={t('food.places')}><Table label={t('food.places')} columns={placeColumns} rows={places.data?.data.places} rowKey={(place) => place.placeId} error={places.error} onRetry={() => void places.refetch()} emptyTitle={t('food.noPlaces')} emptyDetail={t('food.noPlacesDetail')} /></Panel>
      <Panel flush title={t('food.meals')}><Table label={t('food.meals')} columns={mealColumns} rows={meals.data?.data.meals} rowKey={(meal) => meal.mealId} selectedKey={mealId} onOpen={(meal) => change({ meal: meal.mealId })} error={meals.error} onRetry={() => void meals.refetch()} emptyTitle={t('food.noMeals')} emptyDetail={t('food.noMealsDetail')} tone={(meal) => (meal.lots.some((lot) => lot.holds > 0) ? 'late' : undefined)} /></Panel>
      {adding && <PlaceDialog onClose={() => setAdding(false)} />}
      {query.get('do') === 'serve' && <ServeDialog onClose={() => change({ do: undefined })} />}
      {mealId !== undefined && <MealDrawer mealId={mealId} known={openMeal} onClose={() => change({ meal: undefined })} />}
    </div>
  );
}

function MealDrawer({ mealId, known, onClose }: { readonly mealId: string; readonly known: Meal | undefined; readonly onClose: () => void }): ReactNode {
  const { t, say, number, dateTime } = useWords();
  const quantity = useQuantity();
  const view = useView<{ readonly meals: readonly Meal[] }>('food.meals', { mealId }, { topics });
  const meal = view.data?.data.meals.find((one) => one.mealId === mealId) ?? known;
  return (
    <Drawer title={t('food.mealTitle', { dish: meal?.dish ?? '' })} open onClose={onClose}>
      {view.error && meal === undefined ? <ErrorState error={view.error} /> : meal === undefined ? <Skeleton lines={5} /> : (
        <div className="tg-stack">
          <Facts facts={[[t('food.kitchen'), `${say(meal.place)} · ${meal.venue}`], [t('food.servedAt'), dateTime(meal.servedAt)], [t('food.portions'), number(meal.portions)]]} />
          {meal.lots.map((lot) => (
            <Panel key={lot.lotId} title={<Link className="tg-code" to={lotPath(lot.lotId, { tab: 'trace' })}>{lot.lotNumber}</Link>} actions={lot.holds > 0 && <Badge tone="late">{t('food.heldMark')}</Badge>}>
              <Facts facts={[[t('food.goods'), say(lot.description)], [t('food.quantity'), quantity(lot.quantity, lot.unit)], [t('food.producer'), <><span className="tg-code">{lot.producerNumber}</span> {lot.producerName ?? t('food.notInRegister')} · {lot.origin}</>], [t('food.consignment'), <Link className="tg-code" to={consignmentPath(lot.consignmentId)}>{lot.consignmentNumber}</Link>]]} />
            </Panel>
          ))}
        </div>
      )}
    </Drawer>
  );
}

function PlaceDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t, say } = useWords();
  const notify = useNotify();
  const add = useAct('food.openPlace', { topics });
  const [kind, setKind] = useState<string>('kitchen');
  const [nameEn, setNameEn] = useState('');
  const [nameZh, setNameZh] = useState('');
  const [venue, setVenue] = useState('');
  const [tried, setTried] = useState(false);
  const wrong: Problem[] = ([['place-zh', nameZh, t('food.nameZh')], ['place-en', nameEn, t('food.nameEn')], ['place-venue', venue, t('food.venue')]] as const).filter(([, value]) => value.trim() === '').map(([field, , name]) => ({ field, message: t('food.wrongMissing', { field: name }) }));
  const at = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  return (
    <Dialog title={t('food.addPlace')} open stays onClose={onClose}>
      <ActForm act={add} label={t('food.addPlace')} icon="check" problems={tried ? wrong : []} fields={{ nameEn: 'place-en', nameZh: 'place-zh', venue: 'place-venue' }} extra={<Button onPress={onClose}>{t('food.cancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (wrong.length > 0) return;
        void add.run({ kind, nameEn: nameEn.trim(), nameZh: nameZh.trim(), venue: venue.trim() }).then((answer) => {
          if (!answer?.ok) return;
          notify(t('food.placeAdded', { name: say({ en: nameEn, zh: nameZh }) }));
          onClose();
        });
      }}>
        <RadioGroup label={t('food.kind')} value={kind} onChange={setKind} options={placeKinds.map((one) => ({ value: one, label: t(`food.kind.${one}`) }))} />
        <TextField id="place-zh" label={t('food.nameZh')} autoFocus value={nameZh} maxLength={120} problem={at('place-zh')} onChange={setNameZh} />
        <TextField id="place-en" label={t('food.nameEn')} value={nameEn} maxLength={120} problem={at('place-en')} onChange={setNameEn} />
        <TextField id="place-venue" label={t('food.venue')} value={venue} maxLength={120} problem={at('place-venue')} onChange={setVenue} />
      </ActForm>
    </Dialog>
  );
}
