/** Derivatives of graphs: forward mode, reverse mode, exact slopes, and gradients split at a tape. */
package dev.huxley.graph.differentiate;
