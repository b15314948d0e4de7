package dev.huxley.model;

import dev.huxley.morphology.Conventions;
import dev.huxley.morphology.TracedBranch;

/**
 * The course of a branch in space, as far as it is known.
 *
 * @param points the points along it
 * @param hasSizes whether the radii are measured, so that compartments are integrated from them; otherwise only the
 *     coordinates count
 * @param minRadius the minimal radius imposed on compartments, um
 * @param conventions those by which the branch was traced
 */
public record BranchPath(TracedBranch points, boolean hasSizes, double minRadius, Conventions conventions) {}
