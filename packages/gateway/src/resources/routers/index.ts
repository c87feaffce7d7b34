import './router-queries.ts';
import './router-mutations.ts';
