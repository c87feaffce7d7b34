import './user-queries.ts';
import './user-mutations.ts';
import './second-factor-mutations.ts';
