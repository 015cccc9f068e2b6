// The number on the icon: with how many people something is due. Not every system shows one.
export function showBadge(number) {
  const phone = globalThis.navigator;
  const shown = number > 0 ? phone?.setAppBadge?.(number) : phone?.clearAppBadge?.();
  return Promise.resolve(shown).catch(() => {}); // not installed
}
