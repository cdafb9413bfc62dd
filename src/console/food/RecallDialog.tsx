import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { readView, useAct } from '../client.ts';
import { useAddress } from '../address.ts';
import { Button } from '../design/Button.tsx';
import { DateField } from '../design/DateTimeField.tsx';
import { Dialog } from '../design/Dialog.tsx';
import type { Problem } from '../design/Form.tsx';
import { RadioGroup } from '../design/RadioGroup.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { useWords } from '../words.tsx';
import type { FoodBoard } from './shapes.ts';

const topics = ['recalls', 'food', 'lot:*', 'goods'];
const ways = ['lot', 'producer', 'days'] as const;

/** Recalls food, or holds a drill: by lot numbers, by a producer, by days of production. */
export function RecallDialog({ drill, onClose }: { readonly drill: boolean; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const notify = useNotify();
  const [query] = useAddress();
  const [way, setWay] = useState<string>('lot');
  const [lots, setLots] = useState(query.get('lots') ?? '');
  const [producer, setProducer] = useState('');
  const [from, setFrom] = useState<string | undefined>(undefined);
  const [to, setTo] = useState<string | undefined>(undefined);
  const [reason, setReason] = useState('');
  const [unknown, setUnknown] = useState<string | undefined>(undefined);
  const [tried, setTried] = useState(false);
  const recall = useAct<unknown, { readonly recallId: string; readonly finds: number; readonly milliseconds: number }>('food.recall', { topics });
  const numbers = lots.split(/[\n,;，；、]+/u).map((one) => one.trim()).filter((one) => one !== '');
  const wrong: Problem[] = [
    ...(way === 'lot' && numbers.length === 0 ? [{ field: 'recall-lots', message: t('food.wrongMissing', { field: t('food.lotNumbers') }) }] : []),
    ...(way === 'lot' && unknown !== undefined ? [{ field: 'recall-lots', message: t('food.lotNotFound', { number: unknown }) }] : []),
    ...(way === 'producer' && producer.trim() === '' ? [{ field: 'recall-producer', message: t('food.wrongMissing', { field: t('food.producerNumber') }) }] : []),
    ...(way === 'days' && (from === undefined || from === 'invalid') ? [{ field: 'recall-from', message: t('food.wrongMissing', { field: t('food.producedFrom') }) }] : []),
    ...(way === 'days' && (to === undefined || to === 'invalid') ? [{ field: 'recall-to', message: t('food.wrongMissing', { field: t('food.producedTo') }) }] : []),
    ...(reason.trim().length < 3 ? [{ field: 'recall-reason', message: t('food.wrongReason') }] : []),
  ];
  const at = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  const send = async (): Promise<void> => {
    setTried(true);
    if (wrong.length > 0) return;
    const lotIds: string[] = [];
    for (const number of way === 'lot' ? numbers : []) {
      const { data } = await readView<FoodBoard>('food.board', { search: number, limit: 2000 });
      const found = data.lots.filter((lot) => lot.lotNumber.toLowerCase() === number.toLowerCase());
      if (found.length === 0) {
        setUnknown(number);
        return;
      }
      lotIds.push(...found.map((lot) => lot.lotId));
    }
    const answer = await recall.run({ drill, reason: reason.trim(), ...(way === 'lot' ? { lotIds: [...new Set(lotIds)] } : way === 'producer' ? { producerNumber: producer.trim() } : { producedFrom: from, producedTo: to }) });
    if (!answer?.ok) return;
    notify(t('food.called', { count: answer.result.finds, milliseconds: answer.result.milliseconds }), drill ? 'done' : 'late');
    void navigate(`/recalls/${answer.result.recallId}`);
  };
  return (
    <Dialog title={t(drill ? 'food.drillTitle' : 'food.recallTitle')} open stays onClose={onClose}>
      <ActForm act={recall} label={t(drill ? 'food.drillNow' : 'food.recallNow')} icon={drill ? 'play' : 'alarm'} problems={tried ? wrong : []} extra={<Button onPress={onClose}>{t('food.cancel')}</Button>} onSubmit={() => void send()}>
        {drill && <p>{t('food.isDrill')}</p>}
        <RadioGroup label={t('food.whatIsNamed')} value={way} onChange={setWay} options={ways.map((one) => ({ value: one, label: t(one === 'lot' ? 'food.byLot' : one === 'producer' ? 'food.byProducer' : 'food.byDays') }))} />
        {way === 'lot' && <TextField id="recall-lots" label={t('food.lotNumbers')} hint={t('food.lotNumbersHint')} lines={2} code autoFocus value={lots} problem={at('recall-lots')} onChange={(value) => { setLots(value); setUnknown(undefined); }} />}
        {way === 'producer' && <TextField id="recall-producer" label={t('food.producerNumber')} code autoFocus value={producer} maxLength={40} problem={at('recall-producer')} onChange={setProducer} />}
        {way === 'days' && <div className="fd-fields"><DateField id="recall-from" label={t('food.producedFrom')} autoFocus value={from} problem={at('recall-from')} onChange={setFrom} /><DateField id="recall-to" label={t('food.producedTo')} value={to} problem={at('recall-to')} onChange={setTo} /></div>}
        <TextField id="recall-reason" label={t('food.reason')} lines={2} value={reason} maxLength={1000} problem={at('recall-reason')} onChange={setReason} />
      </ActForm>
    </Dialog>
  );
}
