import type { Product } from '$contract/target';

/** How to get to a page of Gateway's or TWS's own settings. */
const API_SETTINGS: Readonly<Record<Product, string>> = {
  gateway: 'In Gateway, open *Configure* → *Settings* → *API* → *Settings*.',
  tws: 'In TWS, open *Global Configuration* (in the *File* or *Edit* menu) → *API* → *Settings*.',
  unknown:
    'In Gateway, open *Configure* → *Settings* → *API* → *Settings*. In TWS, open *Global Configuration* (in the *File* or *Edit* menu) → *API* → *Settings*.',
};

export const openApiSettings = (product: Product): string => API_SETTINGS[product];

export const APPLY = 'Choose *Apply*, then *OK*. Usually no restart is needed.';

export const WORDING_DIFFERS = 'Wording differs between versions.';

/** Questions about new programs, as versions have worded them, and the answer that lets one in. */
export const KNOWN_DIALOGS: readonly { title: string; answer: string }[] = [
  { title: 'Incoming connection', answer: 'Accept' },
  { title: 'API client requesting connection', answer: 'Accept' },
  { title: 'Allow API connections', answer: 'Yes' },
];
