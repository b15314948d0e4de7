package dev.huxley.model;

import dev.huxley.morphology.Conventions;
import dev.huxley.morphology.TracedBranch;

/**
 * The way of a branch in space, as far as it is known.
 *
 * @param points the points along it
 * @param hasSizes whether the radii are measured and compartments are integrated from them; else only the places count
 * @param minRadius the least radius that compartments were given, um
 * @param conventions those by which the branch was traced
 */
public record BranchPath(TracedBranch points, boolean hasSizes, double minRadius, Conventions conventions) {}
