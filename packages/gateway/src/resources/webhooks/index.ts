import './webhook-queries.ts';
import './webhook-mutations.ts';
