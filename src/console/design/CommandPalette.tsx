import { useEffect, useId, useMemo, useState, type ReactNode } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useWords } from '../words.tsx';
import { Icon, type IconName } from './Icon.tsx';
import { KeyHint } from './KeyHint.tsx';
import './overlays.css';

/** Something one can go to or do. */
export type Command = {
  readonly key: string;
  readonly group: string;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly icon?: IconName;
  readonly run: () => void;
};

/** Goes anywhere by typing a part of its name: Ctrl+K opens it, Enter goes. */
export function CommandPalette({ open, onClose, commands, onText }: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly commands: readonly Command[];
  /** Hears what is typed, so that the page can search for more. */
  readonly onText?: (text: string) => void;
}): ReactNode {
  const { t } = useWords();
  const id = useId();
  const [text, setText] = useState('');
  const [place, setPlace] = useState(0);
  const found = useMemo(() => {
    const words = text.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
    return commands.filter(({ title, detail, group }) => words.every((word) => `${title} ${detail ?? ''} ${group}`.toLowerCase().includes(word))).slice(0, 60);
  }, [commands, text]);
  const current = Math.min(place, Math.max(0, found.length - 1));
  useEffect(() => {
    if (open) return;
    setText('');
    setPlace(0);
  }, [open]);
  useEffect(() => {
    document.getElementById(`${id}-${current}`)?.scrollIntoView({ block: 'nearest' });
  }, [current, id]);
  const go = (command: Command | undefined): void => {
    if (!command) return;
    onClose();
    command.run();
  };
  return (
    <ModalOverlay className="tg-shade tg-palette" isOpen={open} isDismissable onOpenChange={(next) => {
      if (!next) onClose();
    }}>
      <Modal className="tg-palette-box">
        <Dialog aria-label={t('shell.palette')} className="tg-dialog-frame">
          <div className="tg-palette-line">
            <Icon name="search" />
            <input autoFocus value={text} placeholder={t('shell.palettePlaceholder')} aria-label={t('shell.palette')} role="combobox" aria-expanded={found.length > 0}
              aria-controls={`${id}-list`} aria-autocomplete="list" aria-activedescendant={found.length > 0 ? `${id}-${current}` : undefined} autoComplete="off"
              onChange={(event) => {
                setText(event.target.value);
                setPlace(0);
                onText?.(event.target.value);
              }}
              onKeyDown={(event) => {
                const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
                if (step !== undefined) {
                  event.preventDefault();
                  setPlace((current + step + found.length) % Math.max(1, found.length));
                } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
                  event.preventDefault();
                  go(found[current]);
                }
              }} />
            <KeyHint keys="Esc" />
          </div>
          <div className="tg-palette-list" role="listbox" id={`${id}-list`} aria-label={t('shell.palette')}>
            {found.map((command, index) => (
              <div key={command.key} role="presentation">
                {command.group !== found[index - 1]?.group && <div className="tg-palette-group" role="presentation">{command.group}</div>}
                <div role="option" id={`${id}-${index}`} aria-selected={index === current} className="tg-palette-item"
                  onMouseMove={() => setPlace(index)} onClick={() => go(command)}>
                  {command.icon && <Icon name={command.icon} />}
                  <span>{command.title}</span>
                  {command.detail !== undefined && <span className="tg-muted">{command.detail}</span>}
                </div>
              </div>
            ))}
          </div>
          {found.length === 0 && <p className="tg-palette-empty" role="status">{t('shell.paletteEmpty', { text })}</p>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
