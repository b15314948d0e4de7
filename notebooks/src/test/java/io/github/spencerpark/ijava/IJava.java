package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.nio.file.Files;
import java.nio.file.Path;

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

    /** Runs the kernel until Jupyter shuts it down. */
    public static void main(String[] arguments) throws Exception {
        NotebookKernel own = new NotebookKernel();
        kernel = own;
        JupyterConnection connection =
                new JupyterConnection(KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0]))));
        own.becomeHandlerForConnection(connection);
        connection.connect();
        connection.waitUntilClose();
        System.exit(0);
    }
}
