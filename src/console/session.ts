import { useQuery } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import type { Text } from '../words/area.ts';
import { request } from './http.ts';
import { usePast } from './past.ts';

/** The event at hand and its clock. */
export type EventAtHand = {
  readonly id: string;
  readonly code: string;
  readonly name: Text;
  readonly timeZone: string;
  readonly now: string;
  readonly clock: { readonly kind: 'real' | 'simulated'; readonly speed: number };
};

/** Who is signed in, and to which event. */
export type Session = {
  readonly officer: {
    readonly id: string;
    readonly name: Text;
    readonly organisation: string;
    readonly roles: readonly string[];
    readonly stationId: string | null;
    readonly language: string;
  };
  readonly event: EventAtHand;
  /** Tells this session from the officer's others; it gives no way in. */
  readonly session: string | null;
};

/** What the server knows of this browser: the officer is null before sign-in, the event only in an empty house; `signIn` tells the ways in beside the password. */
export type SessionState = { readonly officer: Session['officer'] | null; readonly event: EventAtHand | null; readonly session: string | null; readonly signIn: { readonly oidc: boolean } };

/** A person of the demo world whom one may become by one click. */
export type Persona = { readonly id: string; readonly name: Text; readonly organisation: string; readonly roles: readonly string[]; readonly stationId: string | null };

/** How to sign in: by password, or as a persona of the demo world. */
export type SignIn = { readonly user: string; readonly password: string } | { readonly persona: string };

let anchor = { eventMilliseconds: 0, ownMilliseconds: 0, speed: 1, set: false };

/** Reads the event's clock: the real one, or the demo world's with its own speed. Unit: milliseconds since 1970, UTC. */
export function eventNow(): number {
  if (!anchor.set) return Date.now();
  return anchor.eventMilliseconds + (performance.now() - anchor.ownMilliseconds) * anchor.speed;
}

async function readSession(): Promise<SessionState> {
  const sent = performance.now();
  const state = ((await request('GET', '/api/session')) ?? { officer: null, event: null, session: null, signIn: { oidc: false } }) as SessionState;
  if (state.event) {
    const received = performance.now();
    const { speed } = state.event.clock;
    const halfTrip = Math.min((received - sent) / 2, 1000) * speed;
    anchor = { eventMilliseconds: Date.parse(state.event.now) + halfTrip, ownMilliseconds: received, speed, set: true };
  }
  return state;
}

/** Reads who is signed in and says whether that is still under way. */
export function useSessionQuery() {
  return useQuery({ queryKey: ['session'], queryFn: readSession, staleTime: 60_000, refetchInterval: 300_000, placeholderData: undefined });
}

/** Gives the session to a component; undefined before sign-in. */
export function useSession(): Session | undefined {
  const state = useSessionQuery().data;
  return useMemo(() => (state?.officer && state.event ? { officer: state.officer, event: state.event, session: state.session } : undefined), [state]);
}

/** Moves the session to another station, or to none. */
export async function moveTo(stationId: string | null): Promise<void> {
  await request('PUT', '/api/session/station', { stationId });
}

/** Signs in. Refuses: sign-in-slowed, sign-in-failed, persona-unknown (thrown as `Refused`). */
export async function signIn(how: SignIn): Promise<void> {
  await request('POST', '/api/session', how);
}

/** Signs out. */
export async function signOut(): Promise<void> {
  await request('DELETE', '/api/session');
}

/** Lists the demo world's personas. Shape: empty in production. */
export async function readPersonas(): Promise<readonly Persona[]> {
  return ((await request('GET', '/api/personas')) ?? []) as readonly Persona[];
}

const tickers = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;
let lastTick = 0;

function subscribe(listener: () => void): () => void {
  tickers.add(listener);
  ticking ??= setInterval(() => {
    lastTick = Math.floor(eventNow() / 1000) * 1000;
    for (const tick of tickers) tick();
  }, 1000);
  return () => {
    tickers.delete(listener);
    if (tickers.size === 0) {
      clearInterval(ticking);
      ticking = undefined;
    }
  };
}

function readTick(): number {
  if (ticking === undefined || lastTick === 0) lastTick = Math.floor(eventNow() / 1000) * 1000;
  return lastTick;
}

/** Gives the event's time to a component, once a second; on a page that is shown as of a past instant that instant. Unit: milliseconds since 1970, UTC, whole seconds. */
export function useEventNow(): number {
  const now = useSyncExternalStore(subscribe, readTick);
  const past = usePast();
  return past === undefined ? now : Date.parse(past);
}
