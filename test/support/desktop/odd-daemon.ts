import { DBusConnection } from './dbus/connection.ts';

/** Refuses every notification, or never answers anything. */
export type Oddity = 'refuses' | 'silent' | 'silent-to-notify';

const NAME = 'org.freedesktop.Notifications';

/** A notification daemon that shows nothing, in place of the desktop's own, which must be gone. */
export interface OddDaemon {
  /** Notifications that it was asked to show. */
  readonly asked: () => number;
  readonly stop: () => Promise<void>;
}

export async function startOddDaemon(oddity: Oddity): Promise<OddDaemon> {
  const bus = await DBusConnection.open();
  let asked = 0;
  bus.onCall((call) => {
    if (call.member === 'Notify') asked += 1;
    if (oddity === 'silent' || (oddity === 'silent-to-notify' && call.member === 'Notify')) return;
    switch (call.member) {
      case 'GetServerInformation':
        bus.answer(call, 'ssss', 'odd', 'nobody', '1', '1.2');
        return;
      case 'GetCapabilities':
        bus.answer(call, 'as', ['body', 'actions']);
        return;
      default:
        bus.refuse(call, 'org.freedesktop.DBus.Error.AccessDenied', 'not on this screen');
    }
  });
  await bus.own(NAME);
  return {
    asked: () => asked,
    stop: async () => {
      await bus.callBus('ReleaseName', 's', NAME);
      bus.close();
    },
  };
}
