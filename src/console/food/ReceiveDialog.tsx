import { useState, type ReactNode } from 'react';
import { useAct, useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { useNotify } from '../design/Toast.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { useWords } from '../words.tsx';
import type { Lot, Place } from './shapes.ts';

const topics = ['food', 'lot:*'];

/** Takes lots into a store at the port, each whole: one choice, one press. */
export function ReceiveDialog({ lots, onClose }: { readonly lots: readonly Pick<Lot, 'lotId' | 'lotNumber'>[]; readonly onClose: () => void }): ReactNode {
  const { t, say } = useWords();
  const notify = useNotify();
  const view = useView<{ readonly places: readonly Place[] }>('food.places', {}, { topics: ['food'] });
  const stores = view.data?.data.places.filter((place) => place.kind === 'portStore') ?? [];
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const place = chosen ?? stores[0]?.placeId;
  const receive = useAct('food.receive', { topics });
  return (
    <Dialog title={t('food.receiveTitle')} open onClose={onClose}>
      <ActForm act={receive} label={`${t('food.doReceive')} (${lots.length})`} icon="download" autoFocus disabledReason={view.data === undefined ? undefined : place === undefined ? t('food.noPlacesDetail') : undefined} extra={<Button onPress={onClose}>{t('food.cancel')}</Button>} onSubmit={() => {
        void receive.run({ lotIds: lots.map((lot) => lot.lotId).slice(0, 1000), placeId: place }).then((answer) => {
          if (!answer?.ok) return;
          notify(t('food.received', { count: lots.length }));
          onClose();
        });
      }}>
        <p className="tg-code fd-lots">{lots.slice(0, 30).map((lot) => lot.lotNumber).join(t('food.comma'))}{lots.length > 30 && ' …'}</p>
        <RadioGroup label={t('food.place')} value={place ?? ''} onChange={setChosen} options={stores.map((one) => ({ value: one.placeId, label: say(one.name) }))} />
      </ActForm>
    </Dialog>
  );
}
