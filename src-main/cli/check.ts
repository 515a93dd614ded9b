import { checkJson } from '../contract/check-json.ts';
import type { Connection } from '../contract/preferences.ts';
import { reportText } from '../contract/report-text.ts';
import { exitCode, type ExitCode } from '../domain/need.ts';
import { askedTarget } from './asked-target.ts';
import type { CheckOptions } from './check-options.ts';
import { findOut, type Answer, type FindOutDeps } from './find-out.ts';

export interface CheckDeps extends FindOutDeps {
  /** The first set-up connection, or null. */
  readonly connection: Connection | null;
  readonly print: (text: string) => void;
}

/** `gatelight check`: tests until the need is proven or the time is over, prints, closes everything. */
export async function check(options: CheckOptions, deps: CheckDeps): Promise<ExitCode> {
  const answer = await findOut(askedTarget(options, deps.connection), options, deps);
  deps.print(answerText(answer, options.json));
  return exitCode(answer.report, options.need);
}

export function answerText({ report, by }: Answer, json: boolean): string {
  if (json) return `${JSON.stringify(checkJson(report, by !== null))}\n`;
  return reportText(report, by === null ? {} : { footer: [`Found out by process ${by}`] });
}
