package dev.huxley.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Reports for people to look at, written to target/gallery; run it after a change of figure or page. */
final class ReportGallery {
    private ReportGallery() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "target/gallery");
        for (int sweeps : new int[] {0, 1, 2, 3, 5, 9, 24}) {
            WrittenReport written = FitReport.of(fit(sweeps, 24_000)).write(folder.resolve("sweeps-" + sweeps));
            System.out.println(written);
        }
    }

    /** A spiking voltage trace in mV by a formula; faster for more current (nA), silent below 0.1 nA. */
    static double[] voltage(int steps, double dt, double[] stimulus, double gain, double noise, long seed) {
        Random random = new Random(seed);
        double[] v = new double[steps];
        double charge = 0;
        double since = 1e9;
        double phase = 0;
        for (int i = 0; i < steps; i++) {
            charge += dt / 12 * (stimulus[i] - charge);
            phase += stimulus[i] > 0.1 ? dt * gain * (charge - 0.08) / (3 + 0.004 * i * dt) : 0;
            since += dt;
            if (phase > 1) {
                phase = 0;
                since = 0;
            }
            double spike = since > 60
                    ? 0
                    : 98 * Math.exp(-Math.pow((since - 0.8) / 0.45, 2))
                            - 14 * (1 - Math.exp(-since)) * Math.exp(-since / 9);
            v[i] = -72 + 60 * Math.min(charge, 0.27) + spike + noise * random.nextGaussian();
        }
        return v;
    }

    static ReportedFit fit(int sweeps, int steps) {
        double dt = 0.025;
        List<ReportedSweep> all = new ArrayList<>();
        for (int s = 0; s < sweeps; s++) {
            double[] stimulus = new double[steps];
            double amplitude = sweeps == 1 ? 0.28 : -0.1 + 0.5 * s / (sweeps - 1);
            Arrays.fill(stimulus, steps / 6, 5 * steps / 6, amplitude);
            all.add(new ReportedSweep(
                    String.format("sweep %d: %.2f nA", s, amplitude),
                    dt,
                    voltage(steps, dt, stimulus, 1, 0.3, s),
                    voltage(steps, dt, stimulus, 1.03, 0, s),
                    s % 2 == 0 ? voltage(steps, dt, stimulus, 0.6, 0, s) : null,
                    stimulus));
        }
        Random random = new Random(5);
        List<ReportedStart> starts = new ArrayList<>();
        for (int start = 0; start < 4; start++) {
            double[] losses = new double[200];
            double[] norms = new double[losses.length];
            for (int i = 0; i < losses.length; i++) {
                losses[i] = 340 * Math.exp(-i / (14.0 + 9 * start))
                        + 0.02 * (1 + 5 * start) * Math.exp(0.2 * random.nextGaussian());
                norms[i] = 1200 * Math.exp(-i / 20.0) * Math.exp(0.4 * random.nextGaussian()) + 0.1;
            }
            Arrays.fill(losses, start == 3 ? 57 : 200, 200, Double.NaN);
            starts.add(new ReportedStart(
                    losses, norms, start == 3 ? "iteration 58: the simulation left the finite numbers" : ""));
        }
        return new ReportedFit(
                "Layer 5 pyramidal cell, step currents",
                "huxley fit --recording 20240312_c3.abf --sweeps 0-8 --model hh-soma.json \\\n"
                        + "    --parameters gNa,gK,gLeak,eLeak --optimizer adam --learning-rate 0.05 --iterations 200"
                        + " --seed 42",
                List.of(
                        new ReportedParameter("HH_gNa (soma)", 0.12, 0.204857312, 0.05, 0.5, "S/cm²"),
                        new ReportedParameter("HH_gK (soma)", 0.036, 0.0499999, 0.005, 0.05, "S/cm²"),
                        new ReportedParameter("HH_gLeak", 3e-4, 2.27183e-5, 1e-6, 1e-2, "S/cm²"),
                        new ReportedParameter("HH_eLeak", -54.3, -68.41, -80, -50, "mV"),
                        new ReportedParameter(
                                "capacitance", 1, 1.18, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "µF/cm²")),
                List.of(
                        new FixedParameter("length", 20, 20, "um"),
                        new FixedParameter("axial_resistivity", 100, 250, "Ohm cm")),
                all,
                starts,
                "mV2",
                0,
                List.of("liquid junction potential: 11.0 mV subtracted from the recorded voltage"),
                List.of(
                        new Fact("recording", "20240312_c3.abf"),
                        new Fact("engine", "llvm"),
                        new Fact("iterations", "200"),
                        new Fact("seconds", "41.3"),
                        new Fact("seed", "42"),
                        new Fact("loss at start", "340.02"),
                        new Fact("loss at end", "0.0213"),
                        new Fact("Huxley", "0.1.0-SNAPSHOT")));
    }
}
