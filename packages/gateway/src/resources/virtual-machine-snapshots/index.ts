import './virtual-machine-snapshot-queries.ts';
import './virtual-machine-snapshot-mutations.ts';
