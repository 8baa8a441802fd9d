import 'reflect-metadata';
import { runService } from '@trueque/service';
import { reportingService } from './reporting-service.js';

void runService(reportingService);
