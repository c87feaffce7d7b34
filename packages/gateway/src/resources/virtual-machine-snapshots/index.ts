import './virtual-machine-snapshot-queries.ts';
import './virtual-machine-snapshot-mutations.ts';
import './virtual-machine-snapshot-bulk.ts';
import './volume-of-snapshot.ts';
