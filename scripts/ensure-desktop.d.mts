export function ensureDesktop(level: 'runtime' | 'test'): Promise<string[]>;
