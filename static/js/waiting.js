// Resolves with `value` after so many milliseconds.
export const after = (milliseconds, value) => new Promise((resolve) => setTimeout(resolve, milliseconds, value));
