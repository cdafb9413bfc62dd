import type { ReactNode } from 'react';
import type { PlanDifference } from '../../../modules/prescribed/plans.ts';
import { thresholdCatalogue } from '../../../modules/prescribed/catalogue.ts';
import { useWords, type Words } from '../../words.tsx';
import { lineInWords, quantity } from './saying.ts';

function valueOf(words: Words, path: string, value: string | number): ReactNode {
  const threshold = /^thresholds\.(\w+)$/.exec(path)?.[1];
  if (threshold !== undefined && typeof value === 'number') return quantity(words, value, thresholdCatalogue.find((entry) => entry.name === threshold)?.unit);
  if (path.endsWith('.station')) return words.find(`stations.${value}`) ?? value;
  if (path.endsWith('.when') || path.includes('.alsoOnFailure')) return <code className="pl-code">{value}</code>;
  return typeof value === 'number' ? words.number(value) : value;
}

/** Lists line by line how two plans differ: what was, struck through, and what is. */
export function Differences({ differences, none }: { readonly differences: readonly PlanDifference[]; readonly none: string }): ReactNode {
  const words = useWords();
  if (differences.length === 0) return <p className="fl-quiet">{none}</p>;
  return (
    <ul className="pl-differences">
      {differences.map((line) => (
        <li key={line.path} className={`pl-${line.kind}`}>
          <span className="pl-sign" title={words.t(`plans.${line.kind}`)}><span className="tg-hidden">{words.t(`plans.${line.kind}`)}</span><span aria-hidden="true">{line.kind === 'added' ? '+' : line.kind === 'removed' ? '−' : '±'}</span></span>
          <div>
            <div className="pl-line">{lineInWords(words, line.path)}</div>
            {!line.path.startsWith('languages.') && <div>{line.before !== undefined && <del>{valueOf(words, line.path, line.before)}</del>}{line.before !== undefined && line.after !== undefined && ' → '}{line.after !== undefined && <ins>{valueOf(words, line.path, line.after)}</ins>}</div>}
          </div>
        </li>
      ))}
    </ul>
  );
}
