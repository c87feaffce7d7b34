import './disk-offering-queries.ts';
import './disk-offering-mutations.ts';
