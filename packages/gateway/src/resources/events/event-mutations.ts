import { logMutation } from '../../log-entries.ts';

logMutation({
  command: 'archiveEvents',
  typename: 'Event',
  field: 'eventIds',
  description: 'Puts events aside: they are found by their id only.',
});
logMutation({ command: 'deleteEvents', typename: 'Event', field: 'eventIds', description: 'Deletes events for good.' });
