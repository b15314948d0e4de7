package dev.huxley.search;

/**
 * The constants of CMA-ES, as in table 1 of Hansen, The CMA Evolution Strategy: A Tutorial (2016, arXiv:1604.00772).
 *
 * @param weights the weights of the ranks, positive for the better half (their sum is 1), negative for the others
 * @param effective the variance-effective size of the better half
 * @param stepPath the rate of the path that sets the step size
 * @param damping the damping of the step size
 * @param rankOnePath the rate of the path of the rank-one update
 * @param rankOne the rate of the rank-one update
 * @param rankMany the rate of the rank-mu update
 */
record CmaConstants(
        double[] weights,
        double effective,
        double stepPath,
        double damping,
        double rankOnePath,
        double rankOne,
        double rankMany) {

    /** The constants for a number of parameters and of candidates a generation. */
    static CmaConstants of(int n, int population) {
        double[] weights = new double[population];
        int better = population / 2;
        double sum = 0;
        double squares = 0;
        double worseSum = 0;
        double worseSquares = 0;
        for (int i = 0; i < population; i++) {
            weights[i] = StrictMath.log((population + 1) / 2.0) - StrictMath.log(i + 1);
            if (i < better) {
                sum += weights[i];
                squares += weights[i] * weights[i];
            } else {
                worseSum += weights[i];
                worseSquares += weights[i] * weights[i];
            }
        }
        double effective = sum * sum / squares;
        double rankOne = 2 / ((n + 1.3) * (n + 1.3) + effective);
        double rankMany =
                Math.min(1 - rankOne, 2 * (0.25 + effective + 1 / effective - 2) / ((n + 2.0) * (n + 2.0) + effective));
        double worseEffective = worseSum * worseSum / worseSquares;
        double worse = Math.min(
                Math.min(1 + rankOne / rankMany, 1 + 2 * worseEffective / (effective + 2)),
                (1 - rankOne - rankMany) / (n * rankMany));
        for (int i = 0; i < population; i++) {
            weights[i] = i < better ? weights[i] / sum : weights[i] * worse / Math.abs(worseSum);
        }
        double stepPath = (effective + 2) / (n + effective + 5);
        double damping = 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + stepPath;
        double rankOnePath = (4 + effective / n) / (n + 4 + 2 * effective / n);
        return new CmaConstants(weights, effective, stepPath, damping, rankOnePath, rankOne, rankMany);
    }
}
