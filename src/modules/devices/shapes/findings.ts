/** Is one thing that a reader has to say about what it read; an error makes the record invalid, a warning does not. */
export interface Finding {
  /** Where: a path such as `nodes[0].nodeId`, a segment such as `OBX[2]-5`, or the empty text for the whole. */
  readonly path: string;
  readonly severity: 'error' | 'warning';
  readonly code: string;
  /** What is wrong and how to put it right. */
  readonly message: string;
}

/** Is a part of a file that was kept out, with its place and reason. */
export interface Quarantined {
  readonly where: string;
  readonly code: string;
  readonly reason: string;
}

/** Is what every reader of a device's format gives. Shape: `declared` is what the file says of itself, `found` what was counted. */
export interface DeviceReport<Item> {
  readonly format: string;
  readonly records: readonly Item[];
  readonly quarantined: readonly Quarantined[];
  readonly declared: Readonly<Record<string, unknown>>;
  readonly found: Readonly<Record<string, unknown>>;
}

/** Makes a finding that makes its record invalid. */
export const wrong = (path: string, code: string, message: string): Finding => ({ path, severity: 'error', code, message });

/** Makes a finding that an operator should know and that changes nothing. */
export const doubtful = (path: string, code: string, message: string): Finding => ({ path, severity: 'warning', code, message });

/** Tells whether findings leave a record valid. */
export const isValid = (findings: readonly Finding[]): boolean => findings.every((finding) => finding.severity !== 'error');
