import './static-route-queries.ts';
import './static-route-mutations.ts';
