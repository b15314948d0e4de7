package dev.huxley.report;

import dev.huxley.plot.Figure;
import dev.huxley.plot.PngUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The folder into which a report is written: all its files appear, replacing those of an earlier report, or none does. */
final class ReportFolder {
    /** The files of a report. */
    interface Contents {
        /**
         * Adds the files.
         *
         * @param notes takes sentences for the user on omitted files
         */
        void addTo(StagedFiles staged, List<String> notes) throws IOException;
    }

    private ReportFolder() {}

    /** Checks that files can be written; see {@link FitReport#checkFolder}. */
    static void check(Path folder) {
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

    /** Writes all files; an error names the folder, the reason and the remedy. */
    static WrittenReport write(Path folder, Contents contents) {
        check(folder);
        boolean isNew = Files.notExists(folder);
        List<String> notes = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            try (StagedFiles staged = new StagedFiles(folder)) {
                contents.addTo(staged, notes);
                return new WrittenReport(staged.commit(), notes);
            }
        } catch (IOException e) {
            if (isNew) {
                removeIfEmpty(folder);
            }
            throw new UncheckedIOException(
                    "cannot write the report to folder '" + folder + "' (" + reason(e)
                            + "); make room or choose another folder",
                    e);
        }
    }

    /** Adds fit.png and fit.svg; without fonts or java.desktop only the latter, which a note then says. */
    static void addPictures(StagedFiles staged, Figure picture, List<String> notes) throws IOException {
        try {
            staged.add("fit.png", picture.toPng());
        } catch (PngUnavailableException e) {
            staged.remove("fit.png");
            notes.add("fit.png was not written, fit.svg was: " + e.getMessage());
        }
        staged.add("fit.svg", out -> out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .append(picture.toSvg()));
    }

    private static String reason(IOException e) {
        // Its message is the path alone.
        return e instanceof AccessDeniedException ? "access to " + e.getMessage() + " is denied" : e.getMessage();
    }

    private static void removeIfEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Not empty: then it is not ours alone.
        }
    }
}
