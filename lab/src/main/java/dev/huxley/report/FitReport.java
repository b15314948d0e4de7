package dev.huxley.report;

import dev.huxley.plot.Figure;
import dev.huxley.plot.PngUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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
        Path existing = folder.toAbsolutePath().normalize();
        while (existing.getParent() != null && Files.notExists(existing)) {
            existing = existing.getParent();
        }
        String remedy = "; make it writable or choose another folder for the report";
        if (!Files.isDirectory(existing)) {
            throw new UncheckedIOException(
                    "cannot write a report to folder '" + folder + "': '" + existing + "' is not a folder" + remedy,
                    new IOException("not a folder: " + existing));
        }
        // Rights, quotas and read-only mounts cannot be asked for reliably: try.
        Path trial = existing.resolve(".huxley." + UUID.randomUUID() + ".part");
        try {
            Files.createFile(trial);
            Files.delete(trial);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write a report to folder '" + folder + "': no file can be created in '" + existing + "' ("
                            + e.getClass().getSimpleName() + ")" + remedy,
                    e);
        }
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
        checkFolder(folder);
        boolean isNew = Files.notExists(folder);
        List<String> notes = new ArrayList<>();
        List<Path> files;
        try {
            Files.createDirectories(folder);
            try (StagedFiles staged = new StagedFiles(folder)) {
                Figure picture = fitFigure();
                byte[] png = png(picture, notes);
                if (png.length > 0) {
                    staged.add("fit.png", png);
                }
                String svg = picture.toSvg();
                staged.add("fit.svg", out -> out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                        .append(svg));
                staged.add("traces.csv", out -> TracesCsv.write(fit.sweeps(), out));
                staged.add("parameters.json", out -> out.append(ReportJson.ofParameters(fit.parameters())));
                staged.add("report.json", out -> out.append(json()));
                staged.add("report.html", out -> out.append(page(svg)));
                for (Map.Entry<String, byte[]> file : attached.entrySet()) {
                    staged.add(file.getKey(), file.getValue());
                }
                files = staged.commit();
                if (png.length == 0) {
                    Files.deleteIfExists(folder.resolve("fit.png"));
                }
            }
        } catch (IOException e) {
            if (isNew) {
                removeIfEmpty(folder);
            }
            throw new UncheckedIOException(
                    "cannot write the report to folder '" + folder + "' (" + e.getMessage()
                            + "); make room or choose another folder",
                    e);
        }
        return new WrittenReport(files, notes);
    }

    private static byte[] png(Figure picture, List<String> notes) {
        try {
            return picture.toPng();
        } catch (PngUnavailableException e) {
            notes.add("fit.png was not written, fit.svg was: " + e.getMessage());
            return new byte[0];
        }
    }

    private static void removeIfEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Not empty: then it is not ours alone.
        }
    }

    @Override
    public String toString() {
        return "FitReport[" + fit + "]";
    }
}
