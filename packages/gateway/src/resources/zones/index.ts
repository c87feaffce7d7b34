import './zone-queries.ts';
import './zone-mutations.ts';
