package dev.huxley.search;

/**
 * One descent by Adam (Kingma and Ba 2015) within the unit cube. Steps are cut at the bounds. The rate halves, from the
 * best point, whenever the score has not fallen for {@value #PATIENCE} steps, until it is too small to matter.
 */
final class AdamDescent implements ScoreDescent {
    private static final double FIRST_RATE = 0.02;
    private static final double LAST_RATE = 3e-4;
    private static final int PATIENCE = 15;
    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.99;

    private final int n;
    private double[] at;
    private Evaluation result;
    private double[] present;
    private double[] first;
    private double[] second;
    private double rate = FIRST_RATE;
    private int step;
    private int sinceBest;

    AdamDescent(double[] start, Evaluation result) {
        n = start.length;
        at = start.clone();
        present = start.clone();
        this.result = result;
        first = new double[n];
        second = new double[n];
    }

    @Override
    public double[] at() {
        return at;
    }

    @Override
    public Evaluation result() {
        return result;
    }

    @Override
    public boolean isDone() {
        return rate < LAST_RATE;
    }

    @Override
    public double[] next() {
        return present.clone();
    }

    @Override
    public void tell(double[] point, Gradient found) {
        boolean better = found.isFinite() && (step == 0 || found.evaluation().score() < result.score());
        sinceBest = better ? 0 : sinceBest + 1;
        if (better) {
            at = point.clone();
            result = found.evaluation();
        }
        if (!found.isFinite() || sinceBest > PATIENCE) {
            rate = step == 0 ? 0 : rate / 2;
            sinceBest = 0;
            present = at.clone();
            first = new double[n];
            second = new double[n];
            step = 1;
            return;
        }
        step++;
        for (int i = 0; i < n; i++) {
            double slope = found.gradient()[i];
            first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * slope;
            second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * slope * slope;
            double mean = first[i] / (1 - StrictMath.pow(FIRST_DECAY, step));
            double size = Math.sqrt(second[i] / (1 - StrictMath.pow(SECOND_DECAY, step)));
            present[i] = Math.min(1, Math.max(0, present[i] - rate * mean / (size + 1e-12)));
        }
    }

    @Override
    public void save(StateWriter out) {
        out.put("numbers", result.score(), rate, step, sinceBest);
        out.put("residuals", result.residuals());
        out.put("at", at);
        out.put("present", present);
        out.put("first", first);
        out.put("second", second);
    }

    @Override
    public void restore(StateReader in) {
        double[] numbers = in.get("numbers", 4);
        result = new Evaluation(numbers[0], in.get("residuals"));
        rate = numbers[1];
        step = (int) numbers[2];
        sinceBest = (int) numbers[3];
        at = in.get("at", n);
        present = in.get("present", n);
        first = in.get("first", n);
        second = in.get("second", n);
    }
}
