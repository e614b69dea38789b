// The script of the pages: each island looks for its own part of the page and does nothing where there is none.
import { centring } from "./centre.mjs";
import { citing } from "./cite.mjs";
import { layering } from "./layers.mjs";
import { lighting } from "./light.mjs";
import { reviewing } from "./review.mjs";
import { walking } from "./walk.mjs";
import { identifying } from "./who.mjs";
import { linking } from "./words.mjs";

for (const island of [centring, lighting, walking, layering, citing, linking, reviewing, identifying]) island(document);
