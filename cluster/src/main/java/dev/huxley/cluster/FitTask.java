package dev.huxley.cluster;

import dev.huxley.cli.HuxleyCommand;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.spark.TaskContext;

/** The work of one task on an executor: a whole fit. */
final class FitTask {
    /** The largest report, zipped, in bytes. */
    private static final int LARGEST = 256 << 20;

    private static final String THREADS = "huxley.threads";

    /** The files with which a fit goes on; they name files of the executor. */
    private static final Set<String> LEFT_OUT = Set.of("fit.json", "search.json");

    /** The exit codes of fits that end with a report. */
    private static final Set<Integer> WITH_REPORT = Set.of(0, 3);

    private FitTask() {}

    /**
     * Runs a fit in a folder that is deleted at the end.
     *
     * @param sent the recording's name, the arguments with zeros between them, and the recording's bytes
     * @return the exit code, the text of the console, and the zipped files of the report
     */
    static byte[][] run(byte[][] sent) throws IOException {
        TaskContext task = TaskContext.get();
        if (task != null && System.getProperty(THREADS) == null) {
            System.setProperty(THREADS, Integer.toString(task.cpus()));
        }
        Path folder = Files.createTempDirectory("huxley-fit");
        try {
            Path recording = folder.resolve(Path.of(text(sent[0])).getFileName());
            Files.write(recording, sent[2]);
            Path out = folder.resolve("report");
            List<String> arguments =
                    new ArrayList<>(List.of("fit", "--recording", recording.toString(), "--out", out.toString()));
            Stream.of(text(sent[1]).split("\0"))
                    .filter(argument -> !argument.isEmpty())
                    .forEach(arguments::add);
            StringWriter console = new StringWriter();
            PrintWriter printed = new PrintWriter(console, true);
            int code = HuxleyCommand.execute(printed, printed, arguments.toArray(String[]::new));
            byte[] files = zipped(out);
            if (files.length > LARGEST) {
                throw new IOException("the report has " + files.length + " bytes, more than " + LARGEST);
            }
            return new byte[][] {{(byte) code}, console.toString().getBytes(StandardCharsets.UTF_8), files};
        } finally {
            delete(folder);
        }
    }

    private static byte[] zipped(Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                        String name = folder.relativize(file).toString().replace('\\', '/');
                        if (!LEFT_OUT.contains(name)) {
                            zip.putNextEntry(new ZipEntry(name));
                            Files.copy(file, zip);
                            zip.closeEntry();
                        }
                    }
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The report of a fit and the text of its console. */
    static final class Result {
        private final int code;
        private final String console;
        private final byte[] files;

        private Result(int code, String console, byte[] files) {
            this.code = code;
            this.console = console;
            this.files = files;
        }

        /** The result that {@link FitTask#run} returned. */
        static Result read(byte[][] received) {
            return new Result(received[0][0], text(received[1]), received[2]);
        }

        boolean hasReport() {
            return WITH_REPORT.contains(code);
        }

        /** The last line of the console: of a fit that failed the reason. */
        String lastLine() {
            return console.lines()
                    .filter(line -> !line.isBlank())
                    .reduce((first, second) -> second)
                    .orElse("the fit ended without a word, with the exit code " + code);
        }

        /** Writes the files into a folder, and the text of the console as {@code console.txt}. */
        void write(Path folder) throws IOException {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("console.txt"), console);
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(files))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    Path file = folder.resolve(entry.getName()).normalize();
                    if (!file.startsWith(folder.normalize())) {
                        throw new IOException("the report has a file outside of its folder: " + entry.getName());
                    }
                    Files.createDirectories(file.getParent());
                    Files.write(file, zip.readAllBytes());
                }
            }
        }
    }
}
