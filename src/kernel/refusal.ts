/** Is what a refusal tells: a declared code, the place, and what its sentence needs. */
export interface RefusalAnswer {
  readonly code: string;
  readonly where?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Is an expected "no": rolled back, logged in the audit, answered with its code; its words live in src/words/refusals.ts. */
export class Refusal extends Error {
  readonly code: string;
  readonly where: string | undefined;
  readonly params: Readonly<Record<string, unknown>>;

  constructor(code: string, params: Readonly<Record<string, unknown>> = {}, where?: string) {
    super(where === undefined ? code : `${code} at ${where}`);
    this.name = 'Refusal';
    this.code = code;
    this.where = where;
    this.params = params;
  }

  /** Gives the part that goes over the wire. */
  answer(): RefusalAnswer {
    return { code: this.code, ...(this.where === undefined ? {} : { where: this.where }), params: this.params };
  }
}

/** Is the answer of a `can…` rule: yes, or the refusal that the button and the server give. */
export type Verdict = { readonly ok: true } | { readonly ok: false; readonly refusal: RefusalAnswer };

/** Is the verdict that allows. */
export const allowed: Verdict = { ok: true };

/** Makes the verdict that refuses. */
export function refused(code: string, params: Readonly<Record<string, unknown>> = {}, where?: string): Verdict {
  return { ok: false, refusal: { code, params, ...(where === undefined ? {} : { where }) } };
}

/** Goes on only where a rule allows. Refuses: what the verdict says. */
export function demand(verdict: Verdict): void {
  if (!verdict.ok) throw new Refusal(verdict.refusal.code, verdict.refusal.params, verdict.refusal.where);
}
