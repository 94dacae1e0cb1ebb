import { z } from 'zod';
import { type Clock, type Instant, minusMs } from '#core/clock.ts';
