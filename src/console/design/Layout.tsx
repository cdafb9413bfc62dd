import type { CSSProperties, ReactNode } from 'react';

/** A titled box on the page. */
export function Panel({ title, actions, flush = false, children }: {
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  /** No space round the content: for a table. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section className={flush ? 'tg-panel tg-panel-flush' : 'tg-panel'}>
      {title !== undefined && (
        <header className="tg-panel-head">
          <h2>{title}</h2>
          {actions}
        </header>
      )}
      <div className="tg-panel-body">{children}</div>
    </section>
  );
}

/** Puts its children below each other. */
export function Stack({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className="tg-stack">{children}</div>;
}

/** Puts its children beside each other, wrapping where there is no room. */
export function Row({ children, end = false }: { readonly children: ReactNode; readonly end?: boolean }): ReactNode {
  return <div className={end ? 'tg-row tg-row-end' : 'tg-row'}>{children}</div>;
}

/** Puts its children into as many equal columns as fit. Unit: `minimum` in pixels. */
export function Columns({ children, minimum = 320 }: { readonly children: ReactNode; readonly minimum?: number }): ReactNode {
  return <div className="tg-columns" style={{ '--column': `${minimum}px` } as CSSProperties}>{children}</div>;
}

/** Shows names and values in two columns. */
export function Facts({ facts }: { readonly facts: readonly (readonly [name: ReactNode, value: ReactNode])[] }): ReactNode {
  return (
    <dl className="tg-facts">
      {facts.map(([name, value], place) => [<dt key={`n${place}`}>{name}</dt>, <dd key={`v${place}`}>{value}</dd>])}
    </dl>
  );
}
