import { useState } from 'react';
import { stepsWithFiles } from '../../../modules/prescribed/catalogue/consignment.ts';
import { useDesk } from '../desk/desk.ts';
import { isCurrent, useFiles, type Attachment } from './files.ts';

/** Is which files an officer names in the record of a step. */
export type Ticking = {
  /** The step looks at papers; the others at pieces. */
  readonly documents: boolean;
  readonly ticked: ReadonlySet<string>;
  readonly tick: (sha256: string, isTicked: boolean) => void;
  /** The hashes for the record, in the order in which the files were kept. */
  readonly named: readonly string[];
  /** The files that stand for papers now. */
  readonly papers: readonly Attachment[];
  /** What is kept is not known yet. */
  readonly waits: boolean;
};

/** Tells whether a step's record may name files. */
export function namesFiles(step: string): boolean {
  return (stepsWithFiles as readonly string[]).includes(step);
}

/** Keeps which files are named: of papers all that count now until one is left out, of photographs those that are taken or ticked; a correction begins with those that the record named. */
export function useTicking(step: string, before?: readonly string[]): Ticking {
  const { whole: { consignment }, topics } = useDesk();
  const view = useFiles(consignment.consignmentId, topics);
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map());
  const documents = step === 'GDS-DOCS';
  const kept = (view.data?.data.attachments ?? []).filter(isCurrent);
  const papers = kept.filter((file) => file.kind !== 'photograph');
  const ticked = new Set([...kept.map((file) => file.sha256), ...changed.keys()].filter((sha256) => changed.get(sha256) ?? (before === undefined ? documents && papers.some((file) => file.sha256 === sha256) : before.includes(sha256))));
  return {
    documents, ticked, papers, waits: view.isLoading,
    tick: (sha256, isTicked) => setChanged((before) => new Map([...before, [sha256, isTicked]])),
    named: [...ticked],
  };
}
