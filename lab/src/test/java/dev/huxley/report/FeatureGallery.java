package dev.huxley.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Reports of made-up fits by features for people to look at; run it after a change of figure or page. */
final class FeatureGallery {
    private static final String[][] FEATURES = {
        {"voltage_base", "mV"},
        {"steady_state_voltage_stimend", "mV"},
        {"decay_time_constant_after_stim", "ms"},
        {"Spikecount", ""},
        {"time_to_first_spike", "ms"},
        {"inv_first_ISI", "Hz"},
        {"mean_frequency", "Hz"},
        {"ISI_CV", ""},
        {"adaptation_index2", ""},
        {"AP_begin_voltage", "mV"},
        {"AP_height", "mV"},
        {"AP_duration_half_width", "ms"},
        {"AP_peak_upstroke", "V/s"},
        {"AP_peak_downstroke", "V/s"},
        {"min_voltage_between_spikes", "mV"}
    };

    private static final String[][] VALUES = {
        {"Na.gMax", "5e-3", "1", "S/cm2"},
        {"K.gMax", "5e-4", "0.3", "S/cm2"},
        {"Km.gMax", "1e-6", "5e-3", "S/cm2"},
        {"Leak.gMax", "5e-6", "1e-3", "S/cm2"},
        {"Leak.e", "-95", "-45", "mV"},
        {"soma.radius", "5", "80", "um"},
        {"Na.vt", "-80", "-35", "mV"},
        {"Km.tauMax", "100", "5000", "ms"},
        {"Na.e", "15", "80", "mV"},
        {"K.e", "-105", "-65", "mV"},
        {"Na.slowHalf", "-85", "-20", "mV"},
        {"Na.slowSlope", "2", "15", "mV"},
        {"Na.slowTau", "10", "2000", "ms"},
        {"K.vt", "-80", "-25", "mV"},
        {"K.rateFactor", "0.2", "5", ""},
        {"Na.rateFactorM", "0.2", "4", ""},
        {"Na.rateFactorH", "0.2", "5", ""},
        {"rig.seriesResistance", "-20", "100", "MOhm"}
    };

    private FeatureGallery() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "target/gallery");
        Map<String, ReportedFeatureFit> fits = new LinkedHashMap<>();
        fits.put("accepted", fit(10, 12_000, 1, true));
        fits.put("rejected", fit(10, 12_000, 7, false));
        fits.put("one-sweep", fit(1, 12_000, 1, true));
        fits.put("many-sweeps", fit(24, 4_000, 1, true));
        List<ReportedCell> cells = new ArrayList<>();
        fits.forEach((name, fit) -> {
            WrittenReport written = FeatureFitReport.of(fit).write(folder.resolve(name));
            ConsoleSummary.of(fit).lines(written).forEach(System.out::println);
            System.out.println();
            cells.add(ReportedCell.of(name + ".nwb", fit, name + "/report.html"));
        });
        cells.add(ReportedCell.failed(
                "clamped.abf", "'clamped.abf' is a voltage-clamp recording; give a current-clamp one"));
        CellsReport table = CellsReport.of("Fits of folder cells", cells);
        table.write(folder);
        table.lines().forEach(System.out::println);
    }

    /**
     * A fit to sweeps of rising current, every third one held out.
     *
     * @param wide the standard deviation of its z-scores
     */
    static ReportedFeatureFit fit(int sweeps, int steps, double wide, boolean accepted) {
        Random random = new Random(11);
        List<ReportedResponse> responses = new ArrayList<>();
        List<ReportedFeatureFit.Rate> rates = new ArrayList<>();
        for (int s = 0; s < sweeps; s++) {
            double amplitude = sweeps == 1 ? 0.25 : -0.05 + 0.3 * s / (sweeps - 1);
            boolean heldOut = sweeps > 1 && (s % 3 == 2 || s == sweeps - 1);
            double[] stimulus = new double[steps];
            Arrays.fill(stimulus, steps / 12, 11 * steps / 12, amplitude);
            double[] recorded = ReportGallery.voltage(steps, 0.1, stimulus, 1, 0.15, s);
            double[] model = ReportGallery.voltage(steps, 0.1, stimulus, 1 + 0.02 * wide, 0, s);
            int spikes = spikes(recorded);
            responses.add(new ReportedResponse(
                    new ReportedSweep("sweep " + (s + 1), 0.1, recorded, model, null, stimulus),
                    "step",
                    amplitude,
                    heldOut,
                    spikes,
                    spikes(model),
                    features(random, spikes, wide)));
            rates.add(new ReportedFeatureFit.Rate(amplitude, spikes, spikes(model), heldOut));
        }
        List<ReportedModel> models = new ArrayList<>();
        for (int m = 0; m < (accepted ? 7 : 1); m++) {
            models.add(new ReportedModel(
                    "both + series resistance",
                    accepted ? "accepted with limits" : "not accepted",
                    0.93 + 0.1 * m,
                    sweeps == 1 ? Double.NaN : 1.7 + 0.2 * m,
                    values(m)));
        }
        return new ReportedFeatureFit(
                "Fit to ferguson_pyr2.nwb",
                "huxley fit --recording ferguson_pyr2.nwb --junction-potential -15.2 --evaluations 60000 --seed 1",
                verdict(accepted),
                recording(sweeps),
                responses,
                rates,
                reported(models.get(0).values()),
                models,
                ladder(sweeps > 1),
                courses(random),
                new ReportedFeatureFit.Effort(60_000, 132.4, "the budget of evaluations is used up"),
                List.of(
                        new Fact("model", "both + series resistance"),
                        new Fact("seed", "1"),
                        new Fact("time step", "Crank-Nicolson, 0.05 ms; checked at 0.025 ms: z moves by 0.31 at most"),
                        new Fact("engine", "llvm"),
                        new Fact("Huxley", "0.1.0-SNAPSHOT")));
    }

    private static int spikes(double[] voltage) {
        int spikes = 0;
        for (int i = 1; i < voltage.length; i++) {
            spikes += voltage[i - 1] < -20 && voltage[i] >= -20 ? 1 : 0;
        }
        return spikes;
    }

    private static List<ReportedFeature> features(Random random, int spikes, double wide) {
        List<ReportedFeature> features = new ArrayList<>();
        for (int f = 0; f < FEATURES.length; f++) {
            if (spikes == 0 && f > 3) {
                break;
            }
            double target = f == 0 ? -75.8 : 10 + 3 * f;
            double z = wide * random.nextGaussian();
            boolean isMissing = f == 8 && Math.abs(z) > 1.2;
            features.add(new ReportedFeature(
                    FEATURES[f][0],
                    FEATURES[f][1],
                    target,
                    2,
                    isMissing ? Double.NaN : target + 2 * z,
                    isMissing ? 10 + Math.abs(z) : z));
        }
        return features;
    }

    private static Map<String, Double> values(int model) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < VALUES.length; i++) {
            double lower = Double.parseDouble(VALUES[i][1]);
            double upper = Double.parseDouble(VALUES[i][2]);
            double place = i == 3 ? 0.001 : i == 8 ? 1 : 0.1 + 0.045 * i + 0.012 * model * Math.sin(i);
            values.put(
                    VALUES[i][0], lower > 0 ? lower * Math.pow(upper / lower, place) : lower + place * (upper - lower));
        }
        return values;
    }

    private static List<ReportedValue> reported(Map<String, Double> best) {
        List<ReportedValue> values = new ArrayList<>();
        for (String[] value : VALUES) {
            double lower = Double.parseDouble(value[1]);
            double upper = Double.parseDouble(value[2]);
            double start = lower > 0 ? Math.sqrt(lower * upper) : (lower + upper) / 2;
            values.add(new ReportedValue(value[0], start, best.get(value[0]), lower, upper, value[3], lower > 0));
        }
        return values;
    }

    private static ReportedVerdict verdict(boolean accepted) {
        return accepted
                ? new ReportedVerdict(
                        "accepted with limits", true, List.of("at a bound: Leak.gMax at its lower bound, 5e-06 S/cm2"))
                : new ReportedVerdict(
                        "not accepted",
                        false,
                        List.of(
                                "no model is accepted: a fitted feature is 18.1 standard deviations off",
                                "features beyond 3 standard deviations (number, size): AP_height (6, up to 18.1); more"
                                        + " evaluations, a free eNa, or a model with another channel may help"));
    }

    private static ReportedRecording recording(int sweeps) {
        List<ReportedRecording.Check> checks = new ArrayList<>();
        for (int s = 1; s <= sweeps; s++) {
            checks.add(new ReportedRecording.Check("sweep " + s, "voltage drift", 0.2 * s, "mV", 1, s <= 5));
            checks.add(new ReportedRecording.Check("sweep " + s, "fast noise before", 0.14, "mV", 0.07, false));
        }
        checks.add(new ReportedRecording.Check("", "seal", Double.NaN, "GOhm", 1, true));
        return new ReportedRecording(
                List.of(
                        new Fact("file", "ferguson_pyr2.nwb"),
                        new Fact("resting potential", "-75.8 mV"),
                        new Fact("input resistance", "182 MOhm")),
                checks,
                List.of(
                        "liquid junction potential: the recorded voltage is lowered by 15.2 mV",
                        "current: the measured one, idealized to its mean in every epoch of the command"),
                List.of("fast noise is above 0.07 mV in 10 of 10 sweeps"));
    }

    private static List<ReportedRung> ladder(boolean heldOut) {
        double none = Double.NaN;
        return List.of(
                new ReportedRung(
                        "passive", 3, 800, 61, heldOut ? 70 : none, 40, heldOut ? 44 : none, "no spikes", false),
                new ReportedRung(
                        "pospischil", 10, 12_000, 10.6, heldOut ? 30.9 : none, 8.9, heldOut ? 38 : none, "", false),
                new ReportedRung("both", 17, 20_000, 2.05, heldOut ? 4.7 : none, 4.2, heldOut ? 6.3 : none, "", false),
                new ReportedRung(
                        "both + series resistance",
                        18,
                        28_000,
                        0.93,
                        heldOut ? 1.7 : none,
                        3.4,
                        heldOut ? 4.2 : none,
                        "held-out scores improve no further",
                        true));
    }

    private static List<ReportedFeatureFit.Course> courses(Random random) {
        List<ReportedFeatureFit.Course> courses = new ArrayList<>();
        double[] ends = {10.6, 2.05, 1.4, 0.93};
        for (int c = 0; c < ends.length; c++) {
            double[] evaluations = new double[110];
            double[] scores = new double[evaluations.length];
            double best = Double.POSITIVE_INFINITY;
            for (int i = 0; i < scores.length; i++) {
                evaluations[i] = 15_000 * c + 128 * (i + 1);
                best = Math.min(best, ends[c] + 180 * Math.exp(-i / 13.0) * Math.exp(0.5 * random.nextGaussian()));
                scores[i] = best;
            }
            courses.add(new ReportedFeatureFit.Course("restart " + (c + 1), evaluations, scores));
        }
        return courses;
    }
}
