/** The parsed URL, or null. `URL.parse` would do, but the oldest supported runtime lacks it. */
export function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
