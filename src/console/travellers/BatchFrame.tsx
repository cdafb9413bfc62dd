import type { ReactNode } from 'react';
import { Columns, Panel } from '../design/Layout.tsx';
import { Select } from '../design/Select.tsx';
import { ErrorText } from '../design/States.tsx';
import { useWords } from '../words.tsx';
import type { useBatch } from './batch.ts';
import { FlightPicker } from './FlightPicker.tsx';
import { OutcomeStrip } from './OutcomeStrip.tsx';
import { refusalText, stepName } from './saying.ts';
import { nameOf } from './shapes.ts';

/** Frames the work on many people at once: whom it is about, what came of the last batch and who did not pass in it, and what records the next. */
export function BatchFrame({ batch, step, fields, children }: {
  readonly batch: ReturnType<typeof useBatch>;
  readonly step: string;
  /** Further fields beside flight and delegation. */
  readonly fields?: ReactNode;
  /** What records the batch. */
  readonly children: ReactNode;
}): ReactNode {
  const words = useWords();
  const { t } = words;
  const { recording, trouble } = batch;
  return (
    <>
      <OutcomeStrip outcome={batch.outcome} />
      <Panel title={t('station.manyTitle', { step: stepName(words, step) })}>
        <div className="tg-stack">
          <Columns minimum={220}>
            <FlightPicker chosen={batch.chosen} />
            <Select label={t('station.batch')} value={batch.delegation} onChange={batch.setDelegation} options={batch.delegations.map((name) => ({ value: name, label: name }))} required={false} />
            {fields}
          </Columns>
          {recording.refusal && <p className="tg-problem" role="alert">{refusalText(words, recording.refusal)}</p>}
          {recording.fault && <p className="tg-problem" role="alert"><ErrorText error={recording.fault} /></p>}
          {trouble.length > 0 && <ul className="tg-warnings" role="alert">{trouble.map(({ card, text }) => <li key={card.caseId}><strong>{nameOf(card)}</strong> {card.seat} {text}</li>)}</ul>}
          <div className="tg-row">{children}</div>
        </div>
      </Panel>
    </>
  );
}
