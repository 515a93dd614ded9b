// The smallest app with all that the desktop functions look at. Tests steer it by its menu and read what
// happened from stdout, one word per line.
import { app, Menu, nativeImage, Notification, Tray } from 'electron';

const say = (text) => process.stdout.write(`${text}\n`);

/** A plain square; createFromBitmap takes blue, green, red, alpha. */
function square(red, green, blue) {
  const size = 22;
  const pixel = Buffer.from([blue, green, red, 255]);
  return nativeImage.createFromBitmap(Buffer.alloc(size * size * 4, pixel), {
    width: size,
    height: size,
  });
}

const GREEN = square(0x0a, 0x8f, 0x70);
const RED = square(0xd2, 0x2f, 0x4b);
let tray;
let shown; // kept, or the garbage collector takes its click handler along

function notify() {
  shown = new Notification({
    title: 'Gateway silent since 14:31',
    body: 'Look for a dialog & <answer> it.',
    actions: [
      { type: 'button', text: 'Show Gateway' },
      { type: 'button', text: 'Fix' },
    ],
  });
  shown.on('show', () => say('shown'));
  shown.on('click', () => say('notification-click'));
  shown.on('action', (event, index) => say(`action-${event.actionIndex ?? index}`));
  shown.on('close', () => say('closed'));
  shown.on('failed', () => say('failed'));
  shown.show();
}

app.on('window-all-closed', () => undefined);
void app.whenReady().then(() => {
  tray = new Tray(GREEN);
  tray.setToolTip('Tray Fixture: Ready. Paper "4002" answered');
  tray.on('click', () => say('activated'));
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: 'State line', enabled: false },
      { type: 'separator' },
      { label: 'Turn red', click: () => tray.setImage(RED) },
      { label: 'Turn green', click: () => tray.setImage(GREEN) },
      { label: 'Notify', click: notify },
      { label: 'Withdraw', click: () => shown.close() },
      {
        label: 'Snooze_now && more…',
        type: 'checkbox',
        checked: true,
        click: () => say('toggled'),
      },
      { label: 'Hidden', visible: false },
      {
        label: 'More',
        submenu: [{ label: 'Deep', submenu: [{ label: 'Deeper', click: () => say('deeper') }] }],
      },
      { label: 'Quit', click: () => app.quit() },
    ]),
  );
  say('ready');
});
