import type { Tool } from '../evidence/run-tool.ts';
import type { ToolWay } from './tool-system.ts';

const OSASCRIPT = '/usr/bin/osascript';

/** Needs no permission. The number comes as an argument, so the scripts are the same for everybody. */
const ACTIVATE = `ObjC.import('AppKit');
function run(argv) {
  const app = $.NSRunningApplication.runningApplicationWithProcessIdentifier(Number(argv[0]));
  if (app.isNil()) return 'no-window';
  app.unhide;
  app.activateWithOptions(3);
  for (let look = 0; look < 10 && !app.active; look += 1) delay(0.1);
  return app.active ? 'shown' : 'failed';
}`;

/** Asks the user once whether this program may control others; a refusal is an error. */
const SET_FRONTMOST = `on run argv
  tell application "System Events"
    set found to every process whose unix id is (item 1 of argv as integer)
    if found is {} then return "no-window"
    set frontmost of item 1 of found to true
    delay 0.3
    if frontmost of item 1 of found then return "shown"
    return "failed"
  end tell
end run`;

const script = (language: string, text: string, pid: number): Tool => ({
  path: OSASCRIPT,
  args: ['-l', language, '-e', text, String(pid)],
  name: 'osascript',
});

/**
 * No `open -a`: it goes by the program's name, and where Gateway was started by another program
 * than its own bundle it would start a second one.
 */
export const DARWIN_WAYS: readonly ToolWay[] = [
  (pid) => script('JavaScript', ACTIVATE, pid),
  (pid) => script('AppleScript', SET_FRONTMOST, pid),
];
