import 'reflect-metadata';
import { runService } from '@trueque/service';
import { intakeService } from './intake-service.js';

void runService(intakeService);
