import type { Finding, Quarantined } from '../shapes.ts';
import type { PaxlstMessage } from './message.ts';
import type { Separators } from './separators.ts';

/** Who sent an interchange to whom, and how an answer must be written. */
export interface InterchangeHeader {
  syntax: string;
  syntaxVersion: string;
  sender: string[];
  recipient: string[];
  preparedAt: string | null;
  reference: string;
  applicationReference: string;
  groupReference: string | null;
  groupVersion: string | null;
  separators: Separators;
  advised: boolean;
}

/** One interchange as read: its header and its messages. */
export interface ReadInterchange {
  header: InterchangeHeader;
  messages: PaxlstMessage[];
}

/** What the reading of one input collects over all its interchanges. */
export interface Reading {
  receivedOn: string;
  findings: Finding[];
  quarantined: Quarantined[];
  interchanges: ReadInterchange[];
  messageCount: number;
  personCount: number;
}

const maximumFindings = 2000;

/** Adds a finding; the list stops growing at 2000, where one more entry says so. */
export function addFinding(reading: Reading, where: string, code: string, text: string): void {
  if (reading.findings.length < maximumFindings) reading.findings.push({ where, code, text });
  else if (reading.findings.length === maximumFindings) reading.findings.push({ where: 'file', code: 'findingsCut', text: 'There are more findings than these.' });
}
