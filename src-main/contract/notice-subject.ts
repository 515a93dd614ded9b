const OF_SETTINGS = 'settings ';

/** What a notice or menu entry is about, where that is no connection: a settings folder by its id. */
export const settingsSubject = (folder: string): string => `${OF_SETTINGS}${folder}`;

/** Null: it is about a connection or the app. */
export const folderOfSubject = (subject: string | null): string | null =>
  subject?.startsWith(OF_SETTINGS) === true ? subject.slice(OF_SETTINGS.length) : null;
