import './tag-queries.ts';
import './tag-mutations.ts';
