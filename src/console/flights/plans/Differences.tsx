import type { ReactNode } from 'react';
import type { PlanDifference } from '../../../modules/prescribed/plans.ts';
import { thresholdCatalogue } from '../../../modules/prescribed/catalogue.ts';
import { useWords, type Words } from '../../words.tsx';
import { languageName, lineInWords, partInWords, quantity } from './saying.ts';

const signs = { added: '+', removed: '−', changed: '±' } as const;

function valueOf(words: Words, path: string, value: string | number): ReactNode {
  const threshold = /^thresholds\.(\w+)$/.exec(path)?.[1];
  if (threshold !== undefined && typeof value === 'number') return quantity(words, value, thresholdCatalogue.find((entry) => entry.name === threshold)?.unit);
  if (path.endsWith('.station')) return words.find(`stations.${value}`) ?? value;
  if (path === 'direction') return words.find(`flights.${value}`) ?? value;
  if (path.endsWith('.when') || path.includes('.alsoOnFailure')) return <code className="pl-code">{value}</code>;
  return typeof value === 'number' ? words.number(value) : value;
}

/** Lists line by line how two plans differ, what belongs to one step together: what was, struck through, and what is. */
export function Differences({ differences, none }: { readonly differences: readonly PlanDifference[]; readonly none: string }): ReactNode {
  const words = useWords();
  if (differences.length === 0) return <p className="fl-quiet">{none}</p>;
  const parts: { key: string; title: string; lines: PlanDifference[] }[] = [];
  for (const line of differences) {
    const part = partInWords(words, line.path);
    const same = parts.find((one) => one.key === part.key);
    if (same) same.lines.push(line);
    else parts.push({ ...part, lines: [line] });
  }
  return (
    <ul className="pl-differences">
      {parts.map(({ key, title, lines }) => (
        <li key={key}>
          <strong>{title}</strong>
          {key === 'languages' ? <Languages lines={lines} /> : <ul>{lines.map((line) => <Line key={line.path} line={line} />)}</ul>}
        </li>
      ))}
    </ul>
  );
}

function Line({ line }: { readonly line: PlanDifference }): ReactNode {
  const words = useWords();
  return (
    <li className={`pl-${line.kind}`}>
      <Sign kind={line.kind} />
      <span>
        <span className="pl-line">{lineInWords(words, line.path)}</span>{' '}
        {line.before !== undefined && <del>{valueOf(words, line.path, line.before)}</del>}{line.before !== undefined && line.after !== undefined && ' → '}{line.after !== undefined && <ins>{valueOf(words, line.path, line.after)}</ins>}
      </span>
    </li>
  );
}

function Languages({ lines }: { readonly lines: readonly PlanDifference[] }): ReactNode {
  const { language, t } = useWords();
  return (
    <ul>
      {(['added', 'removed'] as const).map((kind) => {
        const codes = lines.filter((line) => line.kind === kind).map((line) => languageName(language, line.path.slice('languages.'.length)));
        return codes.length === 0 ? null : <li key={kind} className={`pl-${kind}`}><Sign kind={kind} /><span>{kind === 'added' ? <ins>{codes.join(t('plans.comma'))}</ins> : <del>{codes.join(t('plans.comma'))}</del>}</span></li>;
      })}
    </ul>
  );
}

function Sign({ kind }: { readonly kind: PlanDifference['kind'] }): ReactNode {
  const { t } = useWords();
  return <span className="pl-sign" title={t(`plans.${kind}`)}><span className="tg-hidden">{t(`plans.${kind}`)}</span><span aria-hidden="true">{signs[kind]}</span></span>;
}
