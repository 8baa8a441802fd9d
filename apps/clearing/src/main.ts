import 'reflect-metadata';
import { runService } from '@trueque/service';
import { clearingService } from './clearing-service.js';

void runService(clearingService);
