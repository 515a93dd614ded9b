import type { DifferenceLook } from '../model/difference-rows.ts';

const KEY = 'difference-look';

/** How the text difference was last looked at: of this window only, so no preference. */
export function rememberedLook(storage: Storage = localStorage): DifferenceLook {
  return storage.getItem(KEY) === 'side-by-side' ? 'side-by-side' : 'unified';
}

export function rememberLook(look: DifferenceLook, storage: Storage = localStorage): void {
  storage.setItem(KEY, look);
}
