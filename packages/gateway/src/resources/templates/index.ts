import './template-queries.ts';
import './template-mutations.ts';
import './template-upload.ts';
