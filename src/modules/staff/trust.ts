import type { Actor } from '../../kernel/officer.ts';

/** Is who makes a request. */
export interface Identity {
  readonly eventId: string;
  readonly actor: Actor;
  readonly language: 'en' | 'zh';
  /** The session's token, or null where an organisation's key was used. */
  readonly token: string | null;
}

const trustedMilliseconds = 10_000;
const mostTrusted = 5000;
const trusted = new Map<string, { identity: Identity; until: number }>();
let generation = 0;

/** Finds whom a credential belonged to within the last ten seconds. */
export function findTrusted(credential: string, at: number = Date.now()): Identity | undefined {
  const known = trusted.get(credential);
  return known !== undefined && known.until > at ? known.identity : undefined;
}

/** Tells how often something was forgotten, so that what was looked up before that is not trusted after it. */
export function trustGeneration(): number {
  return generation;
}

/** Trusts a credential for ten seconds, so that a scan costs no query; not when anything was forgotten since `since`. */
export function trust(credential: string, identity: Identity, since: number): Identity {
  if (since !== generation) return identity;
  if (trusted.size >= mostTrusted) trusted.clear();
  trusted.set(credential, { identity, until: Date.now() + trustedMilliseconds });
  return identity;
}

/** Stops trusting a session's token. */
export function forgetToken(token: string): void {
  generation += 1;
  trusted.delete(token);
}

/** Stops trusting an officer in all sessions, or a key. Other servers follow within ten seconds. */
export function forgetActor(id: string): void {
  generation += 1;
  for (const [credential, { identity }] of trusted) {
    if (identity.actor.officerId === id || identity.actor.keyId === id) trusted.delete(credential);
  }
}
