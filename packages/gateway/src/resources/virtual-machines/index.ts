import './virtual-machine-queries.ts';
import './virtual-machine-mutations.ts';
import './virtual-machine-deploy.ts';
import './virtual-machine-changes.ts';
import './virtual-machine-console.ts';
import './virtual-machine-statistics.ts';
import './virtual-machine-bulk.ts';
import './nic-mutations.ts';
