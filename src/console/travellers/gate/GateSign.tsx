import type { ReactNode } from 'react';
import type { Light } from './gate-light.ts';

/** Every sign has its own outline and its own mark, so that nobody needs to tell colours apart. */
const signs: Readonly<Record<Light, { readonly outline: string; readonly mark: string }>> = {
  green: { outline: 'M50 3a47 47 0 1 1 0 94a47 47 0 1 1 0-94z', mark: 'M50 78V25M27 47L50 24L73 47' },
  purple: { outline: 'M45 4q5-4 10 0L96 45q4 5 0 10L55 96q-5 4-10 0L4 55q-4-5 0-10z', mark: 'M50 27V73M27 50H73' },
  blue: { outline: 'M14 5H86a9 9 0 0 1 9 9V86a9 9 0 0 1-9 9H14a9 9 0 0 1-9-9V14a9 9 0 0 1 9-9z', mark: 'M50 27V27.1M41 46H50V74M38 74H62' },
  red: { outline: 'M31 3H69L97 31V69L69 97H31L3 69V31z', mark: 'M31 31L69 69M69 31L31 69' },
};

/** Draws the sign of a light in white, its mark in the colour of the light. */
export function GateSign({ light }: { readonly light: Light }): ReactNode {
  return (
    <svg className={`tg-gate-sign tg-gate-sign-${light}`} viewBox="0 0 100 100" aria-hidden="true" focusable="false">
      <path className="tg-gate-outline" d={signs[light].outline} />
      <path className="tg-gate-mark" d={signs[light].mark} />
    </svg>
  );
}

/** Draws what is waited for: a code in the frame of a reader. */
export function ScanSign(): ReactNode {
  return (
    <svg className="tg-gate-sign tg-gate-sign-scan" viewBox="0 0 100 100" aria-hidden="true" focusable="false">
      <path className="tg-gate-frame" d="M4 26V12a8 8 0 0 1 8-8H26M74 4H88a8 8 0 0 1 8 8V26M96 74V88a8 8 0 0 1-8 8H74M26 96H12a8 8 0 0 1-8-8V74" />
      <path className="tg-gate-code" d="M22 22H44V44H22zM29 29V37H37V29zM56 22H78V44H56zM63 29V37H71V29zM22 56H44V78H22zM29 63V71H37V63zM56 56H64V64H56zM70 56H78V64H70zM63 63H71V71H63zM56 70H64V78H56zM70 70H78V78H70z" fillRule="evenodd" />
    </svg>
  );
}
