package dev.huxley.fit.recording;

import ai.djl.engine.Engine;
import dev.huxley.report.Fact;
import dev.huxley.simulate.Engines;
import java.util.List;

/** The versions of the software on which a fit ran, for its report. */
public final class SoftwareVersions {
    private SoftwareVersions() {}

    /** The version of Huxley, {@code "(development)"} if it does not run from its jar. */
    public static String huxley() {
        String version = SoftwareVersions.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }

    /**
     * The engine that runs simulations, Huxley, Java, DJL and PyTorch, each with its version.
     *
     * @param engine the name of an engine
     */
    public static List<Fact> facts(String engine) {
        return List.of(
                new Fact("engine", Engines.description(engine)),
                new Fact("Huxley", huxley()),
                new Fact(
                        "Java",
                        Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")),
                new Fact("DJL", Engine.getDjlVersion()),
                new Fact("PyTorch", Engine.getEngine("PyTorch").getVersion()));
    }
}
