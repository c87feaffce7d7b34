import './snapshot-queries.ts';
import './snapshot-mutations.ts';
import './snapshot-changes.ts';
import './snapshot-bulk.ts';
