import { logMutation } from '../../log-entries.ts';

logMutation({
  command: 'archiveAlerts',
  typename: 'Alert',
  field: 'alertIds',
  description: 'Puts alerts aside: they are not listed any more.',
});
logMutation({ command: 'deleteAlerts', typename: 'Alert', field: 'alertIds', description: 'Deletes alerts for good.' });
