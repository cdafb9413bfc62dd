import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Block } from '../../../modules/flights/shapes.ts';
import { ToneMark } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Icon } from '../../design/Icon.tsx';
import { useWords, type Words } from '../../words.tsx';
import { useDesk, type Desk } from './desk.ts';
import { personPath } from './person-path.ts';

const shown = 12;

/** Lists what keeps the flight from closing; each line opens the place where it is done. */
export function Blocking(): ReactNode {
  const words = useWords();
  const { t } = words;
  const desk = useDesk();
  const [all, setAll] = useState(false);
  const { blocking } = desk.flight;
  if (blocking.length === 0) return <p className="fl-quiet">{t('flights.nothingBlocksDetail')}</p>;
  return (
    <>
      <ul className="fl-blocking" aria-label={t('flights.blocksLabel')}>
        {(all ? blocking : blocking.slice(0, shown)).map((block, place) => <li key={`${block.kind}${block.step ?? ''}${block.ordinal ?? block.caseId ?? place}`}><BlockLine block={block} words={words} desk={desk} /></li>)}
      </ul>
      {blocking.length > shown && !all && <div className="fl-more"><Button kind="bare" onPress={() => setAll(true)}>{t('flights.showAll', { count: blocking.length })}</Button></div>}
    </>
  );
}

function BlockLine({ block, words, desk }: { readonly block: Block; readonly words: Words; readonly desk: Desk }): ReactNode {
  const { t, find, number } = words;
  const step = (id: string): string => find(`steps.${id}`) ?? id;
  if (block.kind === 'case' && block.caseId !== undefined) {
    return (
      <Link className="fl-block" to={personPath(block.caseId, block.steps?.[0])}>
        <ToneMark tone="neutral" /><span><strong>{block.name}</strong>{block.seat != null && <span className="tg-muted"> {block.seat}</span>}<span className="fl-block-owes">{(block.steps ?? []).map(step).join(words.t('shell.comma'))}</span></span><Icon name="chevronRight" size={12} />
      </Link>
    );
  }
  if (block.kind === 'case') return <button type="button" className="fl-block" onClick={() => desk.show({ tab: 'persons', show: 'owed' })}><ToneMark tone="neutral" /><span>{t('flights.morePersons', { count: block.count ?? 0 })}</span><Icon name="chevronRight" size={12} /></button>;
  if (block.kind === 'check') {
    const params = Object.fromEntries(Object.entries((block.params ?? {}) as Record<string, unknown>).map(([name, value]) => [name, typeof value === 'number' ? number(value) : name === 'step' ? step(String(value)) : String(value ?? '–')]));
    return <span className="fl-block fl-block-check"><ToneMark tone="wrong" /><span>{words.refusal({ code: block.code ?? '', params })}</span></span>;
  }
  const name = block.kind === 'discrepancy' ? t('flights.differenceToExplain', { number: block.ordinal ?? 0 }) : step(block.step ?? '');
  return (
    <button type="button" className="fl-block" onClick={() => desk.open(block.step ?? '')}>
      <ToneMark tone={block.kind === 'discrepancy' ? 'late' : 'neutral'} /><span>{name} <span className="tg-muted">{block.step}</span></span><Icon name="chevronRight" size={12} />
    </button>
  );
}
