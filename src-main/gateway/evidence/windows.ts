import { win32 } from 'node:path';
import type { FolderProcess } from '../../contract/jts/settings-folder.ts';
import { joined } from './bounded.ts';
import { clientName } from './client-name.ts';
import { folderUses } from './folder-process.ts';
import { ibProcess, isJava } from './ib-process.ts';
import type { Look, Machine, ProcessList, SeenProcess } from './machine.ts';
import { programName } from './program-name.ts';
import { ProgramNames, type Programs } from './program-names.ts';
import { given, notGiven, timed, type Read } from './read.ts';
import { powerShell, runTool, system32, type Tool } from './run-tool.ts';
import type { SocketRow } from './sockets.ts';
import {
  argumentsOf,
  parseNetstat,
  parseProcesses,
  splitCommand,
  wordsOf,
  type WindowsProcess,
} from './windows-parse.ts';

/**
 * Command lines hold passwords: only those of Java and IB's launchers are asked for, and those of
 * interpreters, which alone tell which script of the user's it is. No double quotes, which the way
 * to PowerShell would have to escape.
 */
const LIST_PROCESSES = [
  `$ErrorActionPreference = 'Stop'`,
  `[Console]::OutputEncoding = [Text.Encoding]::UTF8`,
  `$epoch = [datetime]'1970-01-01'`,
  `$all = Get-CimInstance -ClassName Win32_Process -Property ProcessId,Name,ExecutablePath,CommandLine,CreationDate`,
  `$rows = foreach ($p in $all) {
    $ib = $p.Name -match '^(javaw?|ibgateway|tws)\\.exe$'
    $at = $null
    if ($p.CreationDate) { $at = [int64]($p.CreationDate.ToUniversalTime() - $epoch).TotalMilliseconds }
    $path = $null; $command = $null
    if ($ib) { $path = $p.ExecutablePath }
    if ($ib -or $p.Name -match '^(python[\\d.]*w?|pyw?|node|deno|bun|dotnet|ruby|perl|php|rscript|julia)\\.exe$') { $command = $p.CommandLine }
    [pscustomobject]@{ id = [int64]$p.ProcessId; name = $p.Name; path = $path; command = $command; at = $at }
  }`,
  `ConvertTo-Json -Compress -InputObject @($rows)`,
].join('; ');

const FOREIGN_DETAILS = "the details of other users' programs";

/** The two tools are Windows' own, by absolute path; `systemRoot` is `%SystemRoot%`. */
export function windowsMachine(
  systemRoot = process.env['SystemRoot'],
  run: typeof runTool = runTool,
): Machine {
  // Without -p, which would leave out IPv6.
  const netstat: Tool = {
    path: win32.join(system32(systemRoot), 'netstat.exe'),
    args: ['-ano'],
    name: 'netstat',
  };
  const processes = powerShell(systemRoot, LIST_PROCESSES);

  const sockets = joined(async (): Promise<Read<readonly SocketRow[]>> => {
    const table = await run(netstat);
    return table.ok ? given(parseNetstat(table.value)) : table;
  });

  async function listProcesses(): Promise<Read<WindowsProcess[]>> {
    const output = await run(processes);
    if (!output.ok) return output;
    const list = parseProcesses(output.value);
    return list ? given(list) : notGiven(processes.name);
  }

  async function look(): Promise<Look> {
    const [socketTable, listed] = await Promise.all([timed(sockets), timed(listProcesses)]);
    const list = listed.value;
    const names = new Map(list.ok ? list.value.map(({ pid, name }) => [pid, name]) : []);
    return {
      sockets: socketTable,
      processes: {
        value: list.ok ? given(ibProcesses(list.value)) : list,
        durationMs: listed.durationMs,
      },
      ownerOf: (row) => {
        const pid = row.owner === null ? null : Number(row.owner);
        const name = pid === null ? undefined : names.get(pid);
        return Promise.resolve(
          pid === null || name === undefined ? null : { pid, program: programName(name) },
        );
      },
    };
  }

  const names = new ProgramNames(async (pids): Promise<Programs> => {
    const list = await listProcesses();
    if (!list.ok) return null;
    const found = list.value.filter(({ pid }) => pids.has(`${pid}`));
    return new Map(
      found.map(({ pid, name, command }) => {
        const [, ...args] = wordsOf(command ?? '');
        return [`${pid}`, clientName(pid, name, [name, ...args], true)];
      }),
    );
  });

  return {
    listeners: sockets,
    look,
    programsOf: (owners) => names.of(owners),
    folderProcesses: async () => {
      const list = await listProcesses();
      return list.ok ? given(await usesOf(list.value)) : list;
    },
  };
}

async function usesOf(list: readonly WindowsProcess[]): Promise<readonly FolderProcess[]> {
  // Windows tells no other program's working folder.
  const cwd = (): Promise<null> => Promise.resolve(null);
  const uses = await Promise.all(
    list.map(({ pid, name, path, command }) =>
      folderUses(pid, path ?? name, command === null ? null : splitCommand(command), win32, cwd),
    ),
  );
  return uses.flat();
}

function ibProcesses(list: readonly WindowsProcess[]): ProcessList {
  const ib: SeenProcess[] = [];
  let missing: string | null = null;
  for (const { pid, name, path, command, startedAt } of list) {
    const found = ibProcess(path ?? name, argumentsOf(command ?? ''));
    // Windows shows neither command line nor start of programs that run with more rights.
    const isShown = found ? startedAt !== null : command !== null || !isJava(name);
    if (!isShown) missing = FOREIGN_DETAILS;
    if (!found || startedAt === null) continue;
    // Windows has no state for a suspended process, only for each of its threads.
    ib.push({
      pid,
      ...found,
      startedAt,
      suspended: false,
      uid: null,
      sockets: new Set([`${pid}`]),
    });
  }
  return { ib, missing };
}
