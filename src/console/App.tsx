import { Component, lazy, Suspense, type ReactNode } from 'react';
import { Link, Navigate, Route, Routes, useLocation } from 'react-router';
import { Button } from './design/Button.tsx';
import { EmptyState, ErrorState, Skeleton } from './design/States.tsx';
import { mayOpen, pages, type Page } from './pages.ts';
import { useSession, useSessionQuery, type Session } from './session.ts';
import { PastPage } from './shell/PastPage.tsx';
import { Shell } from './shell/Shell.tsx';
import { SignInPage } from './shell/SignInPage.tsx';
import { useWords } from './words.tsx';

const drawn = pages.map((page) => ({ page, Content: lazy(async () => ({ default: await page.load() })) }));

/** The whole console: sign-in, then the frame and in it the page of the address. */
export function App(): ReactNode {
  const query = useSessionQuery();
  const session = useSession();
  const loading = <div className="tg-page"><Skeleton lines={6} /></div>;
  const bare = drawn.filter(({ page }) => page.bare);
  const screens = drawn.filter(({ page }) => page.screen && session !== undefined && mayOpen(page, session.officer.roles));
  return (
    <Routes>
      {bare.map(({ page, Content }) => (
        <Route key={page.path} path={page.path} element={<Suspense fallback={loading}><Content /></Suspense>} />
      ))}
      {screens.map(({ page, Content }) => (
        <Route key={page.path} path={page.path} element={<Catch><Suspense fallback={loading}><Content /></Suspense></Catch>} />
      ))}
      <Route path="*" element={
        query.isPending ? loading
          : session ? <Shell session={session}><Pages session={session} loading={loading} /></Shell>
            : query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} />
              : <SignInPage />
      } />
    </Routes>
  );
}

function Pages({ session, loading }: { readonly session: Session; readonly loading: ReactNode }): ReactNode {
  const { t } = useWords();
  const { pathname } = useLocation();
  const { roles } = session.officer;
  const start = pages.find((page) => page.startFor?.some((role) => roles.includes(role)) === true && roles.length === 1) ?? pages.find((page) => page.group !== undefined && !page.path.includes(':') && mayOpen(page, roles));
  return (
    <Catch key={pathname}>
      <Suspense fallback={loading}>
        <Routes>
          {drawn.filter(({ page }) => !page.bare && page.path !== '/').map(({ page, Content }) => (
            <Route key={page.path} path={page.path} element={!mayOpen(page, roles) ? <NotYours page={page} /> : page.past ? <PastPage><Content /></PastPage> : <Content />} />
          ))}
          <Route path="/" element={start ? <Navigate to={start.path} replace />
            : <EmptyState wholePage icon="lock" title={t('shell.nothingForRoles')} detail={t('shell.nothingForRolesDetail')} />} />
          <Route path="*" element={<EmptyState wholePage icon="search" title={t('shell.pageNotFound')} detail={t('shell.pageNotFoundDetail')} action={<Link to="/">{t('shell.toStart')}</Link>} />} />
        </Routes>
      </Suspense>
    </Catch>
  );
}

function NotYours({ page }: { readonly page: Page }): ReactNode {
  const { t, roleNames } = useWords();
  const roles = page.roles === 'everyone' ? [] : page.roles;
  return <EmptyState wholePage icon="lock" title={t('shell.notYours')} detail={t('shell.notYoursDetail', { roles: roleNames(roles) })} />;
}

class Catch extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }
  override render(): ReactNode {
    return this.state.failed ? <PageFailed /> : this.props.children;
  }
}

function PageFailed(): ReactNode {
  const { t } = useWords();
  return (
    <EmptyState wholePage icon="alarm" title={t('shell.pageFailed')} detail={t('shell.serverFault')}
      action={<Button onPress={() => window.location.reload()}>{t('shell.reload')}</Button>} />
  );
}
