// What a person does in the portal, as sentences; and how a second person's page is watched meanwhile.
import type { Locator, Page } from 'playwright-core';
import { until } from './harness.ts';

/** Leaves for a page of the console by the sidebar, without a reload. */
export async function goBySidebar(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).first().click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

/** The row of a list in which a thing of that name stands. */
export const rowOf = (page: Page, name: string): Locator => page.locator('tbody tr').filter({ hasText: name });

/** Opens the page of a thing from its list; a toast about it may hold a link with its name, too. */
export const openFromList = (page: Page, name: string): Promise<void> => rowOf(page, name).getByRole('link', { name, exact: true }).click();

/** Chooses the card with that label, if it is not chosen yet: a radio button or a checkbox under a drawn card. */
export async function chooseCard(page: Page | Locator, label: string): Promise<void> {
  const card = page.locator('label').filter({ hasText: label }).first();
  if (!(await card.locator('input').isChecked())) await card.click();
}

/** Does something to the thing on whose page this is: its button where there is room for one, else its entry in the menu. */
export async function doHere(page: Page, action: string): Promise<void> {
  const button = page.locator('main header').getByRole('button', { name: action, exact: true });
  if ((await button.count()) > 0 && (await button.first().isVisible())) return button.first().click();
  await page.locator('main header').getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

/** Answers the question that stands open. */
export const confirm = (page: Page, action: string): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name: action, exact: true }).click();

/** Waits until the page shows a text, and answers how long it took (ms). */
export const shows = (page: Page, text: string | RegExp, ms = 15_000): Promise<number> =>
  until(`"${page.url()}" shows ${text}`, async () => (await page.locator('main').getByText(text).count()) > 0, ms);

/** Waits until the row of a thing shows a text, and answers how long it took (ms). */
export const rowShows = (page: Page, name: string, text: string | RegExp, ms = 15_000): Promise<number> =>
  until(`the row of ${name} shows ${text}`, async () => (await rowOf(page, name).filter({ hasText: text }).count()) > 0, ms);

/** From now on remembers whether a text was ever on the page, however briefly; also over reloads. */
export async function watchFor(page: Page, text: string): Promise<() => Promise<boolean>> {
  const watch = (needle: string) => {
    const look = () => {
      if (document.documentElement.textContent?.includes(needle)) sessionStorage.setItem('seen', 'yes');
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
    look();
  };
  await page.addInitScript(watch, text);
  await page.evaluate(watch, text);
  return () => page.evaluate(() => sessionStorage.getItem('seen') === 'yes');
}

/** Marks the page; the mark is gone after a reload. */
export async function markPage(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(() => Object.assign(globalThis, { unreloaded: true }));
  return () => page.evaluate(() => (globalThis as { unreloaded?: boolean }).unreloaded === true);
}
