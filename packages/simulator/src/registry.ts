/** Which command is handled by what. A resource registers with one line in `resources/index.ts`. */
import type { AnyTable, Command, ResourceModule } from './command.ts';

export class Registry {
  readonly #commands = new Map<string, Command>();
  readonly #tables = new Map<string, AnyTable>();

  constructor(modules: readonly ResourceModule[]) {
    for (const module of modules) this.add(module);
  }

  add(module: ResourceModule): void {
    for (const [name, command] of Object.entries(module.commands)) {
      if (this.#commands.has(name)) throw new Error(`command ${name} is registered twice`);
      this.#commands.set(name, command);
    }
    for (const table of module.tables ?? []) {
      for (const parameter of table.parameters ?? []) this.#tables.set(parameter, table);
    }
  }

  command(name: string): Command | undefined {
    return this.#commands.get(name);
  }

  /** The table that a parameter of this name holds an id of, unless a command says otherwise. */
  tableOf = (parameter: string): AnyTable | undefined => this.#tables.get(parameter);

  names(): string[] {
    return [...this.#commands.keys()];
  }
}
