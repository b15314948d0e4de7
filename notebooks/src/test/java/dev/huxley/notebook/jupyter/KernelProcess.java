package dev.huxley.notebook.jupyter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The project's kernel in a process of its own. */
final class KernelProcess implements AutoCloseable {
    private final Process process;
    private final KernelClient client;

    /**
     * @param folder gets the connection file and the log
     * @param patience the seconds that an interrupted cell has to end by itself
     * @param options options of Java
     */
    KernelProcess(Path folder, int patience, String... options) throws IOException {
        ObjectNode connection = new ObjectMapper()
                .createObjectNode()
                .put("ip", "127.0.0.1")
                .put("transport", "tcp")
                .put("signature_scheme", "hmac-sha256")
                .put("key", UUID.randomUUID().toString());
        List<ServerSocket> free = new ArrayList<>();
        for (String port : List.of("shell_port", "control_port", "iopub_port", "stdin_port", "hb_port")) {
            free.add(new ServerSocket(0));
            connection.put(port, free.get(free.size() - 1).getLocalPort());
        }
        for (ServerSocket socket : free) {
            socket.close();
        }
        Path file = folder.resolve("connection.json");
        Files.writeString(file, connection.toString());
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-Djava.awt.headless=true",
                "-Dai.djl.offline=true",
                "-Dai.djl.pytorch.num_threads=1",
                "-Dhuxley.kernels=" + System.getProperty("huxley.kernels"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.github.spencerpark.ijava.IJava",
                file.toString(),
                String.valueOf(patience)));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("kernel.log").toFile())
                .start();
        client = new KernelClient(connection);
        client.awaitKernel();
    }

    KernelClient client() {
        return client;
    }

    /** The memory of the process that is in use, bytes. */
    long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        client.shutdown();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
