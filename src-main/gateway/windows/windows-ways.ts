import { powerShell, type Tool } from '../evidence/run-tool.ts';
import type { ToolWay } from './tool-system.ts';

/** No double quotes, which the way to PowerShell would have to escape: C#'s own are made. */
const USER32 = [
  `$ErrorActionPreference = 'Stop'`,
  `$q = [char]34`,
  `$dll = '[DllImport(' + $q + 'user32.dll' + $q + ')] public static extern '`,
  `$api = Add-Type -PassThru -Namespace Gatelight -Name User32 -MemberDefinition (` +
    `$dll + 'bool IsIconic(IntPtr window); ' + ` +
    `$dll + 'bool ShowWindow(IntPtr window, int how); ' + ` +
    `$dll + 'bool SetForegroundWindow(IntPtr window); ' + ` +
    `$dll + 'IntPtr GetLastActivePopup(IntPtr window); ' + ` +
    `$dll + 'IntPtr GetForegroundWindow();')`,
];

/** A question of the window's own lies above it, and is what is to be seen. */
const MAIN_WINDOW = (pid: number): readonly string[] => [
  `$main = (Get-Process -Id ${pid}).MainWindowHandle`,
  `if ($main -eq [IntPtr]::Zero) { 'no-window'; exit }`,
  `$top = $api::GetLastActivePopup($main)`,
];

const TOLD = [
  `Start-Sleep -Milliseconds 200`,
  `$front = $api::GetForegroundWindow()`,
  `if ($front -eq $top -or $front -eq $main) { 'shown' } else { 'failed' }`,
];

/** 9: restored from minimised (SW_RESTORE). */
const foreground = (pid: number): readonly string[] => [
  ...USER32,
  ...MAIN_WINDOW(pid),
  `if ($api::IsIconic($main)) { [void]$api::ShowWindow($main, 9) }`,
  `[void]$api::SetForegroundWindow($top)`,
  ...TOLD,
];

/** Windows lets some programs do this where it refuses the other. */
const appActivate = (pid: number): readonly string[] => [
  ...USER32,
  ...MAIN_WINDOW(pid),
  `[void](New-Object -ComObject WScript.Shell).AppActivate(${pid})`,
  ...TOLD,
];

/** `systemRoot` is `%SystemRoot%`. */
export function windowsWays(systemRoot: string | undefined): readonly ToolWay[] {
  const way =
    (script: (pid: number) => readonly string[]) =>
    (pid: number): Tool =>
      powerShell(systemRoot, script(pid).join('; '));
  return [way(foreground), way(appActivate)];
}
