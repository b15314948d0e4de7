package dev.huxley.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.huxley.simulate.HuxleyRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java process that measures only one neuron and batch, so the time to the first result is that of a fresh process,
 * and the peak of memory that of this measurement alone. It has the options and the class path of the process that
 * starts it.
 */
public final class MeasuringProcess {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The answer that the process prints: the measurement or the error; the other is null. */
    private record Answer(Measurement measurement, String error) {}

    private MeasuringProcess() {}

    /**
     * Measures in a new process and waits for it.
     *
     * @throws IllegalStateException if the process fails; the message is that of its error
     */
    public static Measurement measure(MeasurementRequest request) {
        try {
            Path errors = Files.createTempFile("huxley-bench", ".log");
            try {
                Process process = new ProcessBuilder(command(request))
                        .redirectError(errors.toFile())
                        .start();
                try {
                    return answer(process, errors);
                } finally {
                    process.destroy();
                }
            } finally {
                Files.deleteIfExists(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the measuring process cannot be run", e);
        }
    }

    /** Measures the request in the only argument and prints the result as one line. */
    public static void main(String[] arguments) throws JsonProcessingException {
        HuxleyRuntime.prepare();
        MeasurementRequest request = JSON.readValue(arguments[0], MeasurementRequest.class);
        Answer answer;
        try {
            answer = new Answer(request.measure(true), null);
        } catch (RuntimeException e) {
            answer = new Answer(null, e.getMessage() == null ? e.toString() : e.getMessage());
        }
        System.out.println();
        System.out.println(JSON.writeValueAsString(answer));
        System.exit(0);
    }

    private static Measurement answer(Process process, Path errors) throws IOException {
        String last = null;
        try (var lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
        }
        int code = waitFor(process);
        if (code != 0 || last == null || !last.startsWith("{")) {
            List<String> said = Files.readAllLines(errors);
            throw new IllegalStateException("the measuring process ended with code " + code
                    + (said.isEmpty() ? "" : ": " + said.get(said.size() - 1)));
        }
        Answer answer = JSON.readValue(last, Answer.class);
        if (answer.error != null) {
            throw new IllegalStateException(answer.error);
        }
        return answer.measurement;
    }

    private static int waitFor(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    private static List<String> command(MeasurementRequest request) throws JsonProcessingException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-agent") && !option.startsWith("-javaagent"))
                .forEach(command::add);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(MeasuringProcess.class.getName());
        command.add(JSON.writeValueAsString(request));
        return command;
    }
}
