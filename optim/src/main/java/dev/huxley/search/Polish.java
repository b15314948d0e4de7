package dev.huxley.search;

import java.util.List;

/** Levenberg-Marquardt from those of the best points of the archive that no descent has ended in yet. */
final class Polish implements Strategy {
    /** The ratio to the best score up to which a point is worth a descent. */
    private static final double NEAR_BEST = 2;

    private final int n;
    private final int seats;
    private LevenbergMarquardt descents = new LevenbergMarquardt();

    Polish(int n, int seats) {
        this.n = n;
        this.seats = seats;
    }

    @Override
    public String name() {
        return "Levenberg-Marquardt";
    }

    @Override
    public boolean prepare(Archive archive) {
        List<LeastSquaresDescent> running = descents.descents();
        for (LeastSquaresDescent descent : running) {
            if (descent.isDone()) {
                archive.add(descent.at(), descent.result(), true);
                archive.entries().stream()
                        .filter(entry -> entry.isNear(descent.at())
                                && entry.score() >= 0.999 * descent.result().score())
                        .forEach(Archive.Entry::polish);
            }
        }
        running.removeIf(LeastSquaresDescent::isDone);
        for (Archive.Entry entry : archive.entries()) {
            if (running.size() == seats) {
                break;
            }
            if (!entry.isPolished()
                    && entry.result().residuals().length > 0
                    && running.stream().noneMatch(descent -> entry.isNear(descent.at()))) {
                running.add(new LeastSquaresDescent(entry.point(), entry.result()));
            }
        }
        return !running.isEmpty();
    }

    @Override
    public double[][] ask() {
        return descents.ask();
    }

    @Override
    public void tell(double[][] points, Evaluation[] evaluations) {
        descents.tell(points, evaluations);
    }

    @Override
    public void save(StateWriter out) {
        List<LeastSquaresDescent> running = descents.descents();
        out.put("count", running.size());
        for (int i = 0; i < running.size(); i++) {
            running.get(i).save(out.under("descent" + i));
        }
    }

    @Override
    public void restore(StateReader in) {
        descents = new LevenbergMarquardt();
        int count = in.count("count", seats);
        for (int i = 0; i < count; i++) {
            descents.add(LeastSquaresDescent.restored(in.under("descent" + i), n));
        }
    }
}
