import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { bridge } from './bridge.ts';
import { AppStore } from './state/app.svelte.ts';
import { Clock } from './state/clock.svelte.ts';
import { FirstRun } from './state/first-run.svelte.ts';
import { GatewayStore } from './state/gateway.svelte.ts';
import { Navigation } from './state/navigation.svelte.ts';
import { SettingsStore } from './state/settings.svelte.ts';
import { Toasts } from './state/toasts.svelte.ts';
import Alert from './views/Alert.svelte';

const clock = new Clock();
const gateway = new GatewayStore(bridge);
const app = new AppStore(bridge);
const settings = new SettingsStore(bridge);
const navigation = new Navigation();
const toasts = new Toasts();
const firstRun = new FirstRun();

/** The small window that stands in for a notification shows nothing else. */
const isAlert = location.hash === '#alert';

if (!isAlert) {
  clock.start();
  // A push may carry times younger than the last tick.
  bridge['status:changed'](() => clock.tick());
  navigation.start(
    bridge,
    (connection) => gateway.show(connection),
    (folder) => settings.choose(folder),
  );
}

// The settings may take longer; their pages say so themselves.
if (!isAlert) void settings.start();
// Mounted with both first answers, so that neither theme nor state flashes by.
void Promise.all([gateway.start(), app.start()]).then(() => {
  const target = document.getElementById('page');
  if (target === null) throw new Error('index.html lost its mount point');
  if (app.state !== null) firstRun.startIfDue(app.state.preferences);
  if (isAlert) mount(Alert, { target, props: { gateway, app } });
  else
    mount(App, { target, props: { gateway, app, settings, clock, navigation, toasts, firstRun } });
});
