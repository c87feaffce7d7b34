import './project-queries.ts';
import './project-mutations.ts';
import './project-members.ts';
