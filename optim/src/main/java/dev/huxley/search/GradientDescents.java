package dev.huxley.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Descents along exact gradients from some of the best points of the archive at once. */
final class GradientDescents implements Strategy {
    private final int n;
    private final int seats;
    private final SearchMethod method;
    private final BiFunction<double[], Evaluation, ScoreDescent> descent;
    private final List<ScoreDescent> running = new ArrayList<>();

    GradientDescents(int n, int seats, SearchMethod method, BiFunction<double[], Evaluation, ScoreDescent> descent) {
        this.n = n;
        this.seats = seats;
        this.method = method;
        this.descent = descent;
    }

    @Override
    public SearchMethod method() {
        return method;
    }

    @Override
    public boolean prepare(Archive archive) {
        for (ScoreDescent each : running) {
            if (each.isDone()) {
                archive.finish(each.at(), each.result(), method);
            }
        }
        running.removeIf(ScoreDescent::isDone);
        for (Archive.Entry entry : archive.entries()) {
            if (running.size() == seats) {
                break;
            }
            if (!entry.isFinished(method) && running.stream().noneMatch(each -> archive.isNear(entry, each.at()))) {
                running.add(descent.apply(entry.point(), entry.result()));
            }
        }
        return !running.isEmpty();
    }

    @Override
    public boolean needsGradients() {
        return true;
    }

    @Override
    public double[][] ask() {
        return running.stream().map(ScoreDescent::next).toArray(double[][]::new);
    }

    @Override
    public void tell(double[][] points, Gradient[] results) {
        for (int i = 0; i < points.length; i++) {
            running.get(i).tell(points[i], results[i]);
        }
    }

    @Override
    public void save(StateWriter out) {
        out.put("count", running.size());
        for (int i = 0; i < running.size(); i++) {
            running.get(i).save(out.under("descent" + i));
        }
    }

    @Override
    public void restore(StateReader in) {
        running.clear();
        int count = in.count("count", seats);
        for (int i = 0; i < count; i++) {
            ScoreDescent restored = descent.apply(new double[n], Evaluation.of(0));
            restored.restore(in.under("descent" + i));
            running.add(restored);
        }
    }
}
