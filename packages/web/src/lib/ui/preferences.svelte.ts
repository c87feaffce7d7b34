import { browser } from '$app/env';
import { type Density, type Preferences, readPreferences, remember, type Theme } from './preferences.ts';

const initial: Preferences = readPreferences(browser ? document.cookie : '');
let theme = $state(initial.theme);
let density = $state(initial.density);

/** Theme and density of this browser; assigning applies and remembers. */
export const preferences = {
  get theme() {
    return theme;
  },
  set theme(value: Theme) {
    theme = value;
    remember('theme', value);
  },
  get density() {
    return density;
  },
  set density(value: Density) {
    density = value;
    remember('density', value);
  },
};
