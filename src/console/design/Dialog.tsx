import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useWords } from '../words.tsx';
import { Button } from './Button.tsx';
import './overlays.css';

type OverlayProps = {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The buttons at the foot, the primary one last. */
  readonly actions?: ReactNode;
  /** A click outside or Escape does not close it: something would be lost. */
  readonly stays?: boolean;
};

/** Asks something before anything else can be done; the focus returns to where it was. */
export function Dialog({ wide = false, ...props }: OverlayProps & { readonly wide?: boolean }): ReactNode {
  return <Overlay {...props} className={wide ? 'tg-dialog tg-dialog-wide' : 'tg-dialog'} />;
}

/** Shows details beside the page, from the right edge. */
export function Drawer(props: OverlayProps): ReactNode {
  return <Overlay {...props} className="tg-drawer" />;
}

function Overlay({ title, open, onClose, children, actions, stays = false, className }: OverlayProps & { readonly className: string }): ReactNode {
  const { t } = useWords();
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!open || stays) return undefined;
    // A button that went with what it did takes the focus along; Escape then comes to nobody inside.
    const close = (event: KeyboardEvent): void => {
      const isTopmost = [...document.querySelectorAll('.tg-shade')].at(-1)?.contains(frame.current) === true;
      if (event.key === 'Escape' && document.activeElement === document.body && isTopmost) onClose();
    };
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [open, stays, onClose]);
  return (
    <ModalOverlay className="tg-shade" isOpen={open} isDismissable={!stays} isKeyboardDismissDisabled={stays} onOpenChange={(next) => {
      if (!next) onClose();
    }}>
      <Modal className={className}>
        <AriaDialog ref={frame} className="tg-dialog-frame">
          <header className="tg-dialog-head">
            <Heading slot="title">{title}</Heading>
            <Button kind="bare" icon="cross" label={t('design.close')} onPress={onClose} />
          </header>
          <div className="tg-dialog-body">{children}</div>
          {actions !== undefined && <footer className="tg-dialog-foot">{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
