import { vi } from 'vitest';
import { AppModel } from '../../src-main/app/app-model.ts';
import type { AppPorts } from '../../src-main/app/ports.ts';
import type { Banner, InsideNotice } from '../../src-main/contract/app-state.ts';
import type { SettingsNews } from '../../src-main/contract/jts/settings-news.ts';
import type { MayExplain, SettingsState } from '../../src-main/contract/jts/settings-state.ts';
import type { ConnectionStatus } from '../../src-main/contract/connection-status.ts';
import type {
  Connection,
  Preferences,
  PreferencesChange,
} from '../../src-main/contract/preferences.ts';
import { success } from '../../src-main/contract/result.ts';
import { statusOf } from './mocked-main/fixtures.ts';
import { preferencesWith } from './preferences.ts';
import { VirtualClock } from './virtual/virtual-clock.ts';

export const NOW = Date.parse('2026-11-22T14:31:00Z');

interface Given {
  preferences?: Partial<Preferences>;
  banners?: Banner[];
  statuses?: readonly ConnectionStatus[];
  startedAtLogin?: boolean;
}

type PowerEvent = Parameters<AppPorts['power']['on']>[0];

/** The model with a hand on everything around it. */
export function appAround({
  preferences: change = {},
  banners = [],
  statuses = [statusOf('ready', NOW)],
  startedAtLogin = true,
}: Given = {}) {
  let current: Preferences = { ...preferencesWith({ port: 4002 }), ...change };
  let listener: (status: ConnectionStatus) => void = () => undefined;
  const powerListeners = new Map<PowerEvent, () => void>();
  const clock = new VirtualClock(NOW);
  const order: string[] = [];
  const monitors = {
    statuses,
    learnedRestarts: {} as Record<string, string>,
    onStatus: (next: typeof listener) => {
      listener = next;
      return () => (listener = () => undefined);
    },
    watch: vi.fn((_connections: readonly Connection[]) => Promise.resolve()),
    test: vi.fn(),
    accepted: vi.fn(() => true),
    closedByUser: vi.fn(),
    noDialog: vi.fn(),
    fix: vi.fn(),
    pause: vi.fn(() => Promise.resolve()),
    resume: vi.fn(),
    suspend: vi.fn(() => Promise.resolve()),
    wake: vi.fn(),
    setOnBattery: vi.fn(),
    dispose: vi.fn(() => {
      order.push('monitors');
      return Promise.resolve();
    }),
  };
  let settingsChanged = (): void => undefined;
  let settingsTold: (news: SettingsNews) => void = () => undefined;
  const settings = {
    state: { folders: null } as SettingsState,
    start: vi.fn(() => Promise.resolve()),
    statusesChanged: vi.fn(),
    explains: vi.fn((_connection: string): MayExplain | null => null),
    backup: vi.fn<AppPorts['settings']['backup']>(() =>
      Promise.resolve(success({ outcome: 'done', backup: { id: '01a', at: NOW }, already: false })),
    ),
    onChange: (heard: typeof settingsChanged) => {
      settingsChanged = heard;
      return () => (settingsChanged = () => undefined);
    },
    onNews: (heard: typeof settingsTold) => {
      settingsTold = heard;
      return () => (settingsTold = () => undefined);
    },
    dispose: vi.fn(() => {
      order.push('settings');
      return Promise.resolve();
    }),
  };
  const ports = {
    clock,
    monitors,
    settings,
    power: {
      onBattery: false,
      on: (event: PowerEvent, heard: () => void) => {
        powerListeners.set(event, heard);
        return () => powerListeners.delete(event);
      },
    },
    gatewayWindow: {
      ability: { can: true } as AppPorts['gatewayWindow']['ability'],
      show: vi.fn<AppPorts['gatewayWindow']['show']>(() => Promise.resolve(null)),
    },
    autostart: {
      state: { possible: true, on: false } as AppPorts['autostart']['state'],
      set: vi.fn<AppPorts['autostart']['set']>((on) => ({ possible: true, on })),
    },
    startedAtLogin,
    system: { platform: 'linux', desktop: 'XFCE' } as AppPorts['system'],
    preferences: {
      banners,
      get: () => current,
      set: vi.fn((next: PreferencesChange) => {
        current = { ...current, ...next } as Preferences;
      }),
    },
    notifier: {
      show: vi.fn<(notice: InsideNotice, sound: boolean) => void>(),
      withdraw: vi.fn<(connection: string | null) => void>(),
      dispose: vi.fn(() => Promise.resolve()),
    },
    alert: { show: vi.fn(), close: vi.fn() },
    tray: {
      show: vi.fn<AppPorts['tray']['show']>(),
      dispose: vi.fn(() => order.push('tray')),
    },
    window: { isFocused: false, show: vi.fn(), quit: vi.fn(() => order.push('window')) },
    send: vi.fn(),
    versions: { app: '0.1.0', electron: '45.4.1' },
    setTheme: vi.fn(),
    quit: vi.fn(),
    mask: (text: string) => text.replaceAll('Gateway', '[masked]'),
    log: { info: vi.fn(), warn: vi.fn(), error: vi.fn() },
  };
  const model = new AppModel(ports);
  /** The monitors have these statuses now; the first is the one that changed. */
  const news = (...next: ConnectionStatus[]): void => {
    monitors.statuses = next;
    const [changed] = next;
    if (changed !== undefined) listener(changed);
  };
  /** The settings folders are these now. */
  const settingsAre = (state: SettingsState): void => {
    settings.state = state;
    settingsChanged();
  };
  const settingsNews = (told: SettingsNews): void => {
    settingsTold(told);
  };
  const power = (event: PowerEvent): void => powerListeners.get(event)?.();
  return {
    model,
    ...ports,
    news,
    settingsAre,
    settingsNews,
    emitPower: power,
    powerListeners,
    order,
  };
}
