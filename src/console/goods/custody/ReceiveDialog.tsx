import { useState, type ReactNode } from 'react';
import { kinds } from '../../../modules/goods/catalogue/kinds.ts';
import { useAct } from '../../client.ts';
import { Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import type { Problem } from '../../design/Form.tsx';
import { Columns } from '../../design/Layout.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useSession } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { SecondOfficer } from '../border/SecondOfficer.tsx';
import { ActForm } from '../desk/ActForm.tsx';
import { useDesk, useReason } from '../desk/desk.ts';
import { CountFields, countOf, nothingCounted, wrongCounts } from './CountFields.tsx';
import type { CountDifference, Custody, Move } from './custody.ts';
import { countableAt } from './MoveDialog.tsx';

// What was pressed to sign is gone: the keyboard goes on from what took its place.
const takeFocus = (node: HTMLElement | null): void => node?.focus();

const counters = ['customsOfficer', 'dutyOfficer', 'committee'] as const;

/** Counts in what arrived at the end of a move, without saying how much it should be; two count what must balance to the round, on both sides. */
export function ReceiveDialog({ custody, move, onClose }: { readonly custody: Custody; readonly move: Move; readonly onClose: () => void }): ReactNode {
  const { t, say } = useWords();
  const { whole: { consignment }, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const officer = useSession()?.officer;
  const receive = useAct<unknown, { readonly outcome: string; readonly differences: readonly CountDifference[] }>('goods.receiveMove', { topics });
  const byTwo = kinds[consignment.kind].countedByTwo === true;
  const stays = custody.places.filter((one) => one.place === move.fromPlace);
  const [receivedBy, setReceivedBy] = useState(officer === undefined ? '' : say(officer.name));
  const [signed, setSigned] = useState('');
  const [note, setNote] = useState('');
  const [arrived, setArrived] = useState(nothingCounted);
  const [left, setLeft] = useState(nothingCounted);
  const [tried, setTried] = useState(false);
  const [found, setFound] = useState<readonly CountDifference[] | undefined>(undefined);
  const wrong: Problem[] = [
    ...(receivedBy.trim() === '' ? [{ field: 'receive-by', message: t('goods.wrongMissing', { field: t('goodsCustody.receivedBy') }) }] : []),
    ...wrongCounts(arrived).map((position) => ({ field: `receive-arrived-${position}`, message: t('goods.wrongQuantity') })), ...wrongCounts(left).map((position) => ({ field: `receive-left-${position}`, message: t('goods.wrongQuantity') })),
  ];
  const problemAt = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  const counts = { counted: countOf(arrived), ...(byTwo && stays.length > 0 ? { left: countOf(left) } : {}) };
  // What was signed is these numbers: counted otherwise, it is signed again.
  const isSigned = !byTwo || signed === JSON.stringify(counts);
  const send = (): void => {
    setTried(true);
    if (wrong.length > 0) return;
    void receive.run({ consignmentId: consignment.consignmentId, moveId: move.moveId, receivedBy: receivedBy.trim(), ...(note.trim() === '' ? {} : { note: note.trim() }), ...counts }).then((answer) => {
      if (!answer?.ok) return;
      if (answer.result.outcome !== 'passed') { setFound(answer.result.differences); return; }
      notify(t('goodsCustody.receiveDone', { place: move.toPlace }));
      onClose();
    });
  };
  if (found !== undefined) {
    return (
      <Dialog title={t('goodsCustody.receiveTitle', { place: move.toPlace })} open wide onClose={onClose}>
        <div className="tg-stack">
          <p role="status"><Status tone="wrong">{t('goodsCustody.receiveWrong')}</Status></p>
          <ul className="gd-gaps">{found.map((one) => <li key={`${one.where}${one.position}`}><DifferenceLine difference={one} from={move.fromPlace} /></li>)}</ul>
          <div className="tg-form-foot"><Button kind="primary" autoFocus icon="scan" onPress={() => { setFound(undefined); setTried(false); }}>{t('goodsCustody.countAgain')}</Button><Button onPress={onClose}>{t('design.close')}</Button></div>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={t('goodsCustody.receiveTitle', { place: move.toPlace })} open wide stays onClose={onClose}>
      <div className="tg-stack">
        <p className="tg-muted">{t('goodsCustody.receiveDetail')}{byTwo && ` ${t('goodsCustody.twoNeeded')}`}</p>
        <ActForm act={receive} label={t('goodsCustody.count')} icon="scan" disabledReason={reasonFor('GDS-MOVE') ?? (isSigned ? undefined : t('goodsBorder.signCount'))} problems={tried ? wrong : []} fields={{ receivedBy: 'receive-by', left: 'receive-left' }} onSubmit={send} extra={<Button onPress={onClose}>{t('goods.cancel')}</Button>}>
          <CountFields id="receive-arrived" legend={t('goodsCustody.handedOver')} blind autoFocus lines={countableAt(custody, custody.places.filter((one) => one.moveId === move.moveId))} value={arrived} onChange={setArrived} />
          {byTwo && stays.length > 0 && <CountFields id="receive-left" legend={t('goodsCustody.left', { place: move.fromPlace })} blind lines={countableAt(custody, stays)} value={left} onChange={setLeft} />}
          <Columns minimum={250}>
            <TextField id="receive-by" label={t('goodsCustody.receivedBy')} value={receivedBy} maxLength={120} problem={problemAt('receive-by')} onChange={setReceivedBy} />
            <TextField id="receive-note" label={t('goodsCustody.note')} required={false} value={note} maxLength={2000} onChange={setNote} />
          </Columns>
          {byTwo && (isSigned ? <p role="status" tabIndex={-1} ref={takeFocus}><Status tone="done">{t('goodsBorder.signedCounts')}</Status></p>
            : <SecondOfficer id="receive-second" name="goods.signMove" input={{ consignmentId: consignment.consignmentId, moveId: move.moveId, ...counts }} roles={counters} topics={topics} disabledReason={wrongCounts(arrived).length + wrongCounts(left).length > 0 ? t('goods.wrongQuantity') : undefined} onSigned={() => setSigned(JSON.stringify(counts))} />)}
        </ActForm>
      </div>
    </Dialog>
  );
}

function DifferenceLine({ difference, from }: { readonly difference: CountDifference; readonly from: string }): ReactNode {
  const { t } = useWords();
  const { position, counted, expected, missing, extra } = difference;
  const some = (serials: readonly string[]): string => serials.slice(0, 20).join(', ') + (serials.length > 20 ? ' …' : '');
  return (
    <>
      {position > 0 && (difference.where === 'left' ? t('goodsCustody.leftOf', { position, place: from, counted, expected }) : t('goodsCustody.countedOf', { position, counted, expected }))}
      {missing.length > 0 && <span className="gd-wrong"> {t('goodsCustody.missing', { serials: some(missing) })}</span>}
      {extra.length > 0 && <span className="gd-wrong"> {t('goodsCustody.extra', { serials: some(extra) })}</span>}
    </>
  );
}
