// Resolves with `value` after so many milliseconds.
export const after = (milliseconds, value) => new Promise((resolve) => setTimeout(resolve, milliseconds, value));

// A function that is never run twice at once: what asks for it meanwhile is served by one more run.
export function oneAtATime(work) {
  let running = null;
  let again = false;
  return function run() {
    again = running !== null;
    running ??= work().finally(() => {
      running = null;
      if (again) run();
    });
    return running;
  };
}
