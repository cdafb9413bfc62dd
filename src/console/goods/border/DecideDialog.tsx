import { useState, type ReactNode } from 'react';
import { borderDecisionKinds, borderDecisions, type BorderDecisionKind } from '../../../modules/goods/catalogue/border-decisions.ts';
import { canDecide, goingOf, latestDue } from '../../../modules/goods/rules/border.ts';
import { saySource } from '../../../words/sources.ts';
import { useAct } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Checkbox } from '../../design/Checkbox.tsx';
import { DateField } from '../../design/DateTimeField.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import type { Problem } from '../../design/Form.tsx';
import { Columns } from '../../design/Layout.tsx';
import { RadioGroup } from '../../design/RadioGroup.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useSession } from '../../session.ts';
import { useGoodsWords } from '../registers.ts';
import { unitName } from '../marks.tsx';
import { ActForm } from '../desk/ActForm.tsx';
import { nameOf, useDesk } from '../desk/desk.ts';
import { readSerials } from '../desk/quantities.ts';
import { goodsText, type BorderDecision } from './border.ts';

/** Decides on goods that may not go on: which decision, on what, why, where they are kept and by when it is carried out. */
export function DecideDialog({ follows, onClose }: { readonly follows?: BorderDecision | undefined; readonly onClose: () => void }): ReactNode {
  const words = useGoodsWords();
  const { t, say, date, today, language } = words;
  const { whole: { consignment, lines, failedSteps }, topics, show } = useDesk();
  const mine = useSession()?.officer.roles ?? [];
  const notify = useNotify();
  const decide = useAct<unknown, { readonly decisionId: string; readonly inForce: boolean }>('goods.decideAtBorder', { topics });
  const kinds = borderDecisionKinds.filter((kind) => canDecide(kind, { number: consignment.number, released: consignment.releasedAt !== null, follows: follows?.kind ?? null }).ok && borderDecisions[kind].roles.some((role) => mine.includes(role)) && (follows !== undefined || failedSteps.length > 0 || borderDecisions[kind].effect === 'held'));
  const [kind, setKind] = useState<BorderDecisionKind | undefined>(kinds[0]);
  const [step, setStep] = useState<string | undefined>(failedSteps[0]);
  const [isWhole, setWhole] = useState(true);
  const [chosen, setChosen] = useState<Readonly<Record<number, { readonly quantity: string; readonly serials: string }>>>({});
  const [reason, setReason] = useState('');
  const [place, setPlace] = useState(follows?.place ?? '');
  const [seals, setSeals] = useState(follows?.seals.join('\n') ?? '');
  const latest = kind === undefined ? today : latestDue(kind, today);
  const [dueOn, setDueOn] = useState<string | undefined>(latest);
  const [tried, setTried] = useState(false);
  const definition = kind === undefined ? undefined : borderDecisions[kind];
  const open = lines.filter((line) => Number(goingOf(line)) > 0);
  const items = Object.entries(chosen).map(([position, one]) => ({ position: Number(position), quantity: one.quantity.trim(), serials: readSerials(one.serials) }));
  const wrong: Problem[] = [
    ...(reason.trim().length < 3 ? [{ field: 'border-reason', message: t('goods.wrongReason') }] : []),
    ...(follows === undefined && definition?.effect !== 'held' && step === undefined ? [{ field: 'border-step', message: t('goodsBorder.wrongStep') }] : []),
    ...(place.trim() === '' ? [{ field: 'border-place', message: t('goodsBorder.wrongPlace') }] : []),
    ...(definition?.sealed === true && readSerials(seals).length === 0 ? [{ field: 'border-seals', message: t('goodsBorder.wrongSeals') }] : []),
    ...(dueOn === undefined ? [{ field: 'border-due', message: t('goodsBorder.wrongDay') }] : []),
    ...(follows === undefined && !isWhole && items.length === 0 ? [{ field: undefined, message: t('goodsBorder.wrongLines') }] : []),
  ];
  const problemAt = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  const choose = (next: string): void => {
    const found = kinds.find((one) => one === next);
    setKind(found);
    if (found !== undefined) setDueOn(latestDue(found, today));
  };
  const send = (): void => {
    setTried(true);
    if (wrong.length > 0 || kind === undefined) return;
    void decide.run({
      consignmentId: consignment.consignmentId, kind, reason: reason.trim(), place: place.trim(), seals: readSerials(seals), dueOn, ...(step === undefined || follows !== undefined ? {} : { step }), ...(follows === undefined ? {} : { follows: follows.decisionId }),
      ...(follows !== undefined || isWhole ? {} : { items: items.map((item) => ({ position: item.position, quantity: item.quantity, ...(item.serials.length === 0 ? {} : { serials: item.serials }) })) }),
    }).then((answer) => {
      if (!answer?.ok) return;
      notify(answer.result.inForce ? t('goodsBorder.inForceNow', { number: consignment.number }) : t('goodsBorder.proposedNow'), 'late');
      show(answer.result.inForce ? { tab: 'border', do: undefined } : { tab: 'border', do: `sign:${answer.result.decisionId}` });
    });
  };
  return (
    <Dialog title={t(follows === undefined ? 'goodsBorder.decideTitle' : 'goodsBorder.followTitle', { number: consignment.number })} open stays onClose={onClose}>
      <ActForm act={decide} label={t('goodsBorder.decide')} icon="hold" disabledReason={kind === undefined ? t('goodsBorder.none') : undefined} problems={tried ? wrong : []} fields={{ step: 'border-step', reason: 'border-reason', place: 'border-place', seals: 'border-seals', dueOn: 'border-due' }} onSubmit={send} extra={<Button onPress={onClose}>{t('goods.cancel')}</Button>}>
        <RadioGroup label={t('goodsBorder.kind')} value={kind} onChange={choose} options={kinds.map((one) => ({ value: one, label: t(`goodsBorder.kind.${one}`) }))} />
        {definition !== undefined && <p className="tg-muted">{t(definition.byTwo ? 'goodsBorder.twoSign' : 'goodsBorder.oneSigns')} {saySource(language, definition.source.text)} ({t(definition.source.verified ? 'goodsBorder.verified' : 'goodsBorder.unverified')})</p>}
        {follows !== undefined ? <p>{t('goodsBorder.sameGoods', { goods: goodsText(words, follows) })}</p> : <>
          <Select id="border-step" label={t('goodsBorder.step')} required={definition?.effect !== 'held'} value={step} problem={problemAt('border-step')} onChange={setStep} options={failedSteps.map((one) => ({ value: one, label: nameOf(words, one) }))} />
          <RadioGroup label={t('goodsBorder.goods')} value={isWhole ? 'whole' : 'parts'} onChange={(value) => setWhole(value === 'whole')} options={[{ value: 'whole', label: t('goodsBorder.wholeGoods') }, { value: 'parts', label: t('goodsBorder.parts') }]} />
          {!isWhole && open.map((line) => {
            const one = chosen[line.position];
            const set = (part: { quantity?: string; serials?: string }): void => setChosen({ ...chosen, [line.position]: { quantity: one?.quantity ?? '', serials: one?.serials ?? '', ...part } });
            return (
              <div key={line.position} className="tg-stack">
                <Checkbox label={`${t('goodsBorder.chooseLine', { position: line.position })}: ${say(line.description)} (${t('goodsBorder.hereOf', { left: goingOf(line), unit: unitName(words, line.unit) })})`} value={one !== undefined} onChange={(on) => (on ? set({ quantity: goingOf(line) }) : setChosen(Object.fromEntries(Object.entries(chosen).filter(([position]) => Number(position) !== line.position))))} />
                {one !== undefined && <Columns minimum={190}>
                  <TextField id={`border-quantity-${line.position}`} label={t('goodsBorder.quantityOf', { position: line.position })} inputMode="decimal" code value={one.quantity} unit={unitName(words, line.unit)} onChange={(quantity) => set({ quantity })} />
                  {line.serials > 0 && <TextField id={`border-serials-${line.position}`} label={t('goodsBorder.serialsOf', { position: line.position })} lines={2} code value={one.serials} onChange={(serials) => set({ serials })} />}
                </Columns>}
              </div>
            );
          })}
        </>}
        <TextField id="border-reason" label={t('goodsBorder.reason')} lines={2} value={reason} maxLength={1000} problem={problemAt('border-reason')} onChange={setReason} />
        <Columns minimum={190}>
          <TextField id="border-place" label={t('goodsBorder.place')} value={place} maxLength={200} problem={problemAt('border-place')} onChange={setPlace} />
          <TextField id="border-seals" label={t('goodsBorder.seals')} hint={t('goodsBorder.sealsHint')} required={definition?.sealed === true} code value={seals} problem={problemAt('border-seals')} onChange={setSeals} />
          <DateField id="border-due" label={t('goodsBorder.dueOn')} hint={t('goodsBorder.dueHint', { day: date(latest) })} value={dueOn} problem={problemAt('border-due')} onChange={setDueOn} />
        </Columns>
      </ActForm>
    </Dialog>
  );
}
