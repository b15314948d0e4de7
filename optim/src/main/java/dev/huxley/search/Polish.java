package dev.huxley.search;

import java.util.Arrays;
import java.util.List;

/** Levenberg-Marquardt from those of the best points of the archive that no descent has ended in yet. */
final class Polish implements Strategy {
    private final int n;
    private final int seats;
    /** Whether the evaluator differentiates residuals; found at the first gradient. */
    private boolean isExact;

    private LevenbergMarquardt descents = new LevenbergMarquardt();

    /**
     * The descents.
     *
     * @param isExact whether the evaluator may have derivatives of the residuals; differences are taken if it has not
     */
    Polish(int n, int seats, boolean isExact) {
        this.n = n;
        this.seats = seats;
        this.isExact = isExact;
    }

    @Override
    public SearchMethod method() {
        return SearchMethod.LEVENBERG_MARQUARDT;
    }

    @Override
    public boolean prepare(Archive archive) {
        List<LeastSquaresDescent> running = descents.descents();
        for (LeastSquaresDescent descent : running) {
            if (descent.isDone()) {
                archive.finish(descent.at(), descent.result(), method());
            }
        }
        running.removeIf(LeastSquaresDescent::isDone);
        for (Archive.Entry entry : archive.entries()) {
            if (running.size() == seats) {
                break;
            }
            if (!entry.isFinished(method())
                    && entry.result().residuals().length > 0
                    && running.stream().noneMatch(descent -> archive.isNear(entry, descent.at()))) {
                running.add(new LeastSquaresDescent(entry.point(), entry.result()));
            }
        }
        return !running.isEmpty();
    }

    /** The descents whose turn it is: all, or those that need a derivative while some do. */
    private List<LeastSquaresDescent> turn() {
        return needsGradients()
                ? descents.descents().stream()
                        .filter(LeastSquaresDescent::needsJacobian)
                        .toList()
                : descents.descents();
    }

    @Override
    public boolean needsGradients() {
        return isExact && descents.descents().stream().anyMatch(LeastSquaresDescent::needsJacobian);
    }

    @Override
    public double[][] ask() {
        return needsGradients()
                ? turn().stream().map(LeastSquaresDescent::at).toArray(double[][]::new)
                : descents.ask();
    }

    @Override
    public void tell(double[][] points, Gradient[] results) {
        if (!needsGradients()) {
            descents.tell(
                    points, Arrays.stream(results).map(Gradient::evaluation).toArray(Evaluation[]::new));
            return;
        }
        List<LeastSquaresDescent> turn = turn();
        isExact = Arrays.stream(results).allMatch(result -> result.jacobian().isPresent());
        for (int i = 0; i < results.length && isExact; i++) {
            turn.get(i).tellExact(results[i]);
        }
    }

    @Override
    public void save(StateWriter out) {
        List<LeastSquaresDescent> running = descents.descents();
        out.put("count", running.size());
        out.put("exact", isExact ? 1 : 0);
        for (int i = 0; i < running.size(); i++) {
            running.get(i).save(out.under("descent" + i));
        }
    }

    @Override
    public void restore(StateReader in) {
        descents = new LevenbergMarquardt();
        int count = in.count("count", seats);
        isExact = in.count("exact", 1) == 1;
        for (int i = 0; i < count; i++) {
            descents.add(LeastSquaresDescent.restored(in.under("descent" + i), n));
        }
    }
}
