let title = $state<string | null>(null);

/** What the page on the screen calls itself: the last step of the breadcrumbs. */
export const trail = {
  get title() {
    return title;
  },
  set title(value: string | null) {
    title = value;
  },
};
