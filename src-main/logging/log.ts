/** What every room may say to the log. Masking happens where lines are written, not here. */
export interface Log {
  info(text: string): void;
  warn(text: string): void;
  error(text: string, cause?: unknown): void;
}

export type LogLevel = 'normal' | 'detailed';

export const silentLog: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
