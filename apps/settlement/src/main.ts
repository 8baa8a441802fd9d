import 'reflect-metadata';
import { runService } from '@trueque/service';
import { settlementService } from './settlement-service.js';

void runService(settlementService);
