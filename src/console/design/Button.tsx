import { useId, type MouseEvent, type ReactNode, type Ref } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import { KeyHint } from './KeyHint.tsx';
import { Tooltip, useTooltip } from './Tooltip.tsx';
import './button.css';

/** What a button may be. */
export type ButtonProps = {
  readonly children?: ReactNode;
  /** The next action is primary, one a screen; what destroys or refuses is danger; all else is quiet; bare has no frame. */
  readonly kind?: 'primary' | 'quiet' | 'danger' | 'bare';
  readonly icon?: IconName;
  /** The name of a button that shows only an icon. */
  readonly label?: string | undefined;
  /** Why it cannot be pressed now; it stays in its place and can still be focused and read. */
  readonly disabledReason?: string | undefined;
  readonly pending?: boolean;
  /** The key that does the same; the page itself listens to it. */
  readonly keyHint?: string | undefined;
  readonly type?: 'button' | 'submit';
  readonly large?: boolean;
  readonly pressed?: boolean | undefined;
  readonly expanded?: boolean | undefined;
  readonly autoFocus?: boolean;
  readonly onPress?: (event: MouseEvent<HTMLButtonElement>) => void;
  readonly ref?: Ref<HTMLButtonElement>;
};

/** Does something. Never hidden: a button that cannot be pressed says why. */
export function Button({
  children, kind = 'quiet', icon, label, disabledReason, pending = false, keyHint, type = 'button', large = false, pressed, expanded,
  autoFocus, onPress, ref,
}: ButtonProps): ReactNode {
  const id = useId();
  const blocked = disabledReason !== undefined || pending;
  const tip = disabledReason ?? (children === undefined ? label : undefined);
  const tooltip = useTooltip(tip);
  return (
    <>
      <button
        ref={ref}
        type={type}
        className={`tg-button tg-button-${kind}${large ? ' tg-button-large' : ''}${children === undefined ? ' tg-button-icon' : ''}`}
        aria-label={label}
        aria-disabled={blocked || undefined}
        aria-describedby={disabledReason === undefined ? undefined : id}
        aria-pressed={pressed}
        aria-expanded={expanded}
        aria-busy={pending || undefined}
        autoFocus={autoFocus}
        {...tooltip.trigger}
        onClick={(event) => {
          if (blocked) event.preventDefault();
          else onPress?.(event);
        }}
      >
        {pending ? <span className="tg-spinner" aria-hidden="true" /> : icon && <Icon name={icon} />}
        {children !== undefined && <span className="tg-button-text">{children}</span>}
        {keyHint !== undefined && <KeyHint keys={keyHint} />}
      </button>
      {disabledReason !== undefined && <span id={id} className="tg-hidden">{disabledReason}</span>}
      <Tooltip state={tooltip} />
    </>
  );
}
