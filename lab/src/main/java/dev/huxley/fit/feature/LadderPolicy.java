package dev.huxley.fit.feature;

import java.util.List;

/**
 * The division of a budget of evaluations among the rungs of a ladder of models.
 *
 * <p>Each rung gets a share that grows with its number of free values; it profits from few evaluations because it begins at
 * the best point of a model that it contains. The rung that contains all before it, the full model, goes on until 60 % of the
 * budget are used. Only if it is not accepted then, the rungs behind it, which are alternatives to one another, get a share
 * each. The rung with the best score on the held-out sweeps gets what is left.
 */
final class LadderPolicy {
    /** Evaluations that a rung gets per free value. */
    private static final double PER_VALUE = 150;

    /** The part of the budget that all rungs up to the full model may use, and that of all alternatives to it. */
    private static final double UP_TO_FULL = 0.6;

    private static final double ALTERNATIVES = 0.25;

    /** The relative improvement of the score that a larger model must bring. */
    private static final double IMPROVEMENT = 0.05;

    /** Fitted scores are near up to this ratio. */
    static final double NEAR = 1.3;

    private final long evaluations;
    private final List<Integer> values;
    private final int full;

    /**
     * @param evaluations the budget
     * @param values the number of free values of every rung
     * @param full the number of the full model
     */
    LadderPolicy(long evaluations, List<Integer> values, int full) {
        this.evaluations = evaluations;
        this.values = List.copyOf(values);
        this.full = full;
    }

    /**
     * The evaluations of a rung before it is judged.
     *
     * @param used the evaluations that all rungs have used before it
     */
    long share(int rung, long used) {
        if (rung == full) {
            return Math.max(1, Math.round(UP_TO_FULL * evaluations) - used);
        }
        boolean isBelow = rung < full;
        List<Integer> same = isBelow ? values.subList(0, full) : values.subList(full + 1, values.size());
        double wanted = PER_VALUE * same.stream().mapToInt(Integer::intValue).sum();
        double most = (isBelow ? UP_TO_FULL / 2 : ALTERNATIVES) * evaluations;
        return Math.max(1, Math.round(PER_VALUE * values.get(rung) * Math.min(1, most / wanted)));
    }

    /** The evaluations that a rung can be expected to get, whatever the others do; of a single model the whole budget. */
    long expected(int rung) {
        if (values.size() == 1) {
            return evaluations;
        }
        long used = 0;
        for (int i = 0; i < Math.min(rung, full); i++) {
            used += share(i, used);
        }
        return share(rung, used);
    }

    /** Tells whether the climb ends after these rungs; the last of them has this grade. */
    boolean isOver(List<RungOutcome> outcomes, Grade grade) {
        return outcomes.size() == values.size() || outcomes.size() > full && grade == Grade.ACCEPTED;
    }

    /**
     * The number of the best rung: among those whose score on the fitted sweeps is near the best, that with the best score
     * on the held-out ones. A larger model must be better by a margin.
     */
    static int best(List<RungOutcome> outcomes) {
        double fitted =
                outcomes.stream().mapToDouble(RungOutcome::fittedScore).min().orElse(Double.POSITIVE_INFINITY);
        int best = -1;
        for (int i = 0; i < outcomes.size(); i++) {
            boolean isNear = outcomes.get(i).fittedScore() <= NEAR * fitted;
            if (isNear
                    && (best < 0
                            || outcomes.get(i).decisive()
                                    < (1 - IMPROVEMENT) * outcomes.get(best).decisive())) {
                best = i;
            }
        }
        return Math.max(0, best);
    }
}
