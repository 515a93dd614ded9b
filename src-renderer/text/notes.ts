/** As the contract limits it; its schemas are no business of the page. */
export const MAX_NOTE_LENGTH = 200;
