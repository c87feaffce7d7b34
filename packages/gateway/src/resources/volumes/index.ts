import './volume-queries.ts';
import './volume-mutations.ts';
