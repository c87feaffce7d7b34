import { describe, expect, it } from 'vitest';
import { actionsOf, refusalOf } from '../../actions.ts';
import { hostRules } from './host-rules.ts';

const allowed = (resourcestate: string, state = 'Up') =>
  actionsOf(hostRules, { state, resourcestate }, () => true)
    .filter((action) => action.disabledReason === null)
    .map((action) => action.name);

describe('host rules', () => {
  it.each([
    ['Enabled', ['RECONNECT', 'PREPARE_MAINTENANCE', 'DISABLE']],
    ['Disabled', ['RECONNECT', 'PREPARE_MAINTENANCE', 'ENABLE', 'DELETE']],
    ['PrepareForMaintenance', ['CANCEL_MAINTENANCE']],
    ['Maintenance', ['CANCEL_MAINTENANCE', 'DELETE']],
    ['ErrorInPrepareForMaintenance', ['PREPARE_MAINTENANCE', 'CANCEL_MAINTENANCE']],
  ])('in state %s', (state, names) => expect(allowed(state)).toEqual(names));

  it('lets a host go that is down', () => expect(refusalOf(hostRules, 'DELETE', { state: 'Down', resourcestate: 'Enabled' })).toBeNull());
});
