package io.github.spencerpark.ijava;

import dev.huxley.notebook.cell.NotebookKernel;
import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.LogManager;

/**
 * The project's own kernel, made of the parts of IJava that Maven Central has, under the name by which Huxley finds
 * IJava. It runs the notebooks in tests and makes their outputs.
 */
public final class IJava {
    private static BaseKernel kernel;

    private IJava() {}

    /** The running kernel; null outside one. */
    public static BaseKernel getKernelInstance() {
        return kernel;
    }

    /** Makes a kernel the running one. */
    public static void setKernelInstance(BaseKernel value) {
        kernel = value;
    }

    /**
     * Runs the kernel until Jupyter shuts it down.
     *
     * @param arguments the connection file, and the seconds that an interrupted cell has to end by itself: 5 unless
     *     given, 0 as in IJava
     */
    public static void main(String[] arguments) throws Exception {
        // The base library tells of each message.
        LogManager.getLogManager().reset();
        long patience = arguments.length > 1 ? Long.parseLong(arguments[1]) : 5;
        NotebookKernel own = new NotebookKernel(Duration.ofSeconds(patience));
        kernel = own;
        JupyterConnection connection =
                new JupyterConnection(KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0]))));
        own.becomeHandlerForConnection(connection);
        connection.connect();
        connection.waitUntilClose();
        System.exit(0);
    }
}
