import './storage-pool-queries.ts';
import './storage-pool-mutations.ts';
