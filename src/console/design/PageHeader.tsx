import { useEffect, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../words.tsx';
import { Icon } from './Icon.tsx';
import './page.css';

/** Where one is. Shape: from the outermost; the last is the page itself and has no address. */
export type Crumb = { readonly title: string; readonly to?: string };

/** The head of a page: where it is, its title and state, and its actions; it also names the browser's tab. */
export function PageHeader({ title, status, detail, crumbs, actions }: {
  readonly title: string;
  /** Badges and clocks beside the title. */
  readonly status?: ReactNode;
  readonly detail?: ReactNode;
  readonly crumbs?: readonly Crumb[];
  readonly actions?: ReactNode;
}): ReactNode {
  const { t } = useWords();
  useEffect(() => {
    document.title = `${title} · ${t('shell.productName')}`;
  }, [title, t]);
  return (
    <header className="tg-page-head">
      {crumbs && <Breadcrumbs crumbs={crumbs} />}
      <div className="tg-page-line">
        <h1>{title}</h1>
        {status !== undefined && <div className="tg-page-status">{status}</div>}
        {actions !== undefined && <div className="tg-page-actions">{actions}</div>}
      </div>
      {detail !== undefined && <div className="tg-muted">{detail}</div>}
    </header>
  );
}

/** The way back, step by step. */
export function Breadcrumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }): ReactNode {
  const { t } = useWords();
  return (
    <nav className="tg-crumbs" aria-label={t('design.breadcrumbs')}>
      <ol>
        {crumbs.map(({ title, to }, place) => (
          <li key={title}>
            {place > 0 && <Icon name="chevronRight" size={10} />}
            {to === undefined ? <span aria-current={place === crumbs.length - 1 ? 'page' : undefined}>{title}</span> : <Link to={to}>{title}</Link>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
