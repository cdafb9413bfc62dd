import { useEffect, useState, type ReactNode } from 'react';
import { NavLink, useLocation } from 'react-router';
import { Icon } from '../design/Icon.tsx';
import { KeyHint } from '../design/KeyHint.tsx';
import { useKeys } from '../design/listening.ts';
import '../design/page.css';
import { useLine, useLive } from '../live.ts';
import { mayOpen, pageGroups, pages } from '../pages.ts';
import type { Session } from '../session.ts';
import { useWords } from '../words.tsx';
import { GoTo } from './GoTo.tsx';
import { TopBar } from './TopBar.tsx';
import './shell.css';

/** The frame round every page: rail, top bar, state of the line to the server, and the palette. */
export function Shell({ session, children }: { readonly session: Session; readonly children: ReactNode }): ReactNode {
  const { t, language } = useWords();
  const [folded, setFolded] = useState(() => localStorage.getItem('tongguan.rail') === 'folded' || window.innerWidth < 1000);
  const [palette, setPalette] = useState(false);
  useLive(true);
  useKeys((event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
    event.preventDefault();
    setPalette(true);
  });
  useEffect(() => {
    // A screen that becomes narrow, turned or split, keeps its width for the page.
    const narrow = matchMedia('(max-width: 999px)');
    const fit = (): void => setFolded(narrow.matches || localStorage.getItem('tongguan.rail') === 'folded');
    narrow.addEventListener('change', fit);
    return () => narrow.removeEventListener('change', fit);
  }, []);
  const { pathname } = useLocation();
  const mine = pages.filter((page) => page.group !== undefined && mayOpen(page, session.officer.roles));
  return (
    <div className={folded ? 'tg-shell tg-shell-folded' : 'tg-shell'}>
      <a className="tg-skip" href="#content">{t('shell.skipToContent')}</a>
      <aside className="tg-shell-rail">
        <div className="tg-brand"><Icon name="closing" size={20} /><span lang={language === 'zh' ? 'zh-CN' : 'en'}>{t('shell.productName')}</span></div>
        <button type="button" className="tg-rail-go" aria-label={t('shell.palette')} onClick={() => setPalette(true)}>
          <Icon name="search" /><span>{t('shell.palette')}</span><KeyHint keys="Ctrl+K" />
        </button>
        <nav aria-label={t('shell.mainNavigation')}>
          {pageGroups.map((group) => {
            const inGroup = mine.filter((page) => page.group === group);
            return inGroup.length > 0 && (
              <section key={group} aria-labelledby={`rail-${group}`}>
                <h2 id={`rail-${group}`} className="tg-rail-group">{t(`pages.${group}`)}</h2>
                <ul>
                  {inGroup.map((page) => (
                    <li key={page.path}>
                      <NavLink to={page.path} end={mine.some((other) => other.path === pathname)} className="tg-rail-link" title={folded ? t(page.words) : undefined}><Icon name={page.icon} /><span>{t(page.words)}</span></NavLink>
                    </li>
                  ))}
                </ul>
              </section>
            );
          })}
        </nav>
        <button type="button" className="tg-rail-fold" aria-expanded={!folded} aria-label={folded ? t('shell.expandRail') : t('shell.collapseRail')}
          onClick={() => {
            localStorage.setItem('tongguan.rail', folded ? 'open' : 'folded');
            setFolded(!folded);
          }}>
          <Icon name={folded ? 'chevronRight' : 'chevronLeft'} /><span>{t('shell.collapseRail')}</span>
        </button>
      </aside>
      <div className="tg-shell-main">
        <TopBar session={session} />
        <LineStrip />
        <main id="content" tabIndex={-1}>{children}</main>
      </div>
      <GoTo open={palette} onClose={() => setPalette(false)} roles={session.officer.roles} />
    </div>
  );
}

function LineStrip(): ReactNode {
  const { t, timeWithSeconds } = useWords();
  const line = useLine();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (line.connected) {
      setShown(false);
      return undefined;
    }
    const timer = setTimeout(() => setShown(true), 1500);
    return () => clearTimeout(timer);
  }, [line.connected]);
  return (
    <div role="status">
      {shown && (
        <p className="tg-line-lost">
          <Icon name="alarm" />
          {line.lastHeardAt === undefined ? t('shell.connectionLostNoUpdate') : t('shell.connectionLost', { time: timeWithSeconds(line.lastHeardAt) })}
        </p>
      )}
    </div>
  );
}
