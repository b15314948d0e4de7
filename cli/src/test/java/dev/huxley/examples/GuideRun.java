package dev.huxley.examples;

import dev.huxley.examples.MarkdownPage.Block;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The output of the guide's programs, which run in a separate process whose working folder holds the files that the
 * guide reads and writes.
 */
record GuideRun(List<GuideProgram> programs, String printed) {
    private static final String ANY_MARK = "[" + GuideProgram.MARK + GuidePrograms.BEGIN + GuidePrograms.END + "]";

    /** Runs the programs, whose classes are in the folder. */
    static GuideRun of(List<GuideProgram> programs, Path classes) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(classes.resolve("current"));
        GuideFiles.write(folder);
        Path printed = classes.resolve("printed.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Dai.djl.offline=true",
                "-Dhuxley.kernels=" + System.getProperty("huxley.kernels", "kernels"),
                "-cp",
                classes + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                GuidePrograms.class.getName()));
        for (GuideProgram program : programs) {
            command.add(program.name() + ".main");
            program.rows().forEach(row -> command.add(method(program, row)));
        }
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        process.waitFor();
        return new GuideRun(programs, Files.readString(printed, StandardCharsets.UTF_8));
    }

    /** The deviations from the pages, each as file:line: message. */
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (GuideProgram program : programs) {
            String text = textOf(program.name() + ".main");
            for (Block block : program.blocks()) {
                checkOutput(program, block, text, failures);
            }
            checkEnd(program, text, failures);
            program.rows().forEach(row -> checkEnd(program, textOf(method(program, row)), failures));
        }
        return failures;
    }

    private static String method(GuideProgram program, int row) {
        return program.name() + "." + GuideProgram.method(row);
    }

    private String textOf(String method) {
        String mark = GuidePrograms.BEGIN + method + "\n";
        int begin = printed.indexOf(mark);
        return begin < 0 ? "" : printed.substring(begin + mark.length()).split(GuidePrograms.BEGIN, 2)[0];
    }

    private static void checkOutput(GuideProgram program, Block block, String text, List<String> failures) {
        String mark = GuideProgram.MARK + block.number() + "\n";
        int begin = text.indexOf(mark);
        if (begin < 0 || block.output().isEmpty()) {
            return;
        }
        String actual = tidy(text.substring(begin + mark.length()).split(ANY_MARK, 2)[0]);
        String expected = tidy(block.output().get());
        if (!actual.equals(expected)) {
            failures.add(place(program, String.valueOf(block.number())) + "prints\n" + actual + "\nbut the page says\n"
                    + expected);
        }
    }

    private static void checkEnd(GuideProgram program, String text, List<String> failures) {
        if (!text.contains(GuidePrograms.END)) {
            List<String> last = text.substring(text.lastIndexOf(GuideProgram.MARK) + 1)
                    .lines()
                    .toList();
            failures.add(place(program, last.isEmpty() ? "?" : last.get(0)) + "ends with "
                    + last.stream().skip(1).limit(40).collect(Collectors.joining("\n")));
        }
    }

    private static String place(GuideProgram program, String line) {
        return program.page().file() + ":" + line + ": ";
    }

    private static String tidy(String text) {
        return text.lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
