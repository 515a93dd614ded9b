import { powerMonitor } from 'electron';

/** What the system tells of power. */
export const powerEvents = {
  get onBattery(): boolean {
    return powerMonitor.onBatteryPower;
  },
  on: (
    event: 'suspend' | 'resume' | 'on-battery' | 'on-ac',
    listener: () => void,
  ): (() => void) => {
    // One call for all of them: the declarations name each event on its own.
    powerMonitor.on(event as 'suspend', listener);
    return () => {
      powerMonitor.off(event as 'suspend', listener);
    };
  },
};
