import { useEffect, useRef, type ReactNode } from 'react';
import { useWords } from '../words.tsx';

/** Something wrong in a form. Shape: `field` is the id of the control it leads to; without one it concerns the whole. */
export type Problem = { readonly field?: string | undefined; readonly message: string };

/** A form whose problems stand in one summary on top, each leading to its field; the summary takes the focus when it appears. */
export function Form({ problems = [], onSubmit, children, label }: {
  readonly problems?: readonly Problem[];
  readonly onSubmit: () => void;
  readonly children: ReactNode;
  readonly label?: string;
}): ReactNode {
  const { t } = useWords();
  const summary = useRef<HTMLDivElement>(null);
  const key = problems.map((problem) => `${problem.field}:${problem.message}`).join('\n');
  useEffect(() => {
    if (key !== '') summary.current?.focus();
  }, [key]);
  return (
    <form className="tg-form" noValidate aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        onSubmit();
      }}>
      {problems.length > 0 && (
        <div ref={summary} className="tg-summary" role="alert" tabIndex={-1}>
          <h3>{t('design.summaryTitle', { count: problems.length })}</h3>
          <ul>
            {problems.map(({ field, message }) => (
              <li key={`${field}${message}`}>
                {field === undefined ? message : (
                  <a href={`#${field}`} onClick={(event) => {
                    event.preventDefault();
                    document.getElementById(field)?.focus();
                  }}>{message}</a>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
      {children}
    </form>
  );
}
