const { createClient } = require('x11');

/**
 * Opens the windows of a stand-in process, with the properties that Java gives its own. Resolves, once
 * the first is on the screen, with what is to be done when a client says hello.
 */
module.exports = ({ title, onHello, saysPid = true, windowName }) =>
  new Promise((resolve, reject) => {
    const client = createClient((error, display) => {
      if (error) {
        reject(error);
        return;
      }
      const { root, white_pixel: white } = display.screen[0];

      const open = (text, owner, done) => {
        const id = client.AllocID();
        const shown = client.eventMask.StructureNotify;
        const place = owner === null ? [60, 60, 400, 240] : [160, 140, 320, 120];
        client.CreateWindow(id, root, ...place, 0, 0, 0, 0, {
          backgroundPixel: white,
          eventMask: shown,
        });
        const set = (name, type, units, data) => {
          client.InternAtom(false, name, (_noName, atom) => {
            client.InternAtom(false, type, (_noType, kind) => {
              client.ChangeProperty(0, id, atom, kind, units, data);
            });
          });
        };
        set('WM_CLASS', 'STRING', 8, `sun-awt-X11-XFramePeer\0${windowName}\0`);
        set('WM_NAME', 'STRING', 8, Buffer.from(text, 'latin1'));
        set('_NET_WM_NAME', 'UTF8_STRING', 8, Buffer.from(text));
        if (saysPid) set('_NET_WM_PID', 'CARDINAL', 32, [process.pid]);
        if (owner !== null) set('WM_TRANSIENT_FOR', 'WINDOW', 32, [owner]);
        client.on('event', ({ name, wid }) => {
          if (name === 'MapNotify' && wid === id) done(id);
        });
        // Behind the last of the names' answers.
        client.sync(() => client.sync(() => client.sync(() => client.MapWindow(id))));
      };

      open(title, null, (main) => {
        let isAsked = onHello === undefined;
        resolve(() => {
          // As long as a program takes to lay out a window.
          if (!isAsked) setTimeout(() => open(onHello, main, () => undefined), 200);
          isAsked = true;
        });
      });
    });
    client.on('error', () => undefined);
  });
