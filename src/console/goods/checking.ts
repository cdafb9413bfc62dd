import { useCallback, useRef, useState } from 'react';
import type { KeptOut } from '../../modules/goods/formats/list/shapes.ts';
import type { ListProblem } from '../../modules/goods/rules/list.ts';
import type { ListDiff } from '../../modules/goods/rules/list-diff.ts';
import type { GoodsList } from '../../modules/goods/shapes/list.ts';
import type { Finding } from '../../modules/travellers/formats/shapes.ts';
import { readView } from '../client.ts';
import { Refused, type Refusal } from '../http.ts';
import { mostBytes, readBase64 } from '../lists/reading-files.ts';

/** Is what the server found in a list; nothing is filed by it. Shape: `list` is null where not one line could be read, `diff` where no version is on file. */
export type CheckedList = { readonly list: GoodsList | null; readonly contentHash: string | null; readonly quarantined: readonly KeptOut[]; readonly problems: readonly ListProblem[]; readonly findings: readonly Finding[]; readonly diff: ListDiff | null };

/** Is how a list comes. */
export type Way = 'file' | 'paste' | 'typing';

/** Is how far the list at hand has come. */
export type Stage =
  | { readonly at: 'none' }
  | { readonly at: 'checking'; readonly fileName: string }
  | { readonly at: 'unreadable'; readonly fileName: string; readonly bytes: number; readonly problem: 'tooLarge' | 'broken' }
  | { readonly at: 'refused'; readonly fileName: string; readonly refusal: Refusal }
  | { readonly at: 'failed'; readonly fileName: string; readonly error: unknown; readonly again: () => void }
  | { readonly at: 'checked'; readonly fileName: string; readonly way: Way; readonly text: string | undefined; readonly found: CheckedList };

/** Is the checking of one list after the other. */
export type Checking = {
  readonly stage: Stage;
  /** Checks a file as it is. */
  readonly checkFile: (file: File) => void;
  /** Checks a table that was pasted or typed. */
  readonly checkText: (text: string, way: 'paste' | 'typing') => void;
  readonly discard: () => void;
};

/** Has lists read and checked by the server; of a version to come the difference from the one on file is told. */
export function useChecking(consignmentId: string | undefined): Checking {
  const [stage, setStage] = useState<Stage>({ at: 'none' });
  // A newer list makes the answers about older ones void.
  const turn = useRef(0);
  const check = useCallback(async (file: File, way: Way, text: string | undefined): Promise<void> => {
    const mine = ++turn.current;
    const fileName = file.name.slice(0, 200);
    const put = (next: Stage): void => {
      if (mine === turn.current) setStage(next);
    };
    if (file.size > mostBytes) {
      put({ at: 'unreadable', fileName, bytes: file.size, problem: 'tooLarge' });
      return;
    }
    put({ at: 'checking', fileName });
    let content: string;
    try {
      content = await readBase64(file, () => undefined);
    } catch {
      // The device does not give the file; the officer is told and chooses it again.
      put({ at: 'unreadable', fileName, bytes: file.size, problem: 'broken' });
      return;
    }
    try {
      const { data } = await readView<CheckedList>('goods.checkList', { fileName, content, ...(consignmentId === undefined ? {} : { consignmentId }) });
      put({ at: 'checked', fileName, way, text, found: data });
    } catch (error) {
      put(error instanceof Refused ? { at: 'refused', fileName, refusal: error.refusal } : { at: 'failed', fileName, error, again: () => void check(file, way, text) });
    }
  }, [consignmentId]);
  return {
    stage,
    checkFile: (file) => void check(file, 'file', undefined),
    checkText: (text, way) => void check(new File([text], way === 'paste' ? 'pasted.tsv' : 'typed.csv'), way, text),
    discard: () => {
      turn.current += 1;
      setStage({ at: 'none' });
    },
  };
}
