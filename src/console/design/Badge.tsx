import type { ReactNode } from 'react';
import { useWords } from '../words.tsx';
import './marks.css';

/** What a mark means; each has its own shape beside its colour. Wrong is the only red one. */
export type Tone = 'neutral' | 'current' | 'done' | 'late' | 'wrong' | 'quiet';

const shapes: Record<Tone, ReactNode> = {
  neutral: <circle cx="5" cy="5" r="3.2" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  current: <path d="M5 .8L9.2 5 5 9.2.8 5z" fill="currentColor" />,
  done: <path d="M1.5 5.200l2.4 2.500L8.5 2.5" fill="none" stroke="currentColor" strokeWidth="1.9" />,
  late: <><circle cx="5" cy="5" r="3.8" fill="none" stroke="currentColor" strokeWidth="1.4" /><path d="M5 5V1.200A3.8 3.8 0 0 1 5 8.800z" fill="currentColor" /></>,
  wrong: <path d="M5 .8l4.7 8.200H.3z" fill="currentColor" />,
  quiet: <path d="M1.5 5h7" stroke="currentColor" strokeWidth="1.8" />,
};

/** The shape of a tone alone; what it means must stand beside it or in `label`. */
export function ToneMark({ tone, label }: { readonly tone: Tone; readonly label?: string }): ReactNode {
  return (
    <svg className={`tg-mark tg-tone-${tone}`} width="10" height="10" viewBox="0 0 10 10" role={label === undefined ? undefined : 'img'}
      aria-label={label} aria-hidden={label === undefined}>{shapes[tone]}</svg>
  );
}

/** A state in words, with shape and colour. */
export function Status({ tone = 'neutral', children }: { readonly tone?: Tone; readonly children: ReactNode }): ReactNode {
  return <span className={`tg-status tg-tone-${tone}`}><ToneMark tone={tone} /><span className="tg-status-text">{children}</span></span>;
}

/** A short mark on a thing: a flag of a person, a count in a tab. */
export function Badge({ tone = 'neutral', children }: { readonly tone?: Tone; readonly children: ReactNode }): ReactNode {
  return <span className={`tg-badge tg-badge-${tone}`}>{tone !== 'neutral' && <ToneMark tone={tone} />}{children}</span>;
}

/** How far a figure or a list can be trusted, and from which source. */
export function DataQuality({ level, source }: {
  readonly level: 'confirmed' | 'partial' | 'estimated';
  /** `live manifest`, `history`, `port average`. */
  readonly source: string;
}): ReactNode {
  const { t } = useWords();
  const levelText = { confirmed: t('design.qualityConfirmed'), partial: t('design.qualityPartial'), estimated: t('design.qualityEstimated') }[level];
  const filled = { confirmed: 3, partial: 2, estimated: 1 }[level];
  return (
    <span className="tg-quality">
      <svg width="17" height="10" viewBox="0 0 17 10" aria-hidden="true">
        {[0, 1, 2].map((place) => <rect key={place} x={place * 6 + 0.6} y={6 - place * 2.7} width="3.8" height={3.4 + place * 2.7} rx="0.6"
          fill={place < filled ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth="1" />)}
      </svg>
      <span>{levelText}</span><span className="tg-muted">{source}</span>
    </span>
  );
}
