import './virtual-machine-queries.ts';
import './virtual-machine-mutations.ts';
import './virtual-machine-deploy.ts';
