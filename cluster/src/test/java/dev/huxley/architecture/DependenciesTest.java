package dev.huxley.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Rules for dependencies between modules, packages and libraries. */
class DependenciesTest {
    /** The layers, from the bottom up: packages use others of their own layer, without circles, and of those below. */
    private static final List<List<String>> LAYERS = List.of(
            List.of("text", "array", "display", "graph", "graph.optimize", "graph.differentiate", "library"),
            List.of("tree", "query", "table", "protocol", "morphology", "tracing", "autograd"),
            List.of("mechanism"),
            List.of("model", "model.graph", "storage"),
            List.of("plot", "program", "neuron"),
            List.of("engine"),
            List.of("simulate"),
            List.of("population"),
            List.of("inspect", "optimizer", "loss", "feature", "transform", "fit", "search"),
            List.of(
                    "recording",
                    "report",
                    "fit.recording",
                    "fit.description",
                    "fit.feature",
                    "fit.job",
                    "demo",
                    "parametersweep"),
            List.of("bench", "notebook"),
            List.of("cli"),
            List.of("cluster"));

    @Test
    void packagesHaveNoCircles() {
        slices().matching("dev.huxley.(**)").should().beFreeOfCycles().check(ProjectClasses.ALL);
    }

    @Test
    void packagesUseNothingAboveThem() {
        TreeSet<String> wrong = new TreeSet<>();
        ProjectClasses.calls().forEach((caller, called) -> called.stream()
                .filter(name -> layer(name) > layer(caller))
                .forEach(name -> wrong.add(caller + " uses " + name + ", which is above it")));
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    @Test
    void onlyTheTorchEngineAndTheTapeKnowPyTorch() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.huxley.engine.torch..", "dev.huxley.autograd..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl.pytorch..")
                .check(ProjectClasses.ALL);
    }

    @Test
    void onlyTheLlvmEngineKnowsLlvm() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.huxley.engine.llvm..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco..")
                .check(ProjectClasses.ALL);
    }

    /** No computation needs a notebook: classes of the kernels are there in notebooks only. */
    @Test
    void onlyTheAdaptersKnowTheKernelsOfNotebooks() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.huxley.notebook.kernel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.github.spencerpark..", "org.dflib.jjava..", "org.rapaio..")
                .check(ProjectClasses.ALL);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.huxley.notebook..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.huxley.notebook..")
                .check(ProjectClasses.ALL);
    }

    /** No fit needs a cluster: Spark is on the class path of those only who ask for it. */
    @Test
    void onlyTheClusterKnowsSpark() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.huxley.cluster..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "scala..", "dev.huxley.cluster..")
                .check(ProjectClasses.ALL);
    }

    /** The description of a model, and the ways to run it, are values: who reads files says so by where it stands. */
    @Test
    void modelsAndProgramsReadNoFiles() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.huxley.array..",
                        "dev.huxley.graph..",
                        "dev.huxley.mechanism..",
                        "dev.huxley.model",
                        "dev.huxley.program..",
                        "dev.huxley.protocol..",
                        "dev.huxley.query..",
                        "dev.huxley.text..",
                        "dev.huxley.tracing..",
                        "dev.huxley.tree..")
                .and()
                .resideOutsideOfPackage("dev.huxley.mechanism.nmodl")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.file.Files")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.io\\.(File|FileInputStream|FileOutputStream|FileReader|FileWriter|RandomAccessFile)")
                .check(ProjectClasses.ALL);
    }

    /** The graph of expressions knows neither arrays of DJL nor neurons. */
    @Test
    void graphsKnowNoArrays() {
        noClasses()
                .that()
                .resideInAPackage("dev.huxley.graph..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..")
                .check(ProjectClasses.ALL);
    }

    /** Layers that named no package, or missed one, would let everything pass. */
    @Test
    void everyPackageIsInOneLayer() {
        Map<String, Integer> used = new TreeMap<>();
        LAYERS.forEach(layer -> layer.forEach(name -> used.put(name, 0)));
        for (String name : ProjectClasses.calls().keySet()) {
            used.merge(entry(name), 1, Integer::sum);
        }
        used.forEach((name, packages) -> assertTrue(packages > 0, "there is no package " + name));
    }

    private static int layer(String name) {
        String entry = entry(name);
        for (int layer = 0; layer < LAYERS.size(); layer++) {
            if (LAYERS.get(layer).contains(entry)) {
                return layer;
            }
        }
        throw new AssertionError(entry);
    }

    /** The entry of the layers for a package: its own, or that of the package around it. */
    private static String entry(String name) {
        for (String at = name; ; at = at.substring(0, at.lastIndexOf('.'))) {
            String entry = at;
            if (LAYERS.stream().anyMatch(layer -> layer.contains(entry))) {
                return entry;
            }
            if (at.indexOf('.') < 0) {
                throw new AssertionError("package " + name + " is in no layer; say where it belongs");
            }
        }
    }
}
