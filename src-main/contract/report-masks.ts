import { ACCOUNT } from './account-ids.ts';
import type { ProgramName } from './api-clients.ts';
import type { Evidence, ListenerOwner } from './evidence.ts';
import { noteWords } from './note-words.ts';
import { isLocal } from './target.ts';
import type { Note, TestReport, VerdictDetails } from './test-report.ts';

/**
 * What of a report may leave this computer: values of known shapes and nothing else. A value that is
 * not known is not masked but left out, so that nothing gets through by being unforeseen.
 */
export function allowedReport(report: TestReport): TestReport {
  const { target, evidence } = report;
  const programs = foreignNames(evidence);
  return {
    ...report,
    target: isLocal(target.host) ? target : { ...target, host: 'host-1' },
    details: allowedDetails(report.details),
    evidence: allowedEvidence(evidence),
    causes: report.causes.map((cause) => ({
      ...cause,
      evidence: allowedSentences(cause.evidence, programs),
      against: allowedSentences(cause.against, programs),
    })),
    notes: report.notes.map(allowedNote),
    connectionTime: null,
  };
}

const isShaped = (text: string, shape: RegExp): boolean => shape.test(text) && !ACCOUNT.test(text);

/** `ECONNREFUSED`. */
export const allowedErrno = (text: string): string | null =>
  isShaped(text, /^E[A-Z0-9]{1,20}$/) ? text : null;

/** `10.41`, `10.30.1t`. */
const allowedVersion = (text: string | null): string | null =>
  text !== null && isShaped(text, /^\d{1,4}(?:\.\d{1,4}){0,2}[a-z]?$/) ? text : null;

/** `usfarm.nj`, `euhmds`, `secdefil`: as IB builds their names. */
const FARM =
  /^(?:us|eu|hk|j|h|ap|apac|uk|au|cash|fund)?(?:farm|hmds|opt|future|bond|secdef)[a-z]{0,3}(?:\.[a-z]{2})?$/;
export const allowedFarm = (text: string): string => (isShaped(text, FARM) ? text : 'another farm');

/** A program's or script's base name: a word, perhaps a version, perhaps what kind of file it is. */
const PROGRAM =
  /^[A-Za-z][A-Za-z0-9_+-]{0,31}(?:\.\d+){0,3}(?:\.(?:exe|py|pyw|js|mjs|cjs|ts|jar|rb|sh|R|jl|pl|bat|cmd|ps1|ipynb))?$/;
export const allowedProgram = (text: string): string =>
  isShaped(text, PROGRAM) ? text : 'another program';

/** The words in which the test says what it needs, and the tools it looks with. */
const NEEDS: ReadonlySet<string> = new Set(
  (
    'A a The the to at of and for how are without on another ' +
    'socket table process list /proc /proc/net/tcp working test thread way look computer ' +
    'connecting right connect Time try client ID hear data farms Permission permission read ' +
    'window windows list PowerShell lsof ps netstat xprop wmctrl display'
  ).split(' '),
);

/** What is missing on this computer, in words of ours. */
export function allowedMissing(text: string): string {
  const words = text.split(/[ ()]+/).filter((word) => word !== '');
  const known = words.filter((word) => NEEDS.has(word) || allowedErrno(word) !== null);
  if (words.length > 0 && known.length === words.length) return text;
  const [before = ''] = text.split(' (');
  return before === text ? 'Something the test needs' : allowedMissing(before);
}

function allowedDetails({ errno, farms, missing, ...figures }: VerdictDetails): VerdictDetails {
  const known = errno === undefined ? null : allowedErrno(errno);
  return {
    ...figures,
    ...(known !== null && { errno: known }),
    ...(farms !== undefined && { farms: farms.map(allowedFarm) }),
    ...(missing !== undefined && { missing: allowedMissing(missing) }),
  };
}

function allowedEvidence({ process, listener, windows, otherPorts }: Evidence): Evidence {
  return {
    process:
      process.outcome === 'found'
        ? {
            ...process,
            processes: process.processes.map((one) => ({
              ...one,
              version: allowedVersion(one.version),
            })),
          }
        : withAllowedMissing(process),
    listener:
      listener.outcome === 'found'
        ? {
            ...listener,
            owner: allowedOwner(listener.owner),
            programs: listener.programs?.map(allowedName) ?? null,
          }
        : withAllowedMissing(listener),
    // Titles name accounts and people.
    windows:
      windows.outcome === 'new' ? { outcome: 'new', title: null } : withAllowedMissing(windows),
    otherPorts,
  };
}

const withAllowedMissing = <Seen extends { outcome: string }>(seen: Seen): Seen =>
  'missing' in seen && typeof seen.missing === 'string'
    ? { ...seen, missing: allowedMissing(seen.missing) }
    : seen;

const allowedOwner = (owner: ListenerOwner): ListenerOwner =>
  owner.kind === 'unknown' ? owner : { ...owner, program: allowedProgram(owner.program) };

export const allowedName = <Named extends ProgramName>(named: Named): Named => ({
  ...named,
  program: allowedProgram(named.program),
  script: named.script === null ? null : allowedProgram(named.script),
});

/** Names that come from other programs and may stand inside our own sentences. Longest first. */
function foreignNames({ listener }: Evidence): readonly string[] {
  if (listener.outcome !== 'found') return [];
  const { owner, programs } = listener;
  const names = [
    ...(owner.kind === 'unknown' ? [] : [owner.program]),
    ...(programs ?? []).flatMap(({ program, script }) => [program, script ?? '']),
  ];
  return names.filter((name) => name !== '').sort((a, b) => b.length - a.length);
}

/** Sentences of ours, with the names of other programs in them allowed as anywhere else. */
function allowedSentences(
  sentences: readonly string[],
  programs: readonly string[],
): readonly string[] {
  return sentences
    .map((sentence) =>
      programs.reduce((text, name) => text.replaceAll(name, allowedProgram(name)), sentence),
    )
    .filter((sentence) => isShaped(sentence, /^[A-Za-z0-9][\w .,;:'()<>+-]*\.$/));
}

/** Notes that have no code, or more to say than their code's words. */
const OTHER_NOTES = [
  /^Client ID \d{1,10} is taken; another one was tried\.$/,
  /^\d{1,10} messages? came before the version\.$/,
];

/** A code's own words, with the farm in brackets at their end. */
function allowedNote({ code, text }: Note): Note {
  if (OTHER_NOTES.some((shape) => shape.test(text))) return { code, text };
  if (code === null) return { code, text: 'Something was noted.' };
  const words = noteWords(code);
  const farm = /\(([^()]*)\)\.$/.exec(text)?.[1];
  return {
    code,
    text: farm === undefined ? words : `${words.slice(0, -1)} (${allowedFarm(farm)}).`,
  };
}
