import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { ToneMark } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { clockText } from '../design/Clock.tsx';
import { Icon } from '../design/Icon.tsx';
import { Panel } from '../design/Layout.tsx';
import { canShowPast, mayOpen, pages } from '../pages.ts';
import { withInstant } from '../past.ts';
import { useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import type { Attention } from './attention.ts';

/** Is how many things are listed before one asks for all. */
const first = 8;

/** Tells whether a page of an address is there and open to the officer, and gives the address; from a board of the past with its instant, where the page can show it. */
export function useMayGo(asOf?: string): (to: string | undefined) => string | undefined {
  const roles = useSession()?.officer.roles ?? [];
  return (to) => {
    const parts = (to ?? '').split('?')[0]!.split('/');
    const open = pages.some((page) => { const own = page.path.split('/'); return own.length === parts.length && own.every((part, place) => part.startsWith(':') || part === parts[place]) && mayOpen(page, roles); });
    if (!open || to === undefined) return undefined;
    return asOf !== undefined && canShowPast(to) ? withInstant(to, asOf) : to;
  };
}

/** Lists what needs the commander now, each with the place where it is acted on. */
export function Now({ items, now, asOf, children }: { readonly items: readonly Attention[] | undefined; readonly now: number; readonly asOf?: string | undefined; readonly children?: ReactNode }): ReactNode {
  const { t, dateTime } = useWords();
  const mayGo = useMayGo(asOf);
  const acting = (item: Attention): string => (asOf === undefined || item.to === undefined || canShowPast(item.to) ? item.act : `${item.act} (${t('duty.leadsToNow')})`);
  const [all, setAll] = useState(false);
  const shown = all ? items : items?.slice(0, first);
  return (
    <Panel flush title={<>{t('duty.now')}{items !== undefined && items.length > 0 && <span className="tg-muted"> {items.length}</span>}</>}>
      {children}
      {items?.length === 0 && children === undefined && <p className="du-quiet">{t('duty.nothing')}</p>}
      <ul className="du-attention">
        {shown?.map((item) => {
          const to = mayGo(item.to);
          return (
            <li key={item.key} className={`du-item du-item-${item.tone}`}>
              <ToneMark tone={item.tone} />
              <span className="du-item-what"><strong>{item.subject}</strong> {item.text}{item.since !== undefined && <time className="tg-muted" dateTime={item.since} title={dateTime(item.since)}> · {clockText(Math.max(0, now - Date.parse(item.since)))}</time>}</span>
              {to !== undefined && <Link className="du-item-go" to={to} aria-label={`${item.subject}: ${acting(item)}`}>{acting(item)}<Icon name="chevronRight" size={12} /></Link>}
            </li>
          );
        })}
      </ul>
      {items !== undefined && items.length > first && <div className="du-more"><Button kind="bare" onPress={() => setAll(!all)}>{all ? t('duty.fewer') : t('duty.more', { count: items.length - first })}</Button></div>}
    </Panel>
  );
}
