import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { KeyHint } from '../design/KeyHint.tsx';
import { Panel } from '../design/Layout.tsx';
import { useDigits } from '../design/listening.ts';
import { useWords } from '../words.tsx';
import { nameOf, type PersonCard } from './shapes.ts';

const most = 9;

/** Lets the officer choose one of several people by its number key. */
export function MatchList({ matches, onChoose }: { readonly matches: readonly PersonCard[]; readonly onChoose: (card: PersonCard) => void }): ReactNode {
  const { t, date } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => frame.current?.querySelector('button')?.focus(), [matches]);
  useDigits(frame, (_group, place) => {
    const card = matches.slice(0, most)[place];
    if (card !== undefined) onChoose(card);
  });
  return (
    <Panel flush title={t('station.severalFound', { count: matches.length })}>
      <div ref={frame} data-digits="matches">
        <ol className="tg-matches" aria-label={t('station.matches')}>
          {matches.slice(0, most).map((card, place) => (
            <li key={card.caseId}>
              <button type="button" className="tg-match" onClick={() => onChoose(card)}>
                <KeyHint keys={String(place + 1)} />
                <strong>{nameOf(card)}</strong>
                <span>{[card.nativeName, card.nationality, card.birthDate && date(card.birthDate), card.delegation].filter(Boolean).join(' · ')}</span>
                <span className="tg-match-flight">{[card.designator, date(card.flightDate), card.seat].filter(Boolean).join(' · ')}</span>
              </button>
            </li>
          ))}
        </ol>
        {matches.length > most && <p className="tg-side-note">{t('station.moreMatches', { count: matches.length - most })}</p>}
      </div>
    </Panel>
  );
}
