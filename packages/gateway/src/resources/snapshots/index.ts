import './snapshot-queries.ts';
import './snapshot-mutations.ts';
