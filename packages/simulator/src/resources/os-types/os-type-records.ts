/** Guest operating systems and their families. */
import { defineTable, type Entity } from '../../store.ts';

export interface OsCategoryRecord extends Entity {
  name: string;
  featured: boolean;
}

export const osCategories = defineTable<OsCategoryRecord>()({
  name: 'GuestOsCategory',
  parameters: ['oscategoryid'],
  label: (row) => row.name,
});

export interface OsTypeRecord extends Entity {
  name: string;
  categoryId: number;
  userDefined: boolean;
}

export const osTypes = defineTable<OsTypeRecord>()({ name: 'GuestOs', parameters: ['ostypeid'], label: (row) => row.name });
