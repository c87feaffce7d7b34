/** Commands whose job may give a machine a password. */
const giving = new Set(['deployVirtualMachine', 'resetPasswordForVirtualMachine', 'restoreVirtualMachine']);

export const mayGivePassword = ({ command }: { command: string }): boolean => giving.has(command);

/**
 * The jobs of this tab whose password is still to be told, so that a reload loses none. Only their ids are kept, for one
 * viewer and until the tab is closed; the passwords never are.
 */
export class DueJobs {
  readonly #key: string;
  readonly #ids: Set<string>;

  constructor(viewerId: string) {
    this.#key = `passwords-due ${viewerId}`;
    this.#ids = new Set(stored(this.#key).split(' ').filter(Boolean));
  }

  get ids(): string[] {
    return [...this.#ids];
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  add(id: string): void {
    if (!this.#ids.has(id)) this.#keep(this.#ids.add(id));
  }

  delete(id: string): void {
    if (this.#ids.delete(id)) this.#keep(this.#ids);
  }

  #keep(ids: Set<string>): void {
    try {
      if (ids.size > 0) sessionStorage.setItem(this.#key, [...ids].join(' '));
      else sessionStorage.removeItem(this.#key);
    } catch {
      // The browser keeps nothing for this site: then a reload forgets them.
    }
  }
}

function stored(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}
