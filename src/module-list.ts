import { city } from './city/module.ts';
import { cycle } from './cycle/module.ts';
import { demo } from './demo/module.ts';
import { evaluation } from './evaluation/module.ts';
import { home } from './home/module.ts';
import { lobby } from './lobby/module.ts';
import { messages } from './messages/module.ts';
import { people } from './people/module.ts';
import type { Module } from './platform/module.ts';
import { practice } from './practice/module.ts';
import { privacy } from './privacy/module.ts';
import { projects } from './projects/module.ts';
import { proposals } from './proposals/module.ts';
import { results } from './results/module.ts';
import { ui } from './ui/module.ts';
import { voting } from './voting/module.ts';

/** Who lives in the house, in the order of the cycle; `modules.ts` says who may import whom. */
export const modules: readonly Module[] = [
  ui,
  city,
  people,
  cycle,
  proposals,
  evaluation,
  voting,
  results,
  projects,
  messages,
  privacy,
  home,
  lobby,
  demo,
  practice,
];
