import { dialog, shell, type BrowserWindow } from 'electron';
import { homedir } from 'node:os';
import { join } from 'node:path';

const ZIP = [{ name: 'Zip archive', extensions: ['zip'] }];

/** Questions of the settings care to a person, over the app's window where there is one. Null: cancelled. */
export const settingsDesktop = (
  window: () => BrowserWindow | null,
): {
  chooseFolder(): Promise<string | null>;
  chooseExport(fileName: string): Promise<string | null>;
  chooseImport(): Promise<string | null>;
  open(path: string): Promise<void>;
} => ({
  chooseFolder: async () => {
    const options = {
      title: 'Settings folder of Gateway or TWS',
      defaultPath: homedir(),
      properties: ['openDirectory' as const, 'showHiddenFiles' as const],
    };
    return chosen(await showOpen(window(), options));
  },
  chooseExport: async (fileName) => {
    const options = {
      title: 'Export backups',
      defaultPath: join(homedir(), fileName),
      filters: ZIP,
    };
    const over = window();
    const answer = await (over === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(over, options));
    return answer.canceled || answer.filePath === '' ? null : answer.filePath;
  },
  chooseImport: async () => {
    const options = {
      title: 'Import backups',
      defaultPath: homedir(),
      filters: ZIP,
      properties: ['openFile' as const],
    };
    return chosen(await showOpen(window(), options));
  },
  open: async (path) => {
    const problem = await shell.openPath(path);
    if (problem !== '') throw new Error(`a folder was not opened: ${problem}`);
  },
});

const showOpen = (
  over: BrowserWindow | null,
  options: Electron.OpenDialogOptions,
): Promise<Electron.OpenDialogReturnValue> =>
  over === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(over, options);

const chosen = ({ canceled, filePaths }: Electron.OpenDialogReturnValue): string | null =>
  canceled ? null : (filePaths[0] ?? null);
