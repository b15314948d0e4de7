package dev.huxley.notebook.kernel;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** Huxley's displays as an extension of the kernel JJava, which finds and installs it as a service. */
public final class JJavaExtension implements Extension {
    /** The kernel in which it is installed: some versions of JJava have no other way to it. */
    private static final AtomicReference<BaseKernel> KERNEL = new AtomicReference<>();

    /** The kernel in which the extension is installed; empty if it is in none. */
    static Optional<BaseKernel> kernel() {
        return Optional.ofNullable(KERNEL.get());
    }

    @Override
    public void install(BaseKernel kernel) {
        KERNEL.set(kernel);
        JJavaNotebook.register(kernel.getRenderer());
    }

    @Override
    public void uninstall(BaseKernel kernel) {
        KERNEL.compareAndSet(kernel, null);
    }
}
