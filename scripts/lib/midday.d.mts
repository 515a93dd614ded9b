export function middayZone(now: Date): string;
