import { allowed, refused } from '../../../kernel/refusal.ts';
import type { Verdict } from '../../../kernel/refusal.ts';
import { undertakings } from '../catalogue/undertakings.ts';
import type { Undertaking } from '../catalogue/undertakings.ts';
import type { ConsignmentState } from '../shapes.ts';
import type { GoodsList } from '../shapes/list.ts';
import { daysBetween } from './dates.ts';
import { findInForce } from './in-force.ts';
import { stateOf } from './states.ts';
import type { StateFacts } from './states.ts';

/** Is the code of cameras and recorders, which press kits mostly are. Source: docs/facts.md, kinds of consignment. */
export const pressKitCode = '852589';

/** Is one piece or set of pieces of a press kit. Unit: value for one, in `currency`. */
export interface PressItem {
  readonly descriptionEn: string;
  readonly descriptionZh: string;
  readonly brand?: string | undefined;
  readonly model?: string | undefined;
  readonly serial?: string | undefined;
  readonly value: string;
  readonly currency: string;
  readonly origin: string;
  readonly hsCode?: string | undefined;
}

/** Is what a press kit is filed with, besides its items. */
export interface PressPapers {
  readonly cover: 'none' | 'carnet';
  readonly undertaking?: string | undefined;
  readonly carnetNumber?: string | undefined;
  readonly arrivesOn: string;
  readonly leavesOn: string;
}

/** Reads an accreditation number as it is typed or scanned: full-width characters, small letters and blanks do not matter. */
export function readAccreditation(text: string): string {
  return text.normalize('NFKC').toUpperCase().replaceAll(/\s/gu, '');
}

/** Finds the undertaking in force on a day. */
export function undertakingOn(day: string): Undertaking | undefined {
  return findInForce(undertakings, day);
}

/**
 * Says whether a press kit may be filed on a day: the undertaking in force is accepted or a carnet named, and it leaves after it has come.
 * Refuses: `undertaking-needed`, `carnet-number-needed`, `press-days-wrong`.
 */
export function canFileKit(papers: PressPapers, on: string): Verdict {
  if (papers.cover === 'none' && papers.undertaking !== undertakingOn(on)?.version) return refused('undertaking-needed', {}, '/undertaking');
  if (papers.cover === 'carnet' && (papers.carnetNumber ?? '').trim().length < 4) return refused('carnet-number-needed', {}, '/carnetNumber');
  return papers.leavesOn < papers.arrivesOn || papers.leavesOn < on ? refused('press-days-wrong', { from: papers.arrivesOn, until: papers.leavesOn }, '/leavesOn') : allowed;
}

/** Makes the goods list of a press kit: one line a piece. */
export function pressList(items: readonly PressItem[], about: { readonly title: string; readonly holder: string; readonly accreditation: string; readonly pointCode: string; readonly arrivesOn: string }): GoodsList {
  return {
    head: { title: about.title, consignee: about.holder, reference: about.accreditation, pointCode: about.pointCode, arrivesOn: about.arrivesOn },
    lines: items.map((item, place) => ({
      position: place + 1, descriptionEn: item.descriptionEn, descriptionZh: item.descriptionZh, hsCode: item.hsCode ?? pressKitCode, quantity: '1', unit: 'C62', unitValue: item.value, totalValue: item.value, currency: item.currency, origin: item.origin,
      ...(item.brand === undefined ? {} : { brand: item.brand }), ...(item.model === undefined ? {} : { model: item.model }), serials: item.serial === undefined ? [] : [item.serial], packages: 1, use: 'temporaryUse' as const,
    })),
  };
}

/** Says how a press kit stands on a day: as its consignment does, and overdue the day after the holder's accreditation has ended. Shape: `daysLeft` is null once it has left. Unit: days, negative when late. */
export function kitStanding(facts: StateFacts, leavesOn: string, on: string): { state: ConsignmentState; daysLeft: number | null } {
  const state = stateOf({ ...facts, leaves_by: leavesOn }, on);
  const here = facts.released_at !== null && facts.closed_at === null && facts.lines_open > 0 && facts.taken_out_at === null;
  return { state, daysLeft: here ? daysBetween(on, leavesOn) : null };
}

/** Says whether whoever stands at the exit is the holder; where none is known, anybody is. Refuses: `holder-differs`. Source: 海关法 art. 50. */
export function canTakeOut(number: string, expected: string | undefined, scanned: string | undefined): Verdict {
  return expected === undefined || (scanned !== undefined && readAccreditation(scanned) === expected) ? allowed : refused('holder-differs', { number }, '/holder');
}
