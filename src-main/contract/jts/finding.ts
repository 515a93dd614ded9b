/** How much a difference in `jts.ini` matters to whoever connects; most severe first. All but the last matter. */
export const SEVERITIES = ['high', 'medium', 'low', 'housekeeping'] as const;
export type Severity = (typeof SEVERITIES)[number];

export type FindingChange =
  | 'added'
  | 'removed'
  | 'changed'
  /** The key is there, its value is gone: for lists another thing than `removed`. */
  | 'emptied'
  /** The same key stands there more than once; Gateway's choice is not known. */
  | 'duplicated'
  /** Many of one section and severity, or a whole section, as one. */
  | 'grouped'
  | 'damaged';

/** One difference between two versions, in words that fit a person. */
export interface Finding {
  readonly severity: Severity;
  /** Both null: of the file as a whole. */
  readonly section: string | null;
  readonly key: string | null;
  readonly change: FindingChange;
  /** Null: not there. */
  readonly before: string | null;
  readonly after: string | null;
  /** One sentence, no value that may be masked: "Trusted addresses: 127.0.0.1 was removed". */
  readonly text: string;
  /** Values, key or section stand here under pseudonyms. */
  readonly isMasked: boolean;
}

export type ComparisonVerdict = 'same' | 'housekeeping' | 'changed' | 'damaged';

export interface Comparison {
  /** `same`: identical bytes. `damaged`: either side is. */
  readonly verdict: ComparisonVerdict;
  /** Most severe first. */
  readonly findings: readonly Finding[];
  /** What is no difference in meaning: order, line ends, lines that are no setting. */
  readonly notes: readonly string[];
}

/** How many findings of each severity, and the settings that matter by their plain names. */
export interface ChangeSummary {
  readonly counts: Readonly<Record<Severity, number>>;
  /** "Trusted addresses", "Time zone": those that matter, most severe first, each once. */
  readonly settings: readonly string[];
}

/** What is wrong with a file's content itself. */
export type Health =
  | 'ok'
  | 'empty'
  /** Holds NUL bytes or is no text. */
  | 'binary'
  /** No final newline, and sections of the version before are gone. */
  | 'cut-off'
  /** Text, but nothing in it is a setting. */
  | 'not-settings'
  /** There is no file. */
  | 'absent';
