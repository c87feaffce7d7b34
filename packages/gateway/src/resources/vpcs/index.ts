import './vpc-queries.ts';
import './vpc-mutations.ts';
