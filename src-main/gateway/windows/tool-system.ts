import { SHOW_PROBLEMS, type ShowProblem } from '../../contract/show-gateway.ts';
import { notGiven, type Read } from '../evidence/read.ts';
import type { runTool, Tool } from '../evidence/run-tool.ts';
import { CAN, WINDOW_LIST, type WindowSystem } from './window-system.ts';

/** One way to bring a process's window forward. `pid` is a whole number, all else is fixed. */
export type ToolWay = (pid: number) => Tool;

/** A tool that starts cold on a busy machine takes its time. */
const LIMIT_MS = 5000;
const SHOWN = 'shown';

/** Where tools of the system bring windows forward: the ways are tried in their order. */
export function toolSystem(ways: readonly ToolWay[], run: typeof runTool): WindowSystem {
  return {
    assumed: CAN,
    ability: () => Promise.resolve(CAN),
    list: () => Promise.resolve(notGiven(WINDOW_LIST)),
    async show(pids) {
      let problem: ShowProblem = 'no-window';
      for (const pid of pids.filter(isPid)) {
        for (const way of ways) {
          const outcome = outcomeOf(await run(way(pid), LIMIT_MS));
          if (outcome === null) return null;
          problem = outcome;
        }
      }
      return problem;
    },
  };
}

/** Whatever reaches a command line is a number. */
const isPid = (pid: number): boolean => Number.isSafeInteger(pid) && pid > 0;

/** The scripts end with one word of ours. */
function outcomeOf(output: Read<string>): ShowProblem | null {
  if (!output.ok) return 'failed';
  const word = output.value.trim().split(/\s+/).at(-1) ?? '';
  if (word === SHOWN) return null;
  return SHOW_PROBLEMS.find((one) => one === word) ?? 'failed';
}
