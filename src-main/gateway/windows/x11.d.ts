// The part of x11 4.2 that is used here; the package brings no types.

declare module 'x11/lib/xcore.js' {
  import type { EventEmitter } from 'node:events';
  import type { Socket } from 'node:net';

  /** True: the error was handled. */
  export type Answer<Value> = (error: Error | null, value: Value) => boolean;

  interface Property {
    readonly type: number;
    readonly format: number;
    readonly bytesAfter: number;
    readonly data: Buffer;
  }

  export interface XClient extends EventEmitter {
    AllocID(): number;
    InternAtom(onlyIfExists: boolean, name: string, answer: Answer<number>): void;
    GetProperty(
      remove: number,
      window: number,
      property: number,
      type: number,
      offset: number,
      length: number,
      answer: Answer<Property>,
    ): void;
    QueryTree(window: number, answer: Answer<{ readonly children: readonly number[] }>): void;
    GetWindowAttributes(
      window: number,
      answer: Answer<{ readonly mapState: number; readonly overrideRedirect: number }>,
    ): void;
    CreateWindow(
      id: number,
      parent: number,
      x: number,
      y: number,
      width: number,
      height: number,
      borderWidth: number,
      depth: number,
      kind: number,
      visual: number,
      values: { readonly eventMask?: number; readonly overrideRedirect?: number },
    ): void;
    ChangeProperty(
      mode: number,
      window: number,
      property: number,
      type: number,
      units: number,
      data: string | Buffer | readonly number[],
    ): void;
    MapWindow(window: number, answer: Answer<null>): void;
    RaiseWindow(window: number, answer: Answer<null>): void;
    SetInputFocus(window: number, revertTo: number, answer: Answer<null>): void;
    SendClientMessage(
      destination: number,
      window: number,
      type: number,
      format: number,
      data: readonly number[],
      eventMask: number,
      answer: Answer<null>,
    ): void;
  }

  interface Display {
    readonly screen: readonly { readonly root: number }[];
  }

  const xcore: {
    createClient(
      options: {
        readonly display: string;
        readonly stream: Socket;
        readonly auth: { readonly name: string; readonly data: string };
        readonly disableBigRequests: true;
      },
      ready: (error: Error | undefined, display: Display | undefined) => void,
    ): XClient;
  };
  export default xcore;
}

declare module 'x11/lib/auth.js' {
  interface Cookie {
    readonly authName: string;
    readonly authData: string;
  }
  const readAuth: (
    display: string,
    host: string,
    family: 'IPv4' | 'IPv6' | null,
    answer: (error: Error | null, cookie: Cookie | undefined) => void,
  ) => void;
  export default readAuth;
}
