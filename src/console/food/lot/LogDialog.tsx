import { useState, type ReactNode } from 'react';
import { useAct, useView } from '../../client.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { ErrorState, Skeleton } from '../../design/States.tsx';
import { useNotify } from '../../design/Toast.tsx';
import { ActForm } from '../../goods/desk/ActForm.tsx';
import { useWords } from '../../words.tsx';
import { FileChoice, type Chosen } from '../FileChoice.tsx';
import { Problems } from '../Problems.tsx';
import type { Finding, Point, Range, RowProblem } from '../shapes.ts';
import { useLot, useReason } from './desk.ts';
import { useHeldInUse, type HeldInUse } from './held.ts';
import { LogFacts } from './LogPanel.tsx';
import { LogPlot } from './LogPlot.tsx';

type Checked = { readonly problems: readonly RowProblem[]; readonly range: Range; readonly finding: Finding | null; readonly points: readonly Point[] };

/** Attaches a logger's file: it is read and judged first, every error with its row and column, then attached by one press. */
export function LogDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { whole: { lot }, topics } = useLot();
  const reasonFor = useReason();
  const notify = useNotify();
  const sayHeld = useHeldInUse();
  const [file, setFile] = useState<Chosen | undefined>(undefined);
  const view = useView<Checked>('food.checkLog', file && { lotId: lot.lotId, ...file });
  const attach = useAct<unknown, { readonly outcome: string; readonly held: HeldInUse | null }>('food.attachLog', { topics });
  const checked = file === undefined || view.isPlaceholderData ? undefined : view.data?.data;
  const broken = checked !== undefined && checked.problems.length > 0;
  return (
    <Dialog title={t('food.logTitle', { number: lot.lotNumber })} open stays wide onClose={onClose}>
      <ActForm act={attach} label={t('food.logAttach')} icon="check" disabledReason={reasonFor('LOT-COLD') ?? (checked === undefined ? t('food.logChoose') : broken ? t('food.problems', { count: checked.problems.length }) : undefined)} extra={<Button onPress={onClose}>{t('food.cancel')}</Button>} onSubmit={() => {
        void attach.run({ lotId: lot.lotId, ...file }).then((answer) => {
          if (!answer?.ok || sayHeld(answer.result.held)) return;
          const passed = answer.result.outcome === 'passed';
          notify(t('food.logAttached', { outcome: t(passed ? 'food.logPassed' : 'food.logFailed') }), passed ? 'done' : 'wrong');
          onClose();
        });
      }}>
        <FileChoice chosen={file} title={t('food.logDrop')} detail={t('food.logDetail')} choose={t('food.logChoose')} onChoose={setFile} />
        {file !== undefined && view.error && <ErrorState error={view.error} onRetry={() => void view.refetch()} />}
        {file !== undefined && checked === undefined && !view.error && <Skeleton lines={4} />}
        {broken && <Problems problems={checked.problems} title={t('food.problems', { count: checked.problems.length })} />}
        {checked !== undefined && !broken && checked.finding !== null && <><LogPlot points={checked.points} range={checked.range} finding={checked.finding} /><LogFacts finding={checked.finding} range={checked.range} /></>}
      </ActForm>
    </Dialog>
  );
}
