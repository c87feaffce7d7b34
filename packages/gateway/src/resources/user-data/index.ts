import './user-data-queries.ts';
import './user-data-mutations.ts';
