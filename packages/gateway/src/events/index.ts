import { builder } from '../builder.ts';
import './resource-subscription.ts';
import '../jobs/job-queries.ts';
import '../jobs/job-subscription.ts';

builder.subscriptionType({ description: 'What can be listened to: over WebSocket (graphql-transport-ws) or as server-sent events.' });
