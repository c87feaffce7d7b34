import './iso-queries.ts';
import './iso-mutations.ts';
import './iso-changes.ts';
import './iso-upload.ts';
