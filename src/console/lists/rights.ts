import { mayOpen, pages } from '../pages.ts';
import { useSession } from '../session.ts';
import { useWords } from '../words.tsx';

/** Tells what the signed-in officer may do, and why not. */
export type Rights = {
  readonly may: (roles: readonly string[]) => boolean;
  /** Names the roles that may; undefined where the officer is one of them. */
  readonly reason: (roles: readonly string[]) => string | undefined;
  /** Tells whether the officer may open the page of a path. */
  readonly opens: (path: string) => boolean;
};

/** Gives a component the rights of the signed-in officer. */
export function useRights(): Rights {
  const { t, roleNames } = useWords();
  const own = useSession()?.officer.roles ?? [];
  const may = (roles: readonly string[]): boolean => roles.some((role) => own.includes(role));
  return {
    may,
    reason: (roles) => (may(roles) ? undefined : t('lists.onlyRoles', { roles: roleNames(roles) })),
    opens: (path) => pages.some((page) => page.path === path && mayOpen(page, own)),
  };
}
