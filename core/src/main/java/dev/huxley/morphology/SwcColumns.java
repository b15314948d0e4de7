package dev.huxley.morphology;

/**
 * The points of a file, one entry per line of data. Arrays may be longer than the number of points.
 *
 * @param count the number of points
 * @param parent the id of the parent, -1 for a root
 * @param line the line of each point
 * @param numbers x, y, z and radius
 */
record SwcColumns(String source, int count, long[] id, int[] type, long[] parent, int[] line, double[][] numbers) {}
