import electronLog from 'electron-log/node';
import { inspect } from 'node:util';
import type { Log, LogLevel } from './log.ts';

const MAX_BYTES = 1024 * 1024;

export interface FileLog extends Log {
  /** What only a detailed log holds. */
  detail(text: string): void;
  setLevel(level: LogLevel): void;
}

/**
 * A log file at `path`, readable by its owner only, rotated once at 1 MiB. Every line goes through
 * `mask` in the sink, so that no caller can forget it. A log that can't be written is silent.
 */
export function fileLog(path: string, mask: (text: string) => string): FileLog {
  const logger = electronLog.create({ logId: path });
  logger.transports.console.level = false;
  // Trouble with any log file is told by the library's own logger, with the path in the clear.
  electronLog.transports.console.writeFn = () => undefined;
  logger.transports.file.resolvePathFn = () => path;
  logger.transports.file.maxSize = MAX_BYTES;
  logger.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  logger.hooks.push((message) => ({ ...message, data: message.data.map(asText).map(mask) }));
  const setLevel = (level: LogLevel): void => {
    logger.transports.file.level = level === 'detailed' ? 'debug' : 'info';
  };
  setLevel('normal');
  return {
    setLevel,
    detail: (text) => {
      logger.debug(text);
    },
    info: (text) => {
      logger.info(text);
    },
    warn: (text) => {
      logger.warn(text);
    },
    error: (text, cause) => {
      logger.error(cause === undefined ? text : `${text}: ${asText(cause)}`);
    },
  };
}

const asText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  return value instanceof Error ? (value.stack ?? value.message) : inspect(value, { depth: 4 });
};
