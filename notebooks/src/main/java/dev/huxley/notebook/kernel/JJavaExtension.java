package dev.huxley.notebook.kernel;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** Huxley's displays as an extension of the kernel JJava, which finds and installs it as a service. */
public final class JJavaExtension implements Extension {
    @Override
    public void install(BaseKernel kernel) {
        JJavaNotebook.register(kernel.getRenderer());
    }
}
