let count = $state(0);

/** How many dialogs stand open: what comes by itself waits until there is none, for there is no dialog above a dialog. */
export const openDialogs = {
  get any() {
    return count > 0;
  },
  /** To be called when one opens. Answers what to call when it closes. */
  hold(): () => void {
    count += 1;
    return () => {
      count -= 1;
    };
  },
};
