import { useCallback, useEffect, useRef, useState } from 'react';
import { readView, useAct } from '../client.ts';
import { Refused, type Refusal } from '../http.ts';
import { guessKind, mostBytes, readBase64 } from './reading-files.ts';
import type { Committed, DryRun, ListFile, ListKind } from './shapes.ts';

/** Is how far the file at hand has come; nothing is stored before `committed`. */
export type Stage =
  | { readonly at: 'none' }
  | { readonly at: 'reading'; readonly fileName: string; readonly done: number }
  | { readonly at: 'unreadable'; readonly fileName: string; readonly bytes: number; readonly problem: 'tooLarge' | 'broken' }
  | { readonly at: 'checking'; readonly file: ListFile; readonly bytes: number }
  | { readonly at: 'refused'; readonly file: ListFile; readonly bytes: number; readonly refusal: Refusal }
  | { readonly at: 'failed'; readonly file: ListFile; readonly bytes: number; readonly error: unknown }
  | { readonly at: 'checked'; readonly file: ListFile; readonly bytes: number; readonly dryRun: DryRun }
  | { readonly at: 'committed'; readonly file: ListFile; readonly dryRun: DryRun; readonly result: Committed };

/** Is the loading of one file after the other. */
export type Importing = {
  readonly stage: Stage;
  /** Only the first of several files was taken. */
  readonly onlyFirst: string | undefined;
  readonly choose: (files: readonly File[]) => void;
  /** Checks the file at hand again, as another kind or for another flight where given. */
  readonly check: (other?: { readonly kind?: ListKind; readonly flightId?: string | undefined }) => void;
  readonly commit: () => void;
  readonly discard: () => void;
  readonly committing: boolean;
  readonly refusal: Refusal | undefined;
  readonly fault: Error | undefined;
};

const topics = ['lists', 'flight:*', 'board'];

/** Loads files: reads the bytes as they are, has them checked, and commits what was checked. */
export function useImport(allowed: readonly ListKind[]): Importing {
  const [stage, setStage] = useState<Stage>({ at: 'none' });
  const [onlyFirst, setOnlyFirst] = useState<string | undefined>(undefined);
  const { run, pending, refusal, fault, reset } = useAct<ListFile, Committed>('travellers.commitList', { topics });
  // A newer file or check makes the answers of older ones void.
  const turn = useRef(0);

  const checkFile = useCallback(async (file: ListFile, bytes: number): Promise<void> => {
    const mine = ++turn.current;
    reset();
    setStage({ at: 'checking', file, bytes });
    const next = await readView<DryRun>('travellers.dryRun', file).then(
      ({ data }): Stage => ({ at: 'checked', file, bytes, dryRun: data }),
      (error: unknown): Stage => (error instanceof Refused ? { at: 'refused', file, bytes, refusal: error.refusal } : { at: 'failed', file, bytes, error }),
    );
    if (mine === turn.current) setStage(next);
  }, [reset]);

  const choose = (files: readonly File[]): void => {
    const [file] = files;
    if (file === undefined) return;
    const mine = ++turn.current;
    const fileName = file.name.slice(0, 200);
    reset();
    setOnlyFirst(files.length > 1 ? fileName : undefined);
    if (file.size > mostBytes) {
      setStage({ at: 'unreadable', fileName, bytes: file.size, problem: 'tooLarge' });
      return;
    }
    setStage({ at: 'reading', fileName, done: 0 });
    const read = async (): Promise<void> => {
      const guessed = await guessKind(file);
      const content = await readBase64(file, (done) => mine === turn.current && setStage({ at: 'reading', fileName, done }));
      const kind = allowed.includes(guessed) ? guessed : allowed[0] ?? guessed;
      if (mine === turn.current) await checkFile({ kind, fileName, content }, file.size);
    };
    read().catch(() => mine === turn.current && setStage({ at: 'unreadable', fileName, bytes: file.size, problem: 'broken' }));
  };

  const check: Importing['check'] = (other = {}) => {
    if (!('file' in stage)) return;
    const { kind, fileName, content } = stage.file;
    const flightId = 'flightId' in other ? other.flightId : stage.file.flightId;
    void checkFile({ kind: other.kind ?? kind, fileName, content, ...(flightId === undefined ? {} : { flightId }) }, 'bytes' in stage ? stage.bytes : 0);
  };

  const commit = (): void => {
    if (stage.at !== 'checked' || pending) return;
    const { file, dryRun } = stage;
    const mine = turn.current;
    void run(file).then((answer) => {
      if (answer?.ok && mine === turn.current) setStage({ at: 'committed', file, dryRun, result: answer.result });
    });
  };

  const discard = (): void => {
    turn.current += 1;
    reset();
    setOnlyFirst(undefined);
    setStage({ at: 'none' });
  };

  return { stage, onlyFirst, choose, check, commit, discard, committing: pending, refusal, fault };
}

/** Takes files dropped anywhere on the page, so that a near miss does not open the file instead. Shape: whether something hovers above it. */
export function useFileDrop(onFiles: ((files: readonly File[]) => void) | undefined): boolean {
  const [over, setOver] = useState(false);
  const handler = useRef(onFiles);
  handler.current = onFiles;
  useEffect(() => {
    const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
    const onOver = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = handler.current ? 'copy' : 'none';
      setOver(handler.current !== undefined);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      handler.current?.([...(event.dataTransfer?.files ?? [])]);
    };
    document.addEventListener('dragover', onOver);
    document.addEventListener('dragleave', onLeave);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('dragover', onOver);
      document.removeEventListener('dragleave', onLeave);
      document.removeEventListener('drop', onDrop);
    };
  }, []);
  return over;
}
