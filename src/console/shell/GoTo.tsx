import { useMemo, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { Text } from '../../words/area.ts';
import { useView } from '../client.ts';
import { CommandPalette, type Command } from '../design/CommandPalette.tsx';
import { mayOpen, pages } from '../pages.ts';
import { useWords } from '../words.tsx';

/** What the view of flights must give for the palette to find them. */
export type FoundFlight = { readonly id: string; readonly code: string; readonly detail?: Text };

/** The palette with the officer's pages and the flights that the typed text finds (view `flights.find`, input `{ text }`). */
export function GoTo({ open, onClose, roles }: { readonly open: boolean; readonly onClose: () => void; readonly roles: readonly string[] }): ReactNode {
  const { t, say } = useWords();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const flights = useView<readonly FoundFlight[]>('flights.find', open && text.length >= 2 ? { text } : undefined);
  const commands = useMemo<readonly Command[]>(() => [
    ...pages.filter((page) => page.group !== undefined && mayOpen(page, roles)).map((page): Command => ({
      key: page.path, group: t('shell.palettePages'), title: t(page.words), detail: page.path, icon: page.icon, run: () => void navigate(page.path),
    })),
    ...(Array.isArray(flights.data?.data) ? flights.data.data : []).map((flight: FoundFlight): Command => ({
      key: flight.id, group: t('shell.paletteFlights'), title: flight.code, detail: flight.detail === undefined ? undefined : say(flight.detail), icon: 'flight',
      run: () => void navigate(`/flights/${flight.id}`),
    })),
  ], [roles, t, say, navigate, flights.data]);
  return <CommandPalette open={open} onClose={onClose} commands={commands} onText={setText} />;
}
