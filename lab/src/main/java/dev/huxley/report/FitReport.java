package dev.huxley.report;

import dev.huxley.plot.Figure;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The report of a fit: fit.png and fit.svg (the figure), traces.csv, parameters.json, report.html (one self-contained
 * page), and report.json (the same as data).
 */
public final class FitReport {
    private final ReportedFit fit;
    private final FitFigure figure;

    /** A picture of the model as SVG, empty for none. */
    private final String model;

    private final Instant date;

    /** Further files by name. */
    private final Map<String, byte[]> attached;

    private FitReport(ReportedFit fit, String model, Instant date, Map<String, byte[]> attached) {
        this.fit = fit;
        this.figure = new FitFigure(fit);
        this.model = model;
        this.date = date;
        this.attached = attached;
    }

    /** A report of this fit, dated now. */
    public static FitReport of(ReportedFit fit) {
        return new FitReport(fit, "", Instant.now(), Map.of());
    }

    /** A copy with a picture of the model on its page, for instance of its morphology. */
    public FitReport model(Figure picture) {
        return new FitReport(fit, picture.toSvg(), date, attached);
    }

    /** A copy with the command line that repeats the fit. */
    public FitReport command(String line) {
        return new FitReport(fit.withCommand(line), model, date, attached);
    }

    /** A copy with another date. */
    public FitReport date(Instant moment) {
        return new FitReport(fit, model, moment, attached);
    }

    /** A copy that also writes a text file of this name and content. */
    public FitReport attach(String name, String content) {
        return attach(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy that also writes a file of this name and content. */
    public FitReport attach(String name, byte[] content) {
        Map<String, byte[]> more = new LinkedHashMap<>(attached);
        more.put(name, content.clone());
        return new FitReport(fit, model, date, more);
    }

    /**
     * Checks that a report can be written to a folder; call it before the fit is computed. The folder need not exist
     * yet, and is not created.
     *
     * @throws UncheckedIOException if it or, where it does not exist, its nearest existing parent is no writable folder
     */
    public static void checkFolder(Path folder) {
        ReportFolder.check(folder);
    }

    /**
     * The figure: recording and model overlaid for every sweep (for more than nine, nine evenly spaced ones, as the
     * title says), the stimulus below, then loss and gradient norm on logarithmic axes.
     */
    public Figure fitFigure() {
        return figure.figure();
    }

    /** The page as one self-contained HTML document, without scripts and without network access. */
    public String html() {
        return page(fitFigure().toSvg());
    }

    /**
     * The outcome of the fit as HTML for a part of another page, such as a notebook: parameters between their bounds,
     * residuals, corrections. One element without pictures, in the colors of the page around it.
     */
    public String part() {
        return ReportPage.part(fit);
    }

    private String page(String svg) {
        return ReportPage.of(fit, date, svg, figure.selection(), model);
    }

    /**
     * The content of the page as one JSON document: facts, parameters, fixed parameters, corrections, every start with
     * its losses, the residuals of every sweep. Numbers are written as in parameters.json.
     */
    public String json() {
        return ReportJson.of(fit, date);
    }

    /**
     * Writes all files, replacing those of an earlier report; either all of them appear or none. If this Java
     * installation cannot draw pictures, fit.png is omitted (an older one is removed) and the notes say so.
     *
     * @throws UncheckedIOException if the folder cannot be written
     */
    public WrittenReport write(Path folder) {
        return ReportFolder.write(folder, (staged, notes) -> {
            Figure picture = fitFigure();
            ReportFolder.addPictures(staged, picture, notes);
            staged.add("traces.csv", out -> TracesCsv.write(fit.sweeps(), out));
            staged.add("parameters.json", out -> out.append(ReportJson.ofParameters(fit.parameters())));
            staged.add("report.json", out -> out.append(json()));
            staged.add("report.html", out -> out.append(page(picture.toSvg())));
            for (Map.Entry<String, byte[]> file : attached.entrySet()) {
                staged.add(file.getKey(), file.getValue());
            }
        });
    }

    @Override
    public String toString() {
        return "FitReport[" + fit + "]";
    }
}
