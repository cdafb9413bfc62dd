import { useState, type ReactNode } from 'react';
import { useAct } from '../../client.ts';
import { Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import type { Problem } from '../../design/Form.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { useWords } from '../../words.tsx';
import { unitName } from '../marks.tsx';
import { ExaminedFiles } from '../files/ExaminedFiles.tsx';
import { useTicking } from '../files/ticking.ts';
import { useMoney } from '../money.ts';
import { ActForm } from './ActForm.tsx';
import { useDesk, useReason } from './desk.ts';
import { readSerials, remainingOf } from './quantities.ts';

type Match = { readonly found: number; readonly missing: readonly string[]; readonly extra: readonly string[]; readonly swapped: readonly { readonly missing: string; readonly extra: string }[]; readonly freedCny?: string; readonly carnets?: readonly { readonly carnetId: string; readonly number: string; readonly items: readonly { readonly item: number; readonly quantity: number }[] }[]; readonly outcome: string };

/** Compares many serial numbers with the list at the inspection, or with what is still here at the exit, and shows every difference. */
export function ScanDialog({ exit, onClose }: { readonly exit: boolean; readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { t, say } = words;
  const { whole: { consignment, lines }, topics } = useDesk();
  const reasonFor = useReason();
  const notify = useNotify();
  const money = useMoney();
  const scan = useAct<unknown, Match>(exit ? 'goods.scanExit' : 'goods.scanSerials', { topics });
  const ticking = useTicking('GDS-SERL');
  const [text, setText] = useState('');
  const [evidence, setEvidence] = useState('');
  const [holder, setHolder] = useState('');
  const [voucher, setVoucher] = useState('');
  // What leaves under a carnet is recorded on it by the same act.
  const asksVoucher = exit && consignment.cover === 'carnet';
  // What a journalist carried in leaves with the same person.
  const asksHolder = exit && consignment.kind === 'K04';
  const [counts, setCounts] = useState<Readonly<Record<number, string>>>({});
  const [match, setMatch] = useState<Match | undefined>(undefined);
  const [tried, setTried] = useState(false);
  const serials = readSerials(text);
  const expected = lines.reduce((sum, line) => sum + line.serials - (exit ? line.serialsClosed : 0), 0);
  const counted = exit ? lines.filter((line) => line.serials === 0 && remainingOf(line) !== '0') : [];
  const given = Object.entries(counts).filter(([, quantity]) => quantity.trim() !== '');
  const problems: Problem[] = !tried ? [] : [
    ...(serials.length === 0 && given.length === 0 ? [{ field: 'scan-serials', message: t('goods.wrongSerials') }] : []),
    ...given.filter(([, quantity]) => !/^(?=.*[1-9])\d{1,12}(\.\d{1,6})?$/.test(quantity.trim())).map(([position]) => ({ field: `scan-count-${position}`, message: t('goods.wrongQuantity') })),
    ...(asksHolder && holder.trim() === '' ? [{ field: 'scan-holder', message: t('pressKits.exitHolderNeeded') }] : []),
    ...(exit && evidence.trim().length < 3 ? [{ field: 'scan-evidence', message: t('goods.wrongEvidence') }] : []),
  ];
  const problemAt = (field: string): string | undefined => problems.find((problem) => problem.field === field)?.message;
  const send = (): void => {
    setTried(true);
    const isComplete = (serials.length > 0 || given.length > 0) && (!exit || evidence.trim().length >= 3) && (!asksHolder || holder.trim() !== '') && given.every(([, quantity]) => /^(?=.*[1-9])\d{1,12}(\.\d{1,6})?$/.test(quantity.trim()));
    if (!isComplete) return;
    const more = exit ? { evidence: evidence.trim(), ...(asksHolder ? { holder: holder.trim() } : {}), ...(asksVoucher && voucher.trim().length > 1 ? { voucher: voucher.trim() } : {}), ...(given.length === 0 ? {} : { counts: given.map(([position, quantity]) => ({ position: Number(position), quantity: quantity.trim() })) }) } : ticking.named.length > 0 ? { files: ticking.named } : {};
    void scan.run({ consignmentId: consignment.consignmentId, serials, ...more }).then((answer) => {
      if (!answer?.ok) return;
      setMatch(answer.result);
      if (answer.result.outcome === 'passed') notify(t('goods.noDifference'));
    });
  };
  const title = t(exit ? 'goods.exitTitle' : 'goods.scanTitle', { number: consignment.number });
  if (match !== undefined) {
    return (
      <Dialog title={title} open wide onClose={onClose}>
        <MatchShown match={match} expected={expected} freed={match.freedCny === undefined ? undefined : money.yuan(match.freedCny)} onAgain={() => { setMatch(undefined); setText(''); setTried(false); setCounts({}); }} onClose={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog title={title} open wide stays onClose={onClose}>
      <div className="tg-stack">
        <p className="tg-muted">{t('goods.scanDetail')}</p>
        <ActForm act={scan} label={t(exit ? 'goods.bookExit' : 'goods.compare')} icon="scan" disabledReason={reasonFor(exit ? 'GDS-EXIT' : 'GDS-SERL')} problems={problems} fields={{ serials: 'scan-serials', evidence: 'scan-evidence', holder: 'scan-holder', voucher: 'scan-voucher' }} onSubmit={send} extra={<Button onPress={onClose}>{t('goods.cancel')}</Button>}>
          {asksHolder && <TextField id="scan-holder" label={t('pressKits.exitHolder')} hint={t('pressKits.exitHolderHint')} code autoFocus ownScans maxLength={40} value={holder} problem={problemAt('scan-holder')} onChange={setHolder} onEnter={() => document.getElementById('scan-serials')?.focus()} />}
          <TextField id="scan-serials" label={t('goods.serials')} lines={8} code autoFocus={!asksHolder} value={text} hint={t('goods.serialsHint', { count: serials.length, expected })} problem={problemAt('scan-serials')} onChange={setText} />
          {counted.length > 0 && (
            <fieldset className="gd-counted">
              <legend className="tg-label">{t('goods.counted')}</legend>
              {counted.map((line) => (
                <TextField key={line.lineId} id={`scan-count-${line.position}`} label={`${line.position} · ${say(line.description)}`} inputMode="decimal" unit={unitName(words, line.unit)} value={counts[line.position] ?? ''} problem={problemAt(`scan-count-${line.position}`)}
                  hint={t('goods.countedHint', { left: remainingOf(line), unit: unitName(words, line.unit) })} onChange={(value) => setCounts((before) => ({ ...before, [line.position]: value }))} />
              ))}
            </fieldset>
          )}
          {asksVoucher && <TextField id="scan-voucher" label={t('goodsCarnets.exitVoucher')} hint={t('goodsCarnets.exitVoucherHint')} code required={false} maxLength={60} value={voucher} onChange={setVoucher} />}
          {!exit && <ExaminedFiles documents={false} ticked={ticking.ticked} onTick={ticking.tick} />}
          {exit && <TextField id="scan-evidence" label={t('goods.evidence')} hint={t('goods.exitEvidenceHint')} value={evidence} maxLength={500} problem={problemAt('scan-evidence')} onChange={setEvidence} />}
        </ActForm>
      </div>
    </Dialog>
  );
}

function MatchShown({ match, expected, freed, onAgain, onClose }: { readonly match: Match; readonly expected: number; readonly freed: string | undefined; readonly onAgain: () => void; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const agrees = match.outcome === 'passed';
  const twins = new Set(match.swapped.flatMap((pair) => [pair.missing, pair.extra]));
  const groups = [[t('goods.missing'), match.missing.filter((serial) => !twins.has(serial))], [t('goods.extra'), match.extra.filter((serial) => !twins.has(serial))]] as const;
  return (
    <div className="tg-stack">
      <p role="status"><Status tone={agrees ? 'done' : 'wrong'}>{agrees ? t('goods.noDifference') : t('goods.differences')}</Status> <span className="tg-muted">{expected > 0 && t('goods.expectedOf', { found: match.found, expected })}{freed !== undefined && ` · ${t('goods.freed', { amount: freed })}`}</span></p>
      {match.carnets?.map((carnet) => <p key={carnet.carnetId}>{t('goodsCarnets.exitRecorded', { number: carnet.number, items: carnet.items.map(({ item, quantity }) => t('goodsCarnets.itemsCell', { item, quantity })).join(', ') })}</p>)}
      {match.swapped.length > 0 && <section><h3>{t('goods.swapped')} ({match.swapped.length})</h3><ul className="gd-numbers">{match.swapped.map((pair) => <li key={pair.extra} className="tg-code">{pair.missing} ≠ {pair.extra}</li>)}</ul></section>}
      {groups.map(([title, numbers]) => numbers.length > 0 && <section key={title}><h3>{title} ({numbers.length})</h3><ul className="gd-numbers">{numbers.map((serial) => <li key={serial} className="tg-code">{serial}</li>)}</ul></section>)}
      <div className="tg-form-foot">
        <Button kind="primary" autoFocus onPress={onClose}>{t('design.close')}</Button>
        {!agrees && <Button icon="scan" onPress={onAgain}>{t('goods.scanAgain')}</Button>}
      </div>
    </div>
  );
}
