import './user-queries.ts';
import './user-mutations.ts';
