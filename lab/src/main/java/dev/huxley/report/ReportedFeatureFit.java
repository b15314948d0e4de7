package dev.huxley.report;

import dev.huxley.text.Brief;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * All data of a fit by features for its report, plain and immutable.
 *
 * @param title the heading of the report
 * @param command the command line that repeats the fit, "" if there is none
 * @param verdict the verdict
 * @param recording the recording
 * @param sweeps the sweeps, fitted and held out, in the order in which they are shown
 * @param rates the points of the curves of firing rate against current, sorted by the current
 * @param values the free values of the best model
 * @param models the accepted models, the best one first; if none is accepted, the best one alone
 * @param ladder the models that were tried; empty if the model was given
 * @param courses the course of the search: a line for every restart, strategy or model; empty if unknown
 * @param effort the evaluations and the time that the search took
 * @param facts versions, seed, engine, time step, ...
 */
public record ReportedFeatureFit(
        String title,
        String command,
        ReportedVerdict verdict,
        ReportedRecording recording,
        List<ReportedResponse> sweeps,
        List<Rate> rates,
        List<ReportedValue> values,
        List<ReportedModel> models,
        List<ReportedRung> ladder,
        List<Course> courses,
        Effort effort,
        List<Fact> facts) {
    /**
     * The effort of a search.
     *
     * @param evaluations the number of candidates that were evaluated
     * @param seconds the time that the fit took
     * @param stop the reason for which the search ended, in words
     * @param repetition sentences on what the command line does not repeat; "" if it repeats the fit bit by bit
     */
    public record Effort(long evaluations, double seconds, String stop, String repetition) {
        /** The effort of a search of which nothing is known. */
        static final Effort UNKNOWN = new Effort(0, Double.NaN, "");

        public Effort {
            stop = stop == null ? "" : stop;
            repetition = repetition == null ? "" : repetition;
        }

        /** The effort of a search that its command line repeats bit by bit. */
        public Effort(long evaluations, double seconds, String stop) {
            this(evaluations, seconds, stop, "");
        }

        /** The same in words. */
        String words() {
            return Brief.count(evaluations, "evaluation")
                    + (Double.isNaN(seconds) ? "" : String.format(Locale.ROOT, ", %.1f s", seconds))
                    + (stop.isEmpty() ? "" : " (" + stop + ")");
        }
    }

    /**
     * One point of the curves of firing rate against current.
     *
     * @param amplitude the current of the stimulus in nA
     * @param recorded the rate in the recording in Hz; NaN if it is unknown
     * @param model the rate in the model in Hz; NaN if it is unknown
     * @param heldOut whether the fit did not see the sweep
     */
    public record Rate(double amplitude, double recorded, double model, boolean heldOut) {}

    /**
     * The course of one restart, strategy or model of a search.
     *
     * @param name its name
     * @param evaluations the candidates evaluated so far in the whole fit, ascending
     * @param scores the best score by then, as long as the evaluations; NaN or infinite where there is none
     */
    public record Course(String name, double[] evaluations, double[] scores) {
        /** Copies the arrays. */
        public Course {
            Objects.requireNonNull(name, "name of a reported course");
            if (evaluations.length != scores.length) {
                throw new IllegalArgumentException("course '" + name + "' has " + evaluations.length
                        + " numbers of evaluations and " + scores.length + " scores; give one score for each");
            }
            evaluations = evaluations.clone();
            scores = scores.clone();
        }

        @Override
        public double[] evaluations() {
            return evaluations.clone();
        }

        @Override
        public double[] scores() {
            return scores.clone();
        }

        @Override
        public String toString() {
            return Brief.of("Course[" + name + ", " + Brief.count(scores.length, "score") + "]");
        }
    }

    /** Copies the lists; null means empty. */
    public ReportedFeatureFit {
        title = title == null || title.isBlank() ? "Fit by features" : title;
        command = command == null ? "" : command;
        Objects.requireNonNull(verdict, "verdict of a reported fit");
        recording = recording == null ? new ReportedRecording(null, null, null, null) : recording;
        sweeps = sweeps == null ? List.of() : List.copyOf(sweeps);
        rates = rates == null ? List.of() : List.copyOf(rates);
        values = values == null ? List.of() : List.copyOf(values);
        models = models == null ? List.of() : List.copyOf(models);
        ladder = ladder == null ? List.of() : List.copyOf(ladder);
        courses = courses == null ? List.of() : List.copyOf(courses);
        effort = effort == null ? Effort.UNKNOWN : effort;
        facts = facts == null ? List.of() : List.copyOf(facts);
    }

    /** A copy with another command line. */
    ReportedFeatureFit withCommand(String other) {
        return new ReportedFeatureFit(
                title, other, verdict, recording, sweeps, rates, values, models, ladder, courses, effort, facts);
    }

    /** The sweeps of one role. */
    List<ReportedResponse> sweeps(boolean heldOut) {
        return sweeps.stream().filter(sweep -> sweep.heldOut() == heldOut).toList();
    }

    /** The z-scores of all features of the sweeps of one role. */
    ZScores scores(boolean heldOut) {
        return ZScores.of(sweeps(heldOut));
    }

    /** The number of models, and of those of each grade if there are several, in words. */
    String ensemble() {
        Map<String, Long> grades = models.stream()
                .collect(Collectors.groupingBy(ReportedModel::grade, LinkedHashMap::new, Collectors.counting()));
        String counts = grades.entrySet().stream()
                .map(grade -> grade.getValue() + " " + grade.getKey())
                .collect(Collectors.joining(", "));
        return Brief.count(models.size(), "model") + (grades.size() > 1 ? ": " + counts : "");
    }

    @Override
    public String toString() {
        return Brief.of("ReportedFeatureFit[" + title + ", " + verdict.grade() + ", "
                + Brief.count(sweeps.size(), "sweep") + ", " + Brief.count(values.size(), "value") + ", "
                + Brief.count(models.size(), "model") + "]");
    }
}
