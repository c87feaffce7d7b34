import { describe, expect, it } from 'vitest';
import type { Identity } from '../../identity/identity.ts';
import { eventParameters } from './event-filter.ts';

const dana = {
  key: 'u',
  username: 'dana',
  account: 'dana',
  domainId: 'd0000000-0000-4000-8000-000000000001',
  roleType: 'DomainAdmin',
} as Identity;
const admin = { ...dana, username: 'admin', account: 'admin', roleType: 'Admin' } as Identity;

describe('the scope of events', () => {
  it('of everything never hides the domain from its admin', () => {
    expect(eventParameters(dana, { scope: { everyone: true } })).toMatchObject(eventParameters(dana, {}));
    expect(eventParameters(dana, { scope: { everyone: true } })).not.toMatchObject({ projectid: '-1' });
    expect(eventParameters(admin, { scope: { everyone: true } })).toMatchObject({ listall: true, projectid: '-1' });
  });
});
