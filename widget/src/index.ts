import "./foot-wise.ts";
