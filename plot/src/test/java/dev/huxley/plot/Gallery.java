package dev.huxley.plot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Pictures for people to look at, written to target/gallery; run it after a change of the painter. */
final class Gallery {
    private Gallery() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments.length > 0 ? arguments[0] : "target/gallery"));
        for (String name : new String[] {"response", "edge", "morphology", "axes", "map", "styles", "long"}) {
            Figure figure = figure(name);
            figure.write(folder.resolve(name + ".png"));
            figure.write(folder.resolve(name + ".svg"));
        }
        Files.write(folder.resolve("response-plain-letters.png"), PngCanvas.draw(response(), new StrokeLetters()));
        Files.write(folder.resolve("letters.png"), PngCanvas.draw(letters(), new StrokeLetters()));
    }

    static Figure figure(String name) {
        return switch (name) {
            case "response" -> response();
            case "edge" -> edgeCases();
            case "morphology" -> morphology();
            case "axes" -> axes();
            case "map" -> map();
            case "styles" -> styles();
            case "long" -> longTexts();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** A spiking voltage trace in mV by a formula: spikes of 1 ms at a rate that adapts, with noise in mV. */
    static double[] spiking(int steps, double dt, double onset, double offset, double period, double noise, long seed) {
        Random random = new Random(seed);
        double[] v = new double[steps];
        double next = onset + 8;
        double since = 1e9;
        double interval = period;
        double charge = 0;
        for (int i = 0; i < steps; i++) {
            double t = i * dt;
            boolean on = t >= onset && t < offset;
            charge += dt / 12 * ((on ? 1 : 0) - charge);
            since += dt;
            if (on && t >= next) {
                since = 0;
                next += interval;
                interval *= 1.08;
            }
            double spike = since < 40
                    ? 98 * Math.exp(-Math.pow((since - 0.8) / 0.45, 2))
                            - 14 * (1 - Math.exp(-since)) * Math.exp(-since / 9)
                    : 0;
            v[i] = -72 + 17 * charge + spike + noise * random.nextGaussian();
        }
        return v;
    }

    static Figure response() {
        double dt = 0.025;
        int steps = 24_000;
        double[] stimulus = new double[steps];
        Arrays.fill(stimulus, 4000, 20_000, 0.25);
        double[] loss = new double[120];
        for (int i = 0; i < loss.length; i++) {
            loss[i] = 400 * Math.exp(-i / 9.0) + 2.5e-3 * (1 + 0.3 * Math.sin(i));
        }
        return Figure.of(900, 620)
                .title("Layer 5 pyramidal cell, sweep 12")
                .row(
                        3,
                        Panel.of(
                                        Line.sampled(0, dt, spiking(steps, dt, 100, 500, 31, 0.4, 1))
                                                .label("recording"),
                                        Line.sampled(0, dt, spiking(steps, dt, 100, 500, 32, 0, 2))
                                                .label("model")
                                                .dash(Line.Dash.DASHED))
                                .y("membrane potential", "mV")
                                .legend(true)
                                .grid(true)
                                .sharesXWithPanelBelow(true))
                .row(1, Panel.of(Line.sampled(0, dt, stimulus)).x("time", "ms").y("stimulus", "nA"))
                .row(
                        1.6,
                        Panel.of(Line.sampled(0, 1, loss).markers(true))
                                .x("iteration", "")
                                .y("loss", "mV²")
                                .logY(true)
                                .grid(true));
    }

    static Figure edgeCases() {
        double nan = Double.NaN;
        double[] gaps = {1, 2, nan, 3, nan, 2, 1, Double.POSITIVE_INFINITY, 4, 4, 1e308, 2};
        return Figure.of(900, 600)
                .title("A very long title that cannot fit on one line of any figure of ordinary width, however small"
                        + " its letters may be drawn")
                .row(
                        1,
                        Panel.of().title("no line").x("x", "").y("y", ""),
                        Panel.of(Line.of(new double[] {3}, new double[] {-65}))
                                .title("one point")
                                .y("V", "mV"),
                        Panel.of(Line.sampled(0, 1, new double[] {-65, -65, -65}))
                                .title("constant")
                                .y("V", "mV"))
                .row(
                        1,
                        Panel.of(Line.sampled(0, 1, gaps)).title("gaps"),
                        Panel.of(Line.of(new double[] {0, 1e9}, new double[] {-1e300, 1e300}))
                                .title("huge")
                                .x("time", "ms")
                                .y("current", "nA"),
                        Panel.of(Line.of(new double[] {0, 1e-9}, new double[] {-65.00000001, -65.00000002}))
                                .title("tiny range with a title that is too long")
                                .x("time", "ms")
                                .y("membrane potential of the soma", "mV"))
                .row(
                        1,
                        Panel.of(Line.sampled(0, 1, new double[] {nan, nan}))
                                .title("only NaN")
                                .logY(true),
                        Panel.of(Line.sampled(0, 1, new double[] {0, -1, 5, 6}))
                                .title("log, not positive")
                                .logY(true),
                        Panel.of(Line.sampled(0, 1, new double[] {1e-250, 1e250, 1e10})
                                        .label("a <b> & \"c\""))
                                .title("log, many decades")
                                .legend(true)
                                .logY(true));
    }

    static Figure morphology() {
        Panel panel = Panel.of().x("x", "µm").y("y", "µm").equalAspect(true);
        Random random = new Random(3);
        for (int branch = 0; branch < 9; branch++) {
            double angle = 2 * Math.PI * branch / 9;
            double[] x = new double[200];
            double[] y = new double[200];
            for (int i = 1; i < x.length; i++) {
                angle += 0.12 * random.nextGaussian();
                x[i] = x[i - 1] + 1.5 * Math.cos(angle);
                y[i] = y[i - 1] + 1.5 * Math.sin(angle);
            }
            panel = panel.with(Line.of(x, y).width(1 + branch % 3).label("branch " + branch));
        }
        return Figure.of(700, 520)
                .row(1, panel.legend(true), panel.title("same").legend(false));
    }

    /** Maps with scale bars and color scales beside an ordinary panel. */
    static Figure map() {
        double[] along = {0, 30, 60, 200};
        double[] none = new double[4];
        Tube soma = Tube.ball(0, 0, 12).label("soma");
        Tube apical = Tube.of(none, along, none, new double[] {6, 3, 2, 0.1})
                .color(Color.VERMILLION)
                .label("apical dendrite with a long name");
        Tube axon = Tube.of(along, none, none, new double[] {1, 1, 0.5, 0.01})
                .color(Color.BLUE)
                .label("axon");
        Panel panel =
                Panel.of().tubes(List.of(axon, apical, soma)).scaleBar("µm").legend(true);
        return Figure.of(900, 620)
                .title("Maps")
                .row(
                        2,
                        panel.title("groups"),
                        panel.title("linear")
                                .colorScale(ColorScale.of(-80, 40, "membrane potential", "mV")
                                        .gaps(true)),
                        panel.legend(false)
                                .colorScale(
                                        ColorScale.of(1e-6, 2e-3, "gH", "S/cm²").log(true)))
                .row(
                        1,
                        Panel.of(Line.sampled(0, 1, along).label("trace"))
                                .x("time", "ms")
                                .y("V", "mV"),
                        panel,
                        Panel.blank());
    }

    static Figure axes() {
        double[] rising = {1, 2, 3, 4};
        Figure figure = Figure.of(1000, 900).title("Axes").legend(true);
        double[][] spans = {
            {0, 1}, {-1.3, 1.3}, {-70, 45}, {1e-7, 3e-6}, {0, 123456}, {99.5, 100.5}, {-3e-12, 9e-12}, {0.001, 0.0042}
        };
        for (int i = 0; i < spans.length; i += 4) {
            Panel[] row = new Panel[4];
            for (int k = 0; k < 4; k++) {
                double[] span = spans[i + k];
                row[k] = Panel.of(Line.of(span, span).label("identity"))
                        .grid(true)
                        .x("input", "nA")
                        .y("output", "S/cm²");
            }
            figure = figure.row(1, row);
        }
        double[][] logs = {{1e-3, 1e4}, {3, 40}, {1.2, 1.9}, {1e-12, 1e9}};
        Panel[] row = new Panel[4];
        for (int k = 0; k < 4; k++) {
            row[k] = Panel.of(Line.of(new double[] {1, 4}, logs[k]).label("span"))
                    .logY(true)
                    .grid(true)
                    .sharesYWithPanelLeft(false)
                    .x("iteration", "")
                    .y("loss", "");
        }
        return figure.row(1, row)
                .row(
                        1,
                        Panel.of(Line.of(rising, rising)).y("V", "mV"),
                        Panel.of(Line.of(rising, new double[] {5, 9, 1, 2})).sharesYWithPanelLeft(true),
                        Panel.of(Line.of(rising, new double[] {5, 9, -1, 2})).sharesYWithPanelLeft(true));
    }

    /** More lines than colors, and markers. */
    static Figure styles() {
        Panel lines = Panel.of().legend(true).title("lines").x("time", "ms");
        for (int i = 0; i < 20; i++) {
            lines = lines.with(
                    Line.sampled(0, 1, new double[] {i, i + 1, i, i + 0.5}).label("line " + i));
        }
        double[] current = {0, 0.1, 0.2, 0.3, 0.4};
        double[] rate = {0, 3, 9, 14, 17};
        Panel markers = Panel.of(
                        Line.of(current, rate).label("model").markers(Color.ORANGE),
                        Line.of(current, new double[] {0, 2, 10, 13, 18})
                                .label("measured")
                                .markersOnly(true))
                .legend(true)
                .title("markers")
                .x("current", "nA")
                .y("rate", "Hz");
        return Figure.of(900, 420).row(1, lines, markers);
    }

    /** Texts that need several lines. */
    static Figure longTexts() {
        String text =
                "a text that is much longer than the room beside or above a panel of ordinary size, so it is broken";
        Panel panel = Panel.of(
                        Line.sampled(0, 1, new double[] {1, 2, 1.5}).label(text),
                        Line.sampled(0, 1, new double[] {2, 1, 1.5}).label("short"))
                .legend(true)
                .title(text)
                .x(text, "ms")
                .y(text, "mV");
        return Figure.of(900, 560)
                .title(text + "; " + text)
                .row(1, panel, panel.colorScale(ColorScale.of(0, 1, text, "mV")));
    }

    private static Figure letters() {
        String[] lines = {
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789",
            "abcdefghijklmnopqrstuvwxyz .,:;!?'\"`",
            "-–−+±×·*/|=<>()[]{}_^~#%&$@\\° µ Ω τ …",
            "membrane potential (mV), recorded at −72.5 mV",
            "HH_gNa (S/cm²) 10⁻³ Zelle ä ñ 漢"
        };
        Figure figure = Figure.of(700, 640);
        for (String line : lines) {
            figure = figure.row(
                    1,
                    Panel.of(Line.sampled(0, 1, new double[] {0, 1}).label(line))
                            .title(line)
                            .legend(true));
        }
        return figure;
    }
}
