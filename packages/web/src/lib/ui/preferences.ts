/** What a person chose for the eyes, kept in cookies so that the server draws the first view right. */
export type Theme = 'system' | 'light' | 'dark';
export type Density = 'comfortable' | 'compact';

export interface Preferences {
  theme: Theme;
  density: Density;
}

const themes: readonly string[] = ['system', 'light', 'dark'] satisfies Theme[];

const cookieValue = (cookie: string, name: string): string | undefined =>
  cookie
    .split(/;\s*/)
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/** Reads the preferences from a Cookie header (or `document.cookie`); anything unknown is the default. */
export function readPreferences(cookie: string): Preferences {
  const theme = cookieValue(cookie, 'theme') ?? '';
  return {
    theme: themes.includes(theme) ? (theme as Theme) : 'system',
    density: cookieValue(cookie, 'density') === 'compact' ? 'compact' : 'comfortable',
  };
}

/** Remembers one preference for a year and applies it to the page at once. Browser only. */
export function remember(name: 'theme' | 'density', value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
  document.documentElement.dataset[name] = value;
}
