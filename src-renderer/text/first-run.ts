import { APP_NAME } from '$contract/app-name';

export const connectionText = {
  title: 'Which connection do you use?',
  lead: 'These are the usual ports on this computer. Looking connects to nothing.',
} as const;

export const resultText = {
  testing: 'Testing the connection…',
  good: 'All good.',
  goodDetail: 'Programs can connect. The light changes when that does.',
  /** Its mode sends nothing by itself; the button's one test does. */
  looksOnly: 'After this test nothing is sent: this connection is only looked at.',
} as const;

export const reachText = {
  title: `How should ${APP_NAME} reach you?`,
  lead: 'One notification for each problem, and silence while all is well.',
  sampleTitle: "Gateway isn't answering",
  sampleBody: 'Look for a question in Gateway. It can hide behind other windows.',
  ask: {
    darwin: 'macOS asks with the first one whether they may be shown.',
    linux: 'A test tells whether they reach you.',
    win32: 'A test tells whether they reach you.',
  },
  sent: 'A test notification is on its way.',
  blocked:
    "Your system refused it. Allow notifications in your system's settings; until then the light and a small window of Gatelight's own tell you.",
} as const;
