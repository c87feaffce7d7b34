import type { Row } from './catalogue.ts';
import { pascalCase } from './nouns.ts';

/** An interface of a generated file. */
export interface GeneratedInterface {
  name: string;
  file: string;
  row: Row;
}

const smallRow = 12;

/** Gives every distinct row one interface, so that the 28 commands that answer a machine share one. */
export class Interfaces {
  readonly #byShape = new Map<string, GeneratedInterface>();
  readonly #names = new Set<string>();

  /** The interface for a row; the first who asks names it and says which file it lives in. */
  for(row: Row, wish: { name: string; file: string }): GeneratedInterface {
    for (const [field, type] of row) {
      if ('nested' in type) this.for(type.nested, { name: `${pascalCase(field)}Item`, file: 'nested' });
    }
    // Small rows are alike by chance (`{ id, name }`): those are shared inside one file only.
    const shape = (row.size < smallRow && wish.file !== 'nested' ? `${wish.file} ` : '') + shapeOf(row);
    const known = this.#byShape.get(shape);
    if (known) return known;
    const created = { name: this.#unique(wish.name), file: wish.file, row };
    this.#byShape.set(shape, created);
    return created;
  }

  all(): GeneratedInterface[] {
    return [...this.#byShape.values()];
  }

  #unique(wish: string): string {
    let name = wish;
    for (let number = 2; this.#names.has(name); number++) name = `${wish}${number}`;
    this.#names.add(name);
    return name;
  }
}

function shapeOf(row: Row): string {
  return JSON.stringify([...row].map(([name, type]) => [name, 'nested' in type ? [shapeOf(type.nested), type.many] : type.text]));
}
