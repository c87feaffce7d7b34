import './affinity-group-queries.ts';
import './affinity-group-mutations.ts';
