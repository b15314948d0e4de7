package dev.huxley.report;

import dev.huxley.plot.Figure;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The report of a fit by features: fit.png and fit.svg (sweeps, firing rates and the course of the search), traces.csv,
 * parameters.json, features.csv (every feature of every sweep), models.csv (the ensemble of accepted models), report.json
 * (all of it but the traces), and report.html (one self-contained page that prints well). Immutable.
 */
public final class FeatureFitReport {
    private final ReportedFeatureFit fit;
    private final FeatureFigure figure;

    /** A picture of the model as SVG, empty for none. */
    private final String model;

    private final Instant date;

    /** Further files by name. */
    private final Map<String, byte[]> attached;

    private FeatureFitReport(ReportedFeatureFit fit, String model, Instant date, Map<String, byte[]> attached) {
        this.fit = Objects.requireNonNull(fit, "reported fit");
        this.figure = new FeatureFigure(fit);
        this.model = model;
        this.date = date;
        this.attached = attached;
    }

    /** A report of this fit, dated now. */
    public static FeatureFitReport of(ReportedFeatureFit fit) {
        return new FeatureFitReport(fit, "", Instant.now(), Map.of());
    }

    /** A copy with a picture of the model on its page, for instance of its morphology. */
    public FeatureFitReport model(Figure picture) {
        return new FeatureFitReport(fit, picture.toSvg(), date, attached);
    }

    /** A copy with the command line that repeats the fit. */
    public FeatureFitReport command(String line) {
        return new FeatureFitReport(fit.withCommand(line), model, date, attached);
    }

    /** A copy with another date. */
    public FeatureFitReport date(Instant moment) {
        return new FeatureFitReport(fit, model, moment, attached);
    }

    /** A copy that also writes a text file of this name and content. */
    public FeatureFitReport attach(String name, String content) {
        return attach(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy that also writes a file of this name and content. */
    public FeatureFitReport attach(String name, byte[] content) {
        Map<String, byte[]> more = new LinkedHashMap<>(attached);
        more.put(name, content.clone());
        return new FeatureFitReport(fit, model, date, more);
    }

    /** The data of the report. */
    public ReportedFeatureFit fit() {
        return fit;
    }

    /**
     * The figure: recording and model over each other for every sweep (for more than twelve, twelve evenly spaced ones, as
     * the title says), the stimulus below, then firing rate against current and score against evaluations.
     */
    public Figure fitFigure() {
        return figure.all();
    }

    /** The page as one self-contained HTML document, without scripts and without network access. */
    public String html() {
        return FeaturePage.of(fit, date, figure, model);
    }

    /**
     * The outcome of the fit as HTML for a part of another page, such as a notebook: verdict, z-scores, parameters between
     * their bounds. One element without pictures, in the colors of the page around it.
     */
    public String part() {
        return FeaturePage.part(fit);
    }

    /**
     * Verdict, recording, sweeps with their features, rates, parameters, models, ladder, search and facts as one JSON
     * document. Voltages are in traces.csv. Numbers have all their digits; "NaN", "Infinity" and "-Infinity" are strings.
     */
    public String json() {
        return FeatureJson.of(fit, date);
    }

    /**
     * Writes all files, replacing those of an earlier report; either all of them appear or none. If this Java
     * installation cannot draw pictures, fit.png is omitted (an older one is removed) and the notes say so.
     *
     * @throws UncheckedIOException if the folder cannot be written
     */
    public WrittenReport write(Path folder) {
        return ReportFolder.write(folder, (staged, notes) -> {
            ReportFolder.addPictures(staged, fitFigure(), notes);
            staged.add(
                    "traces.csv",
                    out -> TracesCsv.write(
                            fit.sweeps().stream().map(ReportedResponse::trace).toList(), out));
            staged.add("parameters.json", out -> out.append(ReportJson.ofValues(fit.values())));
            staged.add("features.csv", out -> FeatureCsv.features(fit, out));
            staged.add("models.csv", out -> FeatureCsv.models(fit, out));
            for (Map.Entry<String, byte[]> file : attached.entrySet()) {
                staged.add(file.getKey(), file.getValue());
            }
            staged.add("report.json", out -> out.append(json()));
            staged.add("report.html", out -> out.append(html()));
        });
    }

    @Override
    public String toString() {
        return "FeatureFitReport[" + fit + "]";
    }
}
